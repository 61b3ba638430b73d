"""Sets of atoms joined tie by tie, where some of them may contradict each other.

Two sets are asked for the different days, places, kinds and doers that they hold, of which there are
few, and their members are weighed only where these are clearly told apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from khabar.reconcile.columnar.columns import Numbers
from khabar.reconcile.columnar.lineups import Lineup
from khabar.reconcile.columnar.traits import Trait, list_traits
from khabar.reconcile.comparing.compare import are_apart


@dataclass(slots=True, kw_only=True)
class _Group:
    """A set of atoms: its members, their articles, and the values of each trait."""

    members: list[int]
    articles: set[int]
    values: tuple[set[int], ...]


class Joiner:
    """Sets of atoms by their roots: `roots` is shared, and changed, with who joins many at once."""

    def __init__(self, lineup: Lineup, roots: Numbers) -> None:
        self._atoms = lineup.atoms
        self._traits = list_traits(lineup.table)
        self._articles: list[int] = lineup.articles.tolist()
        self._root = roots.data  # ten times as fast as the array for single numbers
        self._groups: dict[int, _Group] = {}
        self._barred: defaultdict[int, set[int]] = defaultdict(set)
        self._members: dict[int, Numbers] = {}

    def keep(self, roots: Numbers, rows: Numbers) -> None:
        """Notes the members of those sets that will be joined tie by tie: `rows` are all of them."""
        order = rows[np.argsort(roots[rows], kind="stable")]
        sorted_ = roots[order]
        starts = np.flatnonzero(np.concatenate(([True], sorted_[1:] != sorted_[:-1]))[: len(order)])
        ends = [*starts.tolist()[1:], len(order)]
        self._members = (
            {
                root: order[start:end]
                for root, start, end in zip(sorted_[starts].tolist(), starts.tolist(), ends, strict=True)
            }
            if len(order)
            else {}
        )

    def rename(self, before: Iterable[int], after: Iterable[int]) -> None:
        """Takes note that sets were joined: those of some roots have other ones now."""
        for old, new in zip(before, after, strict=True):
            self._groups.pop(old, None)
            if old != new:
                self._inherit(old, new)

    def tie(self, left: int, right: int) -> None:
        """Joins the sets of two atoms, unless a clear contradiction keeps them apart."""
        one, two = self._root[left], self._root[right]
        if one == two or two in self._barred.get(one, ()):
            return
        if self._contradict(one, two):
            self._barred[one].add(two)
            self._barred[two].add(one)
        else:
            self._join(one, two)

    def _contradict(self, one: int, two: int) -> bool:
        """True where two atoms contradict each other clearly; those that are tied do not."""
        left, right = self._look(one), self._look(two)
        if len(left.members) == len(right.members) == 1:
            return False
        if not left.articles.isdisjoint(right.articles):
            return True
        return any(
            self._differ(trait, left.members, right.members)
            for trait, ours, theirs in zip(self._traits, left.values, right.values, strict=True)
            if trait.differ(ours, theirs)
        )

    def _differ(self, trait: Trait, left: Sequence[int], right: Sequence[int]) -> bool:
        """True where members that a trait tells apart do contradict each other, all things weighed."""
        return any(
            are_apart(self._atoms[one].mention, self._atoms[two].mention)
            for one in left
            for two in right
            if trait.tells_apart(one, two)
        )

    def _look(self, root: int) -> _Group:
        group = self._groups.get(root)
        if group is None:
            members = self._members[root].tolist()
            group = self._groups[root] = _Group(
                members=members,
                articles={self._articles[member] for member in members},
                values=tuple({trait.numbers[member] for member in members} for trait in self._traits),
            )
        return group

    def _join(self, one: int, two: int) -> None:
        """One set of two; what barred either bars it."""
        large, small = self._look(one), self._look(two)
        if len(large.members) < len(small.members):
            one, two, large, small = two, one, small, large
        del self._groups[two]
        large.members += small.members
        large.articles |= small.articles
        for ours, theirs in zip(large.values, small.values, strict=True):
            ours.update(theirs)
        for member in small.members:
            self._root[member] = one
        self._inherit(two, one)

    def _inherit(self, old: int, new: int) -> None:
        """What is barred from one set is barred from the one that it has become part of."""
        for other in self._barred.pop(old, ()):
            self._barred[other].discard(old)
            self._barred[other].add(new)
            self._barred[new].add(other)
