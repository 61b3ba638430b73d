"""What sites said is kept with the capture, and found again by the address that was asked for."""

from dataclasses import replace
from datetime import UTC, datetime

import papers
from books import NOON, RAID, page

from khabar.model.documents import Hints
from khabar.model.retrievals import Hop, Retrieval
from khabar.pages.archives.multipage import join_pages
from khabar.record.captures import Capture
from khabar.record.retrievals import find_last, load_retrievals
from khabar.record.store import Record
from khabar.record.writer import Taken, add

ADDRESS = "https://post.example/raid"


def retrieve(captured, **changes):
    one = Retrieval(
        asked=f"{ADDRESS}?from=feed",
        address=ADDRESS,
        status=200,
        headers=(("ETag", '"7"'), ("X-Odd", "\x00ü\ud800")),
        at=datetime(1938, 6, 1, 12, tzinfo=UTC),
        protocol="HTTP/2",
        remote=None,
        sha256=captured.sha256,
        hops=(Hop(address=f"{ADDRESS}?from=feed", status=301),),
    )
    return replace(one, **changes)


def put(record, captured, *retrievals):
    hints = Hints(url=ADDRESS)
    capture = Capture(
        source=ADDRESS, place=None, page=captured, hints=hints, at=NOON, retrievals=retrievals
    )
    outcome = papers.read(papers.make_page(page(RAID)), hints)
    add(record, [Taken(capture=capture, outcome=outcome)], "1")


def find(record, asked):
    with record.reading() as connection:
        return find_last(connection, asked)


def test_the_last_page_of_an_address_is_found_with_all_that_was_said_of_it(where):
    first, second = papers.make_page(page(RAID)), papers.make_page(page(RAID, publisher="Post"))
    with Record.open(where, create=True) as record:
        for captured in (first, second, first):
            put(record, captured, retrieve(captured))
        last = find(record, f"{ADDRESS}?from=feed")
        assert find(record, ADDRESS) is None
    assert (last.number, last.page.content, last.url) == (3, first.content, ADDRESS)
    assert last.retrievals == (retrieve(first),)


def test_the_pages_of_one_article_are_kept_and_none_of_them_is_taken_for_the_whole(where):
    parts = (papers.make_page(page(RAID), ADDRESS), papers.make_page("more", f"{ADDRESS}?page=2"))
    said = tuple(retrieve(part, asked=part.source) for part in parts)
    with Record.open(where, create=True) as record:
        put(record, join_pages(parts), *said)
        assert find(record, ADDRESS) is None
        with record.reading() as connection:
            assert load_retrievals(connection, 1) == said
