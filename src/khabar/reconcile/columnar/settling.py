"""Ties of many atoms settled: the events that `cluster.settle` finds where no person decided anything.

Ties are looked at in the same order, the best first, but only those that still lead from one set to
another, and many at a time: of those between the same two sets the first says what becomes of all, as
sets only grow. Sets that a stretch of ties brings together, and of which no two contradict each other,
are joined at once: whatever the order, nothing would keep them apart. Where some do, who contradicts
whom is looked up for all of them, and they are joined tie by tie.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from khabar.reconcile.columnar.clashing import MOST_SETS, Clashes, Company, Referee
from khabar.reconcile.columnar.columns import Numbers
from khabar.reconcile.columnar.lineups import Lineup
from khabar.reconcile.columnar.pairs import Pairs
from khabar.reconcile.columnar.spread import spread
from khabar.reconcile.columnar.weighing import Scored, Weigher

_SHARE = 8  # of the ties that are left, the best eighth is put in order at a time
_FEW = 1 << 16  # ties that are put in order at once
_STRETCH = 1 << 12  # ties that are looked at together, at the least
_NO_ROWS = np.zeros(0, dtype=np.int64)
_STRETCHES = 16  # and one for so many atoms, as each stretch looks through all of them


def divide(ties: Scored, size: int, workers: int) -> list[Scored]:
    """The ties among so many atoms in parts for so many workers: what hangs together is in one part."""
    if workers < 2:
        return [ties]
    labels = _label(ties.left, ties.right, size)[ties.left]
    found, counts = np.unique(labels, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    worker = np.zeros(size, dtype=np.int8)
    loads = [0] * workers
    for label, count in zip(found[order].tolist(), counts[order].tolist(), strict=True):
        least = loads.index(min(loads))
        loads[least] += count
        worker[label] = least
    return [ties.keep(worker[labels] == number) for number in range(workers)]


def settle_many(lineup: Lineup, weigher: Weigher, parts: Sequence[Scored]) -> Numbers:
    """The set of each atom, by the number of one of its members, by ties in parts apart.

    Each part has a process of its own.
    """

    def settle(part: Scored) -> Numbers:
        settler = Settler(lineup, weigher)
        settler.tie_all(part)
        return settler.roots

    roots = np.arange(len(lineup.claims))
    for part, found in zip(parts, spread(settle, parts), strict=True):
        for ends in (part.left, part.right):
            roots[ends] = found[ends]
    return roots


def list_sets(roots: Numbers) -> Iterator[list[int]]:
    """The members of each set."""
    order = np.argsort(roots, kind="stable")
    starts = np.flatnonzero(np.diff(roots[order], prepend=-1)).tolist()
    members = order.tolist()
    yield from (members[start:end] for start, end in itertools.pairwise([*starts, len(members)]))


class Settler:
    """Sets of atoms that grow together: `roots` has the number of one of its set for each atom."""

    def __init__(self, lineup: Lineup, weigher: Weigher) -> None:
        self._referee = Referee(lineup, weigher)
        self.roots = np.arange(len(lineup.claims))
        self._places = np.full(len(lineup.claims), -1)  # of sets in the company that is looked at
        self._refused: list[Pairs] = []

    def tie_all(self, ties: Scored) -> None:
        """Joins sets by the machine's links, the best first."""
        everybody = np.arange(len(self.roots))
        stretch = max(_STRETCH, len(self.roots) // _STRETCHES)
        for ordered in _put_in_order(ties, self.roots):
            open_ = ordered.keep(self._find_open(ordered, 0))
            before = len(self._refused)
            for start in range(0, len(open_.left), stretch):
                some = open_.keep(slice(start, start + stretch))
                self._tie(some.keep(self._find_open(some, before)), everybody)
            refused = _join_pairs(self._refused)
            self._refused = [refused.keep(self._find_open(refused, len(self._refused)))]

    def _find_open(self, ties: Pairs, since: int) -> Numbers:
        """Which ties, in their order, lead from one set to another first of all.

        Sets are left out that have been kept apart, as far as that was since then.
        """
        codes = self._code(ties)
        open_ = np.flatnonzero(codes >= 0)
        different, first = np.unique(codes[open_], return_index=True)
        refused = self._code(_join_pairs(self._refused[since:]))
        return np.sort(open_[first[~np.isin(different, refused)]])

    def _code(self, ties: Pairs) -> Numbers:
        """A number for the two sets that each tie leads to, -1 where they are one."""
        ones, twos = self.roots[ties.left], self.roots[ties.right]
        codes = np.minimum(ones, twos) * len(self.roots) + np.maximum(ones, twos)
        codes[ones == twos] = -1
        return codes

    def _tie(self, ties: Pairs, rows: Numbers) -> None:
        """Joins sets by ties in their order; `rows` are all members of these sets, and others."""
        if not len(ties.left):
            return
        ones, twos = self.roots[ties.left], self.roots[ties.right]
        nodes = np.unique(np.concatenate((ones, twos)))
        self._places[nodes] = np.arange(len(nodes))
        sets = self._places[self.roots[rows]]
        ends = Pairs(left=self._places[ones], right=self._places[twos])
        self._places[nodes] = -1
        inside = np.flatnonzero(sets >= 0)
        company = Company(
            rows=rows[inside],
            sets=sets[inside],
            parts=_label(ends.left, ends.right, len(nodes)),
        )
        clashes = self._referee.find(company)
        joined = _join_in_order(ends, company.parts, clashes)
        self._refused.append(ties.keep(joined.refused))
        self.roots[company.rows] = nodes[joined.names[company.sets]]
        large = clashes.unsure[company.parts[ends.left]]
        if large.any():
            self._tie_few(ties.keep(large), company.parts[ends.left][large], company.rows)

    def _tie_few(self, ties: Pairs, parts: Numbers, rows: Numbers) -> None:
        """The same of ties in large parts, of each part few at a time."""
        since = len(self._refused)
        while len(open_ := self._find_open(ties, since)):
            ties, parts = ties.keep(open_), parts[open_]
            now = _count_before(parts) < MOST_SETS - 1
            self._tie(ties.keep(now), rows)
            ties, parts = ties.keep(~now), parts[~now]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Joined:
    """What becomes of sets: the number of one that each is one with, and which ties were refused."""

    names: Numbers
    refused: Numbers


def _join_in_order(ties: Pairs, parts: Numbers, clashes: Clashes) -> _Joined:
    """What ties make of sets; nothing in those parts of which it is not sure that they are calm."""
    clashing = np.zeros(len(parts), dtype=np.bool_)
    clashing[parts[clashes.pairs.left]] = True
    names = np.where(clashes.unsure[parts], np.arange(len(parts)), parts)
    some = np.flatnonzero(clashing[parts])
    singly = np.flatnonzero(clashing[parts[ties.left]])
    sides = _Sides(some.tolist(), _count_before(parts)[some].tolist())
    for left, right in zip(clashes.pairs.left.tolist(), clashes.pairs.right.tolist(), strict=True):
        sides.oppose(left, right)
    ends = zip(ties.left[singly].tolist(), ties.right[singly].tolist(), strict=True)
    refused = [not sides.join(left, right) for left, right in ends]
    names[some] = list(map(sides.find, some.tolist()))
    return _Joined(names=names, refused=singly[np.array(refused, dtype=np.bool_)])


class _Sides:
    """Sets that are joined one by one: of each, by bits, who is one with it and who contradicts it."""

    def __init__(self, numbers: Sequence[int], bits: Sequence[int]) -> None:
        self._root = {number: number for number in numbers}
        self._with = {number: 1 << bit for number, bit in zip(numbers, bits, strict=True)}
        self._against = dict.fromkeys(numbers, 0)

    def oppose(self, left: int, right: int) -> None:
        """Takes note that two sets contradict each other."""
        self._against[left] |= self._with[right]
        self._against[right] |= self._with[left]

    def join(self, left: int, right: int) -> bool:
        """Joins two sets with all that is one with them; False where that keeps them apart."""
        one, two = self.find(left), self.find(right)
        if one != two:
            if self._against[one] & self._with[two]:
                return False
            self._root[two] = one
            self._with[one] |= self._with[two]
            self._against[one] |= self._against[two]
        return True

    def find(self, number: int) -> int:
        """The number of one that a set is one with, the same for all of these."""
        while (root := self._root[number]) != number:
            self._root[number] = number = self._root[root]
        return number


def _put_in_order(ties: Scored, roots: Numbers) -> Iterator[Pairs]:
    """The ties that lead from one set to another, the best eighth at a time; `roots` changes meanwhile.

    The best come first; of equals, the one with the lesser lower atom.
    """
    low, high, rank = np.minimum(ties.left, ties.right), np.maximum(ties.left, ties.right), -ties.score
    while len(rank):
        best = max(_FEW, len(rank) // _SHARE)
        last = np.inf if best >= len(rank) else np.partition(rank, best)[best]
        now = np.flatnonzero(rank <= last)
        now = now[np.lexsort((high[now], low[now], rank[now]))]
        yield Pairs(left=low[now], right=high[now])
        left = (rank > last) & (roots[low] != roots[high])
        low, high, rank = low[left], high[left], rank[left]


def _join_pairs(pairs: Sequence[Pairs]) -> Pairs:
    """All pairs of all of them."""
    return Pairs(
        left=np.concatenate([_NO_ROWS, *(some.left for some in pairs)]),
        right=np.concatenate([_NO_ROWS, *(some.right for some in pairs)]),
    )


def _count_before(values: Numbers) -> Numbers:
    """How many of the same value come before each.

    >>> _count_before(np.array([3, 1, 3])).tolist()
    [0, 0, 1]
    """
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    counts = np.empty_like(values)
    counts[order] = np.arange(len(values)) - np.searchsorted(ordered, ordered)
    return counts


def _label(ones: Numbers, twos: Numbers, size: int) -> Numbers:
    """For each of so many nodes the least one that it hangs together with."""
    labels = np.arange(size)
    while len(ones):
        np.minimum.at(labels, np.maximum(ones, twos), np.minimum(ones, twos))
        while not np.array_equal(labels, shorter := labels[labels]):
            labels = shorter
        ones, twos = labels[ones], labels[twos]
        apart = ones != twos
        ones, twos = ones[apart], twos[apart]
    return labels
