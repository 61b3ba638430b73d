import re
from html import unescape

import pytest

TAGS = re.compile(r"<[^>]*>")


def list_marks(page):
    return [unescape(TAGS.sub("", mark)).casefold() for mark in re.findall(r"<mark>(.*?)</mark>", page)]


def test_what_is_looked_for_is_marked_in_quotes_and_articles(face):
    page = face.get("/search", params={"q": "guernica"}).text
    marks = list_marks(page)
    assert marks
    assert set(marks) == {"guernica"}
    assert all(f'id="{sort}"' in page for sort in ("events", "quotes", "articles", "names"))
    assert "/articles/" in page
    assert "#c=" in page


def test_a_place_that_is_named_leads_to_the_list_of_its_events(face):
    page = face.get("/search", params={"q": "durango"}).text
    link = unescape(re.search(r'<a href="(/\?place=[^"]*)"', page)[1])
    assert "Durango" in face.get(link).text


def test_accents_and_capitals_do_not_matter(face):
    plain, accented = (face.get("/search", params={"q": q}).text for q in ("almeria", "ALMERÍA"))
    assert list_marks(plain)
    assert list_marks(plain) == list_marks(accented)


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "   ",
        '"',
        '""',
        "*",
        "AND OR NOT",
        "a" * 3000,
        "%' --",
        "(",
        "<b>x</b>",
        "\x00",
        "NEAR(a b)",
        "a:b^2",
    ],
)
def test_no_writing_of_a_search_is_wrong(face, odd):
    answer = face.get("/search", params={"q": odd})
    assert answer.status_code == 200
    assert "<b>x" not in answer.text


def test_what_is_not_there_is_told_as_such(face):
    page = face.get("/search", params={"q": "zyzzyva"}).text
    assert "Nothing in this record has this word" in page
