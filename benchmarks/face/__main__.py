"""The web face of a record of 100,000 events under load, on loopback.

    python -m benchmarks.face [--events 100000] [--record FILE] [--pace 300] [--seconds 30]
                              [--readers 100]

Without --record, a record is filled in a temporary folder first: about three milliseconds of a core for
each event. Then: overviews, each of another filter, pages of events and all else, one after another; a
crowd that asks for all sorts of things at a pace, alone and while `khabar add` reads pages into the
record; and readers at a slower pace, in peace and while 10,000 comments a minute come from many
addresses and from one. --parts names what is measured, of "sorts", "crowd" and "flood". Nothing fails:
it is a measurement.
"""

import argparse
import asyncio
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from benchmarks.face.filling import fill
from benchmarks.face.flood import PER_MINUTE, Form, find_form, flood
from benchmarks.face.serving import Served, add_pages, serve
from benchmarks.face.visiting import (
    Crowd,
    Sights,
    Visit,
    list_queries,
    visit_in_turn,
    visit_together,
)
from khabar.record import schema
from khabar.record.looking.filters import Filter
from khabar.record.looking.opinions import Opinion
from khabar.record.looking.overviews import overlook
from khabar.record.looking.panorama import Panorama
from khabar.record.store import Record

_ALONE = 200  # requests of one person for each sort
_SORTS = ("event", "article", "map", "search", "file")
_FLOODS: Mapping[str, Callable[[int], str]] = {
    "from 10,000 addresses": lambda number: f"198.18.{number // 250 % 40}.{number % 250}",
    "from one address": lambda _: "198.18.0.1",
}
_BUSY = 503


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A crowd that makes so many requests a second, for so many seconds."""

    crowd: Crowd
    pace: int
    seconds: int


def main() -> None:
    """Measures and prints, row by row."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.face", description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--record", type=Path, help="filled where it is not there, and used again")
    parser.add_argument("--pace", type=int, default=300, help="requests a second [300]")
    parser.add_argument("--readers", type=int, default=100, help="those beside a flood [100]")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--parts", nargs="*", default=["sorts", "crowd", "flood"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = given.record or Path(folder, "war.db")
        if not record.exists():
            fill(record, given.events)
        for row in _measure(given, record, Path(folder)):
            print(row, flush=True)


def _measure(given: argparse.Namespace, record: Path, folder: Path) -> Iterator[str]:
    sights, total = _look(record)
    yield f"{total:,} events; load of the machine {os.getloadavg()[0]:.1f}"
    with serve(record) as served:
        yield _HEAD
        if "sorts" in given.parts:
            yield from _ask_in_turn(served, sights)
        if "crowd" in given.parts:
            load = Load(crowd=Crowd(sights, seed=1), pace=given.pace, seconds=given.seconds)
            yield f"{load.pace} requests a second for {load.seconds} s:"
            yield from _press(served, load)
            yield f"{load.pace} requests a second for {load.seconds} s while pages are added:"
            with add_pages(record, folder):
                yield from _press(served, load)
            yield f"  khabar add: {_look(record)[1]:,} events now"
        if "flood" in given.parts:
            readers = Load(crowd=Crowd(sights, seed=3), pace=given.readers, seconds=given.seconds)
            yield from _flood_readers(served, readers, sights.events[0])
        yield f"memory of the processes, MB: {served.list_memory()}"


def _ask_in_turn(served: Served, sights: Sights) -> Iterator[str]:
    alone = Crowd(sights, seed=2)
    for words, sort, addresses in (
        ("overviews, each asked for once", "overview", sights.queries[:_ALONE]),
        ("the same again", "overview", sights.queries[:_ALONE]),
        *((f"{sort}, one after another", sort, alone.draw_all(sort, _ALONE)) for sort in _SORTS),
        ("static, one after another", "static", alone.draw_all("static", 3) * (_ALONE // 3)),
    ):
        before = served.count_cpu()
        visits = asyncio.run(visit_in_turn(served.port, addresses, sort))
        yield _show(words, visits, served.count_cpu() - before)


def _press(served: Served, load: Load) -> Iterator[str]:
    before, own, began = served.count_cpu(), time.process_time(), time.perf_counter()
    visits = asyncio.run(visit_together(served.port, load.crowd, load.pace, load.seconds))
    took, cpu = time.perf_counter() - began, served.count_cpu() - before
    asking = (time.process_time() - own) / took
    for sort in sorted({visit.sort for visit in visits}):
        yield _show(f"  {sort}", [visit for visit in visits if visit.sort == sort], None)
    yield _show(f"  all: {len(visits) / took:.0f} a second", visits, cpu)
    yield f"  the face took {cpu / took:.2f} of a core, the crowd {asking:.2f}"


def _flood_readers(served: Served, readers: Load, event: str) -> Iterator[str]:
    form = asyncio.run(find_form(served.port, event))
    yield f"{readers.pace} requests a second for {readers.seconds} s:"
    visits, _ = asyncio.run(_read_beside(served, readers, None))
    yield _show("  readers in peace", visits, None)
    for words, name in _FLOODS.items():
        before = served.count_cpu()
        visits, answered = asyncio.run(_read_beside(served, readers, (form, name)))
        cpu = served.count_cpu() - before
        yield _show(f"  readers, flood {words}", visits, None)
        told = f"{sum(answered.values()):,} comments at {PER_MINUTE:,} a minute, by answer"
        yield f"    {told} {dict(answered)}; {cpu:.1f} s of CPU in all"


async def _read_beside(
    served: Served, readers: Load, flooding: tuple[Form, Callable[[int], str]] | None
) -> tuple[list[Visit], Counter[int]]:
    reading = visit_together(served.port, readers.crowd, readers.pace, readers.seconds)
    if flooding is None:
        return await reading, Counter[int]()
    coming = flood(served.port, *flooding, readers.seconds)
    visits, answered = await asyncio.gather(reading, coming)
    return visits, answered


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


_HEAD = f"{'':40}{'requests':>9}{'503':>6}{'errors':>7}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms each':>12}"


def _show(words: str, visits: Sequence[Visit], cpu: float | None) -> str:
    waits = sorted(visit.seconds * 1000 for visit in visits)
    busy = sum(visit.status == _BUSY for visit in visits)
    errors = sum(visit.status not in (200, _BUSY) for visit in visits)
    middle, slow = (waits[int((len(waits) - 1) * part)] for part in (0.5, 0.95))
    each = "" if cpu is None else f"{cpu * 1000 / len(visits):.2f}"
    return f"{words:40}{len(visits):9}{busy:6}{errors:7}{middle:8.1f}{slow:8.1f}{each:>12}"


if __name__ == "__main__":
    main()
