"""Claims of an invented war linked and merged in bulk: time, memory, and how right the events are.

Each size has a process of its own, so that its peak of memory is its own.
"""

import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from benchmarks.reconcile.partition import score_b_cubed
from benchmarks.reconcile.press import report_war
from benchmarks.reconcile.world import wage_war
from khabar.model.events import Statement
from khabar.reconcile.judgements import Judgements
from khabar.reconcile.linking import link_all
from khabar.reconcile.mentions import Mention, describe
from khabar.reconcile.merge import build_event

_WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """What linking and merging took; seconds on the wall, memory in MiB."""

    claims: int
    articles: int
    events: int
    clusters: int
    describing: float
    linking: float
    merging: float
    before: float
    peak: float
    precision: float
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Input:
    mentions: Sequence[Mention]
    statements: Mapping[str, Statement]
    truths: Mapping[str, int]
    articles: int
    describing: float


def measure(claims: int, seed: int = 1) -> Bulk:
    """The figures of so many claims, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reconcile.bulk", str(claims), str(seed)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    return Bulk(**json.loads(run.stdout))


def _prepare(claims: int, seed: int) -> _Input:
    mentions: list[Mention] = []
    statements: dict[str, Statement] = {}
    truths: dict[str, int] = {}
    articles, describing = 0, 0.0
    for told in report_war(wage_war(claims, seed), seed):
        articles += 1
        began = time.perf_counter()
        mentions.extend(describe(told.report))
        describing += time.perf_counter() - began
        statements.update((statement.claim.id, statement) for statement in told.statements())
        truths.update(zip((claim.id for claim in told.report.claims), told.truths, strict=True))
    return _Input(
        mentions=mentions, statements=statements, truths=truths, articles=articles, describing=describing
    )


def _run(claims: int, seed: int) -> Bulk:
    given = _prepare(claims, seed)
    gc.collect()
    gc.freeze()  # what was prepared is not what is measured: it is not looked through again
    before = _find_peak()
    began = time.perf_counter()
    clusters = link_all(given.mentions, Judgements(()))
    linked = time.perf_counter()
    _merge_all(clusters, given.statements)
    merged = time.perf_counter()
    agreement = score_b_cubed(clusters, given.truths)
    return Bulk(
        claims=len(given.mentions),
        articles=given.articles,
        events=len(set(given.truths.values())),
        clusters=len(clusters),
        describing=given.describing,
        linking=linked - began,
        merging=merged - linked,
        before=before,
        peak=_find_peak(),
        precision=agreement.precision,
        recall=agreement.recall,
    )


def _merge_all(clusters: Sequence[Sequence[str]], statements: Mapping[str, Statement]) -> None:
    """Builds the event of each cluster, on as many processes as linking had."""
    children = [_fork(clusters[part::_WORKERS], statements) for part in range(_WORKERS)]
    failed = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    if any(failed):
        raise ChildProcessError(f"expected exits of 0, got {failed}")


def _fork(clusters: Sequence[Sequence[str]], statements: Mapping[str, Statement]) -> int:
    child = os.fork()
    if not child:
        status = 1
        try:
            for cluster in clusters:
                build_event([statements[claim] for claim in cluster])
            status = 0
        finally:
            os._exit(status)
    return child


def _find_peak() -> float:
    """The most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(asdict(_run(int(sys.argv[1]), int(sys.argv[2])))))
