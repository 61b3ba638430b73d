"""The process that reads pages, one after another, and is thrown away when one of them breaks it."""

import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from khabar.engine.jobs import Answer, Answers, Job, Task, ask_page
from khabar.engine.limits import Budget
from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.model.documents import Hints, Page

# Read once before the limits are drawn, so that what every page needs is loaded by then.
_REHEARSAL = Task(
    page=Page(
        source="rehearsal",
        content=b"<html><body><article><h1>Weather</h1><p>The day was mild and dry in most parts of the"
        b" country, and the roads were quiet.</p></article></body></html>",
        content_type="text/html",
        sha256="",
    ),
    hints=Hints(),
)


def main() -> None:
    """Serves the box at the other end of the connection whose descriptor is the first argument."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    channel = Connection(int(sys.argv[1]))
    serve(channel, channel.recv())


def serve(channel: Connection, job: Job) -> None:
    """Answers page after page until the other end closes or this process is worn out."""
    budget = Budget(job.settings, lambda: job.stages().load_models())
    answer(_REHEARSAL, job, lambda: None)
    with suppress(EOFError, ConnectionError):  # nobody is at the other end any more
        while True:
            answers = _read_all(channel.recv(), job, budget)
            channel.send(answers)
            if answers.each[-1].last:
                return


def _read_all(tasks: Sequence[Task], job: Job, budget: Budget) -> Answers:
    """The answers for pages that came together, up to one that wears this process out."""
    each: list[Answer] = []
    before = time.process_time()
    for task in tasks:
        each.append(_read_boxed(task, job, budget))
        if each[-1].last:
            break
    return Answers(each=tuple(each), seconds=time.process_time() - before)


def _read_boxed(task: Task, job: Job, budget: Budget) -> Answer:
    budget.open()
    try:
        made = answer(task, job, budget.pass_checkpoint)
    finally:
        budget.close()
    return replace(made, last=made.last or budget.is_worn())


def answer(task: Task, job: Job, checkpoint: Callable[[], None]) -> Answer:
    """The answer for one page, whatever reading it raises."""
    page = task.page
    try:
        asked = ask_page(task)
        if asked.following:
            outcome = _reject(page, "continues", f"expected the page {asked.following} first")
            return Answer(outcome=outcome, following=asked.following)
        report = job.stages().read(page, asked.hints, job.settings, checkpoint)
    except InputError as error:
        return Answer(outcome=_reject(page, error.reason, error.detail))
    except MemoryError:
        detail = f"expected at most {job.settings.page_memory} MiB beyond the loaded models"
        return Answer(outcome=_reject(page, "over_memory", detail), last=True)
    except Exception as error:  # noqa: BLE001  # the top of the worker: one page must not stop the others
        return Answer(outcome=_reject(page, "fault", _describe(error)), fault=traceback.format_exc())
    return Answer(outcome=report)


def _reject(page: Page, reason: str, detail: str) -> Rejected:
    return Rejected(source=page.source, reason=reason, detail=detail)


def _describe(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}: {error}"


if __name__ == "__main__":
    main()
