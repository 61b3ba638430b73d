"""The learned weights, and what they make of a list of signs.

Two sums of weights, each in log-odds: that of the first look over the signs of name and verb, that of
the second over the first one's outcome and the other names. Both tables are text, one sign a line, so
that everyone can read what speaks for a place and how much. Made by `training/event_places.py`.
"""

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import repeat

from khabar.errors import DataError

_FILE = "data/event_places.tsv"
OWN = "own_odds"  # the sign of the second look whose weight is multiplied by the first look's log-odds
BASE = "base"  # the sign that every pair has


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """Weights by sign, in log-odds: of the first look and of the second."""

    first: Mapping[str, float]
    second: Mapping[str, float]

    @property
    def base(self) -> float:
        """The log-odds of a pair at the first look before any sign is known."""
        return self.first.get(BASE, 0.0)

    def add(self, signs: Iterable[str]) -> float:
        """What signs add to the log-odds of the first look, each counted once."""
        return _add(self.first, signs)

    def weigh_again(self, odds: float, signs: Iterable[str]) -> float:
        """The likelihood, 0 to 1, of the second look, from the first one's log-odds."""
        known = self.second.get(BASE, 0.0) + self.second.get(OWN, 0.0) * odds
        return 1 / (1 + math.exp(-known - _add(self.second, signs)))


def _add(weights: Mapping[str, float], signs: Iterable[str]) -> float:
    return sum(map(weights.get, dict.fromkeys(signs), repeat(0.0)), 0.0)


@functools.cache
def load_weights() -> Weights:
    """The weights that khabar ships; raises DataError for a line that is not table, weight and sign."""
    text = (files("khabar") / "data" / "event_places.tsv").read_text("utf-8")
    return read_weights(text)


def read_weights(text: str) -> Weights:
    """The weights of lines `1 TAB weight TAB sign`; raises DataError for any other line."""
    tables: dict[str, dict[str, float]] = {"1": {}, "2": {}}
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            table, weight, sign = line.split("\t")
            tables[table][sign] = float(weight)
        except (KeyError, ValueError) as error:
            wanted = "1 or 2, a weight and a sign with tabs between"
            raise DataError(f"{_FILE}: line {number}: expected {wanted}, got {line!r}") from error
    return Weights(first=tables["1"], second=tables["2"])
