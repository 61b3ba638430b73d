"""Which address is a page's own, which is its next page, and where its site keeps its feeds."""

import pytest

from khabar.pages.addresses import is_front, is_next_page, is_same_site, join, tidy
from khabar.pages.feeds.links import read_links

HERE = "https://www.post.example/war/raid?id=7"


def links(head, address=HERE):
    return read_links(f"<html><head>{head}</head><body><p>Rain.</p></body></html>".encode(), address)


@pytest.mark.parametrize(
    ("href", "own"),
    [
        ("https://www.post.example/war/raid", "https://www.post.example/war/raid"),
        ("/war/raid?utm_source=x#top", "https://www.post.example/war/raid"),
        ("https://amp.post.example/war/raid", "https://amp.post.example/war/raid"),
        ("//post.example/war/raid", "https://post.example/war/raid"),
        ("https://agency.example/raid", None),
        ("https://post.example.evil.example/raid", None),
        ("https://www.post.example/", None),
        ("https://www.post.example", None),
        ("javascript:alert(1)", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_an_own_address_is_of_the_same_site_and_of_one_page(href, own):
    assert links(f'<link rel="canonical" href="{href}">').own == own


def test_the_base_of_a_page_counts():
    found = links('<base href="/war/"><link REL="Canonical" HREF="raid?id=7">')
    assert found.own == "https://www.post.example/war/raid?id=7"


@pytest.mark.parametrize(
    ("address", "following", "is_next"),
    [
        ("https://p.example/a", "https://p.example/a?page=2", True),
        ("https://p.example/a?page=2", "https://p.example/a?page=3", True),
        ("https://p.example/a?id=4", "https://p.example/a?id=4&page=2", True),
        ("https://p.example/a", "https://p.example/a/2", True),
        ("https://p.example/a/", "https://p.example/a/2/", True),
        ("https://p.example/a/2", "https://p.example/a/3", True),
        ("https://p.example/a", "https://p.example/a/page/2", True),
        ("https://p.example/a.html", "https://p.example/a-2.html", True),
        ("https://p.example/a-2.html", "https://p.example/a-3.html", True),
        ("https://p.example/a", "https://www.p.example/a?p=2", True),
        ("https://p.example/a", "https://p.example/b", False),
        ("https://p.example/a", "https://p.example/a", False),
        ("https://p.example/a", "https://p.example/a-2", False),
        ("https://p.example/a", "https://p.example/b?page=2", False),
        ("https://p.example/a", "https://p.example/a?page=3", False),
        ("https://p.example/a?page=3", "https://p.example/a?page=2", False),
        ("https://p.example/a", "https://q.example/a?page=2", False),
        ("https://p.example/1937/04/26", "https://p.example/1937/04/27", True),
        ("https://p.example/1937/05/01", "https://p.example/1937/05/02", False),
        ("https://p.example/a?id=1", "https://p.example/a?id=2", False),
    ],
)
def test_a_next_page_is_told_from_a_next_article_by_its_number(address, following, is_next):
    assert is_next_page(address, following) == is_next
    found = links(f'<link rel="next" href="{following}">', address).following
    assert found == (following if is_next else None)


def test_feeds_are_listed_once_and_without_those_of_comments():
    found = links(
        '<link rel="alternate" type="application/rss+xml" title="Post" href="/feed?utm_source=x">'
        '<link rel="alternate" type="application/rss+xml" title="Post" href="/feed">'
        '<link rel="alternate" type="application/rss+xml" title="Comments on: Raid" href="/raid/feed">'
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed">'
        '<link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="https://cdn.example/atom">'
        '<link rel="alternate" type="application/feed+json" href="feed.json">'
        '<link rel="alternate" hreflang="es" href="/es/">'
        '<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">'
        '<link rel="stylesheet" type="application/rss+xml" href="/style">'
    ).feeds
    assert found == (
        "https://www.post.example/feed",
        "https://cdn.example/atom",
        "https://www.post.example/war/feed.json",
    )


@pytest.mark.parametrize(
    ("address", "tidied"),
    [
        ("https://p.example", "https://p.example/"),
        ("https://P.Example:443/A?b=&c", "https://p.example/A?b=&c"),
        ("http://p.example:80/", "http://p.example/"),
        ("http://p.example:8080/", "http://p.example:8080/"),
        ("https://p.example/a?utm_source=x&utm_medium=y", "https://p.example/a"),
        ("https://p.example/a?fbclid=x&id=1&gclid=y&b=%2F+", "https://p.example/a?id=1&b=%2F+"),
        (
            "https://p.example/a?eid=1&source=2&ref=3&uid=4",
            "https://p.example/a?eid=1&source=2&ref=3&uid=4",
        ),
        ("https://p.example/a#!x", "https://p.example/a"),
        ("http://[", "http://["),
    ],
)
def test_an_address_loses_what_does_not_name_its_page(address, tidied):
    assert tidy(address) == tidied
    assert tidy(tidied) == tidied


def test_a_front_door_is_told_from_a_page():
    assert is_front("https://p.example")
    assert is_front("https://p.example//")
    assert not is_front("https://p.example/?p=1")
    assert not is_front("https://p.example/news")
    assert not is_front("http://[")


def test_links_that_lead_nowhere_are_none():
    assert [join("https://p.example/", link) for link in (None, "", " ", "mailto:a@b", "http://[")] == [
        None
    ] * 5
    assert not is_same_site("http://[", "http://[")
