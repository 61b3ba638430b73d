"""Articles that their site cuts into pages, as a watch reads them."""

import pytest
from books import RAID, list_events, page
from sqlalchemy import select
from watching import FEED, Watcher, Web, write_feed

from khabar.errors import InputError, UnreachableError
from khabar.record import schema
from khabar.record.retrievals import retrieval
from khabar.record.store import Record
from khabar.record.watch_tables import lead

PLAN = f'[[source]]\nname = "coast"\nkind = "feed"\naddress = "{FEED}"\n'
LERIDA = "air_strike; Lerida; 1937-11-02; 210; the governor"
A, SECOND, THIRD = (f"https://coast.example/a{end}" for end in ("", "?page=2", "?page=3"))


@pytest.fixture
def record(tmp_path):
    with Record.open(tmp_path / "khabar.db", create=True) as opened:
        yield opened


@pytest.fixture
def web():
    return Web(
        pages={
            FEED: write_feed("a"),
            A: write_page(page(RAID), 2),
            SECOND: write_page("The town was quiet.", 3),
            THIRD: write_page(LERIDA),
        }
    )


def write_page(text, following=None):
    link = f'<link rel="next" href="/a?page={following}">' if following else ""
    return f"{text}\n<html>{link}</html>\n".encode()


def list_leads(record):
    columns = (lead.c.address, lead.c.state, lead.c.reason)
    with record.reading() as connection:
        found = connection.execute(select(*columns).order_by(lead.c.number)).all()
    return [tuple(row) for row in found]


def list_asked(record):
    with record.reading() as connection:
        assert len(connection.execute(select(schema.article)).all()) == 1
        return connection.scalars(select(retrieval.c.asked).order_by(retrieval.c.part)).all()


def test_all_pages_of_an_article_are_read_as_one(web, record, tmp_path):
    Watcher(record, web, tmp_path, PLAN).run()
    assert sorted(list_events(record)) == [[RAID], [LERIDA]]
    assert list_asked(record) == [A, SECOND, THIRD]
    assert list_leads(record) == [(address, "read", None) for address in (A, SECOND, THIRD)]


def test_a_page_that_a_source_names_beside_its_article_is_not_read_again(web, record, tmp_path):
    web.pages[FEED] = write_feed("a", "a?page=3")
    web.pages[FEED] = [web.pages[FEED].replace(b"a?page=3", b"a"), web.pages[FEED]]
    Watcher(record, web, tmp_path, PLAN).run(hours=1)
    assert web.asked.count(THIRD) == 1


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (404, "http_error"),
        (InputError("robots", "says no"), "robots"),
        ((A, b"led back"), "http_error"),
        ((FEED, b"led elsewhere"), "http_error"),
    ],
)
def test_without_its_next_page_an_article_is_read_as_far_as_it_goes(
    web, record, tmp_path, second, reason
):
    web.pages[SECOND] = second
    watcher = Watcher(record, web, tmp_path, PLAN)
    watcher.run()
    assert list_events(record) == [[RAID]]
    assert list_asked(record) == [A]
    assert list_leads(record) == [(A, "read", reason)]
    assert [facts["reason"] for event, facts in watcher.log.lines if event == "article incomplete"] == [
        reason
    ]


def test_a_next_page_that_fails_for_a_while_is_tried_again(web, record, tmp_path):
    web.pages[SECOND] = [500, UnreachableError("timed_out", "no answer"), web.pages[SECOND]]
    Watcher(record, web, tmp_path, PLAN).run(hours=1)
    assert list_asked(record) == [A, SECOND, THIRD]
    assert (web.asked.count(A), web.asked.count(SECOND)) == (3, 3)


def test_a_next_page_that_never_answers_is_not_waited_for_forever(web, record, tmp_path):
    web.pages[SECOND] = 500
    Watcher(record, web, tmp_path, PLAN).run(hours=1)
    assert list_asked(record) == [A]
    assert web.asked.count(SECOND) == 3


def test_an_article_whose_later_page_changed_is_a_new_version(web, record, tmp_path):
    web.pages[FEED] = write_feed(("a", "2026-05-01T08:00:00Z", ""))
    Watcher(record, web, tmp_path, PLAN).run()
    web.pages[FEED] = write_feed(("a", "2026-05-01T13:00:00Z", ""))
    web.pages[THIRD] = write_page(LERIDA.replace("210", "230"))
    Watcher(record, web, tmp_path, PLAN).run(hours=3)
    with record.reading() as connection:
        assert len(connection.execute(select(schema.capture)).all()) == 2
    assert any("230" in line for event in list_events(record) for line in event)


def test_an_article_whose_pages_never_end_is_read_so_far(web, record, tmp_path):
    for at in range(1, 30):
        address = A if at == 1 else f"{A}?page={at}"
        web.pages[address] = write_page(page(RAID) if at == 1 else f"Page {at}.", at + 1)
    Watcher(record, web, tmp_path, PLAN).run()
    assert len(list_asked(record)) == 10
