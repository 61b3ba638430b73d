from datetime import date
from pathlib import Path

import pytest
from page_readings import HOUSES, dropped_as, read_text

from khabar.errors import InputError
from khabar.model.documents import Hints

SCRAPED = (Path(__file__).parent / "scraped.txt").read_text("utf-8")
BODY = "Shells fell on the ferry quay of Port Selm before dawn, the harbour master said on Wednesday."


def test_a_scraped_page_without_title_or_day_gets_none() -> None:
    article = read_text(SCRAPED)
    assert (article.title, article.published, article.author) == (None, None, None)
    assert article.publisher == "Coast Today"
    assert article.agencies == ("Northern Wire",)


def test_stamped_headlines_glued_together_are_related_each_with_its_own_day() -> None:
    related = read_text(SCRAPED).related
    assert [headline.title for headline in related] == [
        "Salt works burn for third day",
        "Garrison short of bread",
        "Twelve die as ferry sinks off Tolm",
    ]
    assert [str(headline.published) for headline in related] == [
        "2009-06-12",
        "2009-06-08",
        "2009-06-02",
    ]


def test_sub_headings_stay_in_the_text_and_broken_ones_are_joined() -> None:
    article = read_text(SCRAPED)
    headings = [span.cut(article.text) for span in article.headings]
    assert headings == ["Anger in the capital", "Rebels not to give up Tolm"]


def test_a_page_that_ends_in_a_short_quotation_keeps_it() -> None:
    assert read_text(SCRAPED).text.endswith("reached by radio from the capital.")


@pytest.mark.parametrize(
    ("head", "title", "author", "published"),
    [
        (
            "Ferry quay shelled\nBy Mara Lind\n9 March 1994\n\n",
            "Ferry quay shelled",
            "Mara Lind",
            "1994-03-09",
        ),
        ("Ferry quay shelled\n\n", "Ferry quay shelled", None, None),
        (
            "Published March 9 1994 - Ferry quay shelled at dawn - ",
            "Ferry quay shelled at dawn",
            None,
            "1994-03-09",
        ),
        (
            "Wed 9 Mar 1994 Ferry Quay Shelled At Dawn. ",
            "Ferry Quay Shelled At Dawn",
            None,
            "1994-03-09",
        ),
        (
            "Ferry quay shelled at dawn AFP Wednesday 9 Mar 1994 ",
            "Ferry quay shelled at dawn",
            None,
            "1994-03-09",
        ),
        ("9 March 1994\n", None, None, "1994-03-09"),
        ("PORT SELM, March 9, 1994 (AFP) - ", None, None, "1994-03-09"),
        ("", None, None, None),
    ],
)
def test_a_head_is_read_where_it_is_stated(
    head: str, title: str | None, author: str | None, published: str | None
) -> None:
    article = read_text(f"{head}{BODY}\n{BODY.replace('dawn', 'dusk')}\n", outlets=HOUSES)
    assert (article.title, article.author) == (title, author)
    assert (str(article.published) if article.published else None) == published
    assert BODY in article.text
    assert not title or title not in article.text


def test_a_day_inside_a_sentence_is_not_the_publication_day() -> None:
    article = read_text(
        f"The siege began on 9 March 1994 and has cost forty lives, the mayor said.\n{BODY}\n"
    )
    assert article.published is None


def test_a_hint_wins_over_the_page() -> None:
    hints = Hints(published=date(1994, 3, 10), publisher="Selm Echo", url="https://a.example/x")
    article = read_text(f"9 March 1994\n{BODY}\n© 2001 Other House\n", hints)
    assert (article.published, article.publisher) == (date(1994, 3, 10), "Selm Echo")
    assert article.url == "https://a.example/x"


def test_a_copyright_year_is_never_the_publication_day() -> None:
    assert (
        read_text(f"{BODY}\nCopyright 9 March 1994 Harbour Press. All rights reserved.\n").published
        is None
    )


def test_lines_broken_at_a_column_become_paragraphs() -> None:
    wrapped = (
        "Shells fell on the ferry quay of Port Selm before dawn on Wednesday and\n"
        "killed twelve people, the harbour master said. Among them were two nurses\n"
        "and a ferryman who had come to work early.\n\n"
        "The guns stood in the hills above the town, three witnesses said, and they\n"
        "fired for an hour before the boats of the coast guard came up the river and\n"
        "answered them.\n"
    )
    article = read_text(wrapped)
    assert article.text.count("\n") == 1
    assert "on Wednesday and killed twelve people" in article.text


def test_a_line_that_comes_twice_is_dropped_the_second_time() -> None:
    article = read_text(f"{BODY}\n{BODY.replace('dawn', 'dusk')}\n{BODY}\n")
    assert dropped_as(article, "repeated") == [BODY]


def test_the_same_text_of_two_publishers_has_two_ids() -> None:
    ids = {read_text(BODY, Hints(publisher=name)).id for name in ("Selm Echo", "River Post")}
    assert len(ids) == 2


def test_a_wire_credit_behind_the_last_sentence_is_an_agency() -> None:
    for credited in (f"{BODY} ----AFP", f"{BODY}----AFP", f"{BODY}\nAFP\n", f"{BODY} (Source: AFP)"):
        article = read_text(credited, outlets=HOUSES)
        assert article.agencies == ("Agence France-Presse",)
        assert article.text == BODY


@pytest.mark.parametrize(
    "text", ["Home\nWorld\nSport\n", "Sign in\nYour name:\nPassword\n", "12 comments"]
)
def test_a_menu_or_a_form_is_no_report(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text(text)
    assert caught.value.reason == "no_report"
    assert "expected a report of at least 8 words, got none" in str(caught.value)
