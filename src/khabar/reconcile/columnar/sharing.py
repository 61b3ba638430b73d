"""How many numbers the sets of many pairs share, and what that weighs."""

import functools
import itertools
import math
from collections.abc import Iterable

import numpy as np

from khabar.reconcile.columnar.columns import Bits, Numbers, Sets, Table
from khabar.reconcile.columnar.lookups import Reads
from khabar.reconcile.columnar.noted import Block, Weights, look_up
from khabar.reconcile.comparing.features import Weigh
from khabar.reconcile.digests.facts import fill

_AT_ONCE = 1 << 22  # words of 64 bits that are compared at once: 32 MiB on each side


class Shared:
    """A feature that looks at how many numbers two sets share."""

    def __init__(self, table: Table, weigh: Weigh, reads: Reads) -> None:
        facts = table.facts
        self._sets = [table.join(name) for name in reads.shared]
        self._marks = [sets.find_marks() for sets in self._sets]
        most = [1 + int(sets.sizes.max()) for sets in self._sets]
        self._widths = (*most, *most) if reads.is_sized else tuple(most)
        self._look_up = look_up(
            lambda left, right: weigh(facts[left], facts[right]), math.prod(self._widths)
        )
        self._most = tuple(size - 1 for size in most)
        self._weigh, self._names = weigh, reads.shared
        self.is_sized = reads.is_sized

    def __call__(self, block: Block) -> Weights:
        """The weight of each pair."""
        looked = [_count_shared(*both, block) for both in zip(self._sets, self._marks, strict=True)]
        if self.is_sized:
            looked.append(self._find_smaller(block))
        return self._look_up(np.ravel_multi_index(tuple(looked), self._widths), block)

    @property
    def marks(self) -> Bits:
        """64 bits for each row: where two share none, their sets share nothing."""
        return functools.reduce(np.bitwise_or, self._marks)

    @property
    def is_common(self) -> bool:
        """True where a quarter of any two rows share a mark, so that marks tell few apart."""
        marks = self.marks
        shared = marks & np.roll(marks, len(marks) // 2)
        return bool(4 * np.count_nonzero(shared) > len(marks))

    def find_highest(self) -> float:
        """What the weight of any two rows is at most."""
        if self.is_sized:
            return max(self._weigh_most(size) for size in range(self._most[0] + 1))
        return _find_highest(self._weigh, self._names, self._most)

    def find_highest_apart(self) -> float:
        """What the weight of two rows is at most that have no number in common."""
        return _find_highest_apart(self._weigh, self._names, self._most)

    def _weigh_most(self, size: int) -> float:
        return _find_most(self._weigh, self._names[0], size)

    def find_most(self, block: Block) -> Weights:
        """What the weight of each pair is at most, by the size of the smaller set."""
        sizes, back = np.unique(self._find_smaller(block), return_inverse=True)
        return np.array([self._weigh_most(size) for size in sizes.tolist()])[back]

    def _find_smaller(self, block: Block) -> Numbers:
        sizes = self._sets[0].sizes[block.rows]
        return np.minimum(sizes[block.left], sizes[block.right])


# A weight hangs on how many numbers are shared alone: what is the most is asked once for each size.
@functools.cache
def _find_most(weigh: Weigh, name: str, size: int) -> float:
    """The highest weight of two sets that hold `size` numbers each."""
    return max(
        _weigh_sets(weigh, (name,), [(range(size), range(start, start + size))])
        for start in range(size + 1)
    )


@functools.lru_cache(maxsize=1000)
def _find_highest(weigh: Weigh, names: tuple[str, ...], most: tuple[int, ...]) -> float:
    """The highest weight of sets that hold so many numbers at most."""
    counts = itertools.product(*(range(size + 1) for size in most))
    same = (tuple((range(size), range(size)) for size in some) for some in counts)
    return max(_weigh_sets(weigh, names, sets) for sets in same)


@functools.lru_cache(maxsize=1000)
def _find_highest_apart(weigh: Weigh, names: tuple[str, ...], most: tuple[int, ...]) -> float:
    """The same of sets that have no number in common."""
    return max(
        _weigh_sets(weigh, names, [(range(size), range(size, 2 * size))] * len(names))
        for size in (0, *most)
    )


def _weigh_sets(weigh: Weigh, names: Iterable[str], sets: Iterable[tuple[range, range]]) -> float:
    """The weight of facts that say nothing but that these sets, left and right, hold these numbers."""
    lefts, rights = zip(*(map(frozenset, both) for both in sets), strict=True)
    return weigh(
        fill(**dict(zip(names, lefts, strict=True))),
        fill(**dict(zip(names, rights, strict=True))),
    )


def _count_shared(sets: Sets, marks: Bits, block: Block) -> Numbers:
    """How many numbers the sets of each pair share."""
    shared = np.zeros(len(block.left), dtype=np.int64)
    marks = marks[block.rows]
    likely = np.flatnonzero(marks[block.left] & marks[block.right])
    if len(likely):
        left, right = block.left[likely], block.right[likely]
        present = np.zeros(len(block.rows), dtype=np.bool_)
        present[left] = present[right] = True
        places = np.cumsum(present) - 1
        bits = sets.draw_bits(block.rows[present])
        shared[likely] = _count_bits(bits, places[left], places[right])
    return shared


def _count_bits(bits: Bits, left: Numbers, right: Numbers) -> Numbers:
    counts = np.empty(len(left), dtype=np.int64)
    step = max(1, _AT_ONCE // bits.shape[1])
    for start in range(0, len(left), step):
        some = slice(start, start + step)
        both = np.bitwise_count(bits[left[some]] & bits[right[some]])
        counts[some] = both.sum(axis=1, dtype=np.int64)
    return counts
