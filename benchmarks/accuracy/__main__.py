"""Command line of the accuracy benchmark.

    python -m benchmarks.accuracy predict SET FILE > pred.jsonl
    python -m benchmarks.accuracy run [SET ...] --gold FOLDER

`predict` reads blind rows only. `run` strips, predicts and scores the dev half of each set with the
scorer of the gold folder, in parallel.
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

from benchmarks.accuracy import fakes_syria, pitf_wad

ADAPTERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "fakes_syria": fakes_syria.predict,
    "pitf_wad": pitf_wad.predict,
}
_CHUNK = 16


def main() -> None:
    """Runs the command that the arguments name."""
    parser = argparse.ArgumentParser(prog="benchmarks.accuracy", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    one = commands.add_parser("predict", help="predictions for a file of blind rows, as JSON lines")
    one.add_argument("set", choices=sorted(ADAPTERS))
    one.add_argument("file", type=Path)
    several = commands.add_parser("run", help="scores on the dev halves")
    several.add_argument("sets", nargs="*", default=sorted(ADAPTERS))
    several.add_argument(
        "--gold", type=Path, required=True, help="the folder with score.py and the sets"
    )
    arguments = parser.parse_args()
    if arguments.command == "predict":
        sys.stdout.writelines(f"{json.dumps(row)}\n" for row in predict(arguments.set, arguments.file))
    else:
        for name in arguments.sets:
            print(f"{name}: {score(name, arguments.gold)}")


def predict(name: str, file: Path) -> Iterator[dict[str, Any]]:
    """The predictions for each blind row of a file, in order; on all cores."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    if any("gold" in row for row in rows):
        raise SystemExit(f"expected blind rows (score.py --strip), got gold in {file}")
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(partial(_predict_row, name), rows, chunksize=_CHUNK)


def _predict_row(name: str, row: dict[str, Any]) -> dict[str, Any]:
    return ADAPTERS[name](row)


def score(name: str, gold: Path) -> str:
    """What the gold folder's scorer prints, as one line of JSON."""
    dev = gold / name / "dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        blind = Path(folder) / "blind.jsonl"
        scorer = [sys.executable, str(gold / "score.py")]
        blind.write_bytes(
            subprocess.run([*scorer, "--strip", str(dev)], check=True, capture_output=True).stdout
        )
        predicted = Path(folder) / "pred.jsonl"
        predicted.write_text(
            "".join(f"{json.dumps(row)}\n" for row in predict(name, blind)), encoding="utf-8"
        )
        command = [*scorer, name, str(dev), str(predicted), "--json"]
        scores = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        return json.dumps(scores)


if __name__ == "__main__":
    main()
