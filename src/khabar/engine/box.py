"""Pages read in processes of their own: what breaks on one page breaks on that page alone.

Answers come in the order of the pages, while later pages are read ahead. A worker that dies
takes one page with it, which is then rejected with the reason; another worker goes on.
"""

import os
import select
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType

from khabar.engine.jobs import Answer, Captured, Job, Task
from khabar.engine.process import Process, explain_end
from khabar.model.claims import Rejected

# How many answers may wait for an earlier page, for each worker. Range tried 1-16 on 600 pages of 20 ms,
# one in fifty of them ten times as long, two workers, two runs: idle for 16-20, 14-16, 10-12, 9-12 and
# 10-14 % of the time at 1, 2, 4, 8 and 16 (start of the workers included): nothing is gained past 4.
_AHEAD = 4


def count_cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_pages(captured: Iterable[Captured], job: Job, workers: int) -> Iterator[Answer]:
    """The answer for each captured source, in their order, from at most `workers` processes.

    A source that gave no page passes through as it is. Sources are taken as they are needed.
    """
    waiting: deque[Place] = deque()
    with Crew(job, workers) as crew:
        for item in captured:
            waiting.append(crew.take(item))
            while waiting and (waiting[0].answer or len(waiting) > _AHEAD * workers):
                yield crew.settle(waiting.popleft())
        while waiting:
            yield crew.settle(waiting.popleft())


@dataclass(slots=True)
class Place:
    """A place in the order of answers; `task` is None where there is nothing to read."""

    task: Task | None
    answer: Answer | None = None


def _start(job: Job) -> Process[Task, Answer]:
    process: Process[Task, Answer] = Process("khabar.engine.worker")
    process.send(job)
    return process


class Crew:
    """The workers of one run: started when pages wait for them, replaced when they go."""

    def __init__(self, job: Job, workers: int) -> None:
        self._job = job
        self._most = workers
        self._idle: list[Process[Task, Answer]] = []
        self._busy: dict[int, tuple[Process[Task, Answer], Place]] = {}  # by the descriptor of the line
        self._poll = select.poll()

    def __enter__(self) -> "Crew":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker, _ in self._busy.values():
            worker.kill()
        for worker in self._idle:
            worker.end()

    @property
    def lines(self) -> tuple[Connection, ...]:
        """The lines to workers that read: one of them is ready when `collect` has something to take."""
        return tuple(worker.line for worker, _ in self._busy.values())

    @property
    def has_room(self) -> bool:
        """True where `take` would not wait for a worker."""
        return bool(self._idle) or len(self._busy) < self._most

    def take(self, item: Captured) -> Place:
        """The place of `item` in the order of answers; its page is with a worker by then."""
        if isinstance(item, Rejected):
            return Place(task=None, answer=Answer(outcome=item))
        place = Place(task=item)
        while not self._idle and len(self._busy) >= self._most:
            self.collect()
        self._hand_over(place, item)
        return place

    def settle(self, place: Place) -> Answer:
        """The answer of `place`, waited for."""
        while place.answer is None:
            self.collect()
        return place.answer

    def _hand_over(self, place: Place, task: Task) -> None:
        while self._idle:
            worker = self._idle.pop()
            if not worker.send(task):  # it died while it had nothing to do
                worker.end()
                continue
            self._watch(worker, place)
            return
        worker = _start(self._job)
        if not worker.send(task):
            place.answer = self._bury(worker, task)
            return
        self._watch(worker, place)

    def _watch(self, worker: Process[Task, Answer], place: Place) -> None:
        line = worker.line.fileno()
        self._busy[line] = (worker, place)
        self._poll.register(line, select.POLLIN)

    def collect(self) -> None:
        """Takes the answers that have come, in whatever order; waits for one where none has."""
        for line, _ in self._poll.poll():
            self._poll.unregister(line)
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

    def _bury(self, worker: Process[Task, Answer], task: Task) -> Answer:
        return Answer(outcome=_explain(task.page.source, worker.end(), self._job))


def _explain(source: str, code: int, job: Job) -> Rejected:
    """Why the worker that had this page ended with `code`, in the words of `rejected` lines."""
    seconds, more = job.settings.page_seconds, job.settings.claims_seconds
    return explain_end(source, code, f"{seconds:g} s for the article, {more:g} s for its claims")
