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

from khabar.reconcile.columnar.bulk import find_ties
from khabar.reconcile.columnar.columns import Flags, Numbers
from khabar.reconcile.columnar.joining import Joiner
from khabar.reconcile.columnar.lineups import Lineup, line_up
from khabar.reconcile.columnar.settling import list_sets
from khabar.reconcile.columnar.spanning import list_spanning
from khabar.reconcile.columnar.weighing import Weigher
from khabar.reconcile.comparing.cluster import Atom, list_ties

FEW = 80
"""Strands that are compared one by one. Those of a town of an invented war: 40 take 12 ms one by one and
25 ms in columns, 80 take 47 and 22, 160 take 64 and 31, 320 take 114 and 37."""

_STRETCH = 1 << 10  # links of which those between the same two sets are left out at once


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
    lineup = line_up(atoms)
    ties = _list_ties(lineup)
    joins = _find_joins(ties, home)
    roots = np.arange(len(atoms))
    joiner = Joiner(lineup, roots)
    joiner.keep(roots, roots.copy())
    broken: set[int] = set()
    for place in _list_open(ties, joins, roots):
        low, high = int(ties.low[place]), int(ties.high[place])
        joiner.tie(low, high)
        if joins[place] and roots[low] != roots[high]:
            broken.add(int(home[low]))
    return Settled(
        sets=tuple(tuple(atoms[number] for number in numbers) for numbers in list_sets(roots)),
        broken=frozenset(broken),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ties:
    """Links between atoms, by number, `low` < `high`, in the order in which they are looked at."""

    low: Numbers
    high: Numbers


def _first_of(atom: Atom) -> str:
    return atom.claims[0]


def _list_ties(lineup: Lineup) -> _Ties:
    if len(lineup.atoms) < FEW:
        ties = sorted(list_ties(lineup.atoms))
        ends = np.array([(tie.left, tie.right) for tie in ties], dtype=np.int64).reshape(-1, 2)
        return _Ties(low=ends[:, 0], high=ends[:, 1])
    found = find_ties(lineup, Weigher(lineup.table))
    low, high = np.minimum(found.left, found.right), np.maximum(found.left, found.right)
    order = np.lexsort((high, low, -found.score))
    return _Ties(low=low[order], high=high[order])


def _find_joins(ties: _Ties, home: Numbers) -> Flags:
    """Which of the links brought the members of an event together before."""
    inside = np.flatnonzero((home[ties.low] == home[ties.high]) & (home[ties.low] >= 0))
    joins = np.zeros(len(ties.low), dtype=np.bool_)
    joins[inside[list(list_spanning(ties.low[inside], ties.high[inside], len(home)))]] = True
    return joins


def _list_open(ties: _Ties, joins: Flags, roots: Numbers) -> Iterator[int]:
    """The links, in their order, that may join two sets, or that did before; `roots` changes meanwhile.

    Of those that lead from one set to another the first says what becomes of all: sets only grow.
    """
    for start in range(0, len(ties.low), _STRETCH):
        some = slice(start, start + _STRETCH)
        ones, twos = roots[ties.low[some]], roots[ties.high[some]]
        pairs = np.minimum(ones, twos) * len(roots) + np.maximum(ones, twos)
        wanted = joins[some].copy()
        wanted[np.unique(pairs, return_index=True)[1]] = True
        yield from (np.flatnonzero(wanted & (ones != twos)) + start).tolist()
