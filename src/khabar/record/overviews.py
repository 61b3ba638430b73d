"""What filters ask for as a whole: how many events, of which kinds, when, where; and a page of them."""

import enum
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Text, cast, func, select

from khabar.model.events import Event
from khabar.reconcile.rules import RELIABLE
from khabar.record import schema
from khabar.record.conditions import match_events
from khabar.record.filters import Filter, count_killed
from khabar.record.opinions import Opinion
from khabar.record.store import Record
from khabar.record.views import find_events, load_events, rebuild_events

_EVENT = schema.event.c

MOST_BUILT = 2_000
"""So many events are built anew at most to count them: about four seconds of one core."""


class Order(enum.StrEnum):
    """In which order a page of events is: by their first day, by the dead, by the last telling."""

    LATEST = "latest"
    EARLIEST = "earliest"
    KILLED = "killed"
    TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many events have `word` in some respect; None where it is not known."""

    word: str | None
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All events that are asked for, counted; each of them once in each list.

    `kinds`, `statuses` and `countries` have the most frequent first, `months` (YYYY-MM, of the first
    day) are in their order.
    """

    total: int
    kinds: tuple[Share, ...]
    statuses: tuple[Share, ...]
    countries: tuple[Share, ...]
    months: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Which events of all: `count` of them from the one numbered `start`, from 0 on."""

    order: Order
    start: int
    count: int


def overlook(record: Record, wanted: Filter, opinion: Opinion) -> Overview | None:
    """The counts; None where more than `MOST_BUILT` events had to be built anew for them."""
    if _is_built(wanted, opinion):
        events = _build(record, wanted, opinion)
        return None if events is None else _count_events(events)
    with record.reading() as connection:
        condition = match_events(wanted, record.dialect)
        return Overview(
            total=_count_all(connection, condition),
            kinds=_count(connection, _EVENT.kind, condition),
            statuses=_count(connection, _EVENT.status, condition),
            countries=_count(connection, _EVENT.country, condition),
            months=_put_in_order(_count(connection, _cut_days(7), condition)),
        )


def count_days(record: Record, wanted: Filter, opinion: Opinion) -> tuple[Share, ...]:
    """How many events begin on each day (YYYY-MM-DD), in the order of days; nothing for other days."""
    if _is_built(wanted, opinion):
        events = _build(record, wanted, opinion) or ()
        return _put_in_order(_rank(Counter(_write_day(event) for event in events)))
    with record.reading() as connection:
        condition = match_events(wanted, record.dialect)
        return _put_in_order(_count(connection, _cut_days(10), condition))


def list_slice(record: Record, wanted: Filter, opinion: Opinion, which: Slice) -> tuple[Event, ...]:
    """The events of a page; none where `overlook` cannot count them."""
    if _is_built(wanted, opinion):
        events = _build(record, wanted, opinion) or ()
        ranked = sorted(events, key=_RANKS[which.order])
        return tuple(ranked[which.start : which.start + which.count])
    with record.reading() as connection:
        query = select(_EVENT.id).where(match_events(wanted, record.dialect))
        ordered = query.order_by(*_ORDERS[which.order], _EVENT.id)
        ids = connection.scalars(ordered.offset(which.start).limit(which.count)).all()
        if opinion.rule == RELIABLE:
            return load_events(connection, ids)
        return rebuild_events(connection, ids, rule=opinion.rule)


def _is_built(wanted: Filter, opinion: Opinion) -> bool:
    """True where what holds of an event is only known when it is built anew."""
    asks_figures = wanted.min_killed is not None or wanted.contested
    return opinion.as_of is not None or (opinion.rule != RELIABLE and asks_figures)


def _build(record: Record, wanted: Filter, opinion: Opinion) -> Sequence[Event] | None:
    sought = replace(wanted, min_killed=None, contested=False)
    with record.reading() as connection:
        condition = match_events(sought, record.dialect)
        if opinion.as_of is not None:
            condition &= _EVENT.first_reported <= opinion.as_of
        if _count_all(connection, condition) > MOST_BUILT:
            return None
    found = find_events(record, wanted, rule=opinion.rule, as_of=opinion.as_of)
    return tuple(islice(found, MOST_BUILT))


def _count_events(events: Sequence[Event]) -> Overview:
    return Overview(
        total=len(events),
        kinds=_rank(Counter(event.kind for event in events)),
        statuses=_rank(Counter(event.status.value for event in events)),
        countries=_rank(Counter(event.place.country if event.place else None for event in events)),
        months=_put_in_order(_rank(Counter((_write_day(event) or "")[:7] or None for event in events))),
    )


def _write_day(event: Event) -> str | None:
    return event.when.start.isoformat() if event.when and event.when.start else None


def _count_all(connection: Connection, condition: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(schema.event).where(condition)
    return connection.execute(query).scalar_one()


def _count(
    connection: Connection, what: ColumnElement[str | None], condition: ColumnElement[bool]
) -> tuple[Share, ...]:
    named = select(what.label("word"), func.count().label("events"))
    query = named.where(condition).group_by("word")
    return _rank(Counter({row.word: row.events for row in connection.execute(query)}))


def _cut_days(length: int) -> ColumnElement[str | None]:
    return func.substr(cast(_EVENT.start, Text), 1, length)


def _rank(counts: Counter[str | None] | Counter[str]) -> tuple[Share, ...]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] or ""))
    return tuple(Share(word=word, events=events) for word, events in ranked)


def _put_in_order(shares: Iterable[Share]) -> tuple[Share, ...]:
    """By their words, what is not known last."""
    return tuple(sorted(shares, key=lambda share: (share.word is None, share.word or "")))


def _find_day(event: Event) -> date | None:
    return event.when.start if event.when else None


def _rank_latest(event: Event) -> tuple[object, ...]:
    day = _find_day(event)
    return (-(day.toordinal() if day else 0), -event.first_reported.toordinal(), event.id)


def _rank_earliest(event: Event) -> tuple[object, ...]:
    day = _find_day(event)
    return (day is None, day or date.min, event.first_reported, event.id)


def _rank_killed(event: Event) -> tuple[object, ...]:
    return (-count_killed(event), *_rank_latest(event))


def _rank_told(event: Event) -> tuple[object, ...]:
    return (-event.last_reported.toordinal(), *_rank_latest(event))


_RANKS: dict[Order, Callable[[Event], tuple[object, ...]]] = {
    Order.LATEST: _rank_latest,
    Order.EARLIEST: _rank_earliest,
    Order.KILLED: _rank_killed,
    Order.TOLD: _rank_told,
}
_BY_LATEST = (_EVENT.start.desc().nulls_last(), _EVENT.first_reported.desc())
_ORDERS = {
    Order.LATEST: _BY_LATEST,
    Order.EARLIEST: (_EVENT.start.asc().nulls_last(), _EVENT.first_reported.asc()),
    Order.KILLED: (
        func.coalesce(_EVENT.killed_best, _EVENT.killed_low).desc().nulls_last(),
        *_BY_LATEST,
    ),
    Order.TOLD: (_EVENT.last_reported.desc(), *_BY_LATEST),
}
