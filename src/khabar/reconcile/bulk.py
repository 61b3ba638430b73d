"""All claims linked at once: the events that `cluster` finds, in columns of numbers and on all cores."""

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from khabar.reconcile.cluster import Atom, Tie, list_atoms, list_decided, settle
from khabar.reconcile.columns import Flags, Numbers, Table, number_all
from khabar.reconcile.compare import weigh
from khabar.reconcile.judgements import Judgements
from khabar.reconcile.mentions import Mention
from khabar.reconcile.pairs import Finder, Pairs
from khabar.reconcile.settling import Settler
from khabar.reconcile.weighing import Scored, Weigher

_WORKERS = 2


def cluster_many(
    members: Iterable[Mention], judgements: Judgements, workers: int = _WORKERS
) -> tuple[tuple[str, ...], ...]:
    """The members' claims by event, as `cluster` gives them."""
    atoms = list_atoms(members, judgements)
    if not atoms:
        return ()
    table = Table([atom.mention.facts for atom in atoms])
    weigher = Weigher(table)
    ties = find_ties(atoms, table, weigher, workers)
    decided = _follow_ties(ties, list_decided(atoms, judgements), len(atoms))
    settler = Settler(atoms, table, weigher)
    settler.tie_all(ties.keep(~decided[ties.left]))
    events = [
        tuple(sorted(itertools.chain.from_iterable(atoms[number].claims for number in numbers)))
        for numbers in settler.list_all()
        if not decided[numbers[0]]
    ]
    events += _settle_decided(atoms, ties, np.flatnonzero(decided), judgements)
    return tuple(sorted(events))


def find_ties(atoms: Sequence[Atom], table: Table, weigher: Weigher, workers: int = _WORKERS) -> Scored:
    """The machine's links among atoms, each once, in no order: those of `cluster.list_ties`.

    `table` has the facts of the atoms.
    """
    finder = Finder(table)
    articles = number_all(atom.mention.article for atom in atoms)

    def look(rows: Numbers) -> list[Scored]:
        found = []
        for pairs in finder.find(rows):
            other = articles[pairs.left] != articles[pairs.right]
            found.append(weigher.score(pairs.left[other], pairs.right[other]))
            found.append(_tie_own(atoms, Pairs(left=pairs.left[~other], right=pairs.right[~other])))
        return found

    with ThreadPoolExecutor(workers) as pool:
        return _join([scored for some in pool.map(look, finder.split()) for scored in some])


def _tie_own(atoms: Sequence[Atom], pairs: Pairs) -> Scored:
    """The links inside articles: claims of one strand that people decided on apart."""
    both = [
        (left, right, weigh(atoms[left].mention, atoms[right].mention).score)
        for left, right in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
        if atoms[left].mention.head == atoms[right].mention.head
    ]
    left, right, score = zip(*both, strict=True) if both else ((), (), ())
    return Scored(
        left=np.array(left, dtype=np.int64), right=np.array(right, dtype=np.int64), score=np.array(score)
    )


def _join(scored: Sequence[Scored]) -> Scored:
    return Scored(
        left=np.concatenate([some.left for some in scored]),
        right=np.concatenate([some.right for some in scored]),
        score=np.concatenate([some.score for some in scored]),
    )


def _follow_ties(ties: Scored, decided: Iterable[Collection[int]], size: int) -> Flags:
    """The atoms that hang together with those that people decided on."""
    groups = [np.array(list(numbers)) for numbers in decided]
    reached = np.zeros(size, dtype=np.bool_)
    if groups:
        reached[np.concatenate(groups)] = True
    count = -1
    while groups and count != (count := int(np.count_nonzero(reached))):
        crossing = reached[ties.left] | reached[ties.right]
        reached[ties.left[crossing]] = reached[ties.right[crossing]] = True
    return reached


def _settle_decided(
    atoms: Sequence[Atom], ties: Scored, numbers: Numbers, judgements: Judgements
) -> Iterator[tuple[str, ...]]:
    """The events of atoms that decisions bear on, one atom and one decision at a time."""
    if not len(numbers):
        return
    inside = ties.keep(np.isin(ties.left, numbers))
    places = {number: place for place, number in enumerate(numbers.tolist())}
    again = [
        Tie(rank=-score, left=min(places[left], places[right]), right=max(places[left], places[right]))
        for left, right, score in zip(
            inside.left.tolist(), inside.right.tolist(), inside.score.tolist(), strict=True
        )
    ]
    yield from settle([atoms[number] for number in places], again, judgements)
