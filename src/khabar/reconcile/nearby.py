"""A new strand that is in no event plainly: what it changes, settled among a few events alone.

Some events are looked at with the strand: those with which it has links. Every link that leads out of
them was refused, by a contradiction between the two sets as they were then. It is refused again as long
as each event has grown at least as far by the time as it had without the strand. An event that has not
gave way: it is broken up, or came together later. All that is linked with such a one has to be looked
at too, until nothing gives way whose neighbours are not among what is looked at. Then what comes of
these events is what settling everything would make of them, and the others are as they were.
`tests/reconcile/test_placing.py` holds this against `cluster.settle`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from khabar.reconcile.bulk import find_ties
from khabar.reconcile.cluster import Atom, Tie, list_ties
from khabar.reconcile.columns import Table, number_all
from khabar.reconcile.joining import Joiner
from khabar.reconcile.settling import list_sets
from khabar.reconcile.weighing import Weigher

FEW = 80
"""Strands that are compared one by one. Those of a town of an invented war: 40 take 12 ms one by one and
25 ms in columns, 80 take 47 and 22, 160 take 64 and 31, 320 take 114 and 37."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What becomes of some events and a new strand: their atoms in sets, and which of them gave way."""

    sets: tuple[tuple[Atom, ...], ...]
    broken: frozenset[int]


def settle_near(strand: Atom, events: Sequence[Sequence[Atom]]) -> Settled:
    """What becomes of events of which no two members contradict, when a new strand comes among them."""
    homes = {id(atom): number for number, event in enumerate(events) for atom in event}
    atoms = sorted((strand, *(atom for event in events for atom in event)), key=_first_of)
    home = [homes.get(id(atom), -1) for atom in atoms]
    table = Table([atom.mention.facts for atom in atoms])
    ties = sorted(_list_ties(atoms, table))
    joins = _find_joins(ties, home)
    roots = np.arange(len(atoms))
    joiner = Joiner(atoms, table, number_all(atom.mention.article for atom in atoms).tolist(), roots)
    joiner.keep(roots, roots.copy())
    broken: set[int] = set()
    for tie in ties:
        joiner.tie(tie.left, tie.right)
        if tie in joins and roots[tie.left] != roots[tie.right]:
            broken.add(home[tie.left])
    return Settled(
        sets=tuple(tuple(atoms[number] for number in numbers) for numbers in list_sets(roots)),
        broken=frozenset(broken),
    )


def _first_of(atom: Atom) -> str:
    return atom.claims[0]


def _list_ties(atoms: Sequence[Atom], table: Table) -> Iterator[Tie]:
    if len(atoms) < FEW:
        yield from list_ties(atoms)
        return
    ties = find_ties(atoms, table, Weigher(table))
    low, high = np.minimum(ties.left, ties.right), np.maximum(ties.left, ties.right)
    for rank, left, right in zip((-ties.score).tolist(), low.tolist(), high.tolist(), strict=True):
        yield Tie(rank, left, right)


def _find_joins(ties: Sequence[Tie], home: Sequence[int]) -> frozenset[Tie]:
    """The links, in their order, that brought the members of each event together before."""
    roots = list(range(len(home)))

    def find(number: int) -> int:
        while roots[number] != number:
            roots[number] = roots[roots[number]]
            number = roots[number]
        return number

    joins: list[Tie] = []
    for tie in ties:
        left, right = find(tie.left), find(tie.right)
        if home[tie.left] == home[tie.right] != -1 and left != right:
            roots[left] = right
            joins.append(tie)
    return frozenset(joins)
