"""Many pairs weighed at once: the same sums of the same weights as `compare.weigh`, to the last bit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from khabar.reconcile.columnar.columns import Flags, Numbers, Table
from khabar.reconcile.columnar.lookups import READS, Days, Equal, Named, Step
from khabar.reconcile.columnar.noted import Block, Weights
from khabar.reconcile.columnar.sharing import Shared
from khabar.reconcile.comparing.compare import CLEAR, SAME_FROM
from khabar.reconcile.comparing.features import BARS, FEATURES, Feature

_NO_ROWS = np.zeros(0, dtype=np.int64)
_HAIR = 1e-6  # more than sums of the same weights in another order differ by


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Pairs of rows that are one event by the sum of their weights."""

    left: Numbers
    right: Numbers
    score: Weights

    def keep(self, kept: Flags) -> "Scored":
        """These pairs alone."""
        return Scored(left=self.left[kept], right=self.right[kept], score=self.score[kept])


def join_scored(scored: Sequence[Scored]) -> Scored:
    """All pairs of all of them."""
    return Scored(
        left=np.concatenate([_NO_ROWS, *(some.left for some in scored)]),
        right=np.concatenate([_NO_ROWS, *(some.right for some in scored)]),
        score=np.concatenate([np.zeros(0), *(some.score for some in scored)]),
    )


class Weigher:
    """Weighs pairs of the rows of a table, with which there has to be at least one."""

    def __init__(self, table: Table) -> None:
        # In the order of FEATURES, where what is looked up by one thing comes before what is shared.
        self._size = len(table.facts)
        self._steps = [_make_step(table, feature) for feature in FEATURES]
        self.checks = [step for step in self._steps if not isinstance(step, Shared)]
        shared = [step for step in self._steps if isinstance(step, Shared)]
        rare = [step for step in shared if not step.is_common]
        self._rare = np.zeros(self._size, dtype=np.uint64)
        for step in rare:
            self._rare |= step.marks
        self._most = sum(step.find_highest() for step in shared if step not in rare)
        self._most += sum(step.find_highest_apart() for step in rare)

    def score(self, left: Numbers, right: Numbers) -> Scored:
        """Those of the pairs that are one event, in their order."""
        block = self._gather(left, right)
        score = np.zeros(len(left))
        for number, step in enumerate(self._steps):
            if number == len(self.checks):
                score = self._leave_out_hopeless(block, score)
            if step is self._steps[-1] and isinstance(step, Shared) and step.is_sized:
                score = block.keep(score + step.find_most(block) >= SAME_FROM - _HAIR, score)
            score = score + step(block)
            score = block.keep(score > BARS, score)
        score = block.keep(score >= SAME_FROM, score)
        return Scored(left=block.lefts, right=block.rights, score=score)

    def find_apart(self, left: Numbers, right: Numbers) -> Flags:
        """Which of the pairs contradict each other clearly, all things weighed."""
        block = self._gather(left, right)
        apart = np.zeros(len(left), dtype=np.bool_)
        for check in self.checks:
            apart |= check(block) <= CLEAR
        told = np.flatnonzero(apart)
        same = self.score(left[told], right[told])
        codes = left[told] * self._size + right[told]
        apart[told] = ~np.isin(codes, same.left * self._size + same.right)
        return apart

    def _leave_out_hopeless(self, block: Block, score: Weights) -> Weights:
        """The scores of pairs that what is still to be looked at may lift high enough.

        What few rows have weighs most; where two have no such thing in common, the rest weighs little.
        """
        rare = self._rare[block.rows]
        hopeful: Flags = (rare[block.left] & rare[block.right]) != 0
        return block.keep(hopeful | (score + self._most >= SAME_FROM - _HAIR), score)

    def _gather(self, left: Numbers, right: Numbers) -> Block:
        present = np.zeros(self._size, dtype=np.bool_)
        present[left] = present[right] = True
        rows = np.flatnonzero(present)
        places = np.empty(self._size, dtype=np.int64)
        places[rows] = np.arange(len(rows))
        return Block(rows=rows, left=places[left], right=places[right])


def _make_step(table: Table, feature: Feature) -> Step | Shared:
    """How a feature is weighed; KeyError where `READS` does not say what it reads."""
    reads = READS[feature.name]
    if reads.shared:
        return Shared(table, feature.weigh, reads)
    if reads.days:
        return Days(table, feature.weigh, reads)
    if reads.named:
        return Named(table, feature.weigh, reads)
    return Equal(table, feature.weigh, reads)
