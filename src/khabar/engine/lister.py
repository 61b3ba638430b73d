"""The process that lists what addresses name, within the limits of a page, and may break on one."""

import resource
import signal
import sys
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection

from khabar.engine.jobs import Question
from khabar.engine.limits import Budget
from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.pages.capture import build_page
from khabar.pages.contents import Contents, list_contents
from khabar.settings import Settings

# Read once before the limits are drawn, so that what every page needs is loaded by then.
_REHEARSALS = (
    b"<html><body><p>Mild and dry.</p></body></html>",
    b"<rss><channel><item/></channel></rss>",
)


def main() -> None:
    """Serves the process at the other end of the connection whose descriptor is the first argument."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    channel = Connection(int(sys.argv[1]))
    with suppress(EOFError, ConnectionError):  # nobody is at the other end any more
        serve(channel, channel.recv())


def serve(channel: Connection, settings: Settings) -> None:
    """Answers page after page with what it names, or why that cannot be told."""
    budget = Budget(settings, lambda: None)
    for content in _REHEARSALS:
        list_contents(build_page("rehearsal", content), settings, try_report=True, is_front=True)
    while True:
        question: Question = channel.recv()
        budget.open()
        try:
            answer = _list(question, settings)
        finally:
            budget.close()
        channel.send(answer)


def _list(question: Question, settings: Settings) -> Contents | Rejected:
    page = question.page
    try:
        return list_contents(page, settings, try_report=question.try_report, is_front=question.is_front)
    except InputError as error:
        return Rejected(source=page.source, reason=error.reason, detail=error.detail)
    except MemoryError:
        detail = f"expected at most {settings.page_memory} MiB for what a page names"
        return Rejected(source=page.source, reason="over_memory", detail=detail)
    except Exception as error:  # noqa: BLE001  # the top of the process: one page must not stop the others
        where = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__} in {where.name}:{where.lineno}: {error}"
        return Rejected(source=page.source, reason="fault", detail=detail)


if __name__ == "__main__":
    main()
