"""Groups of copies are the same whatever the order in which articles come, change and go."""

import random

import pytest
from books import page, put
from sqlalchemy import select

from khabar.model.documents import Hints
from khabar.record import schema
from khabar.record.store import Record

RAID = "air_strike; Granollers; 1938-05-31; 12; the mayor"


def words(start, number):
    return " ".join(f"word{start + place}" for place in range(number))


# One text in full, two cut-down versions of it, a text of its own, and one that joins the two.
TEXTS = (
    words(0, 300),
    words(0, 200),
    words(100, 200),
    words(1000, 200),
    words(2000, 200),
    f"{words(1000, 200)} {words(2000, 200)}",
)


def list_wires(record):
    columns = schema.telling.c
    with record.reading() as connection:
        rows = connection.execute(select(columns.article, columns.wire)).all()
    return {row.article: row.wire for row in rows}


@pytest.mark.parametrize("seed", range(8))
def test_groups_do_not_depend_on_the_order_of_arrival(tmp_path, seed):
    pages = [page(text, RAID, publisher=f"Paper {number}") for number, text in enumerate(TEXTS)]
    order = random.Random(seed).sample(pages, len(pages))  # noqa: S311
    with Record.open(tmp_path / "a.db", create=True) as record:
        put(record, *pages)
        wires = list_wires(record)
    with Record.open(tmp_path / "b.db", create=True) as record:
        put(record, *order)
        assert list_wires(record) == wires
    assert len(set(wires.values())) == 2
    assert None not in wires.values()


def test_a_text_that_joined_two_groups_and_goes_parts_them(tmp_path):
    pages = [page(text, RAID, publisher=f"Paper {number}") for number, text in enumerate(TEXTS[3:])]
    with Record.open(tmp_path / "a.db", create=True) as record:
        put(record, *pages[:2])
        before = list_wires(record)
        assert set(before.values()) == {None}
        put(record, pages[2], source="c.txt")
        assert len(set(list_wires(record).values())) == 1
        put(record, pages[2], source="c.txt", hints=Hints(publisher="Paper 0"))
        wires = list_wires(record)
        assert [wires[article] for article in before].count(None) == 1
