"""Pinned floors: what each metric of each set must not fall below, kept in `floors.toml`."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("floors.toml")
_HEAD = """\
# What each metric must not fall below; written by `python -m benchmarks.accuracy gate`, see its --help.
#
#   baseline   the score on the dev half when the metric was first pinned
#   floor      the best score pinned since; the gate fails below floor - noise
#   noise      what a right change may cost by the doubtful answers that it flips: one standard
#              deviation where 1 in 100 of n answers change, as often for better as for worse:
#              sqrt(n / 100) / n, at most .01; scores that are no shares of answers have .003.
#              One version always scores the same.
#   target     what issue 4 asks for, on dev
#   anchor     the best known score of others, by `anchor_by`
#   lowered    each time that the floor was lowered, with the reason
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowering:
    """One time that a floor was lowered."""

    day: date
    before: float
    after: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """What is pinned for one metric of one set; scores are 0 to 1, None where nothing is known."""

    set: str
    metric: str
    baseline: float
    floor: float
    noise: float
    target: float | None = None
    anchor: float | None = None
    anchor_by: str | None = None
    lowered: tuple[Lowering, ...] = field(default=())

    def __post_init__(self) -> None:
        known = [n for n in (self.baseline, self.floor, self.target, self.anchor) if n is not None]
        if not all(0 <= number <= 1 for number in known) or not 0 <= self.noise < 0.05:
            raise ValueError(f"{self.set}.{self.metric}: expected scores from 0 to 1, noise below .05")

    @property
    def least(self) -> float:
        """The lowest score that passes."""
        return self.floor - self.noise


_KEYS = frozenset(one.name for one in fields(Floor)) - {"set", "metric"}


def read_floors(file: Path = FILE) -> tuple[Floor, ...]:
    """The floors in a file's order, none where it is absent; raises ValueError for an unknown key."""
    if not file.exists():
        return ()
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        _read_floor(name, metric, row) for name, rows in tables.items() for metric, row in rows.items()
    )


def _read_floor(name: str, metric: str, row: Mapping[str, Any]) -> Floor:
    if unknown := set(row) - _KEYS:
        raise ValueError(f"{name}.{metric}: expected keys among {sorted(_KEYS)}, got {sorted(unknown)}")
    lowered = tuple(Lowering(**entry) for entry in row.get("lowered", ()))
    return Floor(set=name, metric=metric, **{**row, "lowered": lowered})


def write_floors(floors: Iterable[Floor], file: Path = FILE) -> None:
    """Writes a file that `read_floors` reads again, sorted by set; metrics keep their order."""
    ordered = sorted(floors, key=lambda floor: floor.set)
    lines = [line for floor in ordered for line in _write_floor(floor)]
    file.write_text("\n".join([_HEAD, *lines]), encoding="utf-8")


def _write_floor(floor: Floor) -> Iterator[str]:
    yield f"[{floor.set}.{floor.metric}]"
    for key in ("baseline", "floor", "noise", "target", "anchor"):
        value = getattr(floor, key)
        if value is not None:
            yield f"{key} = {value}"
    if floor.anchor_by is not None:
        yield f"anchor_by = {_quote(floor.anchor_by)}"
    if floor.lowered:
        yield "lowered = ["
        yield from (f"  {_write_lowering(entry)}," for entry in floor.lowered)
        yield "]"
    yield ""


def _write_lowering(entry: Lowering) -> str:
    parts = (f"day = {entry.day}", f"before = {entry.before}", f"after = {entry.after}")
    return f"{{{', '.join(parts)}, reason = {_quote(entry.reason)}}}"


def _quote(words: str) -> str:
    """A TOML basic string: JSON's escapes are among TOML's."""
    return json.dumps(words.replace("\x7f", ""), ensure_ascii=False)


def find_floor(floors: Sequence[Floor], name: str, metric: str) -> Floor | None:
    """The floor of a metric."""
    return next((floor for floor in floors if (floor.set, floor.metric) == (name, metric)), None)
