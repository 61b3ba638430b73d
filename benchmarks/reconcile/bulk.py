"""Claims of an invented war linked and merged in bulk: time, memory, and how right the events are.

Each size has a process of its own, so that its peak of memory is its own.
"""

import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.reconcile.partition import score_b_cubed
from benchmarks.reconcile.telling import WORKERS, read_portions, read_statements, tell_war, wait
from khabar.model.events import Statement
from khabar.reconcile.columnar.bulk import cluster_crowd
from khabar.reconcile.columnar.lineups import Crowd
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.merging.merge import build_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds on the wall, and CPU seconds of all processes."""

    wall: float
    cpu: float

    def add(self, wall: float, cpu: float) -> "Spent":
        """The same with some seconds more."""
        return Spent(wall=self.wall + wall, cpu=self.cpu + cpu)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """What linking and merging took; memory in MiB: with all mentions noted, and the most of linking."""

    claims: int
    articles: int
    events: int
    clusters: int
    describing: float
    linking: Spent
    merging: Spent
    before: float
    peak: float
    precision: float
    recall: float


def measure(claims: int, folder: Path | None = None, seed: int = 1) -> Bulk:
    """The figures of so many claims, in a process of its own.

    The war is written into `folder`, or taken from there where it is.
    """
    with tempfile.TemporaryDirectory() as empty:
        kept = Path(empty) if folder is None else folder / str(claims)
        kept.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "benchmarks.reconcile.bulk", str(claims), str(seed), str(kept)]
        run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    values = json.loads(run.stdout)
    linking, merging = (Spent(**values.pop(name)) for name in ("linking", "merging"))
    return Bulk(linking=linking, merging=merging, **values)


def _run(claims: int, seed: int, folder: Path) -> Bulk:
    tell_war(claims, seed, folder)
    crowd, taking = Crowd(), Spent(wall=0.0, cpu=0.0)
    articles, describing = 0, 0.0
    truths: dict[str, int] = {}
    for portion in read_portions(folder):
        articles += portion.articles
        describing += portion.describing
        truths |= portion.truths
        began = _Clock()
        crowd.take(portion.mentions)
        taking = began.stop(taking)
    gc.collect()
    gc.freeze()  # what was prepared is not what is measured: it is not looked through again
    before, began = _find_peak(), _Clock()
    clusters = cluster_crowd(crowd, Judgements(()))
    linking, peak = began.stop(taking), _find_peak()
    del crowd
    merging = _merge_all(clusters, {one.claim.id: one for one in read_statements(folder)})
    agreement = score_b_cubed(clusters, truths)
    return Bulk(
        claims=len(truths),
        articles=articles,
        events=len(set(truths.values())),
        clusters=len(clusters),
        describing=describing,
        linking=linking,
        merging=merging,
        before=before,
        peak=peak,
        precision=agreement.precision,
        recall=agreement.recall,
    )


def _merge_all(clusters: Sequence[Sequence[str]], statements: Mapping[str, Statement]) -> Spent:
    """Builds the event of each cluster, on as many processes as linking had."""
    gc.freeze()
    began = _Clock()
    wait([_fork(clusters[part::WORKERS], statements) for part in range(WORKERS)])
    return began.stop()


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


class _Clock:
    """Runs from its making on."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), _count_cpu()

    def stop(self, before: Spent | None = None) -> Spent:
        """What has been spent, and `before`; of processes that were started, by those that ended."""
        wall, cpu = time.perf_counter() - self._wall, _count_cpu() - self._cpu
        return Spent(wall=wall, cpu=cpu) if before is None else before.add(wall, cpu)


def _count_cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _find_peak() -> float:
    """The most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(asdict(_run(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))))
