"""The versions of a page: which article stood at its address, from which day until which.

A capture is asked for at an address; what it gave may be a text that was there before.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, or_, select

from khabar.model.events import Lapse
from khabar.record import schema
from khabar.record.rows import AnyRow, find


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An article that stood at an address from `told` on, until the next one took its place, if any.

    `address` is empty where the page has none. `capture` is the number of the capture that first gave
    it, or that gave it again; `replaces` is the article before it, if any.
    """

    article: str
    address: str
    capture: int
    told: date
    until: date | None
    replaces: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """An article that a capture gave; `asker` is who was asked, alike where a later answer is news."""

    article: str
    capture: int
    asker: str
    published: date | None
    captured: date

    @property
    def said(self) -> date:
        """The day that the page says, else that of its capture."""
        return self.published or self.captured


def find_versions(connection: Connection, address: str) -> tuple[Version, ...]:
    """The articles that stood at an address, in the order in which they did.

    That is the order of their days, then of capture: a page captured late may be an old one. A page that
    was changed tells what is new on the day it says, if that is a later one than before, and else on the
    day of its capture: that it was changed is not known to be so on any earlier day. One that was put
    back stands again from the capture that shows so; when it was first told stays.
    """
    rows = find(connection, _AT_ADDRESS, {"wanted": address})
    order = _put_in_order(tuple(_see(rows)))
    told: list[date] = []
    for one in order:
        is_later = not told or one.said > told[-1]
        told.append(one.said if is_later else max(one.captured, told[-1]))
    olders, ends = (None, *(one.article for one in order[:-1])), (*told[1:], None)
    return tuple(
        Version(
            article=one.article,
            address=address,
            capture=one.capture,
            told=start,
            until=end,
            replaces=older,
        )
        for one, start, end, older in zip(order, told, ends, olders, strict=True)
    )


def find_captured(connection: Connection, row: AnyRow) -> date:
    """The day on which a page without an address was first captured."""
    columns = schema.capture.c
    first = select(columns.captured_at).where(
        columns.sha256 == row.sha256, columns.source == row.source, columns.address.is_(None)
    )
    return read_day(connection.execute(first.order_by(columns.number).limit(1)).scalar_one())


def read_day(at: str) -> date:
    """The day of a moment that was written down."""
    return datetime.fromisoformat(at).date()


def list_lapses(spans: Iterable[tuple[date, date | None]]) -> tuple[Lapse, ...]:
    """The days between spans, in their order, in which none of them held; an end of None is open."""
    lapses: list[Lapse] = []
    reached: date | None = None
    for start, end in sorted(spans, key=lambda span: (span[0], span[1] or date.max)):
        if reached is not None and start > reached:
            lapses.append(Lapse(start=reached, until=start))
        reached = max(reached or date.min, end or date.max)
    return tuple(lapses)


def select_captures() -> Select[Any]:
    """Captures with the present reading of their pages, without those of pages that moved since."""
    capture, reading = schema.capture, schema.reading
    moved, newer = capture.alias("moved"), reading.alias("newer")
    is_read = and_(reading.c.sha256 == capture.c.sha256, reading.c.hints == capture.c.hints)
    return (
        select(capture, reading.c.number.label("reading"), reading.c.article, reading.c.published)
        .join_from(capture, reading, is_read)
        .where(
            ~exists().where(
                moved.c.sha256 == capture.c.sha256,
                moved.c.source == capture.c.source,
                moved.c.address.is_distinct_from(capture.c.address),
                moved.c.number > capture.c.number,
            ),
            ~exists().where(
                newer.c.sha256 == reading.c.sha256,
                newer.c.hints == reading.c.hints,
                newer.c.number > reading.c.number,
            ),
        )
    )


def is_last() -> ColumnElement[bool]:
    """True of the last capture of a page from its source and at its address."""
    capture, later = schema.capture.c, schema.capture.alias("later").c
    beside = or_(later.source == capture.source, later.address == capture.address)
    return ~exists().where(later.sha256 == capture.sha256, beside, later.number > capture.number)


_AT_ADDRESS = select_captures().where(schema.capture.c.address == bindparam("wanted"))


def _see(rows: Sequence[AnyRow]) -> Iterator[_Seen]:
    """What was seen, in the order of capture; the hints given last hold for all captures of a page."""
    ordered = sorted(rows, key=lambda row: row.number)
    last = {row.sha256: row for row in ordered}
    for row in ordered:
        known = last[row.sha256]
        if known.article is not None:
            yield _Seen(
                article=known.article,
                capture=row.number,
                asker="" if "url" in json.loads(row.hints) else row.source,
                published=known.published,
                captured=read_day(row.captured_at),
            )


def _put_in_order(seen: Sequence[_Seen]) -> Sequence[_Seen]:
    """The articles as they stood one after another: each when it came, and when it came back."""
    firsts: dict[str, _Seen] = {}
    for one in seen:
        firsts.setdefault(one.article, one)
    order = sorted(firsts.values(), key=lambda one: (one.said, one.capture))
    for back in _list_returns(seen):
        place = max(at for at, one in enumerate(order) if one.capture < back.capture)
        if order[place].article != back.article:
            order.insert(place + 1, back)
    return order


def _list_returns(seen: Sequence[_Seen]) -> Iterator[_Seen]:
    """The articles that one source gave again after it had given another; no day is said for that."""
    last: dict[str, str] = {}
    known: set[tuple[str, str]] = set()
    for one in seen:
        is_known = (one.asker, one.article) in known
        if is_known and last[one.asker] != one.article:
            yield replace(one, published=None)
        last[one.asker] = one.article
        known.add((one.asker, one.article))
