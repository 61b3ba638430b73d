"""The gate: scores against pinned floors, and the only ways in which floors move."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from benchmarks.accuracy.floors import Floor, Lowering, find_floor
from benchmarks.accuracy.scoring import Score

_DIGITS = 4
_NOISE = 0.003  # of scores that are no shares of answers: a third of a point, as the issue counts
_ROW = "{:16} {:27} {:>6} {:>6} {:>6} {:>6} {:>7}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lower:
    """A person's wish to lower one floor to the present score, with the reason."""

    set: str
    metric: str
    reason: str
    day: date


def find_failures(scores: Sequence[Score], floors: Sequence[Floor]) -> Iterator[str]:
    """One line for each score below its floor by more than noise, without a floor, or not measured."""
    for score in scores:
        floor = find_floor(floors, score.set, score.metric)
        if floor is None:
            yield f"{score.set} {score.metric}: no floor is pinned; pin it with gate --pin"
        elif round(score.value, _DIGITS) < round(floor.least, _DIGITS):
            yield (
                f"{score.set} {score.metric}: expected at least {floor.floor:.4f} less "
                f"{floor.noise:.4f} of noise, got {score.value:.4f}"
            )
    measured = {(score.set, score.metric) for score in scores}
    sets = {score.set for score in scores}
    for floor in floors:
        if floor.set in sets and (floor.set, floor.metric) not in measured:
            yield f"{floor.set} {floor.metric}: expected a score, got none"


def pin(scores: Sequence[Score], floors: Sequence[Floor]) -> tuple[Floor, ...]:
    """The floors, raised to the scores that are higher; metrics without a floor get one. None falls."""
    new = [_first(score) for score in scores if not find_floor(floors, score.set, score.metric)]
    best = {(score.set, score.metric): round(score.value, _DIGITS) for score in scores}
    raised = (replace(f, floor=max(f.floor, best.get((f.set, f.metric), 0.0))) for f in floors)
    return (*raised, *new)


def _first(score: Score) -> Floor:
    value = round(score.value, _DIGITS)
    noise = math.sqrt(score.answers / 100) / score.answers if score.answers else _NOISE
    return Floor(
        set=score.set,
        metric=score.metric,
        baseline=value,
        floor=value,
        noise=round(min(noise, 0.01), _DIGITS),
    )


def lower(wish: Lower, scores: Sequence[Score], floors: Sequence[Floor]) -> tuple[Floor, ...]:
    """The floors with one lowered to the present score, and the reason beside it.

    Raises ValueError without a reason, for a metric without floor or score, and where nothing falls.
    """
    old = find_floor(floors, wish.set, wish.metric)
    now = next((s for s in scores if (s.set, s.metric) == (wish.set, wish.metric)), None)
    if not wish.reason.strip():
        raise ValueError("expected --reason, got none")
    if old is None or now is None:
        raise ValueError(f"expected a pinned metric with a score, got {wish.set} {wish.metric}")
    after = round(now.value, _DIGITS)
    if after >= old.floor:
        raise ValueError(f"expected a score below the floor {old.floor}, got {after}")
    entry = Lowering(day=wish.day, before=old.floor, after=after, reason=wish.reason.strip())
    fallen = replace(old, floor=after, lowered=(*old.lowered, entry))
    return tuple(fallen if floor is old else floor for floor in floors)


def write_table(scores: Sequence[Score], floors: Sequence[Floor]) -> Iterator[str]:
    """Lines: score now, floor, target, best of others, change since the baseline; `<` where it fails."""
    yield _ROW.format("set", "metric", "now", "floor", "target", "others", "change").rstrip()
    for score in scores:
        floor = find_floor(floors, score.set, score.metric)
        change = f"{round(score.value - floor.baseline, 3) or 0.0:+.3f}" if floor else "-"
        numbers = (floor.floor, floor.target, floor.anchor) if floor else (None, None, None)
        shown = [_number(number) for number in numbers]
        mark = " <" if floor and score.value < floor.least else ""
        yield _ROW.format(score.set, score.metric, _number(score.value), *shown, change) + mark


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
