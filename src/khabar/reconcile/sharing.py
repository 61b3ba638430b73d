"""How many numbers the sets of many pairs share, and what that weighs."""

import functools
import itertools
import math
from collections.abc import Iterable, Sequence

import numpy as np

from khabar.reconcile.columns import Bits, Numbers, Sets, Table
from khabar.reconcile.facts import Facts, alter
from khabar.reconcile.features import Weigh
from khabar.reconcile.lookups import Reads
from khabar.reconcile.noted import Block, Weights, look_up

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
        self._weigh_most = functools.cache(lambda size: _find_most(facts[0], weigh, reads, size))
        self._weigh, self._example, self._names = weigh, facts[0], reads.shared
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
            return max(map(self._weigh_most, range(int(self._sets[0].sizes.max()) + 1)))
        counts = itertools.product(*(range(int(sets.sizes.max()) + 1) for sets in self._sets))
        return max(self._weigh_sets([range(count)] * 2 for count in some) for some in counts)

    def find_highest_apart(self) -> float:
        """What the weight of two rows is at most that have no number in common."""
        sizes = (0, *(int(sets.sizes.max()) for sets in self._sets))
        apart = ([(range(size), range(size, 2 * size))] * len(self._sets) for size in sizes)
        return max(map(self._weigh_sets, apart))

    def _weigh_sets(self, sets: Iterable[Sequence[range]]) -> float:
        """The weight of an example whose sets are, on the left and on the right, these numbers."""
        facts = [self._example, self._example]
        for name, both in zip(self._names, sets, strict=True):
            facts = [
                alter(one, **{name: frozenset(some)}) for one, some in zip(facts, both, strict=True)
            ]
        return self._weigh(*facts)

    def find_most(self, block: Block) -> Weights:
        """What the weight of each pair is at most, by the size of the smaller set."""
        sizes, back = np.unique(self._find_smaller(block), return_inverse=True)
        return np.array([self._weigh_most(size) for size in sizes.tolist()])[back]

    def _find_smaller(self, block: Block) -> Numbers:
        sizes = self._sets[0].sizes[block.rows]
        return np.minimum(sizes[block.left], sizes[block.right])


def _find_most(facts: Facts, weigh: Weigh, reads: Reads, size: int) -> float:
    """The highest weight of two sets that hold `size` numbers each."""
    (name,) = reads.shared
    left = alter(facts, **{name: frozenset(range(size))})
    return max(
        weigh(left, alter(facts, **{name: frozenset(range(start, start + size))}))
        for start in range(size + 1)
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
