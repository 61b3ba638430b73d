"""Learns the weights of `khabar.event_places` from sentences with a marked verb and its places.

    python -m training.event_places ROWS.jsonl [--parses FILE]            cross-validates, writes nothing
    python -m training.event_places ROWS.jsonl [--parses FILE] --write    writes data/event_places.tsv

ROWS: JSON lines `{"id", "text", "verb": [s, e], "gold": {"locations": [[s, e], ...]}}`, as in gold set
event_location (Halterman; MIT for the annotation). Its sentences are news agencies': what is written are
weights of signs, and no sign holds a name or a number. Needs the group `training` of pyproject.toml.
"""

import argparse
import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.accuracy.parses import keep
from benchmarks.accuracy.rows import read_rows
from khabar import vocab as vocabulary
from khabar.claims.event_places.company import Scored, look_again, look_around
from khabar.claims.event_places.finding import see
from khabar.claims.event_places.names import ReadText, find_names
from khabar.claims.event_places.relation import Pair
from khabar.claims.event_places.weighing import BASE, OWN
from khabar.claims.repairs.repair import mend
from khabar.claims.tree import Tree
from khabar.model.documents import Sentence
from khabar.model.values import Span
from khabar.text import parse

Weights = dict[str, float]

_OUT = Path(__file__).parents[1] / "src/khabar/data/event_places.tsv"
_FOLDS = 5
_SEEN = (3, 4)  # pairs in which a sign has to stand, at the first and at the second look
_STRENGTH = (0.1, 0.1)  # of the data against the pull of all weights to zero; of 0.05 to 0.4
_LEAST_WEIGHT = 0.01  # what is nearer to zero is not written
_LEAST = 0.4
_VERBS = 14  # the most frequent ones, whose scores are printed one by one
_THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sight:
    """A name beside a verb with all its signs of the first look."""

    pair: Pair
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """A sentence with a marked verb: its names beside the verb, and which are right."""

    text: str
    sights: tuple[Sight, ...]
    right: tuple[bool, ...]
    gold: frozenset[tuple[int, int]]
    verb: str
    fold: int


def main() -> None:
    """Cross-validates, and writes the weights where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--parses", type=Path, help="a file of parses kept between runs")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if arguments.parses:
        keep(arguments.parses)
    cases = [read_case(row) for row in read_rows(arguments.rows)]
    odds = cross_validate(cases)
    if arguments.write:
        write(cases, odds)


def read_case(row: dict[str, Any]) -> Case:
    """A row with the signs of its names; all of its text is one sentence."""
    text, verb = row["text"], Span(*row["verb"])
    vocab = vocabulary.load()
    sentence = Sentence(index=0, paragraph=0, span=Span(0, len(text)), text=text)
    tree = mend(Tree.of(next(iter(parse.parse([sentence], vocab)))), vocab)
    page = ReadText.of(text, vocab)
    sights = tuple(list_sights(tree, tree.at(verb)[0], page))
    gold = frozenset((start, end) for start, end in row["gold"]["locations"])
    spans = [sight.pair.name.span for sight in sights]
    return Case(
        text=text,
        sights=sights,
        right=tuple((span.start, span.end) in gold for span in spans),
        gold=gold,
        verb=tree.tokens[tree.at(verb)[0]].lemma,
        fold=int(hashlib.sha256(text.encode()).hexdigest(), 16) % _FOLDS,
    )


def list_sights(tree: Tree, token: int, page: ReadText) -> Iterator[Sight]:
    """All names of a sentence beside a verb; none is left out as hopeless."""
    verb, pairs = see(tree, token, find_names(tree, page))
    for pair in pairs:
        around = look_around(tree, pairs, pair)
        yield Sight(pair=pair, signs=(*pair.name.signs, *verb.signs, *pair.signs, *around))


def cross_validate(cases: Sequence[Case]) -> list[list[float]]:
    """The log-odds of the first look, from weights that have not seen the sentence; prints scores."""
    odds: list[list[float]] = [[] for _ in cases]
    for known, unseen in _split(cases):
        first = fit_first([cases[at] for at in known])
        for at in unseen:
            odds[at] = [add(first, sight.signs) for sight in cases[at].sights]
    likely: list[list[float]] = [[] for _ in cases]
    for known, unseen in _split(cases):
        second = fit_second([cases[at] for at in known], [odds[at] for at in known])
        for at in unseen:
            likely[at] = weigh_again(cases[at], odds[at], second)
    print_scores(cases, likely)
    return odds


def _split(cases: Sequence[Case]) -> Iterator[tuple[list[int], list[int]]]:
    """The numbers of the cases to learn from and of those to try, fold by fold."""
    for fold in range(_FOLDS):
        inside = [at for at, case in enumerate(cases) if case.fold == fold]
        yield [at for at, case in enumerate(cases) if case.fold != fold], inside


def print_scores(cases: Sequence[Case], likely: Sequence[Sequence[float]]) -> None:
    """Prints scores by threshold, and by verb."""
    for least in _THRESHOLDS:
        show(f"{least}", measure(cases, likely, least))
    for verb, count in Counter(case.verb for case in cases).most_common(_VERBS):
        chosen = [at for at, case in enumerate(cases) if case.verb == verb]
        scores = measure([cases[at] for at in chosen], [likely[at] for at in chosen], _LEAST)
        show(f"{verb} ({count})", scores)


def show(what: str, scores: dict[str, float]) -> None:
    """Prints a line of scores."""
    print(what, *(f"{name} {value:.3f}" for name, value in scores.items()))


def write(cases: Sequence[Case], odds: Sequence[Sequence[float]]) -> None:
    """Writes the weights of all cases; those of the second look from odds of unseen sentences."""
    tables = (("1", fit_first(cases)), ("2", fit_second(cases, odds)))
    lines = [
        f"{table}\t{weight:.3f}\t{sign}\n"
        for table, weights in tables
        for sign, weight in sorted(weights.items())
        if abs(weight) >= _LEAST_WEIGHT
    ]
    _OUT.write_text("".join(lines), "utf-8")
    print(f"{len(lines)} weights written")


def fit_first(cases: Sequence[Case]) -> Weights:
    """The weights of the first look."""
    signs = [sight.signs for case in cases for sight in case.sights]
    return fit(signs, [right for case in cases for right in case.right], 0)


def fit_second(cases: Sequence[Case], odds: Sequence[Sequence[float]]) -> Weights:
    """The weights of the second look, given the log-odds of the first."""
    signs = [found for case, own in zip(cases, odds, strict=True) for found in list_again(case, own)]
    numbers = [number for own in odds for number in own]
    return fit(signs, [right for case in cases for right in case.right], 1, numbers)


def list_again(case: Case, odds: Sequence[float]) -> list[tuple[str, ...]]:
    """The signs of the second look, name by name."""
    scored = [Scored(pair=sight.pair, odds=own) for sight, own in zip(case.sights, odds, strict=True)]
    return [tuple(look_again(case.text, scored, one)) for one in scored]


def weigh_again(case: Case, odds: Sequence[float], second: Weights) -> list[float]:
    """The likelihoods of the second look."""
    totals = [
        add(second, signs) + second[OWN] * own
        for signs, own in zip(list_again(case, odds), odds, strict=True)
    ]
    return [1 / (1 + math.exp(-total)) for total in totals]


def add(weights: Weights, signs: Iterable[str]) -> float:
    """The log-odds that weights give to signs."""
    return weights[BASE] + sum(weights.get(sign, 0.0) for sign in set(signs))


def fit(
    signs: Sequence[Sequence[str]],
    right: Sequence[bool],
    look: int,
    numbers: Sequence[float] | None = None,
) -> Weights:
    """Weights by logistic regression with a quadratic penalty; liblinear, which draws no lots here."""
    seen = Counter(sign for row in signs for sign in set(row))
    column = {sign: at for at, sign in enumerate(sorted(s for s, n in seen.items() if n >= _SEEN[look]))}
    rows = [sorted({column[sign] for sign in row if sign in column}) for row in signs]
    values = [[1.0] * len(row) for row in rows]
    if numbers is not None:
        column[OWN] = len(column)
        for row, value, number in zip(rows, values, numbers, strict=True):
            row.append(column[OWN])
            value.append(number)
    starts = np.cumsum([0, *(len(row) for row in rows)])
    flat = (np.concatenate(values), np.concatenate(rows).astype(int), starts)
    matrix = csr_matrix(flat, shape=(len(rows), len(column)))
    model = LogisticRegression(C=_STRENGTH[look], solver="liblinear", max_iter=300, random_state=0)
    model.fit(matrix, np.array(right))
    weights = {sign: float(model.coef_[0][at]) for sign, at in column.items()}
    return weights | {BASE: float(model.intercept_[0])}


def measure(cases: Sequence[Case], likely: Sequence[Sequence[float]], least: float) -> dict[str, float]:
    """Token F1 and the share of exact sets, as the gold set's scorer counts them."""
    hit = told = wanted = exact = 0
    for case, own in zip(cases, likely, strict=True):
        spans = _select(case, own, least)
        tokens = [match.span() for match in re.finditer(r"\w+|[^\w\s]", case.text)]
        want, have = _inside(tokens, case.gold), _inside(tokens, spans)
        hit, told, wanted = hit + len(want & have), told + len(have), wanted + len(want)
        exact += spans == case.gold
    return {
        "precision": hit / told,
        "recall": hit / wanted,
        "tokens": 2 * hit / (told + wanted),
        "exact_set": exact / len(cases),
    }


def _select(case: Case, own: Sequence[float], least: float) -> frozenset[tuple[int, int]]:
    chosen: list[Span] = []
    for likelihood, sight in sorted(zip(own, case.sights, strict=True), key=lambda one: -one[0]):
        span = sight.pair.name.span
        if likelihood >= least and not any(span.overlaps(other) for other in chosen):
            chosen.append(span)
    return frozenset((span.start, span.end) for span in chosen)


def _inside(tokens: Iterable[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    fixed = tuple(spans)
    return {(s, e) for s, e in tokens if any(s < end and start < e for start, end in fixed)}


if __name__ == "__main__":
    main()
