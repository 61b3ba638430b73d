"""An invented war told by two processes into files, so that a million claims can be had in minutes.

The files are pickles of this process's own making, in a folder of its own.
"""

import os
import pickle
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reconcile.press import Told, plan_reports, print_reports
from benchmarks.reconcile.world import War, wage_war
from khabar.model.events import Statement
from khabar.reconcile.digests.mentions import Mention, describe

_AT_ONCE = 5_000  # reports in a file
WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What some reports tell; `truths` by claim, `describing` in CPU seconds."""

    articles: int
    describing: float
    mentions: tuple[Mention, ...]
    truths: Mapping[str, int]


def tell_war(claims: int, seed: int, folder: Path) -> None:
    """Writes the mentions and the statements of a war; nothing where the folder has them already."""
    if any(folder.glob("*.mentions")):
        return
    war = wage_war(claims, seed)
    children = [_fork(war, seed, folder, worker) for worker in range(WORKERS)]
    wait(children)


def read_portions(folder: Path) -> Iterator[Portion]:
    """What `tell_war` wrote of mentions, the earliest first."""
    for path in sorted(folder.glob("*.mentions")):
        portion: Portion = pickle.loads(path.read_bytes())  # noqa: S301  # written by this benchmark
        yield portion


def read_statements(folder: Path) -> Iterator[Statement]:
    """What `tell_war` wrote of statements, in the same order."""
    for path in sorted(folder.glob("*.statements")):
        yield from pickle.loads(path.read_bytes())  # noqa: S301  # written by this benchmark


def wait(children: list[int]) -> None:
    """Waits for processes; raises ChildProcessError where one failed."""
    failed = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    if any(failed):
        raise ChildProcessError(f"expected exits of 0, got {failed}")


def _fork(war: War, seed: int, folder: Path, worker: int) -> int:
    child = os.fork()
    if not child:
        status = 1
        try:
            _tell(war, seed, folder, worker)
            status = 0
        finally:
            os._exit(status)
    return child


def _tell(war: War, seed: int, folder: Path, worker: int) -> None:
    """Writes every second file."""
    plans = plan_reports(war, seed)
    for number, start in enumerate(range(0, len(plans), _AT_ONCE)):
        if number % WORKERS == worker:
            some = plans[start : start + _AT_ONCE]
            _write(print_reports(war, seed, some), folder.joinpath(f"{number:05}"))


def _write(reports: Iterable[Told], path: Path) -> None:
    mentions: list[Mention] = []
    statements: list[Statement] = []
    truths: dict[str, int] = {}
    articles, describing = 0, 0.0
    for told in reports:
        articles += 1
        began = time.process_time()
        mentions.extend(describe(told.report))
        describing += time.process_time() - began
        statements.extend(told.statements())
        truths.update(zip((claim.id for claim in told.report.claims), told.truths, strict=True))
    portion = Portion(articles=articles, describing=describing, mentions=tuple(mentions), truths=truths)
    path.with_suffix(".statements").write_bytes(pickle.dumps(statements))
    path.with_suffix(".mentions").write_bytes(pickle.dumps(portion))
