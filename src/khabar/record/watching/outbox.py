"""Notices that are to be sent, those that were, and those that could not be."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, and_, func, select, update

from khabar.record.rows import AnyRow
from khabar.record.times import write_time
from khabar.record.watch_tables import notice
from khabar.record.words import make_storable

_NOTICE = notice.c


class State(enum.StrEnum):
    """What became of a notice; `KEPT` is one that nobody asked to have sent."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    KEPT = "kept"


_STILL_WAITS = _NOTICE.state == State.WAITING


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


def list_unsent(connection: Connection, rules: Collection[str], at: datetime) -> tuple[Notice, ...]:
    """The first notice of each of these rules that is still to be sent, where it is due.

    Those behind it wait: who is told hears of changes in their order.
    """
    query = select(notice).where(_NOTICE.number.in_(_find_firsts(rules)), _NOTICE.due <= write_time(at))
    return tuple(map(_read, connection.execute(query.order_by(_NOTICE.number)).all()))


def find_next_due(connection: Connection, rules: Collection[str]) -> datetime | None:
    """When the next notice of these rules is to be sent; None where none waits."""
    due = select(func.min(_NOTICE.due)).where(_NOTICE.number.in_(_find_firsts(rules)))
    found = connection.scalar(due)
    return datetime.fromisoformat(found) if found else None


def _find_firsts(rules: Collection[str]) -> Select[tuple[int]]:
    waiting = select(func.min(_NOTICE.number)).where(_NOTICE.state == State.WAITING)
    return waiting.where(_NOTICE.rule.in_(sorted(rules))).group_by(_NOTICE.rule)


def list_latest(connection: Connection, rule: str, most: int) -> tuple[Notice, ...]:
    """The latest notices of a rule, the newest first."""
    query = select(notice).where(_NOTICE.rule == rule).order_by(_NOTICE.number.desc()).limit(most)
    return tuple(map(_read, connection.execute(query).all()))


def count_unsent(connection: Connection, rules: Collection[str]) -> int:
    """How many notices of these rules are still to be sent."""
    waiting = select(func.count()).select_from(notice).where(_NOTICE.state == State.WAITING)
    return connection.scalar(waiting.where(_NOTICE.rule.in_(sorted(rules)))) or 0


def claim(connection: Connection, one: Notice, now: datetime, until: datetime) -> bool:
    """True where a notice is the caller's to send until then, False where it is another's, or done.

    One that nothing more is heard of is due again when that time is over.
    """
    is_free = and_(_STILL_WAITS, _NOTICE.number == one.number, _NOTICE.due <= write_time(now))
    claimed = connection.execute(update(notice).where(is_free).values(due=write_time(until)))
    return claimed.rowcount == 1


def mark_sent(connection: Connection, one: Notice) -> None:
    """Notes that a notice was sent."""
    _update(connection, one, {"state": State.SENT.value, "reason": None})


def give_up(connection: Connection, one: Notice, reason: str) -> None:
    """Notes that a notice is not to be tried again, and why."""
    _update(connection, one, {"state": State.REFUSED.value, "reason": make_storable(reason)})


def postpone(connection: Connection, one: Notice, until: datetime, reason: str) -> None:
    """Notes that a notice could not be sent, and when it is to be tried again."""
    why = make_storable(reason)
    _update(connection, one, {"due": write_time(until), "tries": one.tries + 1, "reason": why})


def _update(connection: Connection, one: Notice, values: dict[str, object]) -> None:
    connection.execute(update(notice).where(_STILL_WAITS, _NOTICE.number == one.number).values(values))


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
