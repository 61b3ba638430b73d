"""A new strand that is in no event plainly: what it changes, settled among a few events alone.

Some events are looked at with the strand: those with which it has links. Every link that leads out of
them was refused, by a contradiction between the two sets as they were then. It is refused again as long
as each event has grown at least as far by the time as it had without the strand. An event that has not
gave way: a link that had brought it together was refused, which keeps its members in several sets. All
that is linked with such a one has to be looked at too, until nothing gives way whose neighbours are not
among what is looked at. Then what comes of these events is what settling everything would make of them,
and the others are as they were.
`tests/reconcile/test_placing.py` holds this against `cluster.settle`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from khabar.reconcile.columnar.bulk import look
from khabar.reconcile.columnar.lineups import line_up
from khabar.reconcile.columnar.settling import Settler, list_sets
from khabar.reconcile.comparing.cluster import Atom, list_ties, settle
from khabar.reconcile.comparing.judgements import Judgements

FEW = 30
"""Strands that are compared one by one. Those of two events of an invented war that contradict each
other: 20 take 4 ms one by one and 6 in columns, 30 take 9 and 9, 40 take 15 and 9, 80 take 50 and 16."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What becomes of some events and a new strand: their atoms in sets, and which of them gave way."""

    sets: tuple[tuple[Atom, ...], ...]
    broken: frozenset[int]


def settle_near(strand: Atom, events: Sequence[Sequence[Atom]]) -> Settled:
    """What becomes of events of which no two members contradict, when a new strand comes among them."""
    homes = {id(atom): number for number, event in enumerate(events) for atom in event}
    atoms = sorted((strand, *(atom for event in events for atom in event)), key=_first_of)
    sets = _settle_few(atoms) if len(atoms) < FEW else _settle_many(atoms)
    found = Counter(home for some in sets for home in {homes.get(id(atom), -1) for atom in some})
    return Settled(sets=sets, broken=frozenset(home for home, count in found.items() if count > 1))


def _first_of(atom: Atom) -> str:
    return atom.claims[0]


def _settle_few(atoms: Sequence[Atom]) -> tuple[tuple[Atom, ...], ...]:
    events = settle(atoms, tuple(list_ties(atoms)), Judgements())
    number_of = {claim: number for number, claims in enumerate(events) for claim in claims}
    sets: list[list[Atom]] = [[] for _ in events]
    for atom in atoms:
        sets[number_of[atom.claims[0]]].append(atom)
    return tuple(map(tuple, sets))


def _settle_many(atoms: Sequence[Atom]) -> tuple[tuple[Atom, ...], ...]:
    lineup = line_up(atoms)
    scene = look(lineup, workers=1)
    settler = Settler(lineup, scene.weigher)
    settler.tie_all(scene.ties)
    return tuple(tuple(atoms[number] for number in some) for some in list_sets(settler.roots))
