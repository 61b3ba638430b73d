"""Events along the days as bars: by day, month or year, whichever the eye can tell apart."""

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khabar.record.looking.overviews import Share
from khabar.web.asking import Asked

# So many bars are drawn at most: with more, one is narrower than a finger on a telephone, and a person
# with a keyboard has that many links to pass.
_MOST = 120
# Months up to that many are cut into days.
_CUT = 2
_LENGTHS = {"day": len("1937-04-26"), "month": len("1937-04"), "year": len("1937")}
_HEIGHT = 100.0
# A bar of one event among thousands can still be seen.
_LEAST = 2.0
# The share of its place that a bar fills.
_FILLED = 0.86


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of days with so many events that begin in it; lengths in units of the drawing."""

    words: str
    events: int
    address: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The bars from the first day to the last, as far as there are events, `width` units wide in all.

    `unit` is day, month or year; `undated` is how many events have no known day; `marks` are words
    below the axis, at even distances.
    """

    unit: str
    bars: tuple[Bar, ...]
    width: float
    height: float
    most: int
    undated: int
    marks: tuple[str, ...]


def draw_timeline(days: Sequence[Share], asked: Asked) -> Timeline:
    """The timeline of events counted by their first day.

    A bar leads to the events of its stretch, with all else that was asked for.
    """
    undated = sum(share.events for share in days if share.word is None)
    unit = choose_unit(tuple(share.word for share in days if share.word))
    counts = _add_up(days, _LENGTHS[unit])
    places = list(_list_stretches(min(counts), max(counts))) if counts else []
    most = max(counts.values(), default=0)
    bars = tuple(
        _draw(word, counts[word], at, most, asked) for at, word in enumerate(places) if word in counts
    )
    return Timeline(
        unit=unit,
        bars=bars,
        width=10.0 * max(len(places), 1),
        height=_HEIGHT,
        most=most,
        undated=undated,
        marks=_choose_marks(places),
    )


def choose_unit(days: Sequence[str]) -> str:
    """Day, month or year: the finest that gives no more than `_MOST` bars.

    >>> choose_unit(("1937-03-31", "1937-04-26")), choose_unit(("1936-07-17", "1939-04-01"))
    ('day', 'month')
    """
    if not days:
        return "month"
    first, last = (_read_month(word) for word in (min(days), max(days)))
    span = last - first + 1
    if span <= _CUT:
        return "day"
    return "month" if span <= _MOST else "year"


@functools.lru_cache(maxsize=5_000)
def bound(word: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day.

    >>> [str(day) for day in bound("1937-02")]
    ['1937-02-01', '1937-02-28']
    """
    if len(word) == len("1937"):
        return date(int(word), 1, 1), date(int(word), 12, 31)
    if len(word) == len("1937-02"):
        start = date.fromisoformat(f"{word}-01")
        if (start.year, start.month) == (date.max.year, 12):
            return start, date.max
        return start, (start + timedelta(31)).replace(day=1) - timedelta(1)
    day = date.fromisoformat(word)
    return day, day


def _add_up(days: Sequence[Share], length: int) -> dict[str, int]:
    """The events by the first `length` letters of their days."""
    counts = Counter[str]()
    for share in days:
        if share.word:
            counts[share.word[:length]] += share.events
    return dict(counts)


def _list_stretches(first: str, last: str) -> Iterator[str]:
    """All years, months or days from the first to the last, both inside."""
    word = first
    while word < last:
        yield word
        word = (bound(word)[1] + timedelta(1)).isoformat()[: len(first)]
    yield last


def _draw(word: str, events: int, at: int, most: int, asked: Asked) -> Bar:
    since, until = bound(word)
    height = round(max(_HEIGHT * events / most, _LEAST), 1)
    return Bar(
        words=word,
        events=events,
        address=asked.address("/", since=since.isoformat(), until=until.isoformat()),
        x=10.0 * at,
        y=round(_HEIGHT - height, 1),
        width=10 * _FILLED,
        height=height,
    )


def _choose_marks(places: Sequence[str]) -> tuple[str, ...]:
    """The first, the last and, where there is room, two between them."""
    if len(places) <= 2:  # the first and the last
        return tuple(places)
    steps = 3 if len(places) >= 10 else 1  # narrower, words would touch
    return tuple(places[round(part * (len(places) - 1) / steps)] for part in range(steps + 1))


def _read_month(word: str) -> int:
    year, month = word.split("-")[:2]
    return 12 * int(year) + int(month)
