"""One more article into a large record: how long it takes until it is in for good.

The record is filled in bulk: pages and what was read of them go in by the thousand, and all that
follows is made at once, as after a new version of khabar. Reading the page is no part of it.
"""

import itertools
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.reconcile.press import Told, report_war
from benchmarks.reconcile.world import wage_war
from khabar.model.documents import Hints, Page
from khabar.record.captures import Capture, keep
from khabar.record.derived.tellings import find_touched, settle
from khabar.record.readings import Desk
from khabar.record.store import Record
from khabar.record.writer import Taken, add, refresh_all

_BATCH = 1_000
_MEASURED = 300  # articles of any day, held back and added one by one: the 1 % slowest are three
_READER = "benchmark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Milliseconds: of a hundred the fiftieth, the ninetieth, the last but one, and the mean."""

    middle: float
    high: float
    slow: float
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What each of `added` articles took, on the wall and of CPU; `filling` in CPU seconds."""

    claims: int
    articles: int
    added: int
    wall: Spread
    cpu: Spread
    filling: float
    megabytes: float


def measure(claims: int, folder: Path | None = None, seed: int = 1) -> Added:
    """The figures for a record of about so many claims.

    The filled record is kept in `folder`, or taken from there where it is.
    """
    told = list(report_war(wage_war(claims, seed), seed))
    dice = random.Random("one more")  # noqa: S311  # a benchmark, no secret
    held = set(dice.sample(range(len(told)), min(_MEASURED, len(told) // 4)))
    old = [one for number, one in enumerate(told) if number not in held]
    with tempfile.TemporaryDirectory() as empty:
        full = Path(folder or empty, f"war-{claims}.db")
        began = time.process_time()
        if not full.exists():
            _fill(full, old)
        filled = time.process_time()
        path = Path(empty, "work.db")
        shutil.copyfile(full, path)
        times = _add_all(path, [told[number] for number in sorted(held)])
        wall, cpu = zip(*times, strict=True)
        return Added(
            claims=sum(len(one.report.claims) for one in old),
            articles=len(old),
            added=len(times),
            wall=_spread(wall),
            cpu=_spread(cpu),
            filling=filled - began,
            megabytes=full.stat().st_size / 1e6,
        )


def _fill(path: Path, told: Sequence[Told]) -> None:
    """A record of all these reports, which is there only when it is complete."""
    half = path.with_suffix(".part")
    with Record.open(half, create=True) as record:
        for number, batch in enumerate(_split(told)):
            _keep(record, batch)
            print(f"\r{number * _BATCH} of {len(told)} articles", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        refresh_all(record, _READER, force=True)
    half.rename(path)


def _keep(record: Record, batch: Sequence[Told]) -> None:
    """Puts in what is kept for ever, and which articles stand."""
    with record.writing() as connection:
        desk = Desk(dialect=record.dialect, connection=connection, reader=_READER, at=datetime.now(UTC))
        pages = {one.report.article.sha256 for one in batch}
        for one in batch:
            keep(desk, _take(one).capture, one.report)
        settle(connection, find_touched(connection, pages))


def _split(told: Sequence[Told]) -> Iterator[Sequence[Told]]:
    for start in itertools.count(0, _BATCH):
        if start >= len(told):
            return
        yield told[start : start + _BATCH]


def _add_all(path: Path, told: Sequence[Told]) -> list[tuple[float, float]]:
    """Milliseconds on the wall and of CPU for each, after one that opens the record."""
    with Record.open(path, create=True) as record:
        return [_time_one(record, one) for one in told][1:]


def _time_one(record: Record, told: Told) -> tuple[float, float]:
    taken = _take(told)
    wall, cpu = time.perf_counter(), time.process_time()
    add(record, [taken], _READER)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def _spread(times: Sequence[float]) -> Spread:
    ordered = sorted(times)
    middle, high, slow = (ordered[len(ordered) * share // 100] for share in (50, 90, 99))
    return Spread(middle=middle, high=high, slow=slow, mean=sum(ordered) / len(ordered))


def _take(told: Told) -> Taken:
    article = told.report.article
    page = Page(
        source=article.url or article.id,
        content=article.text.encode(),
        content_type="text/plain",
        sha256=article.sha256,
    )
    at = datetime.combine(told.telling.told, datetime.min.time(), UTC)
    capture = Capture(source=page.source, place=None, page=page, hints=Hints(), at=at)
    return Taken(capture=capture, outcome=told.report)
