"""Work spread over processes that share, as it was at the start, all that the first one holds.

The others are forked: what is to be worked on is not copied, and only what comes of it is sent back.
"""

import gc
import os
import pickle
import threading
import traceback
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

P = TypeVar("P")
R = TypeVar("R")


def spread(work: Callable[[P], R], parts: Sequence[P]) -> list[R]:
    """What `work` makes of each part, in their order: of the first here, of each other in a process.

    All is done here where there is one part, where there are threads, or where nothing can be forked:
    a thread that holds a lock is not there to give it back. Raises ChildProcessError where a process
    fails.
    """
    if len(parts) < 2 or threading.active_count() > 1 or not hasattr(os, "fork"):
        return [work(part) for part in parts]
    others = [_start(work, part) for part in parts[1:]]
    try:
        return [work(parts[0]), *(other.receive() for other in others)]
    finally:
        for other in others:
            other.end()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Other:
    """A process, and where it writes what it made."""

    number: int
    results: BinaryIO

    def receive(self) -> R:  # type: ignore[type-var]  # whatever `work` returned there
        """What it made."""
        try:
            succeeded, result = pickle.load(self.results)  # noqa: S301  # of this very program
        except EOFError:
            succeeded, result = False, "it ended without a word"
        if not succeeded:
            raise ChildProcessError(f"expected a process to do its part, it failed: {result}")
        return result  # type: ignore[no-any-return]

    def end(self) -> None:
        """Waits for its end; it ends where nobody reads on."""
        self.results.close()
        os.waitpid(self.number, 0)


def _start(work: Callable[[P], R], part: P) -> _Other:
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python warns of threads that numpy keeps for products of matrices: here are none.
        warnings.simplefilter("ignore", DeprecationWarning)
        number = os.fork()
    if number:
        os.close(writing)
        return _Other(number=number, results=os.fdopen(reading, "rb"))
    try:
        os.close(reading)
        gc.disable()  # what is shared would be copied by looking through it
        with os.fdopen(writing, "wb") as results:
            pickle.dump(_try(work, part), results, protocol=5)
    finally:
        os._exit(0)


def _try(work: Callable[[P], R], part: P) -> tuple[bool, R | str]:
    try:
        return True, work(part)
    except Exception:  # noqa: BLE001  # all of them are told to whom has to raise one
        return False, traceback.format_exc()
