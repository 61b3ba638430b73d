import io
import json
import os
import sys
from pathlib import Path

import papers
import pytest
from books import RAID, dump, list_events, page

from khabar.engine.adding import AddOrder, RereadOrder, add_all, reread_all
from khabar.engine.jobs import Job
from khabar.errors import RecordError, UsageError
from khabar.model.documents import Hints
from khabar.record.store import Record
from khabar.settings import Settings

LERIDA = "air_strike; Lerida; 1937-11-02; 210; the governor"
RIOT = "riot; Granollers; 1938-05-31; ; "


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    """The processes that read pages find the reader of the tests."""
    monkeypatch.setenv("PYTHONPATH", str(Path(papers.__file__).parent), prepend=os.pathsep)


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(page(RAID))
    (folder / "b.txt").write_text(page(RAID, LERIDA, RIOT, publisher="Coast Post"))
    (folder / "c.txt").write_text(page())
    return folder


@pytest.fixture
def where(tmp_path):
    return str(tmp_path / "khabar.db")


def order_add(where, *arguments, hints=None, stages=papers.stages, as_json=False):
    job = Job(hints=hints or Hints(), settings=Settings(), stages=stages)
    return AddOrder(
        arguments=tuple(map(str, arguments)),
        job=job,
        record=where,
        reader="1",
        as_json=as_json,
        debug=False,
    )


def order_reread(where, *, everything=False, stages=papers.better_stages, reader="2"):
    job = Job(hints=Hints(), settings=Settings(), stages=stages)
    return RereadOrder(
        job=job, record=where, reader=reader, everything=everything, as_json=False, debug=False
    )


def look(where, what):
    with Record.open(where, create=False) as record:
        return what(record)


def test_a_folder_goes_into_a_record_that_is_made_for_it(pages, where, capsys):
    outturn = add_all(order_add(where, pages))
    assert (outturn.books.pages, outturn.books.added, outturn.books.reasons) == (3, 2, {"no_report": 1})
    assert look(where, list_events) == [[RAID, RAID], [LERIDA], [RIOT]]
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        f"not read: {pages}/c.txt: no_report: expected claims in {pages}/c.txt",
        "3 pages: 2 added, 0 known already, 1 rejected (no_report 1); 4 claims",
    ]


def test_the_same_folder_again_adds_nothing_and_tells_the_same_failures(pages, where, capsys):
    add_all(order_add(where, pages))
    before = look(where, dump)
    capsys.readouterr()
    outturn = add_all(order_add(where, pages, stages=papers.broken_stages))
    assert (outturn.books.added, outturn.books.known, outturn.books.reasons) == (0, 2, {"no_report": 1})
    assert capsys.readouterr().err.splitlines() == [
        f"not read: {pages}/c.txt: no_report: expected claims in {pages}/c.txt",
        "3 pages: 0 added, 2 known already, 1 rejected (no_report 1); 0 claims",
    ]
    assert look(where, dump) == before


def test_a_changed_page_tells_what_changed(pages, where, capsys):
    add_all(order_add(where, pages))
    (pages / "a.txt").write_text(page(RAID.replace("12", "17")))
    outturn = add_all(order_add(where, pages))
    told = capsys.readouterr()
    assert outturn.books.versions == 1
    assert told.out.splitlines() == [
        f"changed: {pages}/a.txt",
        "  air strike at Granollers: killed 12 -> 17",
    ]
    assert "3 pages: 1 added (1 new version), 1 known already" in told.err


def test_what_was_added_is_told_in_lines_of_json(pages, where, monkeypatch):
    lines = add_json(pages, where, monkeypatch)
    assert [line["type"] for line in lines] == [
        "article", "claim", "article", "claim", "claim", "claim", "rejected",
    ]  # fmt: skip
    assert add_json(pages, where, monkeypatch) == []


def add_json(pages, where, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8")
    monkeypatch.setattr(sys, "stdout", stream)
    add_all(order_add(where, pages, as_json=True))
    return [json.loads(line) for line in stream.buffer.getvalue().splitlines()]


def test_a_source_that_is_not_there_is_named_and_kept_in_the_books(where, tmp_path, capsys):
    outturn = add_all(order_add(where, tmp_path / "gone.txt"))
    assert outturn.books.reasons == {"missing": 1}
    assert "not read:" in capsys.readouterr().err
    assert len(look(where, dump)["capture"]) == 1


def test_hints_are_for_all_pages_and_an_address_for_one(pages, where):
    add_all(order_add(where, pages / "a.txt", hints=Hints(url="https://coast.example/raid")))
    assert [row[3] for row in look(where, dump)["telling"]] == [None]
    with pytest.raises(UsageError, match="expected one page with --url, got 3"):
        add_all(order_add(where, pages, hints=Hints(url="https://coast.example/raid")))


def test_a_better_reader_takes_the_place_of_the_older_one(pages, where, capsys):
    add_all(order_add(where, pages))
    capsys.readouterr()
    outturn = reread_all(order_reread(where))
    told = capsys.readouterr()
    assert look(where, list_events) == [[RAID, RAID], [LERIDA]]
    assert (outturn.books.pages, outturn.books.added) == (3, 2)
    assert told.out.splitlines()[1:] == [f"  gone: riot at Granollers: “{RIOT}”"]
    assert len(look(where, dump)["reading"]) == 6


def test_what_the_present_reader_has_read_is_read_again_only_when_asked(pages, where):
    add_all(order_add(where, pages))
    assert reread_all(order_reread(where, reader="1")).books.pages == 0
    outturn = reread_all(order_reread(where, reader="1", everything=True))
    assert (outturn.books.pages, outturn.books.added, outturn.books.known) == (3, 1, 1)
    assert look(where, list_events) == [[RAID, RAID], [LERIDA]]
    assert len(look(where, dump)["reading"]) == 4


def test_reading_again_needs_a_record(where):
    with pytest.raises(RecordError, match="found nothing at"):
        reread_all(order_reread(where))


def test_each_page_is_acknowledged_when_it_is_in_the_record(pages, where, monkeypatch):
    monkeypatch.setattr("khabar.engine.adding._BATCH", 1)
    add_all(order_add(where, pages))
    assert look(where, list_events) == [[RAID, RAID], [LERIDA], [RIOT]]
