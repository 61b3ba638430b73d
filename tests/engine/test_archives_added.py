"""Archives go into a record through processes that may break: what they held before stays."""

import os
import random
from pathlib import Path

import papers
import pytest
from archive_files import make_block, make_record, zip_each
from books import RAID, dump, page
from sqlalchemy import select
from test_crashes import Nursery

from khabar.engine.adding import AddOrder, add_all
from khabar.engine.jobs import Job
from khabar.errors import UsageError
from khabar.model.documents import Hints
from khabar.record import schema
from khabar.record.store import Record
from khabar.settings import Settings


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(papers.__file__).parent), prepend=os.pathsep)


def order(record, *arguments, hints=None):
    job = Job(hints=hints or Hints(), settings=Settings(), stages=papers.stages)
    return AddOrder(
        arguments=tuple(map(str, arguments)),
        job=job,
        record=str(record),
        reader="1",
        as_json=True,
        debug=False,
    )


def make_report(number):
    text = page(RAID.replace("12", str(number + 2)), publisher=f"Paper {number}")
    return make_record(f"https://a.example/{number}", make_block(text.encode(), "text/plain"))


def look(where):
    with Record.open(str(where), create=False) as record:
        return dump(record)


def test_pages_before_the_damage_and_files_after_it_are_added(tmp_path, capsys):
    broken = zip_each(*map(make_report, range(6)))[:-40]
    (tmp_path / "a.warc.gz").write_bytes(broken)
    (tmp_path / "b.warc").write_bytes(make_report(7) + make_record(None, b"x", kind="warcinfo"))
    (tmp_path / "c.txt").write_text(page(RAID))
    outturn = add_all(order(tmp_path / "r.db", tmp_path))
    assert (outturn.books.added, outturn.books.reasons) == (7, {"damaged": 1})
    told = capsys.readouterr()
    assert f'"rejected", "source": "{tmp_path}/a.warc.gz", "reason": "damaged"' in told.out
    assert "passed over in archives: 1 record (warcinfo 1)" in told.err
    again = add_all(order(tmp_path / "r.db", tmp_path / "b.warc", tmp_path / "a.warc.gz"))
    assert (again.books.added, again.books.known) == (0, 6)


def test_a_page_of_two_archives_is_added_once_and_keeps_the_moment_of_its_capture(tmp_path):
    (tmp_path / "a.warc").write_bytes(make_report(1))
    (tmp_path / "b.warc.gz").write_bytes(zip_each(make_report(1)))
    nowhere = make_record("urn:x", page(RAID).encode(), kind="resource", Content_Type="text/plain")
    (tmp_path / "c.warc").write_bytes(nowhere)
    (tmp_path / "d.warc").write_bytes(make_report(1) + nowhere)
    outturn = add_all(order(tmp_path / "r.db", tmp_path / "a.warc", tmp_path / "b.warc.gz"))
    assert (outturn.books.added, outturn.books.known) == (1, 1)
    with Record.open(str(tmp_path / "r.db"), create=False) as record, record.reading() as connection:
        moments = connection.scalars(select(schema.capture.c.captured_at)).all()
    assert moments == ["1938-05-06T10:00:00+00:00"]
    outturn = add_all(order(tmp_path / "r.db", tmp_path / "c.warc", tmp_path / "d.warc"))
    assert (outturn.books.added, outturn.books.known) == (1, 2)


def test_one_address_for_all_pages_of_an_archive_is_refused(tmp_path):
    (tmp_path / "a.warc").write_bytes(make_report(1))
    with pytest.raises(UsageError, match="got an archive"):
        add_all(order(tmp_path / "r.db", tmp_path / "a.warc", hints=Hints(url="https://a.example/")))


def test_a_bomb_ends_its_own_archive_and_no_other(tmp_path, capsys):
    bomb = zip_each(make_report(1), make_record("https://a.example/b", b"\x00" * 2**28))
    (tmp_path / "a.warc.gz").write_bytes(bomb)
    (tmp_path / "b.warc").write_bytes(make_report(2))
    outturn = add_all(order(tmp_path / "r.db", tmp_path / "a.warc.gz", tmp_path / "b.warc"))
    assert outturn.books.added == 2
    assert set(outturn.books.reasons) <= {"too_large", "damaged", "over_time"}
    assert outturn.books.reasons
    capsys.readouterr()


def test_a_run_that_is_killed_in_an_archive_and_started_again_leaves_what_an_undisturbed_one_does(
    tmp_path,
):
    pages, chance = tmp_path / "pages", random.Random(5)  # noqa: S311
    pages.mkdir()
    (pages / "a.warc.gz").write_bytes(zip_each(*map(make_report, range(12)))[:-40])
    (pages / "b.warc").write_bytes(b"".join(map(make_report, range(8, 14))))
    nursery = Nursery(tmp_path)
    assert nursery.run("add", tmp_path / "whole.db", pages, 60)
    for _ in range(5):
        nursery.run("add", tmp_path / "r.db", pages, chance.uniform(0.05, 0.5))
    assert nursery.run("add", tmp_path / "r.db", pages, 60)
    nursery.end()
    assert look(tmp_path / "r.db") == look(tmp_path / "whole.db")
