"""Notices of events that appear, change or become contested: exactly one for each change and rule.

A rule looks at what was built since it last looked, whoever built it, and writes down in one transaction
what there is to tell and how far it has looked. What is written down is sent by `khabar.watch`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from khabar.model.claims import hash_words
from khabar.model.codec import SCHEMA
from khabar.model.events import Event
from khabar.record import schema
from khabar.record.databases.dialects import Dialect
from khabar.record.events import find_latest_change, resolve
from khabar.record.looking.conditions import match_events
from khabar.record.looking.filters import Filter
from khabar.record.looking.views import load_events
from khabar.record.rows import find_next
from khabar.record.times import write_time
from khabar.record.watch_tables import notice, notice_rule, noticed
from khabar.record.watching.notice_facts import (
    Change,
    Facts,
    choose_change,
    find_facts,
    list_accounts,
    list_disputes,
)
from khabar.record.watching.outbox import State

_EVENT, _RULE, _KNOWN, _NOTICE = schema.event.c, notice_rule.c, noticed.c, notice.c
# Events in memory at a time.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRule:
    """Which events are to be told of, and which changes of them.

    `asks` tells the rule from an older one of the same name: one that asks for something else begins
    anew, and tells nothing of what is in the record already. With `days`, events that were longer ago
    are not told of. `sends` is true where somebody waits for its notices to be sent.
    """

    name: str
    asks: str
    changes: frozenset[Change]
    wanted: Filter
    days: int | None = None
    sends: bool = True

    def at(self, now: datetime) -> Filter:
        """What is asked for now."""
        if self.days is None:
            return self.wanted
        return replace(self.wanted, since=now.date() - timedelta(days=self.days))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where notices of one rule are written, and when."""

    connection: Connection
    rule: NoticeRule
    at: datetime


def look(connection: Connection, dialect: Dialect, rule: NoticeRule, at: datetime) -> int:
    """How many notices the rule has after this look, that it had not before.

    An event that was told of is followed whatever becomes of it, also where it is no longer one that the
    rule asks for.
    """
    desk = _Desk(connection=connection, rule=rule, at=at)
    latest = find_latest_change(connection)
    known = connection.execute(select(notice_rule).where(_RULE.name == rule.name)).first()
    matching = match_events(rule.at(at), dialect)
    if known is None or known.asks != rule.asks:
        _begin(desk, matching)
        told = 0
    else:
        told = _tell_gone(desk)
        followed = _EVENT.id.in_(select(_KNOWN.event).where(_KNOWN.rule == rule.name))
        later = and_(_EVENT.changed > known.seen, or_(matching, followed))
        told += sum(_tell(desk, event) for event in _load(connection, later))
    connection.execute(notice_rule.delete().where(_RULE.name == rule.name))
    connection.execute(notice_rule.insert(), {"name": rule.name, "asks": rule.asks, "seen": latest})
    return told


def _begin(desk: _Desk, matching: ColumnElement[bool]) -> None:
    """Writes down what is known already: nothing is told of it before it changes."""
    desk.connection.execute(noticed.delete().where(_KNOWN.rule == desk.rule.name))
    for event in _load(desk.connection, matching):
        _keep(desk, event.id, find_facts(event))


def _tell(desk: _Desk, event: Event) -> bool:
    """True where the event is told of, as it is now."""
    row = desk.connection.scalar(
        select(_KNOWN.facts).where(_KNOWN.rule == desk.rule.name, _KNOWN.event == event.id)
    )
    before = Facts.read(row) if row else None
    now = find_facts(event)
    if before == now:
        return False
    _keep(desk, event.id, now)
    change = choose_change(before, now, desk.rule.changes)
    if change is None:
        return False
    more = {"accounts": list_accounts(event), "disputes": list_disputes(event)}
    _write(desk, event.id, {"change": change.value, **_show(before, now), **more})
    return True


def _tell_gone(desk: _Desk) -> int:
    """How many events are told of that are no more; those that went on in another one are not."""
    name, told = desk.rule.name, 0
    lives = exists().where(_EVENT.id == _KNOWN.event)
    rows = desk.connection.execute(select(noticed).where(_KNOWN.rule == name, ~lives)).all()
    for row in rows:
        desk.connection.execute(noticed.delete().where(_KNOWN.rule == name, _KNOWN.event == row.event))
        heir, facts = resolve(desk.connection, row.event), Facts.read(row.facts)
        if heir is None and Change.CHANGES in desk.rule.changes:
            _write(desk, row.event, {"change": Change.GONE.value, **_show(facts, None)})
            told += 1
        elif heir is not None and not _is_known(desk, heir):
            _keep(desk, heir, facts)
    return told


def _is_known(desk: _Desk, event: str) -> bool:
    query = select(_KNOWN.event).where(_KNOWN.rule == desk.rule.name, _KNOWN.event == event)
    return desk.connection.execute(query).first() is not None


def _keep(desk: _Desk, event: str, facts: Facts) -> None:
    rule = desk.rule.name
    desk.connection.execute(noticed.delete().where(_KNOWN.rule == rule, _KNOWN.event == event))
    desk.connection.execute(noticed.insert(), {"rule": rule, "event": event, "facts": facts.written})


def _show(before: Facts | None, now: Facts | None) -> dict[str, object]:
    return {
        "before": json.loads(before.written) if before else None,
        "now": json.loads(now.written) if now else None,
    }


def _write(desk: _Desk, event: str, told: dict[str, object]) -> None:
    number, at = find_next(desk.connection, _NOTICE.number), write_time(desk.at)
    id_ = hash_words(["notice", desk.rule.name, event, number, at])
    head = {"type": "notice", "schema": SCHEMA, "id": id_, "rule": desk.rule.name, "at": at}
    row = {
        "number": number,
        "id": id_,
        "rule": desk.rule.name,
        "event": event,
        "json": json.dumps(head | {"event": event} | told, ensure_ascii=False),
        "at": at,
        "due": at,
        "tries": 0,
        "state": (State.WAITING if desk.rule.sends else State.KEPT).value,
    }
    desk.connection.execute(notice.insert(), row)


def _load(connection: Connection, condition: ColumnElement[bool]) -> Iterator[Event]:
    ids = connection.scalars(select(_EVENT.id).where(condition).order_by(_EVENT.recorded)).all()
    for start in range(0, len(ids), _AT_ONCE):
        yield from load_events(connection, ids[start : start + _AT_ONCE])
