"""Command line of the accuracy benchmark.

    python -m benchmarks.accuracy predict SET FILE > pred.jsonl
    python -m benchmarks.accuracy run [SET ...] --gold FOLDER

`predict` reads blind rows only. `run` strips, predicts and scores the dev half of each set with the
scorer of the gold folder, on all cores.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.accuracy import article_extraction, fakes_syria, geoparse, pitf_wad, timex

TEXTS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "fakes_syria": fakes_syria.predict,
    "geoparse": geoparse.predict,
    "pitf_wad": pitf_wad.predict,
    "timex": timex.predict,
}
PAGES: dict[str, Callable[[Any, Path], dict[str, Any]]] = {
    "article_extraction": article_extraction.predict,
}
_CHUNK = 16


def main() -> None:
    """Runs the command that the arguments name."""
    sets = sorted({*TEXTS, *PAGES})
    parser = argparse.ArgumentParser(prog="benchmarks.accuracy", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    one = commands.add_parser("predict", help="predictions for a file of blind rows, as JSON lines")
    one.add_argument("set", choices=sets)
    one.add_argument("file", type=Path)
    several = commands.add_parser("run", help="scores on the dev halves")
    several.add_argument("sets", nargs="*", default=sets)
    several.add_argument(
        "--gold", type=Path, required=True, help="the folder with score.py and the sets"
    )
    arguments = parser.parse_args()
    if arguments.command == "predict":
        file = arguments.file
        sys.stdout.writelines(
            f"{json.dumps(row)}\n" for row in predict(arguments.set, file, file.parent)
        )
    else:
        for name in arguments.sets:
            print(f"{name:20}{_in_line(score(name, arguments.gold))}", flush=True)


def predict(name: str, file: Path, base: Path) -> Iterator[dict[str, Any]]:
    """The predictions for each blind row of a file, in order; `base` holds the pages that rows name."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
    if any("gold" in row for row in rows):
        raise SystemExit(f"expected blind rows (score.py --strip), got gold in {file}")
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(partial(_predict_row, name, base), rows, chunksize=_CHUNK)


def _predict_row(name: str, base: Path, row: dict[str, Any]) -> dict[str, Any]:
    return PAGES[name](row, base) if name in PAGES else TEXTS[name](row)


def score(name: str, gold: Path) -> dict[str, dict[str, float]]:
    """The scores of the dev half by the gold folder's own scorer: metric -> figure -> value."""
    dev = gold / name / "dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        blind, predicted = Path(folder) / "blind.jsonl", Path(folder) / "pred.jsonl"
        scorer = [sys.executable, str(gold / "score.py")]
        blind.write_bytes(
            subprocess.run([*scorer, "--strip", str(dev)], check=True, capture_output=True).stdout
        )
        rows = predict(name, blind, dev.parent)
        predicted.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        command = [*scorer, name, str(dev), str(predicted), "--json"]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        scores: dict[str, dict[str, float]] = json.loads(printed)
        return scores


def _in_line(scores: dict[str, dict[str, float]]) -> str:
    """The main figure of each metric, three decimals."""
    parts = []
    for metric, figures in scores.items():
        value = figures.get("accuracy", figures.get("f1")) if isinstance(figures, dict) else figures
        if value is not None:
            parts.append(f"{metric} {value:.3f}")
    return "  ".join(parts)


if __name__ == "__main__":
    main()
