from dataclasses import replace

import pytest
import shelf
from hypothesis import given
from hypothesis import strategies as st

from khabar.export.withholding.hiding import Gap, hide
from khabar.export.withholding.names import Judge, Sort
from khabar.export.withholding.protecting import Curtain, Secrets
from khabar.model.events import Statement, Telling
from khabar.model.values import Place, PlacePrecision, Reading, Span

JUDGE = Judge(houses=frozenset({"valley wire"}))


def find(text, sort, *, strict=False):
    return [name.span.cut(text) for name in JUDGE.find_names(text, strict=strict) if name.sort is sort]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Ruiz, 34, died at the mill.", ["Ana Ruiz"]),
        ("She died with her brother Tomás.", ["Tomás"]),
        ("Mr. Soler and Dr. J. M. Vidal ran.", ["Soler", "J. M. Vidal"]),
        ("Private Juan Soler fell.", ["Juan Soler"]),
        (
            "They buried Ahmad bin Salih and Abdul Rahman al-Khatib.",
            ["Ahmad bin Salih", "Abdul Rahman al-Khatib"],
        ),
        ("A LINE IN CAPITALS NAMES MARTA GIL DEAD", ["MARTA GIL"]),
        ("Yesterday Jorge Gil was shot.", ["Jorge Gil"]),
        ("Planes bombed Bilbao and Durango on Monday.", []),
        ("The Spanish government and the Red Cross told Valley Wire so.", []),
        ("General Emilio Mola and President Manuel Azaña spoke.", []),
        ("The mayor of Lezama, Iñaki Goñi, wept.", []),
        ("Ali Hassan, a spokesman for the army, denied it.", []),
    ],
)
def test_names_of_private_persons_are_found_and_those_of_others_are_not(text, names):
    assert find(text, Sort.PRIVATE) == names


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("She lived at 14 Calle Mayor, near the mill.", ["14 Calle Mayor"]),
        ("Shells hit Elm Street 5.", ["Elm Street 5"]),
        ("Families fled Yarmouk camp.", ["Yarmouk"]),
        ("Shells hit Bilbao.", []),
    ],
)
def test_addresses_are_found(text, addresses):
    assert find(text, Sort.ADDRESS) == addresses


def test_of_a_party_one_word_that_is_not_known_is_a_name():
    assert find("Etxandi", Sort.PRIVATE, strict=True) == ["Etxandi"]
    assert find("Hospitals", Sort.PRIVATE, strict=True) == []


GAPS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), max_size=6)


@given(st.text(min_size=40, max_size=40), GAPS)
def test_what_is_not_withheld_lies_where_offsets_say(text, places):
    gaps = [Gap(span=Span(start, start + size), shown="[withheld]") for start, size in places]
    hidden = hide(text, gaps)
    withheld = {at for gap in hidden.gaps for at in range(gap.span.start, gap.span.end)}
    for at, letter in enumerate(text):
        if at not in withheld:
            assert hidden.text[hidden.move(at)] == letter
    for gap in hidden.gaps:
        assert hidden.move_span(gap.span).cut(hidden.text) == "[withheld]"


def tell(report):
    """A report in which a private person is named in every text that an article has."""
    name = "Ana Ruiz"
    article = report.article
    text = f"{article.text}\n{name}, 34, died. Ruiz had three children."
    article = replace(
        article, text=text, title=f"{name} dies", author=name, url="https://a.example/ana-ruiz-dies"
    )
    telling = Telling(
        article=article.id,
        title=article.title,
        url=article.url,
        publisher=article.publisher,
        owner=None,
        agencies=(),
        published=None,
        told=shelf.MAY,
    )
    return article, tuple(Statement(claim=claim, telling=telling) for claim in report.claims)


def test_no_field_of_an_article_or_a_claim_names_a_private_person():
    for report in shelf.build_reports(seed=7, number=8):
        article, statements = tell(report)
        curtain = Curtain.of(["Valley Wire", "Coast Post", "Àrea Libre", "North Press"])
        shown = curtain.protect(article)
        told = curtain.protect_claims(article, statements, Secrets())
        assert "Ruiz" not in f"{shown} {told}"
        assert "ruiz" not in f"{shown} {told}"
        for one in told:
            assert one.claim.span.cut(shown.text) == one.claim.quote
            assert all(actor.who.text == actor.who.span.cut(shown.text) for actor in one.claim.actors)
        assert shown.words_in - len(shown.text.split()) == article.words_in - len(article.text.split())


def test_a_place_finer_than_a_town_is_shown_as_what_holds_it():
    fine = Place(
        name="Elm Street",
        admin1="Navarre",
        country="ES",
        lat=42.8,
        lon=-1.6,
        precision=PlacePrecision.EXACT,
        geonames=None,
    )
    shown = Curtain().protect(fine)
    assert (shown.name, shown.lat, shown.precision) == ("Navarre", None, PlacePrecision.PROVINCE)
    town = replace(fine, name="Lerín")
    assert Curtain().protect(town) == town


def test_a_value_without_a_name_stays_as_it_is():
    reading = Reading(value="x", span=Span(3, 12), text="the mill.", rule="by_hand")
    assert Curtain().protect(reading) == reading


def test_words_in_scripts_without_capitals_are_withheld():
    shown = Curtain().blank("He cried سلام عليكم twice", Secrets())
    assert shown.text == "He cried [words withheld] twice"
