"""Command line of the speed benchmark.

    python -m benchmarks.speed [--pages N] [--rounds N] [--long-run N]

Prints pages for each CPU second of khabar and of the usual stack (trafilatura and the same spaCy model
on every page), start-up times and memory. Nothing fails: it is a measurement.
"""

import argparse
import os
from collections.abc import Iterator

from benchmarks.speed.contest import Result, Spread, compete
from benchmarks.speed.footprint import time_command, watch_memory
from benchmarks.speed.stream import MIXES

_RUNS = 10  # whole processes; the median of fewer moves by more than a millisecond
_AIMS = {"10 % relevant": "at least 5, aim 15", "all relevant": "at least 1.5, aim 5"}
_STARTS = (("--version", 100), ("--help", 150))  # milliseconds that they may take


def main() -> None:
    """Measures and prints, row by row."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__)
    parser.add_argument("--pages", type=int, default=40, help="pages of a round [40]")
    parser.add_argument("--rounds", type=int, default=7, help="rounds on each stream [7]")
    parser.add_argument("--long-run", type=int, default=1000, help="pages of the memory run [1000]")
    given = parser.parse_args()
    for row in _measure(given.pages, given.rounds, given.long_run):
        print(row, flush=True)


def _measure(pages: int, rounds: int, long_run: int) -> Iterator[str]:
    yield f"{rounds} rounds of {pages} pages; load of the machine {os.getloadavg()[0]:.1f}"
    yield f"{'pages per CPU second':22}{'least':>8}{'median':>8}{'most':>8}"
    for mix in MIXES:
        yield from _show(compete(mix, pages, rounds))
    for argument, most in _STARTS:
        took = time_command(argument, _RUNS)
        yield (
            f"khabar {argument}: {took.waited:.0f} ms, {took.worked:.0f} ms of CPU time"
            f" (at most {most} ms)"
        )
    memory = watch_memory(long_run)
    yield (
        f"memory: {memory.early:.0f} MiB after 100 pages, {memory.late:.0f} MiB after {long_run},"
        f" {memory.highest:.0f} MiB at its highest (at most 500 MB)"
    )


def _show(result: Result) -> Iterator[str]:
    name = result.mix.name
    yield _show_row(f"{name}: khabar", result.khabar)
    yield _show_row(f"{name}: peer", result.peer)
    yield f"{_show_row(f'{name}: ratio', result.ratio)}  ({_AIMS[name]})"


def _show_row(label: str, spread: Spread) -> str:
    return f"{label:22}{spread.least:8.1f}{spread.middle:8.1f}{spread.greatest:8.1f}"


if __name__ == "__main__":
    main()
