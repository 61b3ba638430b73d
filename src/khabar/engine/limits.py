"""What one page may cost, held by the kernel: work in C cannot outrun it, nor any `except`."""

import functools
import os
import resource
import signal
from collections.abc import Callable

from khabar.settings import Settings

_STATM = "/proc/self/statm"


def used_memory() -> int | None:
    """The address space of this process in bytes; None where the system does not say."""
    file = _open_statm(os.getpid())
    return None if file is None else int(os.pread(file, 100, 0).split()[0]) * resource.getpagesize()


@functools.cache
def _open_statm(_process: int) -> int | None:
    """Open once for each process: it is read twice on each page, and opening takes most of the time."""
    try:
        return os.open(_STATM, os.O_RDONLY)
    except OSError:
        return None


class Budget:
    """The limits around one page after another, in the process that calls it.

    CPU time: SIGPROF at its default action ends the process. Memory: an allocation beyond
    `page_memory` on top of what was loaded fails. Loading models is not counted.
    """

    def __init__(self, settings: Settings, load_models: Callable[[], object]) -> None:
        self._settings = settings
        self._load_models = load_models
        self._loaded: int | None = None

    def open(self) -> None:
        """Starts the clock and draws the line for memory, before a page is read."""
        self._loaded = self._loaded or used_memory()
        self._limit(self._settings.page_seconds)

    def restart(self) -> None:
        """Starts the clock anew; the line for memory stays where it is."""
        signal.setitimer(signal.ITIMER_PROF, self._settings.page_seconds)

    def pass_checkpoint(self) -> None:
        """Loads the models unmetered on first use, then starts the clock for the claims."""
        self.close()
        before = used_memory()
        self._load_models()
        if self._loaded is not None and before is not None:
            self._loaded += (used_memory() or before) - before
        self._limit(self._settings.claims_seconds)

    def close(self) -> None:
        """Lifts both limits, between pages."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        _limit_address_space(None)

    def is_worn(self) -> bool:
        """True where half of a page's memory stays taken between pages: time for a new process."""
        used = used_memory()
        if used is None or self._loaded is None:
            return False
        return used - self._loaded > self._room // 2

    @property
    def _room(self) -> int:
        return self._settings.page_memory * 2**20

    def _limit(self, seconds: float) -> None:
        used = used_memory()
        if used is not None:
            _limit_address_space(used + self._room)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_address_space(size: int | None) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = most if size is None else size
    if size is not None and most != resource.RLIM_INFINITY:
        wanted = min(size, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
