"""The price of the box: pages of a WARC file to articles, in the box and without it, in one run.

    python -m benchmarks.speed.box [--pages N] [--rounds N]

No page tells of conflict: an article without claims is the least that a page costs, so the price is at
its highest. Without the box as many processes read as the box has readers, at the same time: two on one
core slow each other down, whoever runs them. They take turns; what counts is CPU seconds for each page.
"""

import argparse
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.speed.archives import load_khabar, time_boxed, write_file
from benchmarks.speed.stream import MIXES, Mix
from khabar.engine.box import count_cores

_PLAIN = Mix(name="none relevant", relevant=0)


def main() -> None:
    """Measures and prints, round by round."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed.box", description=__doc__)
    parser.add_argument("--pages", type=int, default=150, help="pages in the file [150]")
    parser.add_argument("--rounds", type=int, default=5, help="rounds over the file [5]")
    given = parser.parse_args()
    shares: list[float] = []
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        path = Path(name) / "pages.warc.gz"
        readers = [stack.enter_context(_start(path)) for _ in range(count_cores())]
        write_file(path, _PLAIN, given.pages)
        for _ in range(given.rounds):
            plain = _time_plain(readers) / given.pages
            boxed = time_boxed(Path(name), _PLAIN, given.pages)
            shares.append(boxed / plain - 1)
            costs = f"{plain * 1000:5.1f} ms a page, in the box {boxed * 1000:5.1f}"
            print(f"{costs}: {shares[-1]:+.1%}", flush=True)
    print(f"the price of the box: {statistics.median(shares):+.1%} (at most 10 %)")


def _time_plain(readers: list[Connection]) -> float:
    """CPU seconds of a reader for the file, while all of them read it."""
    for reader in readers:
        reader.send(None)
    return statistics.mean(float(reader.recv()) for reader in readers)


@contextmanager
def _start(path: Path) -> Iterator[Connection]:
    """A process that reads the file as often as it is told to, with all that it needs loaded."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(str(path), there), daemon=True)
    write_file(path, MIXES[-1], 2)
    process.start()
    try:
        here.recv()
        yield here
    finally:
        process.kill()
        process.join()


def _serve(path: str, channel: Connection) -> None:
    work = load_khabar()
    work(Path(path))  # what is loaded once is not counted
    channel.send(None)
    while True:
        channel.recv()
        before = time.process_time()
        work(Path(path))
        channel.send(time.process_time() - before)


if __name__ == "__main__":
    main()
