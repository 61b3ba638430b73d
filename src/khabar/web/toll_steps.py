"""How a figure changed with what had been told, as steps along the days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from khabar.export.event_phrases import phrase_bounds
from khabar.model.bounds import Bounds
from khabar.model.events import Step, Tally
from khabar.web.axis import Axis, draw_axis

# Where all days are more than so many times the shortest step, that one would be thinner than a line:
# all steps are then drawn alike.
_LEAST_SHARE = 40
_LAST = 0.1  # the share of the width that the last step has, which has no end yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The bounds that stood from `day` to the next one: `start` and `end` in percent of the width.

    `low`, `best` and `high` are in percent of the height, from the top; None where not known.
    """

    day: date
    text: str
    start: float
    end: float
    low: float | None
    best: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The stages of a figure; `is_even` where their widths say nothing of time. `axis` is upright."""

    stages: tuple[Stage, ...]
    is_even: bool
    axis: Axis


def draw_course(tally: Tally) -> Course | None:
    """The course of a figure; None where it never changed."""
    history = tally.history
    if len(history) < 2:
        return None
    axis = draw_axis(_list_numbers(step.bounds for step in history))
    starts, is_even = _choose_starts(history)
    ends = [*starts[1:], 100.0]
    stages = tuple(_draw(*drawn, axis) for drawn in zip(history, starts, ends, strict=True))
    return Course(stages=stages, is_even=is_even, axis=axis)


def _choose_starts(history: Sequence[Step]) -> tuple[list[float], bool]:
    """Where steps begin, and whether they are drawn alike however long they were."""
    days = [(step.day - history[0].day).days for step in history]
    shortest = min(after - before for before, after in pairwise(days))
    if days[-1] > _LEAST_SHARE * max(shortest, 1):
        return [100 * at / len(days) for at in range(len(days))], True
    return [100 * (1 - _LAST) * day / max(days[-1], 1) for day in days], False


def _draw(step: Step, start: float, end: float, axis: Axis) -> Stage:
    low, best, high = step.bounds.low, step.bounds.best, step.bounds.high
    return Stage(
        day=step.day,
        text=phrase_bounds(step.bounds),
        start=round(start, 2),
        end=round(end, 2),
        low=None if low is None else 100 - axis.at(low),
        best=None if best is None else 100 - axis.at(best),
        high=None if high is None else 100 - axis.at(high),
    )


def _list_numbers(history: Iterable[Bounds]) -> Iterator[float]:
    for bounds in history:
        yield from (one for one in (bounds.low, bounds.best, bounds.high) if one is not None)
