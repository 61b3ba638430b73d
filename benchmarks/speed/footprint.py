"""What khabar costs before the first page and after the thousandth: start-up and memory."""

import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.speed.readers import start
from benchmarks.speed.stream import MIXES, compose

_STEP = 100  # pages between two looks at the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class StartUp:
    """Medians of whole runs of a command, in milliseconds: as waited for, and of CPU time."""

    waited: float
    worked: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """MiB of the reading process: after the first hundred pages, after the last, and at its highest."""

    early: float
    late: float
    highest: float


def time_command(argument: str, runs: int) -> StartUp:
    """How long `khabar ARGUMENT` takes, as a process of its own."""
    command = [str(Path(sys.executable).with_name("khabar")), argument]
    waited, worked = [], []
    for _ in range(runs):
        clock, before = time.perf_counter(), _count_children()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        waited.append(1000 * (time.perf_counter() - clock))
        worked.append(1000 * (_count_children() - before))
    return StartUp(waited=median(waited), worked=median(worked))


def _count_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def watch_memory(pages: int) -> Memory:
    """The memory of one process over so many conflict reports: the mix on which everything is loaded."""
    stream = islice(compose(MIXES[-1], seed=2), max(pages, _STEP))
    with start("khabar") as khabar:
        laps = [khabar.read(lap) for lap in iter(lambda: tuple(islice(stream, _STEP)), ())]
    return Memory(early=laps[0].resident, late=laps[-1].resident, highest=laps[-1].highest)
