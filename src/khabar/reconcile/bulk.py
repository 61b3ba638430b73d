"""All claims linked at once: the events that `cluster` finds, in columns of numbers and on two cores."""

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from khabar.model.links import Verdict
from khabar.reconcile.cluster import Atom, Tie, list_atoms, list_decided, settle
from khabar.reconcile.columns import Flags, Numbers, Table, number_all
from khabar.reconcile.compare import weigh
from khabar.reconcile.judgements import Judgements
from khabar.reconcile.lookups import PARTS, SETS
from khabar.reconcile.mentions import Mention
from khabar.reconcile.pairs import WHEN, Finder, Pairs
from khabar.reconcile.settling import divide, list_sets, settle_many
from khabar.reconcile.spread import spread
from khabar.reconcile.weighing import Scored, Weigher, join_scored

_WORKERS = 2
_FEWEST = 20_000  # atoms from which on it pays to start a process: some 50 ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is looked at to settle atoms: their facts in columns, and the machine's links among them."""

    table: Table
    weigher: Weigher
    ties: Scored


def cluster_many(
    members: Iterable[Mention], judgements: Judgements, workers: int | None = None
) -> tuple[tuple[str, ...], ...]:
    """The members' claims by event, as `cluster` gives them; `workers` are so many processes."""
    atoms = list_atoms(members, judgements)
    if not atoms:
        return ()
    workers = workers or (_WORKERS if len(atoms) >= _FEWEST else 1)
    return cluster_scene(atoms, look(atoms, workers), judgements, workers)


def look(atoms: Sequence[Atom], workers: int) -> Scene:
    """What is looked at to settle these atoms, of which there is at least one."""
    table = Table([atom.mention.facts for atom in atoms])
    table.prepare((*PARTS, WHEN), SETS, workers)
    weigher = Weigher(table)
    return Scene(table=table, weigher=weigher, ties=find_ties(atoms, table, weigher, workers))


def cluster_scene(
    atoms: Sequence[Atom], scene: Scene, judgements: Judgements, workers: int
) -> tuple[tuple[str, ...], ...]:
    """The claims of atoms by event, once the links among them are found."""
    ties = scene.ties
    decided = _follow_ties(ties, list_decided(atoms, judgements), len(atoms))
    parts = divide(ties.keep(~decided[ties.left]), len(atoms), workers)
    roots = settle_many(atoms, scene.table, scene.weigher, parts)
    events = [
        tuple(sorted(itertools.chain.from_iterable(atoms[number].claims for number in numbers)))
        for numbers in list_sets(roots)
        if not decided[numbers[0]]
    ]
    events += _settle_decided(atoms, ties, np.flatnonzero(decided), judgements)
    return tuple(sorted(events))


def find_ties(atoms: Sequence[Atom], table: Table, weigher: Weigher, workers: int = 1) -> Scored:
    """The machine's links among atoms, each once, in no order: those of `cluster.list_ties`.

    `table` has the facts of the atoms.
    """
    finder = Finder(table)
    articles = number_all(atom.mention.article for atom in atoms)
    portions = list(finder.split())

    def look_through(part: int) -> Scored:
        found = []
        for pairs in itertools.chain.from_iterable(map(finder.find, portions[part::workers])):
            other = articles[pairs.left] != articles[pairs.right]
            found.append(weigher.score(pairs.left[other], pairs.right[other]))
            found.append(_tie_own(atoms, Pairs(left=pairs.left[~other], right=pairs.right[~other])))
        return join_scored(found)

    return _mend_versions(atoms, join_scored(spread(look_through, range(workers))))


def _mend_versions(atoms: Sequence[Atom], ties: Scored) -> Scored:
    """The links, those among versions of one page as `weigh` has them: columns do not know of pages."""
    sharing: dict[int, list[int]] = defaultdict(list)
    for number, atom in enumerate(atoms):
        for page in atom.mention.facts.pages:
            sharing[page].append(number)
    pairs = {pair for numbers in sharing.values() for pair in itertools.combinations(numbers, 2)}
    apart = [pair for pair in sorted(pairs) if len({atoms[end].mention.article for end in pair}) > 1]
    if not apart:
        return ties
    low, high = np.array(apart, dtype=np.int64).T
    codes = np.minimum(ties.left, ties.right) * len(atoms) + np.maximum(ties.left, ties.right)
    weights = [weigh(atoms[left].mention, atoms[right].mention) for left, right in apart]
    same = np.array([weight.verdict is Verdict.SAME for weight in weights])
    scores = np.array([weight.score for weight in weights])
    versions = Scored(left=low, right=high, score=scores)
    return join_scored([ties.keep(~np.isin(codes, low * len(atoms) + high)), versions.keep(same)])


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
