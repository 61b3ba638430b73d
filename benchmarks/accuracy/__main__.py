"""Command line of the accuracy benchmark.

    python -m benchmarks.accuracy predict SET FILE > pred.jsonl
    python -m benchmarks.accuracy run [SET ...] --gold FOLDER
    python -m benchmarks.accuracy gate --gold FOLDER
    python -m benchmarks.accuracy gate --gold FOLDER --pin
    python -m benchmarks.accuracy gate --gold FOLDER --lower SET METRIC --reason "..."
    python -m benchmarks.accuracy snapshot FILE --gold FOLDER
    python -m benchmarks.accuracy diff OLD NEW --gold FOLDER

`predict` reads blind rows only. `run` strips, predicts and scores the dev half of each set with the
scorer of the gold folder, the rows of a set on all cores. `gate` does the same for all sets and fails
below a floor. `diff` lists claims gained and lost between two snapshots, git revisions or `.`.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.accuracy import gate, snapshots, versions
from benchmarks.accuracy.floors import read_floors, write_floors
from benchmarks.accuracy.rows import Sample
from benchmarks.accuracy.scoring import Score, score
from benchmarks.accuracy.sets import SETS, WITHOUT_DEV, predict

_SCORED = tuple(name for name in SETS if name not in WITHOUT_DEV)


def main() -> None:
    """Runs the command that the arguments name; exits with 1 below a floor, with 2 where it refuses."""
    arguments = _parse()
    match arguments.command:
        case "predict":
            file = arguments.file
            rows = predict(arguments.set, file, file.parent, _sample(arguments))
            sys.stdout.writelines(f"{json.dumps(row)}\n" for row in rows)
        case "run":
            _run(arguments.sets, arguments.gold, _sample(arguments))
        case "gate":
            sys.exit(_gate(arguments))
        case "snapshot":
            snapshots.take(arguments.file, arguments.gold, _sample(arguments))
        case "diff":
            _diff(arguments)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks.accuracy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, dest="command")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--jobs", type=int, help="processes; by default one a core")
    common.add_argument("--parses", type=Path, help="a file of parses kept between runs: half the time")
    common.set_defaults(step=1)
    gold = argparse.ArgumentParser(add_help=False, parents=[common])
    gold.add_argument("--gold", type=Path, required=True, help="the folder with score.py and the sets")
    step = argparse.ArgumentParser(add_help=False, parents=[gold])
    step.add_argument("--step", type=int, default=1, help="read each STEP-th row only")
    one = commands.add_parser("predict", parents=[common], help="predictions for a file of blind rows")
    one.add_argument("set", choices=SETS)
    one.add_argument("file", type=Path)
    several = commands.add_parser("run", parents=[step], help="scores on the dev halves")
    several.add_argument("sets", nargs="*", default=_SCORED, metavar="SET", help=", ".join(_SCORED))
    _add_gate(commands.add_parser("gate", parents=[gold], help="scores against the pinned floors"))
    taken = commands.add_parser("snapshot", parents=[step], help="keep the claims of all dev texts")
    taken.add_argument("file", type=Path)
    _add_diff(commands.add_parser("diff", parents=[step], help="claims gained and lost"))
    return parser.parse_args()


def _sample(arguments: argparse.Namespace) -> Sample:
    return Sample(step=arguments.step, jobs=arguments.jobs, parses=arguments.parses)


def _add_gate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pin", action="store_true", help="raise floors to the present scores")
    parser.add_argument("--lower", nargs=2, metavar=("SET", "METRIC"), help="lower one floor")
    parser.add_argument("--reason", help="why it is lowered; kept beside the floor")


def _add_diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", help="a snapshot's file, a git revision, or . for this checkout")
    parser.add_argument("new", help="the same")
    parser.add_argument("--show", action="store_true", help="print the quotes of the sample")
    parser.add_argument("--sample", type=int, default=20, help="how many claims to list")


def _run(sets: Sequence[str], gold: Path, sample: Sample) -> tuple[Score, ...]:
    """The scores of the sets; each set's part of the table is printed as soon as it is known."""
    floors = read_floors()
    found: list[Score] = []
    for at, name in enumerate(sets):
        scores = score(name, gold, sample)
        lines: Iterator[str] = gate.write_table(scores, floors)
        print("\n".join(list(lines)[1 if at else 0 :]), flush=True)
        found += scores
    return tuple(found)


def _gate(arguments: argparse.Namespace) -> int:
    floors = read_floors()
    sets = [arguments.lower[0]] if arguments.lower else _SCORED
    scores = _run(sets, arguments.gold, _sample(arguments))
    if arguments.lower:
        return _lower(arguments, scores)
    if arguments.pin:
        floors = gate.pin(scores, floors)
        write_floors(floors)
    failures = list(gate.find_failures(scores, floors))
    print("\n".join(failures) or f"all {len(scores)} scores are at their floors or above")
    return 1 if failures else 0


def _lower(arguments: argparse.Namespace, scores: Sequence[Score]) -> int:
    """0 where the floor was lowered, 2 where the wish is refused."""
    name, metric = arguments.lower
    day = datetime.now(tz=UTC).date()
    wish = gate.Lower(set=name, metric=metric, reason=arguments.reason or "", day=day)
    try:
        write_floors(gate.lower(wish, scores, read_floors()))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _diff(arguments: argparse.Namespace) -> None:
    sample = _sample(arguments)
    with tempfile.TemporaryDirectory() as folder:
        old, new = (
            snapshots.resolve(version, arguments.gold, Path(folder), sample)
            for version in (arguments.old, arguments.new)
        )
        found = versions.compare(snapshots.load(old), snapshots.load(new))
    print("\n".join(versions.write_report(found, arguments.sample, show=arguments.show)))


if __name__ == "__main__":
    main()
