"""Under which address a watch keeps what a site answers."""

import pytest
from books import RAID, list_events, page
from sqlalchemy import select
from watching import FEED, Watcher, Web, write_feed

from khabar.record import schema
from khabar.record.store import Record
from khabar.record.watch_tables import lead
from khabar.record.watching.watched import load_health

PLAN = f'[[source]]\nname = "coast"\nkind = "feed"\naddress = "{FEED}"\n'
LERIDA = "air_strike; Lerida; 1937-11-02; 210; the governor"
A, B = "https://coast.example/a", "https://coast.example/b"


@pytest.fixture
def record(tmp_path):
    with Record.open(tmp_path / "khabar.db", create=True) as opened:
        yield opened


@pytest.fixture
def web():
    return Web(pages={FEED: write_feed("a", "b"), A: page(RAID).encode(), B: page(LERIDA).encode()})


def list_leads(record):
    columns = (lead.c.address, lead.c.state, lead.c.reason)
    with record.reading() as connection:
        found = connection.execute(select(*columns).order_by(lead.c.number)).all()
    return [tuple(row) for row in found]


def test_an_article_that_leads_to_the_front_of_its_site_is_gone(web, record, tmp_path):
    web.pages[A] = ("https://coast.example/", page(RAID).encode())
    Watcher(record, web, tmp_path, PLAN).run()
    assert list_leads(record) == [(A, "failed", "http_error"), (B, "read", None)]
    assert list_events(record) == [[LERIDA]]


def test_what_stands_behind_a_redirect_is_read_again_where_its_source_says_that_it_changed(
    web, record, tmp_path
):
    short = "https://coast.example/short"
    web.pages |= {FEED: write_feed(("short", "2026-05-01T08:00:00Z", ""), "a"), short: (A, web.pages[A])}
    Watcher(record, web, tmp_path, PLAN).run()
    assert list_leads(record) == [(short, "read", None), (A, "read", None)]
    changed = page(RAID.replace("12", "17"), published="1938-06-02").encode()
    web.pages |= {FEED: write_feed(("short", "2026-05-01T13:00:00Z", ""), "a"), short: (A, changed)}
    Watcher(record, web, tmp_path, PLAN).run(hours=3)
    assert list_events(record) == [[RAID, RAID.replace("12", "17")]]
    with record.reading() as connection:
        assert load_health(connection)["coast"].articles == 1


def test_two_addresses_of_a_page_that_names_itself_are_one_article(web, record, tmp_path):
    own = '<link rel="canonical" href="/2026/raid">\n'
    web.pages |= {A: (page(RAID) + "\n" + own).encode(), B: (page(RAID) + "\n" + own).encode()}
    Watcher(record, web, tmp_path, PLAN).run()
    assert list_leads(record) == [(A, "read", None), (B, "read", None)]
    with record.reading() as connection:
        assert load_health(connection)["coast"].articles == 1
        kept = connection.execute(select(schema.capture.c.address)).all()
    assert kept == [("coast.example/2026/raid",)]
    assert list_events(record) == [[RAID]]


def test_a_page_of_another_site_cannot_be_named_by_a_page(web, record, tmp_path):
    other = '\n<link rel="canonical" href="https://valley.example/raid">'
    web.pages |= {FEED: write_feed("a"), A: (page(RAID) + other).encode()}
    Watcher(record, web, tmp_path, PLAN).run()
    with record.reading() as connection:
        assert connection.execute(select(schema.capture.c.address)).all() == [("coast.example/a",)]
