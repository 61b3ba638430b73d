"""Copies of a record that is in use."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import books
import pytest
from books import RAID, dump, page, put

from khabar.cli import main
from khabar.errors import RecordError, UsageError
from khabar.record.databases.backups import back_up
from khabar.record.store import Record

ADD = """
import sys
import books
from khabar.record.store import Record
with Record.open(sys.argv[1], create=True) as record:
    number = 0
    while True:
        raid = f"air_strike; Town {number % 50}; 1938-05-{number % 28 + 1:02}; {number % 9}; the mayor"
        books.put(record, books.page(raid, publisher="Wire"), source=f"{number}.txt")
        print(number, flush=True)
        number += 1
"""


@pytest.fixture
def place(tmp_path):
    with Record.open(tmp_path / "khabar.db", create=True) as record:
        put(record, page(RAID), page(RAID, publisher="Coast Post"))
    return tmp_path / "khabar.db"


def read(path):
    with Record.open(path, create=False) as record:
        return dump(record)


def test_a_copy_is_a_record_with_the_same_rows(place, tmp_path):
    back_up(str(place), tmp_path / "copy.db")
    assert read(tmp_path / "copy.db") == read(place)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "khabar.db"]


def test_a_copy_that_is_put_in_the_place_of_its_record_is_that_record_as_it_was(place, tmp_path):
    before = read(place)
    back_up(str(place), tmp_path / "copy.db")
    with Record.open(place, create=True) as record:
        put(record, page(RAID, publisher="Hill Sun"), source="c.txt")
    (tmp_path / "copy.db").replace(place)
    assert read(place) == before


def test_copies_made_while_somebody_adds_are_whole_and_each_holds_what_was_acknowledged(tmp_path):
    path = os.pathsep.join([str(Path(books.__file__).parent), os.environ.get("PYTHONPATH", "")])
    where = tmp_path / "khabar.db"
    adding = subprocess.Popen(
        [sys.executable, "-c", ADD, str(where)],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for number in range(4):
            added = int(adding.stdout.readline())
            copy = tmp_path / f"{number}.db"
            back_up(str(where), copy)
            tables = read(copy)
            assert len(tables["article"]) > added
            assert len(tables["mention"]) == len(tables["claim"]) == len(tables["event_claim"])
    finally:
        adding.kill()
        adding.wait()
        adding.stdout.close()


def test_a_copy_that_cannot_be_whole_leaves_the_former_one(place, tmp_path):
    kept = tmp_path / "copy.db"
    back_up(str(place), kept)
    former = kept.read_bytes()
    torn = bytearray(place.read_bytes())
    torn[8192:12288] = bytes(4096)
    place.write_bytes(torn)
    with pytest.raises(RecordError, match="damaged"):
        back_up(str(place), kept)
    assert kept.read_bytes() == former
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "khabar.db"]


@pytest.mark.parametrize(
    ("where", "file", "error"),
    [
        ("khabar.db", "khabar.db", UsageError),
        ("khabar.db", "nowhere/copy.db", UsageError),
        ("khabar.db", ".", UsageError),
        ("none.db", "copy.db", RecordError),
    ],
)
def test_what_cannot_be_copied_is_told(place, tmp_path, where, file, error):
    with pytest.raises(error, match="expected"):
        back_up(str(place.with_name(where)), tmp_path / file)
    assert not (tmp_path / "copy.db").exists()


def test_a_record_of_another_program_is_not_copied(tmp_path):
    strange = tmp_path / "other.db"
    with sqlite3.connect(strange) as connection:
        connection.execute("PRAGMA application_id = 7")
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    with pytest.raises(RecordError, match="a database of something else"):
        back_up(str(strange), tmp_path / "copy.db")


def test_of_postgresql_the_command_says_what_copies_it(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["backup", str(tmp_path / "copy.db"), "--record", "postgresql://khabar@/news"])
    assert ended.value.code == 2
    assert "pg_dump --format=custom" in capsys.readouterr().err


def test_the_command_says_what_it_wrote(place, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["backup", str(tmp_path / "copy.db"), "--record", str(place)])
    assert ended.value.code == 0
    assert "bytes, checked" in capsys.readouterr().err
