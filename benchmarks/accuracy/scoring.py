"""Scores of the dev halves by the gold folder's own scorer, on blind rows."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.rows import Sample
from benchmarks.accuracy.sets import predict

Figures = Mapping[str, Mapping[str, float] | float]
_MAIN_FIGURES = ("weighted_f1", "accuracy", "accuracy_161km", "f1")
_PARTIAL = frozenset({"p", "r", "n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One metric of one set, 0 to 1; `answers` is how many were scored, None for no share of answers."""

    set: str
    metric: str
    value: float
    answers: int | None


def score(name: str, gold: Path, sample: Sample | None = None) -> tuple[Score, ...]:
    """The scores on the dev half, in the scorer's order.

    Raises CalledProcessError where the scorer refuses a prediction.
    """
    chosen = sample or Sample()
    dev = gold / name / "dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        rows, blind, predicted = (Path(folder) / f"{part}.jsonl" for part in ("gold", "blind", "pred"))
        kept = [line for line in dev.read_text(encoding="utf-8").split("\n") if line][:: chosen.step]
        rows.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
        blind.write_text(_run_scorer(gold, "--strip", str(rows)), encoding="utf-8")
        found = predict(name, blind, dev.parent, chosen)
        predicted.write_text("".join(f"{json.dumps(row)}\n" for row in found), encoding="utf-8")
        printed = _run_scorer(gold, name, str(rows), str(predicted), "--json")
    return tuple(main_scores(name, json.loads(printed)))


def _run_scorer(gold: Path, *arguments: str) -> str:
    command = [sys.executable, str(gold / "score.py"), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def main_scores(name: str, scores: Figures) -> Iterator[Score]:
    """For each metric the figure that stands for it: weighted F1, accuracy or F1; others are left out.

    >>> [score.value for score in main_scores("x", {"deaths": {"n": 9, "accuracy": 0.5}, "f1": 0.25})]
    [0.5, 0.25]
    """
    for metric, figures in scores.items():
        parts = figures if isinstance(figures, Mapping) else {"f1": figures}
        value = next((parts[key] for key in _MAIN_FIGURES if key in parts), None)
        if value is not None and metric not in _PARTIAL:
            answers = next((int(parts[key]) for key in ("n", "gold") if key in parts), None)
            yield Score(set=name, metric=metric, value=value, answers=answers)
