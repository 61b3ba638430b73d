"""Addresses that sources have named: each is read once, and again only where its source says it changed.

An address is written down before anything is asked of it, and ticked off in the transaction that puts
its article into the record: whenever a watch is killed, none is lost and none is read into the record
twice.
"""

import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, select, update

from khabar.record.rows import AnyRow, find_next, insert, one_of, select_in
from khabar.record.times import write_time
from khabar.record.watch_tables import lead
from khabar.record.words import make_storable


class State(enum.StrEnum):
    """What became of an address."""

    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that a source names.

    `host` is the site that is asked for it, one request at a time. `stamp` tells this version from
    later ones, None where the source does not say when it changed. `text` is what the source gives of
    the report itself, as HTML: all of it where it `is_whole`, else what is read where its page is not.
    """

    address: str
    host: str
    stamp: str | None = None
    title: str | None = None
    published: datetime | None = None
    publisher: str | None = None
    text: str | None = None
    is_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """An address that is to be read; `tries` counts the requests for it that failed.

    `reads` counts how often it was read before. `etag` and `modified` are what `answered` gave then.
    """

    number: int
    source: str
    found: Found
    tries: int
    reads: int
    etag: str | None
    modified: str | None
    answered: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a lead; a later `due` where it is `WAITING` still.

    `etag` and `modified` are those of the page that was read, which came from `answered`.
    """

    state: State
    due: datetime
    reason: str | None = None
    detail: str | None = None
    etag: str | None = None
    modified: str | None = None
    answered: str | None = None


# Some feeds give each entry the time of the request: no page is asked for again within an hour.
_CALM = timedelta(hours=1)
_LEAD = lead.c
_KNOWN = select(_LEAD.address, _LEAD.number, _LEAD.stamp, _LEAD.state, _LEAD.due).where(
    one_of(_LEAD.address)
)


def keep_found(connection: Connection, source: str, found: Iterable[Found], at: datetime) -> int:
    """How many of the articles are to be read now: those that are new, and those that changed."""
    named = {make_storable(one.address): one for one in found}
    known = {row.address: row for row in select_in(connection, _KNOWN, named)}
    changed = [
        (known[address], one)
        for address, one in named.items()
        if address in known and _is_other(known[address], one)
    ]
    for row, one in changed:
        _wake(connection, row, one, at)
    first = find_next(connection, _LEAD.number)
    new = [(address, one) for address, one in named.items() if address not in known]
    entered = {"source": source, "state": State.WAITING.value, "found_at": write_time(at)}
    insert(
        connection,
        lead,
        (
            {"number": number, "address": address, "due": write_time(at), "tries": 0}
            | entered
            | _describe(one)
            for number, (address, one) in enumerate(new, first)
        ),
    )
    return len(new) + len([row for row, _ in changed if row.state != State.WAITING])


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which leads may be taken up: those of these sources, on no site that is busy, not in hand."""

    sources: Collection[str]
    busy: Collection[str] = ()
    in_hand: Collection[int] = ()


def list_ready(connection: Connection, choice: Choice, at: datetime) -> tuple[Lead, ...]:
    """For each site the first lead that may be taken up and is due, oldest first."""
    firsts = (
        select(func.min(_LEAD.number))
        .where(_LEAD.state == State.WAITING, _LEAD.due <= write_time(at))
        .where(_LEAD.source.in_(sorted(choice.sources)), _LEAD.host.not_in(sorted(choice.busy)))
        .where(_LEAD.number.not_in(sorted(choice.in_hand)))
        .group_by(_LEAD.host)
    )
    rows = connection.execute(select(lead).where(_LEAD.number.in_(firsts)).order_by(_LEAD.number))
    return tuple(map(_read, rows.all()))


def find_next_due(connection: Connection, sources: Collection[str]) -> datetime | None:
    """When the next lead of these sources is due; None where none waits."""
    waiting = and_(_LEAD.state == State.WAITING, _LEAD.source.in_(sorted(sources)))
    due = connection.scalar(select(func.min(_LEAD.due)).where(waiting))
    return datetime.fromisoformat(due) if due else None


def is_waiting(connection: Connection, number: int) -> bool:
    """True where the lead is still to be read; another watch may have read it."""
    return connection.scalar(select(_LEAD.state).where(_LEAD.number == number)) == State.WAITING


def is_read(connection: Connection, address: str) -> bool:
    """True where the address is one that was read."""
    state = connection.scalar(select(_LEAD.state).where(_LEAD.address == make_storable(address)))
    return state == State.READ


def settle(connection: Connection, one: Lead, verdict: Verdict) -> None:
    """Writes down what became of a lead."""
    is_over = verdict.state is not State.WAITING
    is_read = verdict.state is State.READ
    values = {
        "state": verdict.state.value,
        "due": write_time(verdict.due),
        "tries": 0 if is_read else one.tries + 1,
        "reads": one.reads + is_read,
        "text": None if is_over else one.found.text,
        "reason": verdict.reason,
        "detail": make_storable(verdict.detail) if verdict.detail else None,
        "etag": verdict.etag,
        "modified": verdict.modified,
        "answered": verdict.answered,
    }
    connection.execute(update(lead).where(_LEAD.number == one.number).values(values))


def note_alias(connection: Connection, one: Lead, address: str, at: datetime) -> None:
    """Notes that a lead led to another address, which then is read as well."""
    if connection.scalar(select(_LEAD.number).where(_LEAD.address == make_storable(address))):
        return
    row = {
        "number": find_next(connection, _LEAD.number),
        "address": make_storable(address),
        "source": one.source,
        "state": State.READ.value,
        "found_at": write_time(at),
        "due": write_time(at),
        "tries": 0,
        "reads": 1,
        **_describe(replace(one.found, text=None)),
    }
    connection.execute(lead.insert(), row)


def hold_back(connection: Connection, host: str, until: datetime) -> None:
    """Lets all leads of a site wait until then at least: it does not answer, or asks for a pause."""
    waiting = and_(_LEAD.state == State.WAITING, _LEAD.host == host, _LEAD.due < write_time(until))
    connection.execute(update(lead).where(waiting).values(due=write_time(until)))


def _is_other(known: AnyRow, found: Found) -> bool:
    """True where a known address has changed by what its source says."""
    return bool(found.stamp and found.stamp != known.stamp)


def _wake(connection: Connection, row: AnyRow, found: Found, at: datetime) -> None:
    """Has a changed address read again, with what its server said; one that waits keeps its pause."""
    values: dict[str, object] = dict(_describe(found))
    if row.state != State.WAITING:
        due = max(at, datetime.fromisoformat(row.due) + _CALM)
        values |= {"state": State.WAITING.value, "due": write_time(due), "tries": 0}
    connection.execute(update(lead).where(_LEAD.number == row.number).values(values))


def _describe(found: Found) -> dict[str, str | bool | None]:
    return {
        "is_whole": found.is_whole,
        "host": found.host,
        "stamp": found.stamp,
        "title": make_storable(found.title) if found.title else None,
        "published": write_time(found.published) if found.published else None,
        "publisher": make_storable(found.publisher) if found.publisher else None,
        "text": make_storable(found.text) if found.text else None,
    }


def _read(row: AnyRow) -> Lead:
    found = Found(
        address=row.address,
        host=row.host,
        stamp=row.stamp,
        title=row.title,
        published=datetime.fromisoformat(row.published) if row.published else None,
        publisher=row.publisher,
        text=row.text,
        is_whole=row.is_whole,
    )
    return Lead(
        number=row.number,
        source=row.source,
        found=found,
        tries=row.tries,
        reads=row.reads,
        etag=row.etag,
        modified=row.modified,
        answered=row.answered,
    )
