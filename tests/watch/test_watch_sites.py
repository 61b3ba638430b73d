"""Where a watch finds the articles of a site, and how often it looks for them."""

import pytest
from books import RAID, list_events, page
from sqlalchemy import select
from watching import Watcher, Web, write_feed

from khabar.record.store import Record
from khabar.record.watch_tables import lead
from khabar.record.watching.watched import load_health

FRONT = "https://coast.example/"
PLAN = f'[[source]]\nname = "coast"\nkind = "site"\naddress = "{FRONT}"\n'
LERIDA = "air_strike; Lerida; 1937-11-02; 210; the governor"
A, B = f"{FRONT}2026/05/01/a", f"{FRONT}2026/05/01/b"
NAMES_FEED = '<link rel="alternate" type="application/atom+xml" href="/news.atom">'
LINKS = '<a href="/2026/05/01/a">Raid</a><a href="/about">About us and all our friends</a>'
GUESSES = [f"{FRONT}{name}" for name in ("feed", "rss.xml", "sitemap-news.xml", "sitemap.xml")]


@pytest.fixture
def record(tmp_path):
    with Record.open(tmp_path / "khabar.db", create=True) as opened:
        yield opened


@pytest.fixture
def web():
    return Web(pages={A: page(RAID).encode(), B: page(LERIDA).encode()})


def write_front(inner):
    return f"<!DOCTYPE html><html><head><title>Coast</title></head><body>{inner}</body></html>".encode()


def write_sitemap(*addresses):
    inner = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{inner}</urlset>".encode()


def list_leads(record):
    with record.reading() as connection:
        return connection.scalars(select(lead.c.address).order_by(lead.c.number)).all()


def find_reason(record):
    with record.reading() as connection:
        health = load_health(connection)["coast"]
    return health.reason if health.failures else None


def test_the_feeds_that_a_site_names_are_asked_also_where_its_front_page_is_as_it_was(
    web, record, tmp_path
):
    feed = f"{FRONT}news.atom"
    web.pages |= {FRONT: write_front(NAMES_FEED), feed: write_feed("2026/05/01/a")}
    web.pages[feed] = [web.pages[feed], write_feed("2026/05/01/a", "2026/05/01/b")]
    Watcher(record, web, tmp_path, PLAN).run(hours=0.5)
    assert list_leads(record) == [A, B]
    assert set(web.asked) == {FRONT, feed, A, B}


def test_a_sitemap_is_asked_for_its_parts_also_where_it_is_as_it_was(web, record, tmp_path):
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    part = f"{FRONT}part.xml"
    index = f"<sitemapindex xmlns='{space}'><sitemap><loc>{part}</loc></sitemap></sitemapindex>"
    web.pages |= {FRONT: index.encode(), part: [write_sitemap(A), write_sitemap(B, A)]}
    Watcher(record, web, tmp_path, PLAN.replace("site", "sitemap", 1)).run(hours=0.5)
    assert list_leads(record) == [A, B]


@pytest.mark.parametrize("maps", [[], [f"{FRONT}news-map.xml"]])
def test_a_site_without_feeds_is_read_by_its_sitemap_which_is_looked_for_once(
    web, record, tmp_path, maps
):
    place = maps[0] if maps else GUESSES[3]
    web.maps = maps
    web.pages |= {FRONT: write_front(LINKS), place: [write_sitemap(B), write_sitemap(A, B)]}
    web.pages[GUESSES[0]] = write_front("Not found, with status 200")
    Watcher(record, web, tmp_path, PLAN).run(hours=2)
    assert sorted(list_leads(record)) == [A, B]
    assert web.asked.count(place) > 5
    assert web.asked.count(GUESSES[0]) == (0 if maps else 1)
    assert find_reason(record) is None


def test_a_site_that_lists_its_articles_nowhere_is_read_by_the_links_of_its_front_page(
    web, record, tmp_path
):
    web.pages[FRONT] = write_front(LINKS)
    Watcher(record, web, tmp_path, PLAN).run(hours=1)
    assert (list_events(record), list_leads(record)) == ([[RAID]], [A])
    web.pages[FRONT] = write_front(LINKS + '<a href="/2026/05/01/b">Lerida</a>')
    Watcher(record, web, tmp_path, PLAN + 'every = "4h"\n').run(hours=30)
    assert list_leads(record) == [A, B]
    assert [web.asked.count(guess) for guess in GUESSES] == [3] * 4  # of each start, and a day later
    assert find_reason(record) is None


def test_a_front_page_that_leads_nowhere_is_a_failure(web, record, tmp_path):
    web.pages[FRONT] = write_front("Under construction")
    Watcher(record, web, tmp_path, PLAN).run(hours=3)
    assert find_reason(record) == "no_feed"
    assert [web.asked.count(guess) for guess in GUESSES] == [1] * 4


def test_lists_that_answer_with_errors_are_looked_for_again(web, record, tmp_path):
    web.pages[FRONT] = write_front(LINKS)
    web.pages[GUESSES[1]] = [503, write_feed("2026/05/01/b")]
    Watcher(record, web, tmp_path, PLAN).run(hours=1)
    assert list_leads(record) == [A, B]


def test_a_list_that_has_gone_is_told_and_others_are_looked_for(web, record, tmp_path):
    web.pages |= {FRONT: write_front(""), GUESSES[1]: [write_feed("2026/05/01/a"), 404]}
    web.pages[GUESSES[3]] = write_sitemap(B)
    watcher = Watcher(record, web, tmp_path, PLAN)
    watcher.run(hours=1)
    assert list_leads(record) == [A, B]
    assert watcher.run().failed_sources == frozenset()
