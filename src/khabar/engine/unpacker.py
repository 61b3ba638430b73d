"""The process that takes archives apart, and is thrown away when one of them breaks it."""

import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection

from khabar.engine.jobs import Done
from khabar.engine.limits import Budget
from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.pages.archives.kinds import Key, unpack
from khabar.pages.capture import spell_source
from khabar.pages.finds import Find


def main() -> None:
    """Serves the process at the other end of the connection whose descriptor is the first argument."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    channel = Connection(int(sys.argv[1]))
    with suppress(EOFError, ConnectionError):  # nobody is at the other end any more
        serve(channel, channel.recv())


def serve(channel: Connection, key: Key) -> None:
    """Sends what is in one archive after another, and `Done` after each, until the other end closes."""
    import fastwarc.warc  # noqa: F401  # loaded before the line for memory is drawn

    budget = Budget(key.settings, lambda: None)
    while True:
        source: str = channel.recv()
        budget.open()
        for find in _list_finds(source, key, budget):
            channel.send(find)
        budget.close()
        channel.send(Done())


def _list_finds(source: str, key: Key, budget: Budget) -> Iterator[Find]:
    """What is in the archive; what ends it early is its last find. Each has the time of a page."""
    finds = unpack(source, key, budget.restart)
    while True:
        budget.restart()
        try:
            find = next(finds, None)
        except InputError as error:
            find = Rejected(source=spell_source(source), reason=error.reason, detail=error.detail)
        except MemoryError:
            detail = f"expected at most {key.settings.page_memory} MiB for one page of an archive"
            find = Rejected(source=spell_source(source), reason="over_memory", detail=detail)
        if find is None:
            return
        yield find


if __name__ == "__main__":
    main()
