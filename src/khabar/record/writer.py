"""How a record changes: what was read goes in with all that follows from it, in one transaction.

A process that is killed at any moment leaves the record as it was before or after, never between.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from khabar.model.claims import Claim, Rejected
from khabar.model.reports import Outcome, Report
from khabar.reconcile.linking import relink
from khabar.record import schema
from khabar.record.captures import Capture, keep
from khabar.record.changes import list_changes
from khabar.record.copying import settle_copies
from khabar.record.events import rebuild
from khabar.record.links import write_links
from khabar.record.pool import RecordPool
from khabar.record.readings import Desk, Kept, keep_reading
from khabar.record.rows import load_claims, load_reading_claims, load_report, select_in
from khabar.record.statements import turn_over, write_turnover
from khabar.record.store import Record
from khabar.record.tellings import Shift, find_touched, settle


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
    `replaces` is the article in whose place the one that was read stands now; `changes` says in a
    line each how their claims differ.
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
    with record.writing() as connection:
        desk = Desk(dialect=record.dialect, connection=connection, reader=reader, at=datetime.now(UTC))
        kept = tuple((taken, keep(desk, taken.capture, taken.outcome)) for taken in batch)
        pages = {taken.capture.page.sha256 for taken, one in kept if taken.capture.page and one.is_new}
        shifts = reconcile(connection, pages, desk.at)
        olders = {shift.article: shift.replaces for shift in shifts}
        return tuple(_tell_added(connection, taken, one, olders) for taken, one in kept)


def add_rereadings(record: Record, batch: Sequence[Reread], reader: str) -> tuple[Added, ...]:
    """What each rereading added, when all of it is in for good.

    `changes` compares it with the reading that was the newest for the page before.
    """
    with record.writing() as connection:
        desk = Desk(dialect=record.dialect, connection=connection, reader=reader, at=datetime.now(UTC))
        kept = tuple((one, keep_reading(desk, (one.sha256, one.hints), one.outcome)) for one in batch)
        reconcile(connection, {one.sha256 for one, was in kept if was.is_read}, desk.at)
        return tuple(_tell_reread(connection, one, was) for one, was in kept)


def reconcile(connection: Connection, pages: Iterable[str], at: datetime) -> tuple[Shift, ...]:
    """What became of articles, when tellings, copies, links and events follow from all that is kept.

    `pages` (sha256) are those of which anything was captured or read anew.
    """
    shifts = settle(connection, find_touched(connection, frozenset(pages)))
    reports = _load_reports(connection, shifts)
    recopied = settle_copies(connection, reports)
    turnover = turn_over(connection, reports)
    change = relink(turnover.to_link, turnover.gone, RecordPool(connection, turnover.gone))
    write_turnover(connection, turnover, {shift.article: shift.now for shift in shifts if shift.now})
    write_links(connection, change)
    retold = _find_claims(connection, {shift.article for shift in shifts if shift.is_retold} | recopied)
    touched = turnover.gone | {claim.id for claim in turnover.claims} | retold
    rebuild(connection, change.clusters, touched, at.isoformat())
    return shifts


def _load_reports(connection: Connection, shifts: Iterable[Shift]) -> Mapping[str, Report | None]:
    """The reports of articles whose present reading is another than before."""
    return {
        shift.article: load_report(connection, shift.now) if shift.now else None
        for shift in shifts
        if shift.before != shift.now
    }


def _find_claims(connection: Connection, articles: Collection[str]) -> frozenset[str]:
    mention = schema.mention.c
    rows = select_in(connection, select(mention.claim), mention.article, articles)
    return frozenset(row.claim for row in rows)


def _tell_added(
    connection: Connection, taken: Taken, kept: Kept, olders: Mapping[str, str | None]
) -> Added:
    source, outcome = taken.capture.source, taken.outcome
    if kept.reason is not None:
        outcome = Rejected(source=source, reason=kept.reason, detail=kept.detail or "")
    added = Added(source=source, outcome=outcome, is_new=kept.is_new)
    if not isinstance(outcome, Report) or not kept.is_new:
        return added
    older = olders.get(outcome.article.id)
    if older is None:
        return added
    changes = list_changes(load_claims(connection, older), outcome.claims)
    return replace(added, replaces=older, changes=changes)


def _tell_reread(connection: Connection, one: Reread, kept: Kept) -> Added:
    before: tuple[Claim, ...] = ()
    if kept.before is not None:
        before = load_reading_claims(connection, kept.before)
    now = one.outcome.claims if isinstance(one.outcome, Report) else ()
    changes = list_changes(before, now) if kept.is_read else ()
    return Added(source=one.source, outcome=one.outcome, is_new=kept.is_read, changes=changes)
