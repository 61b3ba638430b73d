"""Ties of many atoms settled: the events that `cluster.settle` finds where no person decided anything.

Ties are looked at in the same order, the best first, but only those that still lead from one set to
another, and many at a time. Sets that a stretch of ties brings together, and among which nothing can
contradict, are joined at once: whatever the order, nothing would keep them apart. The others are
joined tie by tie.
"""

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from khabar.reconcile.columnar.columns import Flags, Numbers, expand
from khabar.reconcile.columnar.joining import Joiner
from khabar.reconcile.columnar.lineups import Lineup
from khabar.reconcile.columnar.noted import Block
from khabar.reconcile.columnar.spread import spread
from khabar.reconcile.columnar.weighing import Scored, Weigher
from khabar.reconcile.comparing.compare import CLEAR

_SHARE = 8  # of the ties that are left, the best eighth is put in order at a time
_FEW = 1 << 16  # ties that are put in order at once
_STRETCH = 1 << 12  # ties that are looked at together, at the least
_STRETCHES = 16  # and one for so many atoms, as each stretch looks through all of them
_MOST_VALUES = 64  # days, places and so on of what is joined at once: each is compared with each


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
    """Sets of atoms that grow together."""

    def __init__(self, lineup: Lineup, weigher: Weigher) -> None:
        self._checks = weigher.checks
        self._articles = lineup.articles
        self.roots = np.arange(len(lineup.claims))
        self._joiner = Joiner(lineup, self.roots)

    def tie_all(self, ties: Scored) -> None:
        """Joins sets by the machine's links, the best first."""
        for low, high in _put_in_order(ties, self.roots):
            self._tie(low, high)

    def _tie(self, low: Numbers, high: Numbers) -> None:
        ones, twos = self.roots[low], self.roots[high]
        nodes = np.unique(np.concatenate((ones, twos)))
        parts = _label(np.searchsorted(nodes, ones), np.searchsorted(nodes, twos), len(nodes))
        part_of = np.full(len(self.roots), -1)
        part_of[nodes] = parts
        rows = np.flatnonzero(part_of[self.roots] >= 0)
        clashing = self._find_clashing(rows, part_of[self.roots[rows]], len(nodes))
        self._joiner.keep(self.roots, rows[clashing[part_of[self.roots[rows]]]])
        calm = ~clashing[parts]
        self._joiner.rename(nodes[calm].tolist(), nodes[parts[calm]].tolist())
        joined = rows[~clashing[part_of[self.roots[rows]]]]
        self.roots[joined] = nodes[part_of[self.roots[joined]]]
        singly = clashing[part_of[ones]]
        for left, right in zip(low[singly].tolist(), high[singly].tolist(), strict=True):
            self._joiner.tie(left, right)

    def _find_clashing(self, rows: Numbers, parts: Numbers, size: int) -> Flags:
        """The parts in which two rows may contradict each other, or in which that is dear to know."""
        clashing = np.zeros(size, dtype=np.bool_)
        told = np.sort(parts * (int(self._articles.max()) + 1) + self._articles[rows])
        clashing[told[1:][told[1:] == told[:-1]] // (int(self._articles.max()) + 1)] = True
        for check in self._checks:
            width = int(check.numbers.max()) + 1
            values, first = np.unique(parts * width + check.numbers[rows], return_index=True)
            of = values // width
            ends = np.searchsorted(of, of, side="right")
            counts = ends - np.searchsorted(of, of, side="left")
            clashing[of[counts > _MOST_VALUES]] = True
            lefts = np.flatnonzero(~clashing[of])
            which, steps = expand((ends - np.arange(len(of)))[lefts])
            block = Block(rows=rows[first], left=lefts[which], right=lefts[which] + steps)
            apart = check.find_least(block) <= CLEAR
            clashing[of[block.left[apart]]] = True
        return clashing


def _put_in_order(ties: Scored, roots: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """The ties that lead from one set to another, stretch by stretch; `roots` changes meanwhile.

    The best come first; of equals, the one with the lesser lower atom.
    """
    low, high, rank = np.minimum(ties.left, ties.right), np.maximum(ties.left, ties.right), -ties.score
    stretch = max(_STRETCH, len(roots) // _STRETCHES)
    while len(rank):
        best = max(_FEW, len(rank) // _SHARE)
        last = np.inf if best >= len(rank) else np.partition(rank, best)[best]
        now = np.flatnonzero(rank <= last)
        now = now[np.lexsort((high[now], low[now], rank[now]))]
        while len(now := now[roots[low[now]] != roots[high[now]]]):
            yield low[now[:stretch]], high[now[:stretch]]
            now = now[stretch:]
        left = (rank > last) & (roots[low] != roots[high])
        low, high, rank = low[left], high[left], rank[left]


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
