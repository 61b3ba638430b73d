"""What became of leads, put into the record: an article and the end of its lead in one transaction."""

import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from khabar.errors import RecordError
from khabar.model.reports import Report
from khabar.record import schema
from khabar.record.readings import Desk
from khabar.record.rows import one_of, select_in
from khabar.record.store import Record
from khabar.record.watching.leads import State, hold_back, is_waiting, note_alias, settle
from khabar.record.watching.watched import count_new
from khabar.record.writer import Added, Taken, enter
from khabar.watch.couriers import Failure
from khabar.watch.ends import End, judge_failed
from khabar.watch.tools import Tools

_ARTICLES = select(schema.article.c.id).where(one_of(schema.article.c.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an end added to the record; None where it had nothing to add."""

    end: End
    added: Added | None

    @property
    def report(self) -> Report | None:
        """The report that is new in the record, None where none is."""
        if self.added is None or not self.added.is_new or not isinstance(self.added.outcome, Report):
            return None
        return self.added.outcome

    @property
    def outcome(self) -> str:
        """In a word, what became of the lead."""
        if self.report:
            return "changed" if self.added and self.added.replaces else "new"
        state = self.end.verdict.state if self.end.verdict else State.FAILED
        return {State.READ: "known", State.WAITING: "postponed", State.FAILED: "failed"}[state]


def write_each(tools: Tools, ends: Sequence[End], reader: str, at: datetime) -> tuple[Written, ...]:
    """What each end added, those that the record can take in one transaction.

    An end in which khabar itself fails is given up and told: else the watch would meet it again after
    each restart, and never get past it. Raises RecordError.
    """
    try:
        return write_ends(tools.record, ends, reader, at)
    except RecordError:
        raise
    except Exception as error:  # noqa: BLE001  # one page must not stop the others
        if len(ends) == 1:
            return _give_up(tools, ends[0], error, reader)
    return tuple(one for end in ends for one in write_each(tools, (end,), reader, at))


def _give_up(tools: Tools, end: End, error: Exception, reader: str) -> tuple[Written, ...]:
    trace = "".join(traceback.format_exception(error))
    tools.log.error("fault", address=end.lead.found.address, trace=trace)
    detail, now = f"{type(error).__name__}: {error}", tools.now()
    verdict = judge_failed(Failure(reason="fault", detail=detail, is_passing=False), now)
    return write_ends(tools.record, (End(lead=end.lead, verdict=verdict),), reader, now)


def write_ends(record: Record, ends: Sequence[End], reader: str, at: datetime) -> tuple[Written, ...]:
    """What each end added, when all of them are in for good.

    Leads that another watch has brought to their end meanwhile are left out.
    """
    with record.writing() as connection:
        standing = tuple(end for end in ends if is_waiting(connection, end.lead.number))
        desk = Desk(dialect=record.dialect, connection=connection, reader=reader, at=at)
        known = _find_known(connection, standing)
        written = tuple(_enter(desk, standing))
        for end in standing:
            _settle(connection, end, at)
        _count(connection, (one for one in written if one.report and one.report.article.id not in known))
        return written


def _enter(desk: Desk, ends: Sequence[End]) -> Iterator[Written]:
    captured = tuple(end for end in ends if end.capture)
    batch = tuple(Taken(capture=end.capture, outcome=end.outcome) for end in captured if end.capture)
    added = dict(zip(map(id, captured), enter(desk, batch) if batch else (), strict=True))
    yield from (Written(end=end, added=added.get(id(end))) for end in ends)


def _settle(connection: Connection, end: End, at: datetime) -> None:
    if end.verdict:
        settle(connection, end.lead, end.verdict)
    for alias in end.aliases:
        note_alias(connection, end.lead, alias, at)
    if end.held:
        hold_back(connection, end.lead.found.host, end.held)


def _find_known(connection: Connection, ends: Sequence[End]) -> frozenset[str]:
    """Those articles of the ends that the record has already, such as at another address."""
    ids = {end.outcome.article.id for end in ends if isinstance(end.outcome, Report)}
    return frozenset(row.id for row in select_in(connection, _ARTICLES, ids))


def _count(connection: Connection, written: Iterable[Written]) -> None:
    """Adds up what is new from each source; a new version of an article is no new one."""
    articles, claims = Counter[str](), Counter[str]()
    for one in written:
        if one.report and one.outcome == "new":
            articles[one.end.lead.source] += 1
            claims[one.end.lead.source] += len(one.report.claims)
    for source, many in articles.items():
        count_new(connection, source, articles=many, claims=claims[source])
