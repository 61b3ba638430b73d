"""A process that has all of khabar loaded, and forks one run after another for the crash test.

Reads lines `add|reread RECORD PAGES OUTPUT SECONDS`; answers each with the exit status of the process
that ran it and the CPU seconds that it took. The kernel killed it after SECONDS of CPU time where it had
not ended by then: as abruptly as by `kill -9`, and after as much work whatever else the machine does.
"""

import os
import signal
import sys
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

KILLED = signal.SIGPROF
"""The signal of the timer that counts CPU time; nothing in a process can act on it."""
SOONEST = 1e-5  # seconds; no timer runs for 0


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


def fork(order: list[str], output: str, seconds: float) -> int:
    """The id of a process that carries out the run, all that it tells in the file `output`."""
    child = os.fork()
    if child == 0:
        signal.signal(KILLED, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, max(seconds, SOONEST))
        handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        run(*order)
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


def serve() -> None:
    """Carries out one line after another."""
    adding._SECONDS = 0  # each page in a transaction of its own: more moments at which to be killed
    adding.read_pages = read_here
    vocab.load()
    for line in sys.stdin:
        *order, output, seconds = line.split()
        child = fork(order, output, float(seconds))
        _, status, used = os.wait4(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)} {used.ru_utime + used.ru_stime}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
