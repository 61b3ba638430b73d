"""Notices that are to be sent, those that were, and those that could not be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from khabar.record.rows import AnyRow
from khabar.record.times import write_time
from khabar.record.watch_tables import notice
from khabar.record.words import make_storable

_NOTICE = notice.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice; `written` is its JSON. `tries` counts the attempts to send it that failed."""

    number: int
    id: str
    rule: str
    event: str
    written: str
    at: datetime
    tries: int


def list_unsent(
    connection: Connection, rules: Collection[str], at: datetime, most: int
) -> tuple[Notice, ...]:
    """The first notices of these rules that are still to be sent and due, in the order of changes."""
    query = (
        select(notice)
        .where(_NOTICE.sent_at.is_(None), _NOTICE.rule.in_(sorted(rules)))
        .where(_NOTICE.due <= write_time(at))
        .order_by(_NOTICE.number)
        .limit(most)
    )
    return tuple(map(_read, connection.execute(query).all()))


def list_latest(connection: Connection, rule: str, most: int) -> tuple[Notice, ...]:
    """The latest notices of a rule, the newest first."""
    query = select(notice).where(_NOTICE.rule == rule).order_by(_NOTICE.number.desc()).limit(most)
    return tuple(map(_read, connection.execute(query).all()))


def count_unsent(connection: Connection, rules: Collection[str]) -> int:
    """How many notices of these rules are still to be sent."""
    waiting = select(func.count()).select_from(notice).where(_NOTICE.sent_at.is_(None))
    return connection.scalar(waiting.where(_NOTICE.rule.in_(sorted(rules)))) or 0


def mark_sent(connection: Connection, one: Notice, at: datetime) -> None:
    """Notes that a notice was sent."""
    _update(connection, one, {"sent_at": write_time(at), "reason": None})


def postpone(connection: Connection, one: Notice, until: datetime, reason: str) -> None:
    """Notes that a notice could not be sent, and when it is to be tried again."""
    why = make_storable(reason)
    _update(connection, one, {"due": write_time(until), "tries": one.tries + 1, "reason": why})


def _update(connection: Connection, one: Notice, values: dict[str, object]) -> None:
    connection.execute(update(notice).where(_NOTICE.number == one.number).values(values))


def _read(row: AnyRow) -> Notice:
    return Notice(
        number=row.number,
        id=row.id,
        rule=row.rule,
        event=row.event,
        written=row.json,
        at=datetime.fromisoformat(row.at),
        tries=row.tries,
    )
