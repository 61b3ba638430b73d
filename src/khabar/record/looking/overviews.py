"""What filters ask for as a whole: how many events, of which kinds, when, where; and a page of them."""

import enum
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from khabar.model.events import Event
from khabar.reconcile.merging.rules import RELIABLE
from khabar.record.looking.filters import Filter, count_killed
from khabar.record.looking.opinions import Opinion
from khabar.record.looking.panorama import Numbers, Panorama, Picture, Rows
from khabar.record.looking.selecting import select_rows
from khabar.record.looking.views import find_events, load_events, rebuild_events

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

    `kinds`, `statuses` and `countries` have the most frequent first, `days` (the first one of an event,
    as an ISO date) are in their order.
    """

    total: int
    kinds: tuple[Share, ...]
    statuses: tuple[Share, ...]
    countries: tuple[Share, ...]
    days: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Which events of all: `count` of them from the one numbered `start`, from 0 on."""

    order: Order
    start: int
    count: int


def overlook(panorama: Panorama, wanted: Filter, opinion: Opinion) -> Overview | None:
    """The counts; None where more than `MOST_BUILT` events had to be built anew for them."""
    if _is_built(wanted, opinion):
        events = _build(panorama, wanted, opinion)
        return None if events is None else _count_events(events)
    picture = panorama.look()
    rows = select_rows(panorama, picture, wanted)
    return Overview(
        total=len(rows),
        kinds=_count(picture, "kind", rows),
        statuses=_count(picture, "status", rows),
        countries=_count(picture, "country", rows),
        days=tuple(_count_days(picture, rows)),
    )


def _count_days(picture: Picture, rows: Rows) -> Iterator[Share]:
    """The first days in their order, what has none last."""
    begun = picture.days["start"][rows]
    known = begun[~np.isnat(begun)]
    numbers = known.astype(np.int64)
    first = numbers.min() if len(numbers) else 0
    counts = np.bincount(numbers - first)
    days = np.flatnonzero(counts)
    words = np.datetime_as_string((days + first).astype("datetime64[D]"))
    for word, count in zip(words.tolist(), counts[days].tolist(), strict=True):
        yield Share(word=word, events=count)
    if len(known) < len(begun):
        yield Share(word=None, events=len(begun) - len(known))


def list_slice(panorama: Panorama, wanted: Filter, opinion: Opinion, which: Slice) -> tuple[Event, ...]:
    """The events of a page; none where `overlook` cannot count them."""
    if _is_built(wanted, opinion):
        events = _build(panorama, wanted, opinion) or ()
        ranked = sorted(events, key=_RANKS[which.order])
        return tuple(ranked[which.start : which.start + which.count])
    picture = panorama.look()
    rows = select_rows(panorama, picture, wanted)
    ids = [picture.ids[row] for row in _put_rows_in_order(picture, rows, which)]
    with panorama.record.reading() as connection:
        if opinion.rule == RELIABLE:
            return load_events(connection, ids)
        return rebuild_events(connection, ids, rule=opinion.rule)


def _put_rows_in_order(picture: Picture, rows: Rows, which: Slice) -> Rows:
    """The rows of a page: only those that can be on it, or before it, are sorted in full."""
    first = _rank_rows(picture, which.order, rows)
    end = which.start + which.count
    if end < len(rows):
        bound = np.partition(first, end - 1)[end - 1]
        rows = rows[first <= bound]
        first = first[first <= bound]
    told = _days_before(picture, "first_reported", rows)
    is_earliest = which.order is Order.EARLIEST
    ids = np.array([picture.ids[row] for row in rows])
    keys = (ids, -told if is_earliest else told, first if is_earliest else _later(picture, rows), first)
    return rows[np.lexsort(keys)][which.start : end]


def _rank_rows(picture: Picture, order: Order, rows: Rows) -> Numbers:
    """What rows are sorted by first, the least first."""
    if order is Order.KILLED:
        return -np.nan_to_num(picture.numbers["killed"][rows], nan=-1)
    if order is Order.TOLD:
        return _days_before(picture, "last_reported", rows)
    if order is Order.EARLIEST:
        return _put_unknown_last(-_days_before(picture, "start", rows))
    return _later(picture, rows)


def _later(picture: Picture, rows: Rows) -> Numbers:
    return _put_unknown_last(_days_before(picture, "start", rows))


def _days_before(picture: Picture, name: str, rows: Rows) -> Numbers:
    """The days as numbers that fall with time; NaN where none is known."""
    days = picture.days[name][rows]
    return np.where(np.isnat(days), np.nan, -days.astype(np.float64))


def _put_unknown_last(numbers: Numbers) -> Numbers:
    return np.nan_to_num(numbers, nan=np.inf, posinf=np.inf, neginf=-np.inf)


def _is_built(wanted: Filter, opinion: Opinion) -> bool:
    """True where what holds of an event is only known when it is built anew."""
    asks_figures = wanted.min_killed is not None or wanted.contested
    return opinion.as_of is not None or (opinion.rule != RELIABLE and asks_figures)


def _build(panorama: Panorama, wanted: Filter, opinion: Opinion) -> Sequence[Event] | None:
    sought = replace(wanted, min_killed=None, contested=False)
    if len(select_rows(panorama, panorama.look(), sought, opinion.as_of)) > MOST_BUILT:
        return None
    return tuple(find_events(panorama.record, wanted, rule=opinion.rule, as_of=opinion.as_of))


def _count_events(events: Sequence[Event]) -> Overview:
    return Overview(
        total=len(events),
        kinds=_rank(Counter(event.kind for event in events)),
        statuses=_rank(Counter(event.status.value for event in events)),
        countries=_rank(Counter(event.place.country if event.place else None for event in events)),
        days=_put_in_order(_rank(Counter(_write_day(event) for event in events))),
    )


def _write_day(event: Event) -> str | None:
    return event.when.start.isoformat() if event.when and event.when.start else None


def _count(picture: Picture, name: str, rows: Rows) -> tuple[Share, ...]:
    return _rank(Counter(dict(picture.words[name].count(rows))))


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
