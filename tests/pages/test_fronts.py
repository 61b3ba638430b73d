"""Which links of a front page are taken for articles."""

import pytest

from khabar.pages.feeds.fronts import MOST_LINKED, is_article, list_linked

HERE = "https://post.example/"
HEADLINE = "Shells hit the ferry quay at dawn"


@pytest.mark.parametrize(
    ("path", "words", "is_one"),
    [
        ("/2026/05/01/quay", "", True),
        ("/world/2026/5/1/quay.html", "Quay", True),
        ("/2026-05-01-quay-hit", "", True),
        ("/2026/05/01", HEADLINE, False),
        ("/2026/05/", HEADLINE, False),
        ("/2026/05/quay", HEADLINE, True),
        ("/ferry-quay-hit", HEADLINE, True),
        ("/ferry-quay-hit.html", HEADLINE, True),
        ("/ferry-quay-hit/", HEADLINE, True),
        ("/ferry-quay-hit", "Read on", False),
        ("/news/article1234567", HEADLINE, True),
        ("/story.php?id=1234567", HEADLINE, True),
        ("/story.php?id=7", HEADLINE, False),
        ("/world/middle-east", HEADLINE, False),
        ("/tag/ferry-quay-hit", HEADLINE, False),
        ("/author/mara-lind-and-others", HEADLINE, False),
        ("/2026/05/01/quay.jpg", HEADLINE, False),
        ("/", HEADLINE, False),
    ],
)
def test_an_article_is_told_by_its_address_and_the_words_of_the_link(path, words, is_one):
    assert is_article(f"https://post.example{path}", words) is is_one


def list_from(*anchors):
    written = "".join(f'<a href="{href}">{words}</a>' for href, words in anchors)
    return list_linked(f"<html><body>{written}</body></html>".encode(), HERE)


def test_articles_come_once_in_their_order_and_from_this_site_alone():
    assert list_from(
        ("/ferry-quay-hit?utm_source=front", ""),
        ("/ferry-quay-hit", HEADLINE),
        ("https://www.post.example/mill-burns-down", "The mill at Lerida burns"),
        ("https://agency.example/mill-burns-down", "The mill at Lerida burns"),
        ("javascript:alert(1)", HEADLINE),
        ("/ferry-quay-hit#comments", HEADLINE),
    ) == (f"{HERE}ferry-quay-hit", "https://www.post.example/mill-burns-down")


def test_no_more_are_taken_than_a_front_page_has_headlines():
    assert len(list_from(*((f"/2026/05/01/quay-{at}", "") for at in range(90)))) == MOST_LINKED
