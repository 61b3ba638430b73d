"""The web face of a record of 100,000 events under load, on loopback.

    python -m benchmarks.face [--events 100000] [--record FILE] [--pace 300] [--seconds 30]

Without --record, a record is filled in a temporary folder first: about three milliseconds of a core for
each event. Then, one after another: overviews, each of another filter; pages of events; and a crowd
that asks for all sorts of things at a pace while `khabar add` reads pages into the record. Nothing
fails: it is a measurement.
"""

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from benchmarks.face.filling import fill
from benchmarks.face.visiting import (
    Crowd,
    Sights,
    Visit,
    list_queries,
    visit_in_turn,
    visit_together,
)
from benchmarks.speed.stream import MIXES, compose
from khabar.record import schema
from khabar.record.looking.filters import Filter
from khabar.record.looking.opinions import Opinion
from khabar.record.looking.overviews import overlook
from khabar.record.looking.panorama import Panorama
from khabar.record.store import Record

_ALONE = 200  # requests of one person for each sort
_SORTS = ("event", "article", "map", "search", "file")
_PAGES = 400  # for `khabar add`, more than it reads in the time
_KHABAR = Path(sys.executable).with_name("khabar")


def main() -> None:
    """Measures and prints, row by row."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.face", description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--record", type=Path, help="filled where it is not there, and used again")
    parser.add_argument("--pace", type=int, default=300, help="requests a second [300]")
    parser.add_argument("--seconds", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = given.record or Path(folder, "war.db")
        if not record.exists():
            fill(record, given.events)
        for row in _measure(record, Path(folder), given.pace, given.seconds):
            print(row, flush=True)


def _measure(record: Path, folder: Path, pace: int, seconds: int) -> Iterator[str]:
    sights, total = _look(record)
    yield f"{total:,} events; load of the machine {os.getloadavg()[0]:.1f}"
    alone = Crowd(sights, seed=2)
    with _serve(record) as (server, port):
        yield f"{'':34}{'requests':>9}{'errors':>7}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms each':>12}"
        for words, sort, addresses in (
            ("overviews, each asked for once", "overview", sights.queries[:_ALONE]),
            ("the same again", "overview", sights.queries[:_ALONE]),
            *((f"{sort}, one after another", sort, alone.draw_all(sort, _ALONE)) for sort in _SORTS),
            ("static, one after another", "static", alone.draw_all("static", 3) * (_ALONE // 3)),
        ):
            before = _count_cpu(server)
            visits = asyncio.run(visit_in_turn(port, addresses, sort))
            yield _show(words, visits, _count_cpu(server) - before)
        crowd = Crowd(sights, seed=1)
        for words, is_adding in (("", False), (" while pages are added", True)):
            yield f"{pace} requests a second for {seconds} s{words}:"
            yield from _press(record, folder, is_adding, (server, port), (crowd, pace, seconds))


def _press(
    record: Path,
    folder: Path,
    is_adding: bool,
    server: tuple[int, int],
    crowd: tuple[Crowd, int, int],
) -> Iterator[str]:
    adding = _start_adding(record, folder) if is_adding else None
    before, began, own = _count_cpu(server[0]), time.perf_counter(), time.process_time()
    visits = asyncio.run(visit_together(server[1], *crowd))
    took = time.perf_counter() - began
    asking = (time.process_time() - own) / took
    cpu = _count_cpu(server[0]) - before
    for sort in sorted({visit.sort for visit in visits}):
        yield _show(f"  {sort}", [visit for visit in visits if visit.sort == sort], None)
    yield _show(f"  all: {len(visits) / took:.0f} a second", visits, cpu)
    statuses = Counter(visit.status for visit in visits)
    cores = f"the face took {cpu / took:.2f} of a core, the crowd {asking:.2f}"
    yield f"  statuses {dict(statuses)}; {cores}"
    if adding is not None:
        adding.terminate()
        yield f"  khabar add: {_look(record)[1]:,} events now"
        adding.wait()


def _look(record: Path) -> tuple[Sights, int]:
    """What there is to look at, and how many events."""
    with Record.open(record, create=False) as opened:
        panorama = Panorama(opened)
        overview = overlook(panorama, Filter(), Opinion())
        assert overview is not None  # noqa: S101  # nothing is built anew
        with opened.reading() as connection:
            articles = connection.scalars(select(schema.telling.c.article)).all()
        queries, events = tuple(list_queries(overview)), panorama.look().ids
        return Sights(queries=queries, events=events, articles=articles), overview.total


@contextmanager
def _serve(record: Path) -> Iterator[tuple[int, int]]:
    """The process of the face and its port."""
    command = [str(_KHABAR), "serve", "--record", str(record), "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None  # noqa: S101  # it was asked for
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", server.stderr.readline())
        if found is None:
            raise SystemExit("the face did not start")
        time.sleep(5)
        yield server.pid, int(found[1])
    finally:
        server.terminate()
        server.wait()


def _start_adding(record: Path, folder: Path) -> "subprocess.Popen[bytes]":
    pages = folder / "pages"
    pages.mkdir(exist_ok=True)
    for number, page in zip(range(_PAGES), compose(MIXES[1], seed=7), strict=False):
        (pages / f"{number}.html").write_bytes(page)
    command = [str(_KHABAR), "add", str(pages), "--record", str(record)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _show(words: str, visits: Sequence[Visit], cpu: float | None) -> str:
    waits = sorted(visit.seconds * 1000 for visit in visits)
    errors = sum(visit.status != 200 for visit in visits)  # the status of success
    middle, slow = (waits[int((len(waits) - 1) * part)] for part in (0.5, 0.95))
    each = "" if cpu is None else f"{cpu * 1000 / len(visits):.1f}"
    return f"{words:34}{len(visits):9}{errors:7}{middle:8.1f}{slow:8.1f}{each:>12}"


def _count_cpu(process: int) -> float:
    """Seconds that a process has used so far, as Linux tells it."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
