"""Several processes that answer for one face: each that dies is followed by another, until told to stop.

They are forks of one that has read its modules and holds the socket, the keys and the limits already.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_all_start_methods, get_context
from multiprocessing.process import BaseProcess

import click

from khabar.errors import UsageError

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
# Each has a picture of the record in memory: a larger face is asked for by its operator.
_MOST = 4
# Seconds after its start: whoever dies sooner would be followed by one that dies as soon.
_SOON = 1.0


def count_processes(asked: int | None) -> int:
    """How many answer: as many as there are cores, four at most, where nobody asked for others.

    Raises UsageError where several are asked for on a system that makes no forks.
    """
    is_able = "fork" in get_all_start_methods() and sys.platform != "darwin"
    if asked is not None:
        if asked > 1 and not is_able:
            raise UsageError(f"expected one process, as this system makes no forks; got {asked}")
        return asked
    return min(_count_cores(), _MOST) if is_able else 1


def _count_cores() -> int:
    """The cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work_together(
    work: Callable[[int], None], processes: int, patience: float, leave: Callable[[], None]
) -> None:
    """Has `work` done by so many processes, until this one is told to stop; then it does `leave`.

    `work` is given a descriptor that is at its end when it is to stop, or nobody is left to say so;
    whoever goes on for more than `patience` seconds from then is stopped.
    """
    ends, held = os.pipe()
    crew: dict[BaseProcess, float] = {}

    def begin() -> None:
        process = get_context("fork").Process(target=_begin, args=(work, ends, held, patience))
        process.start()
        crew[process] = time.monotonic()

    with _hearing() as told:
        try:
            for _ in range(processes):
                begin()
            _keep_up(crew, begin, told)
        finally:  # whatever it was that ended this, nobody stays behind
            leave()
            os.close(held)
            _wait_for_all(list(crew), patience)
            os.close(ends)


def _keep_up(crew: dict[BaseProcess, float], begin: Callable[[], None], told: int) -> None:
    """Has another one follow whoever dies, until somebody says stop."""
    lacking = 0
    while True:
        sentinels = (one.sentinel for one in crew)
        ready = connection.wait([told, *sentinels], _SOON if lacking else None)
        if told in ready:
            return
        for process in [one for one in crew if one.sentinel in ready]:
            process.join()
            _say(f"a process of the face ended ({process.exitcode}); another one takes its place")
            lacking += 1
            if time.monotonic() - crew.pop(process) < _SOON:
                connection.wait([told], _SOON)
        lacking = _begin_all(lacking, begin)


def _begin_all(lacking: int, begin: Callable[[], None]) -> int:
    """How many are lacking still: the system may have no room for another process."""
    for begun in range(lacking):
        try:
            begin()
        except OSError as error:
            _say(f"no other process takes its place yet: {error.strerror}")
            return lacking - begun
    return 0


def _begin(work: Callable[[int], None], ends: int, held: int, patience: float) -> None:
    os.close(held)  # else the pipe would never be at its end
    for one in _SIGNALS:
        signal.signal(one, signal.SIG_DFL)
    threading.Thread(target=_end_in_time, args=(ends, patience), daemon=True).start()
    with suppress(KeyboardInterrupt):
        work(ends)


def _end_in_time(ends: int, patience: float) -> None:
    """Ends a process that goes on too long, also where the first one is not there to end it."""
    os.read(ends, 1)
    time.sleep(patience)
    os._exit(1)


@contextmanager
def _hearing() -> Iterator[int]:
    """A descriptor that has something to read once somebody says stop; then the signal is raised."""
    hears, says = os.pipe()
    heard: list[int] = []

    def hear(number: int, _: object) -> None:
        heard.append(number)
        os.write(says, b".")

    before = {one: signal.signal(one, hear) for one in _SIGNALS}
    try:
        yield hears
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        os.close(hears)
        os.close(says)
    for number in heard[:1]:
        signal.raise_signal(number)


def _say(what: str) -> None:
    with suppress(OSError):  # where nobody listens any more, the others still answer
        click.echo(f"khabar: {what}", err=True)


def _wait_for_all(crew: list[BaseProcess], patience: float) -> None:
    end = time.monotonic() + patience
    for process in crew:
        process.join(max(end - time.monotonic(), 0))
    for process in crew:
        process.kill()
        process.join()
