"""One axis for all figures of a measure: where on it a number lies, in percent of its width."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

# The share of the width that stays free behind the highest number, for open ends to run out into.
_MARGIN = 0.08
# From that ratio of the highest to the lowest number on, the axis is one of powers of ten: below, the
# lowest is still a hundredth of the width away from nothing.
_WIDE = 100
_STEPS = (1, 2, 2.5, 5, 10)
_TICKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """From `low` at 0 % to `high` at 100 %; with `is_log`, in powers of ten. `ticks` are its numbers."""

    low: float
    high: float
    is_log: bool
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Where `value` lies, in percent; what is beyond an end lies at the end.

        >>> Axis(low=0, high=200, is_log=False, ticks=(0, 100)).at(50)
        25.0
        """
        low, high, here = self.low, self.high, value
        if self.is_log:
            low, high, here = math.log10(low), math.log10(high), math.log10(max(value, low))
        return round(100 * min(max((here - low) / (high - low), 0), 1), 2)


def draw_axis(values: Iterable[float]) -> Axis:
    """The axis on which all of `values`, none below 0, can be told apart."""
    known = sorted(set(values))
    top = known[-1] if known else 0
    above_zero = [value for value in known if value > 0]
    if above_zero and top >= _WIDE * above_zero[0]:
        return _draw_powers(above_zero[0], top)
    step = _choose_step(top)
    high = max(top, 1) * (1 + _MARGIN)
    ticks = tuple(step * at for at in range(int(high // step) + 1))
    return Axis(low=0, high=high, is_log=False, ticks=ticks)


def _draw_powers(lowest: float, top: float) -> Axis:
    first, last = math.floor(math.log10(lowest)), math.log10(top)
    high = 10 ** (last + (last - first) * _MARGIN)
    every = max(1, math.ceil((last - first) / _TICKS))
    powers = range(first, math.floor(math.log10(high)) + 1, every)
    return Axis(low=10**first, high=high, is_log=True, ticks=tuple(10.0**power for power in powers))


def _choose_step(top: float) -> float:
    """A round step that gives `_TICKS` numbers at most, whole where people are counted."""
    rough = max(top, 1) / _TICKS
    power: float = 10.0 ** math.floor(math.log10(rough))
    step = next(power * one for one in _STEPS if power * one >= rough)
    return step if step >= 1 and float(step).is_integer() else max(1, math.ceil(step))
