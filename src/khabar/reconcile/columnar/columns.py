"""The facts of many mentions in columns of numbers, so that pairs of them are weighed by the thousand.

What few mentions differ in (a day, a place, the kinds) is a number for each mention and one example of
facts for each number. What a set of hashes holds stays a set, all of them in one array.
"""

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from khabar.reconcile.columnar.lazily import Lazily
from khabar.reconcile.digests.facts import Facts, fill

Numbers: TypeAlias = npt.NDArray[np.int64]
Bits: TypeAlias = npt.NDArray[np.uint64]
Hashes: TypeAlias = npt.NDArray[np.uint32]
Flags: TypeAlias = npt.NDArray[np.bool_]

MIX = np.uint64(0x9E3779B97F4A7C15)  # spreads numbers evenly over the highest bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """One thing that facts say: a number for each row, the same for equal ones.

    `examples` holds, for each number, facts that say it.
    """

    numbers: Numbers
    examples: tuple[Facts, ...]

    @property
    def size(self) -> int:
        """How many are different."""
        return len(self.examples)

    def pair(self, rows: Numbers, left: Numbers, right: Numbers) -> Numbers:
        """A number for the two things that each pair has; `left` and `right` are places in `rows`."""
        numbers = self.numbers[rows]
        pairs: Numbers = numbers[left] * self.size + numbers[right]
        return pairs


def number_all(values: Iterable[Hashable]) -> Numbers:
    """Numbers from 0 in the order in which values first appear, the same for equal ones."""
    return _number_values(values)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sets:
    """A set of numbers below 2**32 for each row: `values` from `starts[row]` to `starts[row + 1]`."""

    starts: Numbers
    values: Hashes

    @property
    def sizes(self) -> Numbers:
        """How many numbers each set holds."""
        return np.diff(self.starts)

    def take(self, rows: Numbers) -> "Members":
        """The numbers of some rows, one row after the other."""
        which, steps = expand(self.starts[rows + 1] - self.starts[rows])
        return Members(which=which, values=self.values[self.starts[rows][which] + steps])

    def choose(self, rows: Numbers) -> "Sets":
        """The sets of some rows."""
        starts = np.concatenate(([0], np.cumsum(self.sizes[rows])))
        return Sets(starts=starts, values=self.take(rows).values)

    def keep(self, kept: Flags) -> "Sets":
        """The same rows with these of their numbers alone."""
        before = np.concatenate(([0], np.cumsum(kept)))
        return Sets(starts=before[self.starts], values=self.values[kept])

    def find_marks(self) -> Bits:
        """64 bits for each row: two sets that share a number share a bit."""
        marks = np.zeros(len(self.starts) - 1, dtype=np.uint64)
        filled = np.flatnonzero(self.sizes)
        if len(filled):
            marks[filled] = np.bitwise_or.reduceat(find_mark(self.values), self.starts[filled])
        return marks

    def draw_bits(self, rows: Numbers) -> Bits:
        """A row of bits for each of the rows: two share as many as their sets share numbers.

        Numbers that only one of these rows holds have no bit.
        """
        members = self.take(rows)
        _, codes, counts = np.unique(members.values, return_inverse=True, return_counts=True)
        is_shared = counts > 1
        kept = is_shared[codes]
        columns = (np.cumsum(is_shared) - 1)[codes[kept]]
        width = 64 * max(1, -(-int(np.count_nonzero(is_shared)) // 64))
        flags = np.zeros((len(rows), width), dtype=np.bool_)
        flags[members.which[kept], columns] = True
        return np.packbits(flags, axis=1).view(np.uint64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Numbers of several sets; `which` says for each number whose it is."""

    which: Numbers
    values: Hashes


class Table:
    """Facts row by row, of which each thing is numbered once."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self.facts = facts
        self._parts: dict[tuple[str, ...], Parts] = {}
        self._sets: dict[str, Sets] = {}

    @classmethod
    def unite(cls, portions: Sequence["Portion"]) -> "Table":
        """The rows of all portions, of which there is at least one, one after the other.

        Their facts are put together from the columns: what these do not hold is blank.
        """
        parts = {names: _unite(names, portions) for names in portions[0].parts}
        sets = {name: unite_sets([one.sets[name] for one in portions]) for name in portions[0].sets}
        return cls._of(parts, sets)

    @classmethod
    def _of(cls, parts: dict[tuple[str, ...], Parts], sets: dict[str, Sets]) -> "Table":
        table = cls(())
        table._parts, table._sets = parts, sets
        size = len(next(iter(parts.values())).numbers)
        table.facts = Lazily(size, table._put_together)
        return table

    def take(self, rows: Numbers) -> "Table":
        """These rows, in this order, of a table that was united from portions."""
        parts = {names: replace(one, numbers=one.numbers[rows]) for names, one in self._parts.items()}
        return self._of(parts, {name: one.choose(rows) for name, one in self._sets.items()})

    def number(self, *names: str) -> Parts:
        """What the facts say under `names`, all of them taken together as one thing."""
        if names not in self._parts:
            numbers = number_all(map(attrgetter(*names), self.facts))
            firsts = np.unique(numbers, return_index=True)[1].tolist()
            self._parts[names] = Parts(
                numbers=numbers, examples=tuple(self.facts[row] for row in firsts)
            )
        return self._parts[names]

    def join(self, name: str) -> Sets:
        """The sets of hashes that the facts hold under `name`."""
        if name not in self._sets:
            self._sets[name] = join_sets([getattr(one, name) for one in self.facts])
        return self._sets[name]

    def _put_together(self, row: int) -> Facts:
        values: dict[str, object] = {
            name: frozenset(sets.values[sets.starts[row] : sets.starts[row + 1]].tolist())
            for name, sets in self._sets.items()
        }
        for names, parts in self._parts.items():
            example = parts.examples[parts.numbers[row]]
            values.update((name, getattr(example, name)) for name in names)
        return fill(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What some rows say: for some names a number for each row, and what each number says; and sets."""

    parts: Mapping[tuple[str, ...], tuple[Numbers, tuple[Hashable, ...]]]
    sets: Mapping[str, Sets]


def read_portion(
    facts: Sequence[Facts], parts: Iterable[tuple[str, ...]], sets: Iterable[str]
) -> Portion:
    """These parts and sets of some facts."""
    return Portion(
        parts={names: _number_values(map(attrgetter(*names), facts)) for names in parts},
        sets={name: join_sets(list(map(attrgetter(name), facts))) for name in sets},
    )


def _number_values(values: Iterable[Hashable]) -> tuple[Numbers, tuple[Hashable, ...]]:
    """A number for each, as by `number_all`, and the different ones in the order of their numbers."""
    seen: defaultdict[Hashable, int] = defaultdict()
    seen.default_factory = seen.__len__
    numbers = np.fromiter(map(seen.__getitem__, values), dtype=np.int64)
    return numbers, tuple(seen)


def _unite(names: tuple[str, ...], portions: Iterable[Portion]) -> Parts:
    """One numbering of what portions have numbered apart; the examples say this alone."""
    seen: dict[Hashable, int] = {}
    numbers: list[Numbers] = []
    for portion in portions:
        some, values = portion.parts[names]
        again = np.array([seen.setdefault(value, len(seen)) for value in values], dtype=np.int64)
        numbers.append(again[some])
    examples = (_make_example(names, value) for value in seen)
    return Parts(numbers=np.concatenate(numbers), examples=tuple(examples))


def _make_example(names: tuple[str, ...], value: Any) -> Facts:
    values = value if len(names) > 1 else (value,)
    return fill(**dict(zip(names, values, strict=True)))


class Expanded(NamedTuple):
    """All steps of runs of some lengths: which run each is of, and its number in that run."""

    which: Numbers
    steps: Numbers


def expand(sizes: Numbers) -> Expanded:
    """The steps of runs that are so long, one run after the other.

    >>> expand(np.array([2, 0, 1])).steps.tolist()
    [0, 1, 0]
    """
    which = np.repeat(np.arange(len(sizes)), sizes)
    return Expanded(which, np.arange(len(which)) - (np.cumsum(sizes) - sizes)[which])


def join_sets(sets: Sequence[frozenset[int]]) -> Sets:
    """The sets as rows, in their order."""
    starts = np.zeros(len(sets) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, sets), dtype=np.int64, count=len(sets)), out=starts[1:])
    values = np.fromiter(itertools.chain.from_iterable(sets), dtype=np.uint32, count=int(starts[-1]))
    return Sets(starts=starts, values=values)


def unite_sets(portions: Sequence[Sets]) -> Sets:
    """The rows of all portions, one after the other."""
    sizes = np.concatenate([portion.sizes for portion in portions])
    return Sets(
        starts=np.concatenate(([0], np.cumsum(sizes))),
        values=np.concatenate([portion.values for portion in portions]),
    )


def read_numbers(values: Iterable[int | None]) -> Numbers:
    """The numbers, -1 for None."""
    return np.fromiter((-1 if value is None else value for value in values), dtype=np.int64)


def sort_once(values: Numbers) -> Numbers:
    """The values in order, each once: an eighth of the time of `np.unique`, which looks up hashes."""
    ordered = np.sort(values)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]


def find_mark(values: Hashes) -> Bits:
    """The bit of each number."""
    return np.uint64(1) << ((values.astype(np.uint64) * MIX) >> np.uint64(58))
