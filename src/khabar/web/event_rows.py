"""Events as rows of a list: short words, and their figures as bars on one axis for the whole page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khabar.export.event_phrases import phrase_bounds, phrase_tally
from khabar.export.phrases import phrase_period, spell
from khabar.model.bounds import Bounds
from khabar.model.events import Event, Tally
from khabar.web.axis import Axis, draw_axis

# What a list shows of figures; the page of an event has them all.
_DRAWN = ("killed", "wounded", "missing", "abducted", "detained", "displaced")
_MOST = 2
# In percent of the axis: a band that can be seen, and half of the mark of the best number.
_THINNEST, _MARK = 0.8, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBar:
    """A figure with its words, and where it is drawn along the axis, in percent.

    The band reaches from `start` over all that is possible, to the end of the axis where that is open;
    `best` is where the mark of the best number begins, None where no one number is chosen.
    """

    measure: str
    words: str
    contested: bool
    start: float
    width: float
    best: float | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event in a list; `more` are figures that are told of and not drawn."""

    event: Event
    when: str
    bars: tuple[FigureBar, ...]
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a page, and the axis of all their bars, None where nothing is counted."""

    rows: tuple[EventRow, ...]
    axis: Axis | None


def lay_out(events: Sequence[Event]) -> Rows:
    """The rows in the order of `events`."""
    numbers = [number for event in events for tally in _choose(event) for number in _list(tally.bounds)]
    axis = draw_axis(numbers) if numbers else None
    return Rows(rows=tuple(_fill(event, axis) for event in events), axis=axis)


def _choose(event: Event) -> tuple[Tally, ...]:
    persons = (one for one in event.figures if one.unit == "persons" and one.measure in _DRAWN)
    return tuple(sorted(persons, key=lambda one: _DRAWN.index(one.measure)))[:_MOST]


def _list(bounds: Bounds) -> Iterator[float]:
    return (number for number in (bounds.low, bounds.best, bounds.high) if number is not None)


def _fill(event: Event, axis: Axis | None) -> EventRow:
    drawn = _choose(event)
    more = (phrase_tally(tally) for tally in event.figures if tally not in drawn)
    return EventRow(
        event=event,
        when=phrase_period(event.when) if event.when else "",
        bars=tuple(_draw(tally, axis) for tally in drawn) if axis else (),
        more=tuple(dict.fromkeys(more)),
    )


def _draw(tally: Tally, axis: Axis) -> FigureBar:
    low, best, high = tally.bounds.low, tally.bounds.best, tally.bounds.high
    start = 0.0 if low is None else axis.at(low)
    end = 100.0 if high is None else axis.at(high)
    return FigureBar(
        measure=spell(tally.measure),
        words=phrase_bounds(tally.bounds),
        contested=tally.contested,
        start=start,
        width=round(max(end - start, _THINNEST), 2),
        best=None if best is None else round(max(axis.at(best) - _MARK, 0.0), 2),
        is_open=low is None or high is None,
    )
