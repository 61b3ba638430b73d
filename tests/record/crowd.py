"""Processes at one record at once: writers who add pages, readers who look whether each sees it whole.

python tests/record/crowd.py RECORD SECONDS READERS WRITER...    needs tests/ on PYTHONPATH

Prints how much each did, the writers first. They are forked from one process that has loaded khabar: to
start a dozen interpreters takes longer than what they do.
"""

import os
import sys
import time
import traceback
from collections.abc import Callable
from typing import NamedTuple

import books
from sqlalchemy import func, select

from khabar.record import schema
from khabar.record.store import Record


def write(where: str, name: str, seconds: float) -> int:
    """How many pages were added: one at least."""
    number, end = 0, time.monotonic() + seconds
    with Record.open(where, create=True) as record:
        while not number or time.monotonic() < end:
            raid = (
                f"air_strike; Town {number % 50}; 1938-05-{number % 28 + 1:02}; {number % 9}; the mayor"
            )
            books.put(record, books.page(raid, publisher=name), source=f"{name}{number}.txt")
            number += 1
    return number


def look(where: str, seconds: float) -> int:
    """How often the record was looked at, and was whole each time."""
    looks, end = 0, time.monotonic() + seconds
    with Record.open(where, create=False) as record:
        while not looks or time.monotonic() < end:
            with record.reading() as connection:
                counts = [
                    connection.scalar(select(func.count()).select_from(table))
                    for table in (schema.claim, schema.mention, schema.event_claim, schema.telling)
                ]
                assert len(set(counts)) == 1, counts
            looks += 1
    return looks


class Forked(NamedTuple):
    """A process, and the pipe from which the number comes that it finds; nothing where it fails."""

    process: int
    pipe: int


def fork(work: Callable[[], int]) -> Forked:
    """A process of its own that does some work."""
    end, start = os.pipe()
    process = os.fork()
    if process:
        os.close(start)
        return Forked(process, end)
    try:
        os.write(start, str(work()).encode())
    except BaseException:  # noqa: BLE001  # whatever it is, the process must end here
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main(where: str, seconds: str, readers: str, *writers: str) -> int:
    """0 where all did their work."""
    length = float(seconds)
    works = [lambda name=name: write(where, name, length) for name in writers]
    works += [lambda: look(where, length)] * int(readers)
    forked = [fork(work) for work in works]
    counts = [os.read(one.pipe, 20).decode() for one in forked]
    for one in forked:
        os.waitpid(one.process, 0)
    sys.stdout.write(" ".join(counts))
    return 0 if all(counts) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
