"""Command line of the benchmark of reconciling.

    python -m benchmarks.reconcile [--claims N] [--copies [N]] [--add [N]] [--folder FOLDER]

Without arguments, everything: copies among invented texts against `datasketch`; claims of an invented
war linked and merged in bulk, at three sizes; one more article into a record. Nothing fails: it is a
measurement.
"""

import argparse
import math
import os
from collections.abc import Iterator
from pathlib import Path

_CLAIMS, _TEXTS, _RECORD = 1_000_000, 20_000, 100_000


def main() -> None:
    """Measures what is asked for and prints, row by row."""
    parser = argparse.ArgumentParser(prog="benchmarks.reconcile", description=__doc__)
    parser.add_argument("--claims", type=int, help=f"claims to link and merge [{_CLAIMS}]")
    parser.add_argument("--folder", type=Path, help="where wars and records are kept and taken again")
    parser.add_argument("--copies", type=int, nargs="?", const=_TEXTS, help=f"texts [{_TEXTS}]")
    parser.add_argument("--add", type=int, nargs="?", const=_RECORD, help=f"claims [{_RECORD}]")
    given = parser.parse_args()
    everything = given.claims is given.copies is given.add is None
    print(f"load of the machine {os.getloadavg()[0]:.1f}")
    if everything or given.copies:
        _print(_show_copies(given.copies or _TEXTS))
    if everything or given.claims:
        _print(_show_bulk(given.claims or _CLAIMS, given.folder))
    if everything or given.add:
        _print(_show_adding(given.add or _RECORD, given.folder))


def _print(rows: Iterator[str]) -> None:
    for row in rows:
        print(row, flush=True)


def _show_copies(size: int) -> Iterator[str]:
    from benchmarks.reconcile.copying import compete
    from benchmarks.reconcile.texts import Change

    contest = compete(size)
    letters = sum(map(len, contest.library.texts)) / size
    yield f"copies: {size} texts of {letters:.0f} letters, {len(contest.library.planted)} of them copies"
    yield f"{'':52}{'khabar':>12}{'datasketch':>12}"
    ours, theirs = contest.khabar_pace, contest.peer_pace
    yield f"{'texts signed for each CPU second (aim 10,000)':52}{ours.signed:12.0f}{theirs.signed:12.0f}"
    yield f"{'texts signed, looked up and compared':52}{ours.found:12.0f}{theirs.found:12.0f}"
    for change in Change:
        found = [contest.recall(pairs, change) for pairs in (contest.khabar, contest.peer)]
        yield f"{f'found, {change.value}':52}{found[0]:12.3f}{found[1]:12.3f}"
    wrong = [contest.count_wrong(pairs) for pairs in (contest.khabar, contest.peer)]
    yield f"{'pairs found that nobody planted':52}{wrong[0]:12}{wrong[1]:12}"
    yield f"{'pairs compared':52}{contest.candidates:12}"


def _show_bulk(claims: int, folder: Path | None) -> Iterator[str]:
    from benchmarks.reconcile.bulk import measure

    yield (
        f"{'claims':>9}{'articles':>9}{'events':>9}{'clusters':>9}{'describe':>9}{'link':>7}{'CPU':>7}"
        f"{'merge':>7}{'CPU':>7}{'input MiB':>10}{'peak MiB':>9}{'B3 prec':>8}{'B3 rec':>7}"
    )
    before = None
    for size in sorted({claims // 100, claims // 10, claims}):
        now = measure(size, folder)
        both = now.linking.cpu + now.merging.cpu
        yield (
            f"{now.claims:9}{now.articles:9}{now.events:9}{now.clusters:9}{now.describing:9.1f}"
            f"{now.linking.wall:7.1f}{now.linking.cpu:7.1f}{now.merging.wall:7.1f}{now.merging.cpu:7.1f}"
            f"{now.before:10.0f}{now.peak:9.0f}{now.precision:8.3f}{now.recall:7.3f}"
        )
        if before:
            then = before.linking.cpu + before.merging.cpu
            grown = math.log(both / then) / math.log(now.claims / before.claims)
            yield f"          CPU grows with the number of claims to the power of {grown:.2f}"
        before = now


def _show_adding(claims: int, folder: Path | None) -> Iterator[str]:
    from benchmarks.reconcile.adding import measure

    yield "one more article, in milliseconds of CPU and on the wall (aim: p99 at most 20):"
    yield (
        f"{'claims':>9}{'articles':>9}{'MB':>7}{'fill, CPU s':>12}"
        f"{'p50':>8}{'p90':>8}{'p99':>8}{'mean':>8}{'wall p50':>10}{'p99':>8}{'added':>7}"
    )
    for size in (claims // 10, claims):
        now = measure(size, folder)
        cpu, wall = now.cpu, now.wall
        yield (
            f"{now.claims:9}{now.articles:9}{now.megabytes:7.0f}{now.filling:12.0f}"
            f"{cpu.middle:8.1f}{cpu.high:8.1f}{cpu.slow:8.1f}{cpu.mean:8.1f}"
            f"{wall.middle:10.1f}{wall.slow:8.1f}{now.added:7}"
        )


if __name__ == "__main__":
    main()
