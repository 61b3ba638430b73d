"""All claims linked at once: the events that `cluster` finds, in columns of numbers and on two cores."""

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from khabar.model.links import Verdict
from khabar.reconcile.columnar.columns import Flags, Numbers, expand, number_all
from khabar.reconcile.columnar.lineups import Crowd, Lineup, line_up
from khabar.reconcile.columnar.pairs import Finder
from khabar.reconcile.columnar.settling import divide, list_sets, settle_many
from khabar.reconcile.columnar.spread import spread
from khabar.reconcile.columnar.weighing import Scored, Weigher, join_scored
from khabar.reconcile.comparing.cluster import Atom, Tie, list_atoms, list_decided, settle
from khabar.reconcile.comparing.compare import weigh
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.digests.mentions import Mention

_WORKERS = 2
_FEWEST = 20_000  # atoms from which on it pays to start a process: some 50 ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is looked at to settle a line-up: what weighs its atoms, and the links among them."""

    weigher: Weigher
    ties: Scored


def cluster_many(
    members: Iterable[Mention], judgements: Judgements, workers: int | None = None
) -> tuple[tuple[str, ...], ...]:
    """The members' claims by event, as `cluster` gives them; `workers` are so many processes."""
    atoms = list_atoms(members, judgements)
    return cluster_lineup(line_up(atoms), judgements, workers) if atoms else ()


def cluster_crowd(crowd: Crowd, judgements: Judgements) -> tuple[tuple[str, ...], ...]:
    """The claims of a crowd by event: `cluster_many` of all that it took note of."""
    return cluster_lineup(crowd.line_up(judgements), judgements) if len(crowd) else ()


def cluster_lineup(
    lineup: Lineup, judgements: Judgements, workers: int | None = None
) -> tuple[tuple[str, ...], ...]:
    """The claims of at least one atom by event."""
    workers = workers or (_WORKERS if len(lineup.claims) >= _FEWEST else 1)
    return cluster_scene(lineup, look(lineup, workers), judgements, workers)


def look(lineup: Lineup, workers: int) -> Scene:
    """What is looked at to settle these atoms, of which there is at least one."""
    weigher = Weigher(lineup.table)
    return Scene(weigher=weigher, ties=find_ties(lineup, weigher, workers))


def cluster_scene(
    lineup: Lineup, scene: Scene, judgements: Judgements, workers: int
) -> tuple[tuple[str, ...], ...]:
    """The claims of atoms by event, once the links among them are found."""
    ties, claims = scene.ties, lineup.claims
    decided = _follow_ties(ties, list_decided(claims, judgements), len(claims))
    parts = divide(ties.keep(~decided[ties.left]), len(claims), workers)
    roots = settle_many(lineup, scene.weigher, parts)
    events = [
        tuple(sorted(itertools.chain.from_iterable(claims[number] for number in numbers)))
        for numbers in list_sets(roots)
        if not decided[numbers[0]]
    ]
    events += _settle_decided(lineup.atoms, ties, np.flatnonzero(decided), judgements)
    return tuple(sorted(events))


def find_ties(lineup: Lineup, weigher: Weigher, workers: int = 1) -> Scored:
    """The machine's links among atoms, each once, in no order: those of `cluster.list_ties`."""
    finder, articles = Finder(lineup.table), lineup.articles
    portions = list(finder.split())

    def look_through(part: int) -> Scored:
        found = []
        for pairs in itertools.chain.from_iterable(map(finder.find, portions[part::workers])):
            other = articles[pairs.left] != articles[pairs.right]
            found.append(weigher.score(pairs.left[other], pairs.right[other]))
        return join_scored(found)

    found = (*spread(look_through, range(workers)), _tie_own(lineup))
    return _mend_versions(lineup, join_scored(found))


def _mend_versions(lineup: Lineup, ties: Scored) -> Scored:
    """The links, those among versions of one page as `weigh` has them: columns do not know of pages."""
    sharing: dict[int, list[int]] = defaultdict(list)
    pages = lineup.table.join("pages")
    for number, page in zip(expand(pages.sizes).which.tolist(), pages.values.tolist(), strict=True):
        sharing[page].append(number)
    atoms, articles = lineup.atoms, lineup.articles
    pairs = {pair for numbers in sharing.values() for pair in itertools.combinations(numbers, 2)}
    apart = [pair for pair in sorted(pairs) if articles[pair[0]] != articles[pair[1]]]
    if not apart:
        return ties
    low, high = np.array(apart, dtype=np.int64).T
    codes = np.minimum(ties.left, ties.right) * len(atoms) + np.maximum(ties.left, ties.right)
    weights = [weigh(atoms[left].mention, atoms[right].mention) for left, right in apart]
    same = np.array([weight.verdict is Verdict.SAME for weight in weights])
    scores = np.array([weight.score for weight in weights])
    versions = Scored(left=low, right=high, score=scores)
    return join_scored([ties.keep(~np.isin(codes, low * len(atoms) + high)), versions.keep(same)])


def _tie_own(lineup: Lineup) -> Scored:
    """The links inside strands of which people decided on claims apart."""
    atoms, heads = lineup.atoms, number_all(lineup.heads)
    strands: dict[int, list[int]] = defaultdict(list)
    for number in np.flatnonzero(np.bincount(heads)[heads] > 1).tolist():
        strands[int(heads[number])].append(number)
    pairs = [pair for numbers in strands.values() for pair in itertools.combinations(numbers, 2)]
    scores = [weigh(atoms[one].mention, atoms[two].mention).score for one, two in pairs]
    left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return Scored(left=left, right=right, score=np.array(scores, dtype=np.float64))


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
