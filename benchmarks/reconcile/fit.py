"""What weight each level of each feature would have by a fit on reports whose events are known.

    python -m benchmarks.reconcile.fit --gold FOLDER [--parses FILE] [--step N]

Pairs of reports of `gva` that share a name, a person or a town are compared; each weight that a feature
gives is a level, and gets a log odds by logistic regression with an L2 penalty. What is printed stands
next to what is used. It is a help to judge by: a war is not like these reports (`docs/decisions/0008`).
"""

import argparse
import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.accuracy.articles import read_row
from benchmarks.accuracy.parses import keep
from khabar.reconcile.articles.main_event import find_main
from khabar.reconcile.comparing.features import BARS, FEATURES
from khabar.reconcile.digests.mentions import Mention, describe

_STEPS = 50  # of Newton's method, which needs about eight
_CLOSE = 1e-6
_COARSE = 0.5  # a feature with more levels than that is told in steps of this size
_MOST_LEVELS = 24
_MOST_SHARING = 200  # reports that share a key: what more share says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A weight that a feature gives, what was fitted for it, and on how many pairs of how many true."""

    feature: str
    used: float
    fitted: float
    pairs: int
    true: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A mention of the main event of a report, and the event that it is known to be."""

    event: str
    mention: Mention


def list_pairs(known: Sequence[Known]) -> Iterator[tuple[Known, Known]]:
    """The pairs of reports that share a name, a person or a town, each once."""
    sharing: dict[tuple[str, object], list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        facts = one.mention.facts
        for kind, values in (("name", facts.names | facts.people), ("person", facts.persons)):
            for value in values:
                sharing[kind, value].append(number)
        if facts.town is not None:
            sharing["town", facts.town].append(number)
    few = (numbers for numbers in sharing.values() if len(numbers) <= _MOST_SHARING)
    pairs = {pair for numbers in few for pair in itertools.combinations(numbers, 2)}
    yield from ((known[left], known[right]) for left, right in sorted(pairs))


def fit(pairs: Iterable[tuple[Known, Known]], penalty: float = 1.0) -> tuple[float, list[Level]]:
    """The intercept and the fitted levels; pairs that a feature bars are left out."""
    rows, truth = [], []
    for one, other in pairs:
        weights = [feature.weigh(one.mention.facts, other.mention.facts) for feature in FEATURES]
        if BARS not in weights:
            rows.append(weights)
            truth.append(one.event == other.event)
    given = np.array(rows, dtype=float).reshape(len(rows), len(FEATURES))
    is_one = np.array(truth, dtype=float)
    levels = [level for at in range(len(FEATURES)) for level in _list_levels(given[:, at], at)]
    chosen = np.stack([np.ones(len(rows)), *(mask for _, _, mask in levels)], axis=1).astype(float)
    solved = solve(chosen, is_one, penalty)
    told = [
        Level(
            feature=FEATURES[at].name,
            used=used,
            fitted=round(float(weight), 2),
            pairs=int(mask.sum()),
            true=int(is_one[mask].sum()),
        )
        for (at, used, mask), weight in zip(levels, solved[1:], strict=True)
    ]
    return round(float(solved[0]), 2), told


def _list_levels(
    given: npt.NDArray[np.float64], at: int
) -> Iterator[tuple[int, float, npt.NDArray[np.bool_]]]:
    """Each weight that a feature gives but 0, and the pairs to which it gives it."""
    told = np.round(given, 1)
    if len(np.unique(told)) > _MOST_LEVELS:
        told = np.round(given / _COARSE) * _COARSE
    for used in np.unique(told):
        if used:
            yield at, float(used), told == used


def solve(
    chosen: npt.NDArray[np.float64], truth: npt.NDArray[np.float64], penalty: float
) -> npt.NDArray[np.float64]:
    """The log odds of logistic regression, by Newton's method; the intercept is not punished."""
    weights = np.zeros(chosen.shape[1])
    ridge = np.full(chosen.shape[1], penalty)
    ridge[0] = 0.0
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-chosen @ weights))
        slope = chosen.T @ (truth - likely) - ridge * weights
        curve = (chosen * (likely * (1 - likely))[:, None]).T @ chosen + np.diag(ridge + _CLOSE)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < _CLOSE:
            break
    return weights


def read_known(file: Path, step: int) -> Iterator[Known]:
    """The mentions of the main events of each report of a gold file."""
    with file.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, 0, None, step):
            row = json.loads(line)
            report = read_row(row)
            main = find_main(report.claims, report.article.title)
            told = {claim.id for claim in main.claims} if main else set()
            heads = {one.head for one in describe(report) if one.claim in told}
            for one in describe(report):
                if one.claim in heads:
                    yield Known(event=row["gold"]["incident"], mention=one)


def main() -> None:
    """Prints the fitted weights next to the used ones."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--parses", type=Path)
    parser.add_argument("--step", type=int, default=1)
    given = parser.parse_args()
    if given.parses:
        keep(given.parses)
    known = list(read_known(given.gold / "gva" / "dev.jsonl", given.step))
    intercept, levels = fit(list_pairs(known))
    print(f"{len(known)} mentions, intercept {intercept}")
    print(f"{'feature':10} {'used':>6} {'fitted':>7} {'pairs':>8} {'true':>6}")
    for one in levels:
        print(f"{one.feature:10} {one.used:6.1f} {one.fitted:7.2f} {one.pairs:8} {one.true:6}")


if __name__ == "__main__":
    main()
