"""Which sets of atoms contradict each other: a member of the one, and a member of the other, clearly.

Sets are asked for the different days, places, kinds and doers that they hold, of which there are few.
Their members are weighed only where these are clearly told apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from khabar.reconcile.columnar.columns import Flags, Numbers, expand
from khabar.reconcile.columnar.lineups import Lineup
from khabar.reconcile.columnar.lookups import Step
from khabar.reconcile.columnar.noted import Block
from khabar.reconcile.columnar.pairs import Pairs
from khabar.reconcile.columnar.weighing import Weigher
from khabar.reconcile.comparing.compare import CLEAR, are_apart

MOST_SETS = 128
"""Sets that hang together of which each two are looked at."""

_MOST_VALUES = 64  # days, places and so on of more sets than that: each is compared with each
_AT_ONCE = 1 << 17  # pairs of atoms that are weighed together
_NO_CODES = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Sets of atoms, by number, some of which may be joined.

    `rows` are their atoms, `sets` says of each of these in which set it is, and `parts` of each set what
    it hangs together with: the least number of a set there.
    """

    rows: Numbers
    sets: Numbers
    parts: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Clashes:
    """Sets that contradict each other, each two once; `unsure` are parts that are too large to tell."""

    pairs: Pairs
    unsure: Flags


class Referee:
    """Knows which atoms of a line-up contradict each other."""

    def __init__(self, lineup: Lineup, weigher: Weigher) -> None:
        self._atoms, self._articles = lineup.atoms, lineup.articles
        self._weigher = weigher
        self._has_pages = lineup.table.join("pages").sizes > 0

    def find(self, company: Company) -> Clashes:
        """The clashes among sets that hang together; parts that are `unsure` may be calm as well."""
        size = len(company.parts)
        large = np.bincount(company.parts, minlength=size) > MOST_SETS
        told = _list_held(company, self._articles)
        likely = told.list_repeated()
        unsure = np.zeros(size, dtype=np.bool_)
        unsure[told.parts[likely.left]] = True
        codes = self._confirm(_NO_CODES, told, likely.keep(~large[told.parts[likely.left]]))
        for check in self._weigher.checks:
            held = _list_held(company, check.numbers)
            unsure |= np.bincount(held.parts, minlength=size) > _MOST_VALUES
            likely = held.list_told_apart(check, ~(large & unsure))
            unsure[held.parts[likely.left]] = True
            codes = self._confirm(codes, held, likely.keep(~large[held.parts[likely.left]]))
        return Clashes(pairs=Pairs(left=codes // size, right=codes % size), unsure=large & unsure)

    def _confirm(self, known: Numbers, held: "_Held", values: Pairs) -> Numbers:
        """What is known, and the pairs of sets with members of such values that do contradict."""
        entries = held.pair_entries(values)
        codes = held.code(entries)
        new = np.flatnonzero(~np.isin(codes, known))
        codes, entries = codes[new], entries.keep(new)
        if not len(new):  # as mostly
            return known
        different, first = np.unique(codes, return_index=True)
        apart = self._find_apart(held.take_first(entries.keep(first)))
        known = np.union1d(known, different[apart])
        rest = np.flatnonzero(np.isin(codes, different[~apart]))
        for some, rows in held.list_rows(entries.keep(rest)):  # hardly ever any
            known = np.union1d(known, codes[rest][some[self._find_apart(rows)]])
        return known

    def _find_apart(self, rows: Pairs) -> Flags:
        """Where two rows contradict each other: what `compare.are_apart` says."""
        apart: Flags = self._articles[rows.left] == self._articles[rows.right]
        versions = self._has_pages[rows.left] & self._has_pages[rows.right] & ~apart
        others = np.flatnonzero(~apart & ~versions)
        apart[others] = self._weigher.find_apart(rows.left[others], rows.right[others])
        for place in np.flatnonzero(versions).tolist():
            one, two = self._atoms[rows.left[place]], self._atoms[rows.right[place]]
            apart[place] = are_apart(one.mention, two.mention)
        return apart


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """The values that sets of atoms hold, each once for each set: these are entries, sorted by value.

    `rows` are sorted by entry, `starts` says where the rows of each entry begin; `sets` whose each entry
    is, `firsts` which is the first one of each value, and `parts` where each value is held: one value of
    two parts is two. `starts` and `firsts` end with where the last one ends. `size`: of all sets.
    """

    rows: Numbers
    starts: Numbers
    sets: Numbers
    firsts: Numbers
    parts: Numbers
    size: int

    def list_repeated(self) -> Pairs:
        """The values that more than one set holds, each with itself."""
        some = np.flatnonzero(np.diff(self.firsts) > 1)
        return Pairs(left=some, right=some)

    def list_told_apart(self, check: Step, wanted: Flags) -> Pairs:
        """The values that are clearly told apart, as far as their parts are wanted."""
        ends = np.searchsorted(self.parts, self.parts, side="right")
        lefts = np.flatnonzero(wanted[self.parts])
        which, steps = expand((ends - np.arange(len(ends)))[lefts])
        left = lefts[which]
        block = Block(rows=self.rows[self.starts[self.firsts[:-1]]], left=left, right=left + steps)
        apart = check.find_least(block) <= CLEAR
        return Pairs(left=block.left[apart], right=block.right[apart])

    def pair_entries(self, values: Pairs) -> Pairs:
        """The entries of two values, but for those of one set."""
        counts = np.diff(self.firsts)
        many = counts[values.right]
        which, steps = expand(counts[values.left] * many)
        left = self.firsts[values.left][which] + steps // many[which]
        right = self.firsts[values.right][which] + steps % many[which]
        return Pairs(left=left, right=right).keep(self.sets[left] != self.sets[right])

    def code(self, entries: Pairs) -> Numbers:
        """A number for the two sets of each pair, whichever comes first."""
        left, right = self.sets[entries.left], self.sets[entries.right]
        codes: Numbers = np.minimum(left, right) * self.size + np.maximum(left, right)
        return codes

    def take_first(self, entries: Pairs) -> Pairs:
        """One row of each entry."""
        firsts = self.rows[self.starts[:-1]]
        return Pairs(left=firsts[entries.left], right=firsts[entries.right])

    def list_rows(self, entries: Pairs) -> Iterator[tuple[Numbers, Pairs]]:
        """All rows of two entries, and the pair of entries that each is of: some pairs at a time."""
        counts = np.diff(self.starts)
        many = counts[entries.right]
        sizes = counts[entries.left] * many
        for some in _divide(sizes):
            which, steps = expand(sizes[some])
            place = some[which]
            left = self.starts[entries.left][place] + steps // many[place]
            right = self.starts[entries.right][place] + steps % many[place]
            yield place, Pairs(left=self.rows[left], right=self.rows[right])


def _list_held(company: Company, numbers: Numbers) -> _Held:
    """What sets hold of one thing; `numbers` has its value for each row of the line-up."""
    size, width = len(company.parts), int(numbers.max()) + 1
    values = company.parts[company.sets] * width + numbers[company.rows]
    codes = values * size + company.sets
    order = np.argsort(codes)
    codes = codes[order]
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    values, sets = codes[starts] // size, codes[starts] % size
    firsts = np.flatnonzero(np.diff(values, prepend=-1))
    return _Held(
        rows=company.rows[order],
        starts=np.append(starts, len(order)),
        sets=sets,
        firsts=np.append(firsts, len(starts)),
        parts=values[firsts] // width,
        size=size,
    )


def _divide(sizes: Numbers) -> Iterator[Numbers]:
    """The places of runs of such sizes, so many together that there are not too many steps."""
    if len(sizes):
        lots = np.cumsum(sizes) // _AT_ONCE
        yield from np.split(np.arange(len(sizes)), np.flatnonzero(np.diff(lots)) + 1)
