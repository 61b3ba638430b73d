"""Files that a disk or a copy changed: damage is said to be damage, and nothing else breaks."""

import random

import pytest
from books import RAID, list_events, page, put
from sqlalchemy import select

from khabar.errors import RecordError
from khabar.record import schema
from khabar.record.databases import damage
from khabar.record.looking.filters import Filter
from khabar.record.looking.views import find_claims, find_events
from khabar.record.rows import load_page
from khabar.record.store import Record

DAYS = tuple(f"1938-05-{day}" for day in range(10, 31))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of a record of twenty raids."""
    path = tmp_path_factory.mktemp("whole") / "khabar.db"
    with Record.open(path, create=True) as record:
        put(record, page(*(RAID.replace("1938-05-31", day) for day in DAYS)))
    return path.read_bytes()


@pytest.fixture
def spoil(whole, tmp_path):
    """Writes the record with some of its bytes changed, and gives its path."""

    def write(at, changed):
        path = tmp_path / "khabar.db"
        path.write_bytes(whole[:at] + changed + whole[at + len(changed) :])
        return path

    return write


def look(path):
    """Reads what people look at."""
    with Record.open(path, create=False) as record:
        list(find_events(record, Filter()))
        list(find_events(record, Filter(text="raid")))
        list(find_claims(record, Filter()))


def test_whatever_bytes_are_changed_only_damage_is_told(whole, spoil):
    chance = random.Random(11)  # noqa: S311  # nothing is kept secret
    refused = 0
    for _ in range(40):
        length = chance.choice((1, 16, 300, 5000))
        path = spoil(chance.randrange(100, len(whole) - length), chance.randbytes(length))
        try:
            look(path)
        except RecordError:
            refused += 1
    assert refused


def test_a_damaged_file_is_not_written_to(spoil, whole):
    path = spoil(len(whole) // 2 // 4096 * 4096, b"\xa5" * 4096)
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"the file is damaged: .*khabar\.db"):
        Record.open(path, create=True)
    assert path.read_bytes() == before


def test_a_large_file_is_not_looked_through_before_writing(spoil, whole, monkeypatch):
    monkeypatch.setattr(damage, "_QUICKLY", 1000)
    Record.open(spoil(len(whole) - 50, b"\xa5" * 50), create=True).close()


def test_rows_at_odds_are_damage_and_a_fault_in_a_whole_record_is_none(spoil):
    with Record.open(spoil(0, b""), create=False) as record:
        with pytest.raises(KeyError), record.reading():
            raise KeyError("a fault in khabar")
        with record.writing() as connection:
            connection.exec_driver_sql("DROP TABLE event_claim")
        with pytest.raises(RecordError, match=r"damaged: .* \(no table event_claim\)"):
            list_events(record)


def test_text_that_is_no_text_is_damage(spoil):
    path = spoil(0, b"")
    with Record.open(path, create=False) as record, record.writing() as connection:
        connection.exec_driver_sql("UPDATE event SET json = CAST(x'ff22' AS TEXT)")
    with pytest.raises(RecordError, match=r"damaged: .*UTF-8"):
        look(path)


def test_the_bytes_of_a_page_are_those_of_its_name(spoil):
    with Record.open(spoil(0, b""), create=False) as record:
        with record.writing() as connection:
            sha256 = connection.scalars(select(schema.page.c.sha256)).one()
            other = schema.page.update().values(content=b"x\x9cKL\x04\x00\x00b\x00b")
            connection.execute(other)
        with pytest.raises(RecordError, match="damaged"), record.reading() as connection:
            load_page(connection, sha256, "page.txt")
