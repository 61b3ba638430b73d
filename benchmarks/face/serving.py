"""A face that is served for a measurement, on loopback, and what its processes take of the machine."""

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.stream import MIXES, compose

KHABAR = Path(sys.executable).with_name("khabar")

_PAGES = 400  # for `khabar add`, more than it reads in the time
_ENOUGH = 20  # answers in a row: each process gave some of them
_LONGEST = 120  # seconds until a face has looked at its record


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A face that answers at a port of this machine; `process` is the one that was started."""

    process: int
    port: int

    def count_cpu(self) -> float:
        """Seconds of the processor that all of its processes have used so far, as Linux tells it."""
        return sum(_count_cpu(process) for process in _list_family(self.process))

    def list_memory(self) -> list[int]:
        """MB that each process has in memory: what several share is divided among them."""
        return [_measure(process) for process in _list_family(self.process)]


@contextmanager
def serve(record: Path) -> Iterator[Served]:
    """The face, once it has a picture of the record; it takes the word of this machine on who asks."""
    command = [str(KHABAR), "serve", "--record", str(record), "--port", "0", "--proxy", "127.0.0.1"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None  # noqa: S101  # it was asked for
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", server.stderr.readline())
        if found is None:
            raise SystemExit("the face did not start")
        served = Served(process=server.pid, port=int(found[1]))
        _await_pictures(served)
        yield served
    finally:
        server.terminate()
        server.wait()


@contextmanager
def add_pages(record: Path, folder: Path) -> Iterator[None]:
    """`khabar add` reads pages into the record meanwhile."""
    pages = folder / "pages"
    pages.mkdir(exist_ok=True)
    for number, page in zip(range(_PAGES), compose(MIXES[1], seed=7), strict=False):
        (pages / f"{number}.html").write_bytes(page)
    command = [str(KHABAR), "add", str(pages), "--record", str(record)]
    adding = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        adding.terminate()
        adding.wait()


def _await_pictures(served: Served) -> None:
    """Returns when whichever process is asked has an overview at hand."""
    answered, end = 0, time.monotonic() + _LONGEST
    while answered < _ENOUGH and time.monotonic() < end:
        asked = http.client.HTTPConnection("127.0.0.1", served.port)
        asked.request("GET", "/")
        answered = answered + 1 if asked.getresponse().status == http.HTTPStatus.OK else 0
        asked.close()


def _list_family(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in children.read_text("ascii").split():
            yield from _list_family(int(child))


def _count_cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _measure(process: int) -> int:
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    found = re.search(r"^Pss: +(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) // 1024 if found else 0
