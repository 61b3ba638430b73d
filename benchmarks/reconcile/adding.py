"""One more article into a large record: how long it takes until it is in for good.

The record is filled by the writer that `khabar add` uses, in large batches; reading the page is not
part of what is measured.
"""

import itertools
import random
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
from khabar.record.captures import Capture
from khabar.record.store import Record
from khabar.record.writer import Taken, add

_BATCH = 2_000
_MEASURED = 500  # articles of any day, held back and added one by one: the 1 % slowest are five
_READER = "benchmark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Milliseconds for an article, on the wall; `filling` is articles a second, in batches."""

    claims: int
    added: int
    middle: float
    slow: float
    most: float
    filling: float
    megabytes: float


def measure(claims: int, seed: int = 1) -> Added:
    """The figures for a record of about so many claims, in a folder that is removed again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "war.db")
        with Record.open(path, create=True) as record:
            return _measure(record, path, list(report_war(wage_war(claims, seed), seed)))


def _measure(record: Record, path: Path, told: Sequence[Told]) -> Added:
    dice = random.Random("one more")  # noqa: S311  # a benchmark, no secret
    held = set(dice.sample(range(len(told)), _MEASURED))
    old = [one for number, one in enumerate(told) if number not in held]
    new = [told[number] for number in sorted(held)]
    began = time.perf_counter()
    for number, batch in enumerate(_split(old)):
        add(record, [_take(one) for one in batch], _READER)
        print(f"\r{number * _BATCH} of {len(old)} articles", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    filled = time.perf_counter()
    times = sorted(_time_one(record, one) for one in new)
    return Added(
        claims=sum(len(one.report.claims) for one in old),
        added=len(times),
        middle=times[len(times) // 2],
        slow=times[len(times) * 99 // 100],
        most=times[-1],
        filling=len(old) / (filled - began),
        megabytes=path.stat().st_size / 1e6,
    )


def _split(told: Sequence[Told]) -> Iterator[Sequence[Told]]:
    for start in itertools.count(0, _BATCH):
        if start >= len(told):
            return
        yield told[start : start + _BATCH]


def _time_one(record: Record, told: Told) -> float:
    taken = _take(told)
    began = time.perf_counter()
    add(record, [taken], _READER)
    return (time.perf_counter() - began) * 1000


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
