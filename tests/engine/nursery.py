"""A process that has all of khabar loaded, and forks one run after another for the crash test.

Reads lines `add|reread RECORD PAGES OUTPUT SECONDS`; answers each with the exit status of the process
that ran it, which was killed after so many seconds where it had not ended by then.
"""

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import papers

from khabar import vocab
from khabar.engine import adding
from khabar.engine.jobs import Answer, Captured, Job
from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.model.documents import Hints
from khabar.settings import Settings


def run(verb: str, record: str, pages: str) -> None:
    """Adds the pages to the record, or reads what is in it again."""
    stages = papers.stages if verb == "add" else papers.better_stages
    job = Job(hints=Hints(), settings=Settings(), stages=stages)
    if verb == "add":
        arguments = tuple(sorted(str(path) for path in Path(pages).iterdir()))
        adding.add_all(
            adding.AddOrder(
                arguments=arguments, job=job, record=record, reader="1", as_json=True, debug=False
            )
        )
    else:
        adding.reread_all(
            adding.RereadOrder(
                job=job, record=record, reader="2", everything=False, as_json=True, debug=False
            )
        )


def fork(verb: str, record: str, pages: str, output: str) -> int:
    """The id of a process that carries out the run, all that it tells in the file `output`."""
    child = os.fork()
    if child == 0:
        handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        run(verb, record, pages)
        sys.stdout.flush()
        os._exit(0)
    return child


def read_here(captured: Iterable[Captured], job: Job, _workers: int) -> Iterator[Answer]:
    """The answers of a box, read in this process: to start another takes longer than all the writing.

    That readers end with the process that runs them is tested with the box.
    """
    read = job.stages().read
    for item in captured:
        try:
            yield Answer(outcome=item if isinstance(item, Rejected) else read(item.page, item.hints))
        except InputError as error:
            source = item.page.source
            yield Answer(outcome=Rejected(source=source, reason=error.reason, detail=error.detail))


def wait_for(child: int, seconds: float) -> int:
    """The exit status of a process, which is killed where it has not ended after so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)  # its id is its own until it is waited for
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def serve() -> None:
    """Carries out one line after another."""
    adding._SECONDS = 0  # each page in a transaction of its own: more moments at which to be killed
    adding.read_pages = read_here
    vocab.load()
    for line in sys.stdin:
        *order, seconds = line.split()
        child = fork(*order)
        sys.stdout.write(f"{wait_for(child, float(seconds))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
