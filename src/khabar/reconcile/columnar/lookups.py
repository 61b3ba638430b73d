"""Weights of many pairs, looked up: no weight stands here.

Each feature's own function is asked once for each pair of different things that it looks at (two
places, two sets of kinds, so many names shared). `READS` says what that is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from khabar.reconcile.columnar.columns import (
    Flags,
    Numbers,
    Parts,
    Table,
    expand,
    find_mark,
    number_all,
    read_numbers,
)
from khabar.reconcile.columnar.noted import Block, Weights, look_up
from khabar.reconcile.comparing.features import Weigh
from khabar.reconcile.digests.facts import Facts, alter


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """What of two facts a feature looks at: nothing else changes its weight.

    `parts`: what they say. `shared`: how many numbers both sets hold, and where `is_sized`, how many the
    smaller one has. `days`: how far days lie apart, whatever the year. `named`: a number, and the set of
    the other side that may hold it.
    """

    parts: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    is_sized: bool = False
    days: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


READS: Mapping[str, Reads] = {
    "group": Reads(parts=("family", "group", "cumulative")),
    "day": Reads(parts=("is_day", "is_edge", "cumulative"), days=("start", "end", "told")),
    "place": Reads(parts=("spot",), named=("town", "caps")),
    "kind": Reads(parts=("kinds",)),
    "actors": Reads(parts=("doers", "is_sure")),
    "figures": Reads(shared=("counted", "counts")),
    "names": Reads(shared=("names", "people")),
    "ages": Reads(shared=("ages",), is_sized=True),
    "persons": Reads(shared=("persons",)),
    "numbers": Reads(shared=("numbers",)),
    "quotes": Reads(shared=("quotes",)),
    "words": Reads(shared=("words",), is_sized=True),
}


PARTS: tuple[tuple[str, ...], ...] = tuple(
    dict.fromkeys(
        names
        for reads in READS.values()
        for names in ((*reads.parts, *reads.days), reads.named[:1])
        if names
    )
)
SETS = tuple(
    dict.fromkeys(name for reads in READS.values() for name in (*reads.shared, *reads.named[1:]))
)
"""The sets that features look at."""


class Step(Protocol):
    """A feature that looks at one thing on each side, as it is weighed for many pairs.

    `numbers` has the thing of each row, by number.
    """

    numbers: Numbers

    def __call__(self, block: Block) -> Weights:
        """The weight of each pair."""

    def find_least(self, block: Block) -> Weights:
        """The least that the weight of each pair may be, by the two things alone."""


class Equal:
    """A feature that looks at one thing on each side."""

    def __init__(self, table: Table, weigh: Weigh, reads: Reads) -> None:
        self._parts = table.number(*reads.parts)
        self.numbers = self._parts.numbers
        self._look_up = look_up(_ask_of(self._parts, weigh), self._parts.size**2)

    def __call__(self, block: Block) -> Weights:
        """The weight of each pair."""
        return self._look_up(self._parts.pair(block.rows, block.left, block.right), block)

    def find_least(self, block: Block) -> Weights:
        """The weight of each pair."""
        return self(block)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Days as they lie to a first one, by number, and that first one: of each thing of `parts`.

    Two things that have the shapes of two others, and lie as far from each other, weigh the same.
    """

    numbers: Numbers
    firsts: Numbers


def find_shapes(days: Parts, reads: Reads) -> Shapes:
    """The shapes of what is numbered by the parts and days that a feature reads."""
    firsts = [_find_first(one, reads.days) for one in days.examples]
    shapes = number_all(
        _take_shape(one, reads, first) for one, first in zip(days.examples, firsts, strict=True)
    )
    return Shapes(numbers=shapes, firsts=np.array(firsts, dtype=np.int64))


class Days:
    """A feature that looks at days: what matters is how they lie to a first one of each side."""

    def __init__(self, table: Table, weigh: Weigh, reads: Reads) -> None:
        days = table.number(*reads.parts, *reads.days)
        shapes = find_shapes(days, reads)
        self.numbers = days.numbers
        self._shape = shapes.numbers[days.numbers]
        self._count = int(shapes.numbers.max()) + 1
        self._first = shapes.firsts[days.numbers]
        self._longest = int(np.ptp(shapes.firsts))
        self._look_up = look_up(_ask_of(days, weigh), self._count**2 * (2 * self._longest + 1))

    def __call__(self, block: Block) -> Weights:
        """The weight of each pair."""
        shapes, firsts = self._shape[block.rows], self._first[block.rows]
        far = firsts[block.right] - firsts[block.left] + self._longest
        pairs = shapes[block.left] * self._count + shapes[block.right]
        return self._look_up(pairs * (2 * self._longest + 1) + far, block)

    def find_least(self, block: Block) -> Weights:
        """The weight of each pair."""
        return self(block)


def _ask_of(parts: Parts, weigh: Weigh) -> Callable[[int, int], float]:
    """The weight of two rows, by what they say of the parts."""
    numbers, examples = parts.numbers, parts.examples
    return lambda left, right: weigh(examples[numbers[left]], examples[numbers[right]])


def _find_first(facts: Facts, names: Sequence[str]) -> int:
    """The last of the days that are known, by name: that of the report lies nearest to all others."""
    return next((day for name in reversed(names) if (day := getattr(facts, name)) is not None), 0)


def _take_shape(facts: Facts, reads: Reads, first: int) -> tuple[object, ...]:
    """What is read, the days as they lie to the first."""
    days = (getattr(facts, name) for name in reads.days)
    return (
        *(getattr(facts, name) for name in reads.parts),
        *(None if day is None else day - first for day in days),
    )


class Named:
    """A feature that looks at one thing on each side, and whether a text names the other's town."""

    def __init__(self, table: Table, weigh: Weigh, reads: Reads) -> None:
        number, set_ = reads.named
        self._parts = table.number(*reads.parts)
        self.numbers = self._parts.numbers
        size = self._parts.size**2
        self._plain = look_up(self._ask(weigh, stage(self._parts, reads, named=False)), size)
        self._named = look_up(self._ask(weigh, stage(self._parts, reads, named=True)), size)
        towns = table.number(number)
        known = read_numbers(getattr(one, number) for one in towns.examples)
        self._towns = known[towns.numbers]
        all_ = table.join(set_)
        caps = all_.keep(np.isin(all_.values, known))
        self._marks = caps.find_marks()
        self._held = np.sort((expand(caps.sizes).which << 32) | caps.values.astype(np.int64))

    def __call__(self, block: Block) -> Weights:
        """The weight of each pair."""
        keys = self._parts.pair(block.rows, block.left, block.right)
        weights, named = self._plain(keys, block), self._named(keys, block)
        open_ = np.flatnonzero(weights != named)
        left, right = block.lefts[open_], block.rights[open_]
        is_named = self._hold(left, self._towns[right]) | self._hold(right, self._towns[left])
        weights[open_[is_named]] = named[open_[is_named]]
        return weights

    def find_least(self, block: Block) -> Weights:
        """The lesser of the weights with and without the other's town in a text."""
        keys = self._parts.pair(block.rows, block.left, block.right)
        return np.minimum(self._plain(keys, block), self._named(keys, block))

    def _ask(self, weigh: Weigh, staged: "Staged") -> Callable[[int, int], float]:
        numbers, lefts, rights = self._parts.numbers, staged.lefts, staged.rights
        return lambda left, right: weigh(lefts[numbers[left]], rights[numbers[right]])

    def _hold(self, rows: Numbers, towns: Numbers) -> Flags:
        """Where the set of a row holds a town; -1 is in none."""
        marks = find_mark(towns.astype(np.uint32))
        held: Flags = (towns >= 0) & ((self._marks[rows] & marks) != 0)
        likely = np.flatnonzero(held)
        wanted = (rows[likely] << 32) | towns[likely]
        places = np.minimum(np.searchsorted(self._held, wanted), max(0, len(self._held) - 1))
        held[likely] = self._held[places] == wanted if len(self._held) else False
        return held


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """Examples of facts as they stand on the left and on the right of a pair."""

    lefts: tuple[Facts, ...]
    rights: tuple[Facts, ...]


def stage(parts: Parts, reads: Reads, *, named: bool) -> Staged:
    """The examples as they are where the town of one is named on the other side, or where none is."""
    number, set_ = reads.named
    town = 0 if named else None
    return Staged(
        lefts=tuple(alter(one, **{number: town, set_: frozenset()}) for one in parts.examples),
        rights=tuple(alter(one, **{number: None, set_: frozenset({0})}) for one in parts.examples),
    )
