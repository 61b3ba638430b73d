"""Looking into a record: events and claims that filters ask for, by any rule and as of any day."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, and_, select

from khabar.errors import InputError, RecordError
from khabar.model.codec import SCHEMA, from_line
from khabar.model.event_codec import decode_event
from khabar.model.events import Event, Statement
from khabar.reconcile.merging.history import stand_at
from khabar.reconcile.merging.merge import build_event
from khabar.reconcile.merging.rules import RELIABLE, Rule
from khabar.record import schema
from khabar.record.looking.conditions import match_claims, match_events
from khabar.record.looking.filters import Filter
from khabar.record.looking.order import Listed, arrange
from khabar.record.quick import FAULTS
from khabar.record.quick_events import read_event
from khabar.record.rows import (
    AnyRow,
    build_telling,
    load_statements,
    one_of,
    read_claim,
    select_in,
)
from khabar.record.store import Record

V = TypeVar("V")

_EVENT, _MENTION, _MEMBER, _TELLING = (
    schema.event.c,
    schema.mention.c,
    schema.event_claim.c,
    schema.telling.c,
)
LISTED = (_EVENT.id, _EVENT.part_of, _EVENT.start, _EVENT.first_reported)
"""What the order of events follows from."""

# Events or claims in memory at a time.
_AT_ONCE = 200
_EVENTS = select(_EVENT.id, _EVENT.json).where(one_of(_EVENT.id))
_WHOLES = select(_EVENT.id, _EVENT.part_of).where(one_of(_EVENT.id))
_MEMBERS = (
    select(_MEMBER.event, schema.claim.c.json, schema.telling)
    .join_from(schema.event_claim, schema.mention, _MENTION.claim == _MEMBER.claim)
    .join(schema.claim, schema.claim.c.seq == _MENTION.seq)
    .join(schema.telling, _TELLING.article == _MENTION.article)
    .where(one_of(_MEMBER.event))
    .order_by(_MENTION.first)
)


def find_events(
    record: Record, wanted: Filter, *, rule: Rule | None = None, as_of: date | None = None
) -> Iterator[Event]:
    """The events that are asked for, by their first day, those without one last, then by day of telling.

    A part follows its whole where both are asked for. With another rule than the default, or as they
    stood at the end of `as_of`, they are built anew: figures and disputes are then asked of what was
    built, all else, and the order, of the events as they are now; events of which nothing had been told
    by that day are left out.
    """
    is_stored = as_of is None and rule in (None, RELIABLE)
    sought = wanted if is_stored else replace(wanted, min_killed=None, contested=False)
    with record.reading() as connection:
        condition = match_events(sought, record.dialect)
        if as_of is not None:
            condition = and_(condition, _EVENT.first_reported <= as_of)
        ids = list_events(connection, condition)
        for some in _take(ids):
            if is_stored:
                yield from load_events(connection, some)
            else:
                built = rebuild_events(connection, some, rule=rule or RELIABLE, as_of=as_of)
                yield from (event for event in built if wanted.holds(event))


def find_claims(record: Record, wanted: Filter) -> Iterator[Statement]:
    """The claims that are asked for, with who tells them: by day of telling, article and place in it."""
    query = (
        select(_MENTION.claim)
        .join_from(schema.mention, schema.telling, _MENTION.article == _TELLING.article)
        .where(match_claims(wanted, record.dialect))
        .order_by(_TELLING.told, _TELLING.number, _MENTION.seq)
    )
    with record.reading() as connection:
        ids = connection.scalars(query).all()
        for some in _take(ids):
            found = {one.claim.id: one for one in load_statements(connection, some)}
            yield from (found[id_] for id_ in some)


def load_events(connection: Connection, ids: Sequence[str]) -> tuple[Event, ...]:
    """The events of those ids by the default rule, in their order; unknown ids are left out."""
    rows = select_in(connection, _EVENTS, ids)
    written = {row.id: row.json for row in rows}
    return tuple(_decode(written[id_]) for id_ in ids if id_ in written)


def rebuild_events(
    connection: Connection, ids: Sequence[str], *, rule: Rule, as_of: date | None = None
) -> tuple[Event, ...]:
    """The events of those ids by `rule`, as they stood at the end of `as_of`, in their order.

    Ids and wholes are those of now. Left out are unknown ids, and events of which nothing had been told.
    """
    wholes = _find_wholes(connection, ids)
    told = load_members(connection, ids)
    built = []
    for id_ in ids:
        statements = told.get(id_, ())
        if as_of is not None:
            statements = stand_at(statements, as_of)
        if statements:
            event = build_event(statements, rule=rule, part_of=wholes[id_])
            built.append(replace(event, id=id_))
    return tuple(built)


def load_members(connection: Connection, ids: Collection[str]) -> dict[str, tuple[Statement, ...]]:
    """The statements of each event, in the order in which they were recorded."""
    members: dict[str, list[Statement]] = {}
    for row in select_in(connection, _MEMBERS, ids):
        statement = Statement(claim=read_claim(row.json), telling=build_telling(row))
        members.setdefault(row.event, []).append(statement)
    return {event: tuple(statements) for event, statements in members.items()}


def list_events(connection: Connection, condition: ColumnElement[bool]) -> tuple[str, ...]:
    """The ids of the events for which `condition` holds, in the order of `arrange`."""
    return put_in_order(connection.execute(select(*LISTED).where(condition)))


def put_in_order(rows: Iterable[AnyRow]) -> tuple[str, ...]:
    """The ids of rows that hold the columns `LISTED`, in the order of `arrange`."""
    return tuple(
        arrange(
            Listed(id=row.id, part_of=row.part_of, day=row.start, told=row.first_reported)
            for row in rows
        )
    )


def _find_wholes(connection: Connection, ids: Sequence[str]) -> dict[str, str | None]:
    rows = select_in(connection, _WHOLES, ids)
    return {row.id: row.part_of for row in rows}


def _decode(written: str) -> Event:
    try:
        fields = json.loads(written)
        if (fields["type"], fields["schema"]) == ("event", SCHEMA):
            return read_event(fields)
    except FAULTS:
        pass  # told in full below
    try:
        return decode_event(from_line(written.encode("utf-8")))
    except InputError as error:
        raise RecordError(f"expected an event in the record, {error.detail}") from error


def _take(values: Sequence[V]) -> Iterator[Sequence[V]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
