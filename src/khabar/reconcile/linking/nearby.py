"""A new strand that is in no event plainly: what it changes, settled among a few events alone.

Some events are looked at with the strand: those with which it has links. Every link that leads out of
them was refused, by a contradiction between the two sets as they were then. It is refused again as long
as each event has grown at least as far by the time as it had without the strand. An event that has not
gave way: it is broken up, or came together later. All that is linked with such a one has to be looked
at too, until nothing gives way whose neighbours are not among what is looked at. Then what comes of
these events is what settling everything would make of them, and the others are as they were.
`tests/reconcile/test_placing.py` holds this against `cluster.settle`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from khabar.reconcile.columnar.bulk import find_ties
from khabar.reconcile.columnar.columns import Flags, Numbers
from khabar.reconcile.columnar.lineups import Lineup, line_up
from khabar.reconcile.columnar.pairs import Pairs
from khabar.reconcile.columnar.settling import Settler, list_sets
from khabar.reconcile.columnar.spanning import list_spanning
from khabar.reconcile.columnar.weighing import Weigher
from khabar.reconcile.comparing.cluster import Atom, list_ties, settle
from khabar.reconcile.comparing.judgements import Judgements

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
    home = np.array([homes.get(id(atom), -1) for atom in atoms])
    found = _settle_few(atoms) if len(atoms) < FEW else _settle_many(line_up(atoms))
    joins = found.ties.keep(_find_joins(found.ties, home))
    broken = found.roots[joins.left] != found.roots[joins.right]
    return Settled(
        sets=tuple(tuple(atoms[number] for number in numbers) for numbers in list_sets(found.roots)),
        broken=frozenset(home[joins.left[broken]].tolist()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The links between atoms, by number, in the order in which they are looked at, and the sets."""

    ties: Pairs
    roots: Numbers


def _first_of(atom: Atom) -> str:
    return atom.claims[0]


def _settle_few(atoms: Sequence[Atom]) -> _Found:
    ties = sorted(list_ties(atoms))
    events = settle(atoms, ties, Judgements())
    set_of = {claim: number for number, claims in enumerate(events) for claim in claims}
    ends = np.array([(tie.left, tie.right) for tie in ties], dtype=np.int64).reshape(-1, 2)
    return _Found(
        ties=Pairs(left=ends[:, 0], right=ends[:, 1]),
        roots=np.array([set_of[atom.claims[0]] for atom in atoms]),
    )


def _settle_many(lineup: Lineup) -> _Found:
    weigher = Weigher(lineup.table)
    ties = find_ties(lineup, weigher)
    settler = Settler(lineup, weigher)
    settler.tie_all(ties)
    low, high = np.minimum(ties.left, ties.right), np.maximum(ties.left, ties.right)
    order = np.lexsort((high, low, -ties.score))
    return _Found(ties=Pairs(left=low[order], right=high[order]), roots=settler.roots)


def _find_joins(ties: Pairs, home: Numbers) -> Flags:
    """Which of the links brought the members of an event together before."""
    inside = np.flatnonzero((home[ties.left] == home[ties.right]) & (home[ties.left] >= 0))
    joins = np.zeros(len(ties.left), dtype=np.bool_)
    joins[inside[list(list_spanning(ties.left[inside], ties.right[inside], len(home)))]] = True
    return joins
