"""Which figure stood when, by what had been told until then."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from khabar.model.bounds import Bounds
from khabar.model.events import Statement, Step


def stand_at(statements: Iterable[Statement], day: date) -> tuple[Statement, ...]:
    """The statements as they stood at the end of `day`, in their order.

    What was told later is left out; what was replaced later still stands.
    """
    return tuple(_unreplace(each, day) for each in statements if each.telling.told <= day)


def find_steps(days: Iterable[date], chosen: Iterable[Bounds | None]) -> tuple[Step, ...]:
    """The bounds from each day on which they changed; `chosen` has None where nothing was told yet."""
    steps: list[Step] = []
    for day, bounds in zip(days, chosen, strict=True):
        if bounds is not None and (not steps or steps[-1].bounds != bounds):
            steps.append(Step(day=day, bounds=bounds))
    return tuple(steps)


def _unreplace(statement: Statement, day: date) -> Statement:
    telling = statement.telling
    if telling.stands_on(day):
        return replace(statement, telling=replace(telling, superseded=None, lapses=()))
    since = next((one.start for one in telling.lapses if one.holds(day)), telling.superseded)
    return replace(statement, telling=replace(telling, superseded=since, lapses=()))
