"""Command line of the accuracy benchmark.

    python -m benchmarks.accuracy predict SET FILE > pred.jsonl
    python -m benchmarks.accuracy run [SET ...] --gold FOLDER

`predict` reads blind rows only. `run` strips, predicts and scores the dev half of each set with the
scorer of the gold folder, the rows of a set on all cores.
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks.accuracy.scoring import Sample, score
from benchmarks.accuracy.sets import SETS, WITHOUT_DEV, predict


def main() -> None:
    """Runs the command that the arguments name."""
    scored = [name for name in SETS if name not in WITHOUT_DEV]
    parser = argparse.ArgumentParser(prog="benchmarks.accuracy", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    one = commands.add_parser("predict", help="predictions for a file of blind rows, as JSON lines")
    one.add_argument("set", choices=SETS)
    one.add_argument("file", type=Path)
    several = commands.add_parser("run", help="scores on the dev halves")
    several.add_argument("sets", nargs="*", default=scored)
    several.add_argument(
        "--gold", type=Path, required=True, help="the folder with score.py and the sets"
    )
    several.add_argument("--step", type=int, default=1, help="read each STEP-th row only")
    several.add_argument("--jobs", type=int, help="processes; by default one a core")
    arguments = parser.parse_args()
    if arguments.command == "predict":
        file = arguments.file
        sys.stdout.writelines(
            f"{json.dumps(row)}\n" for row in predict(arguments.set, file, file.parent)
        )
    else:
        sample = Sample(step=arguments.step, jobs=arguments.jobs)
        for name in arguments.sets:
            scores = score(name, arguments.gold, sample)
            print(f"{name:20}" + "  ".join(f"{k} {v:.3f}" for k, v in scores.items()), flush=True)


if __name__ == "__main__":
    main()
