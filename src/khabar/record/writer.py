"""How a record changes: what was read goes in with all that follows from it, in one transaction.

A process that is killed at any moment leaves the record as it was before or after, never between.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from khabar.model.claims import Claim, Rejected
from khabar.model.reports import Outcome, Report
from khabar.record.captures import Capture, keep
from khabar.record.changes import list_changes
from khabar.record.derived.reconciling import reconcile, refresh
from khabar.record.derived.tellings import Shift
from khabar.record.readings import Desk, Kept, keep_reading
from khabar.record.rows import load_claims, load_reading_claims
from khabar.record.store import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of one capture: a report, or the reason why there is none.

    `outcome` is None where the record has a reading of the page: see `captures.find_known`.
    """

    capture: Capture
    outcome: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What a capture added to the record.

    `outcome` is None where the record had the report already. `is_new` is false where it had all of it.
    `replaces` is the article in whose place the one on the page stands now, be it new or put back;
    `changes` says in a line each how their claims differ.
    """

    source: str
    outcome: Outcome | None
    is_new: bool
    replaces: str | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A page in the record that was read again: its sha256 and hints as written, and what came of it."""

    source: str
    sha256: str
    hints: str
    outcome: Outcome


def add(record: Record, batch: Sequence[Taken], reader: str) -> tuple[Added, ...]:
    """What each capture added, when all of it is in for good; `reader` is khabar's version."""
    with _put_off_collecting(len(batch)), record.writing() as connection:
        desk = Desk(dialect=record.dialect, connection=connection, reader=reader, at=datetime.now(UTC))
        return enter(desk, batch)


# Captures of a batch at most: what Python would have collected meanwhile is a few MiB.
_FEW = 50


@contextmanager
def _put_off_collecting(size: int) -> Iterator[None]:
    """Lets Python look for garbage later than within, where little is to be done.

    With some thousand claims at hand that takes as long as ten articles, and other processes wait for
    their turn to write meanwhile.
    """
    if size > _FEW or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def enter(desk: Desk, batch: Sequence[Taken]) -> tuple[Added, ...]:
    """What each capture adds, inside the transaction of `desk`: nothing is in before that ends."""
    connection = desk.connection
    refresh(connection, desk.reader, desk.at)
    kept = tuple((taken, keep(desk, taken.capture, taken.outcome)) for taken in batch)
    pages = {taken.capture.page.sha256 for taken, one in kept if taken.capture.page and one.is_new}
    shifts = reconcile(connection, pages, desk.at)
    moves = {number: shift for shift in shifts for number in shift.replaces}
    return tuple(_tell_added(connection, taken, one, moves) for taken, one in kept)


def add_rereadings(record: Record, batch: Sequence[Reread], reader: str) -> tuple[Added, ...]:
    """What each rereading added, when all of it is in for good.

    `changes` compares it with the reading that was the newest for the page before.
    """
    with record.writing() as connection:
        desk = Desk(dialect=record.dialect, connection=connection, reader=reader, at=datetime.now(UTC))
        refresh(connection, reader, desk.at)
        kept = tuple((one, keep_reading(desk, (one.sha256, one.hints), one.outcome)) for one in batch)
        reconcile(connection, {one.sha256 for one, was in kept if was.is_read}, desk.at)
        return tuple(_tell_reread(connection, one, was) for one, was in kept)


def refresh_all(record: Record, reader: str, *, force: bool) -> bool:
    """True where all links and events of the record were made anew: see `reconciling.refresh`."""
    with record.writing() as connection:
        return refresh(connection, reader, datetime.now(UTC), force=force)


def _tell_added(connection: Connection, taken: Taken, kept: Kept, moves: Mapping[int, Shift]) -> Added:
    """What a capture added; `moves` are the articles that took another's place, by capture."""
    source, outcome = taken.capture.source, taken.outcome
    if kept.reason is not None:
        outcome = Rejected(source=source, reason=kept.reason, detail=kept.detail or "")
    added = Added(source=source, outcome=outcome, is_new=kept.is_new)
    if kept.capture is None or kept.capture not in moves:
        return added
    shift = moves[kept.capture]
    older = shift.replaces[kept.capture]
    changes = list_changes(load_claims(connection, older), load_claims(connection, shift.article))
    return replace(added, replaces=older, changes=changes)


def _tell_reread(connection: Connection, one: Reread, kept: Kept) -> Added:
    before: tuple[Claim, ...] = ()
    if kept.before is not None:
        before = load_reading_claims(connection, kept.before)
    now = one.outcome.claims if isinstance(one.outcome, Report) else ()
    changes = list_changes(before, now) if kept.is_read else ()
    return Added(source=one.source, outcome=one.outcome, is_new=kept.is_read, changes=changes)
