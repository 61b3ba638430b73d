"""Pages read in processes of their own: what breaks on one page breaks on that page alone.

Answers come in the order of the pages, while later pages are read ahead. A worker that dies
takes one page with it, which is then rejected with the reason; another worker goes on.
"""

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from types import TracebackType

from khabar.engine.jobs import Answer, Captured, Job, Task
from khabar.model.claims import Rejected

# How many answers may wait for an earlier page, for each worker. Range tried 1-16 on 600 pages of 20 ms,
# one in fifty of them ten times as long, two workers, two runs: idle for 16-20, 14-16, 10-12, 9-12 and
# 10-14 % of the time at 1, 2, 4, 8 and 16 (start of the workers included): nothing is gained past 4.
_AHEAD = 4
# A worker is one thread; libraries that would start more for each are told so before they load.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}


def count_cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_pages(captured: Iterable[Captured], job: Job, workers: int) -> Iterator[Answer]:
    """The answer for each captured source, in their order, from at most `workers` processes.

    A source that gave no page passes through as it is. Sources are taken as they are needed.
    """
    waiting: deque[_Place] = deque()
    with _Crew(job, workers) as crew:
        for item in captured:
            waiting.append(crew.take(item))
            while waiting and (waiting[0].answer or len(waiting) > _AHEAD * workers):
                yield crew.settle(waiting.popleft())
        while waiting:
            yield crew.settle(waiting.popleft())


@dataclass(slots=True)
class _Place:
    """A place in the order of answers; `task` is None where there is nothing to read."""

    task: Task | None
    answer: Answer | None = None


class _Worker:
    """A process that reads, and this end of the line to it."""

    def __init__(self, job: Job) -> None:
        self.line, theirs = Pipe()
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own module
            # -P: a json.py in the folder of the pages is not to be imported
            [sys.executable, "-P", "-m", "khabar.engine.worker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=os.environ | _ONE_THREAD,
            process_group=0,  # Ctrl-C is for the process that runs the box
        )
        theirs.close()
        self.line.send(job)

    def receive(self) -> Answer | None:
        """The answer on the line, or None where the process has died."""
        try:
            answer: Answer = self.line.recv()
        except (EOFError, ConnectionError):
            return None
        return answer

    def end(self) -> int:
        """Its exit code, negative for a signal, after it is gone for certain."""
        self.line.close()
        try:
            return self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return self.kill()

    def kill(self) -> int:
        """Its exit code, after it was ended whatever it was doing."""
        self.line.close()
        self._process.kill()
        return self._process.wait()


class _Crew:
    """The workers of one run: started when pages wait for them, replaced when they go."""

    def __init__(self, job: Job, workers: int) -> None:
        self._job = job
        self._most = workers
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, _Place]] = {}

    def __enter__(self) -> "_Crew":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker, _ in self._busy.values():
            worker.kill()
        for worker in self._idle:
            worker.end()

    def take(self, item: Captured) -> _Place:
        """The place of `item` in the order of answers; its page is with a worker by then."""
        if isinstance(item, Rejected):
            return _Place(task=None, answer=Answer(outcome=item))
        place = _Place(task=item)
        while not self._idle and len(self._busy) >= self._most:
            self._collect()
        self._hand_over(place, item)
        return place

    def settle(self, place: _Place) -> Answer:
        """The answer of `place`, waited for."""
        while place.answer is None:
            self._collect()
        return place.answer

    def _hand_over(self, place: _Place, task: Task) -> None:
        while self._idle:
            worker = self._idle.pop()
            try:
                worker.line.send(task)
            except OSError:  # it died while it had nothing to do
                worker.end()
                continue
            self._busy[worker.line] = (worker, place)
            return
        worker = _Worker(self._job)
        try:
            worker.line.send(task)
        except OSError:
            place.answer = self._bury(worker, task)
            return
        self._busy[worker.line] = (worker, place)

    def _collect(self) -> None:
        for line in wait(list(self._busy)):
            assert isinstance(line, Connection)  # noqa: S101  # nothing else was waited for
            worker, place = self._busy.pop(line)
            answer = worker.receive()
            if answer is None and place.task is not None:
                place.answer = self._bury(worker, place.task)
                continue
            place.answer = answer
            if answer is not None and answer.last:
                worker.end()
            else:
                self._idle.append(worker)

    def _bury(self, worker: _Worker, task: Task) -> Answer:
        return Answer(outcome=_explain(task.page.source, worker.end(), self._job))


def _explain(source: str, code: int, job: Job) -> Rejected:
    """Why the worker that had this page ended with `code`, in the words of `rejected` lines."""
    if code == -signal.SIGPROF:
        allowed = (
            f"{job.settings.page_seconds:g} s for the article, "
            f"{job.settings.claims_seconds:g} s for its claims"
        )
        reason, detail = "over_time", f"expected at most {allowed} of CPU time"
    elif code == -signal.SIGKILL:
        reason, detail = "over_memory", "the system killed the reader, most likely for want of memory"
    elif code < 0:
        reason, detail = "crashed", f"the reader was ended by {signal.Signals(-code).name}"
    else:
        reason, detail = "crashed", f"the reader stopped with exit code {code}"
    return Rejected(source=source, reason=reason, detail=detail)
