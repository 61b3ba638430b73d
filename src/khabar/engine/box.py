"""Pages read in processes of their own: what breaks on one page breaks on that page alone.

Answers come in the order of the pages, while later pages are read ahead. A worker that dies
takes one page with it, which is then rejected with the reason; another worker goes on. Where pages
are quickly read a worker has several at once, so that this process wakes once for all of them; those
that come slowly, as from a site that is not to be hurried, do not wait for others.
"""

import os
import select
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import monotonic
from types import TracebackType
from typing import TypeAlias

from khabar.engine.jobs import Answer, Answers, Captured, Job, Task
from khabar.engine.process import Process, explain_end
from khabar.model.claims import Rejected

# How many answers may wait for an earlier page, for each worker. Range tried 1-16 on 600 pages of 20 ms,
# one in fifty of them ten times as long, two workers, two runs: idle for 16-20, 14-16, 10-12, 9-12 and
# 10-14 % of the time at 1, 2, 4, 8 and 16 (start of the workers included): nothing is gained past 4.
_AHEAD = 4
# Pages that a worker is given at once: as many as it reads in so many CPU seconds, but no more than 4.
_TOGETHER, _SECONDS = 4, 0.1
# Larger pages are handed over as soon as they come to so many bytes.
_BYTES = 2**20


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
    with Crew(job, workers, _TOGETHER) as crew:
        asked = monotonic()
        for item in captured:
            is_slow = monotonic() - asked > _SECONDS
            waiting.append(crew.take(item))
            if is_slow:
                crew.catch_up()
            while waiting and (waiting[0].answer or len(waiting) > _AHEAD * workers + _TOGETHER):
                yield crew.settle(waiting.popleft())
            asked = monotonic()
        while waiting:
            yield crew.settle(waiting.popleft())


@dataclass(slots=True)
class Place:
    """A place in the order of answers; `task` is None where there is nothing to read."""

    task: Task | None
    answer: Answer | None = None


Reader: TypeAlias = Process[tuple[Task, ...], Answers]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Busy:
    """A worker, and the places of the pages that it has."""

    worker: Reader
    places: tuple[Place, ...]


class Crew:
    """The workers of one run: started when pages wait for them, replaced when they go.

    At most `together` pages are given to a worker at once.
    """

    def __init__(self, job: Job, workers: int, together: int = 1) -> None:
        self._job = job
        self._most = workers
        self._most_together = together
        self._together = 1
        self._gathered: list[Place] = []
        self._waiting: deque[tuple[Place, ...]] = deque()
        self._idle: list[Reader] = []
        self._busy: dict[int, _Busy] = {}  # by the descriptor of the line
        self._poll = select.poll()

    def __enter__(self) -> "Crew":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for busy in self._busy.values():
            busy.worker.kill()
        for worker in self._idle:
            worker.end()

    @property
    def lines(self) -> tuple[Connection, ...]:
        """The lines to workers that read: one of them is ready when `collect` has something to take."""
        return tuple(busy.worker.line for busy in self._busy.values())

    @property
    def has_room(self) -> bool:
        """True where `take` would not wait for a worker."""
        return bool(self._idle) or len(self._busy) < self._most

    def take(self, item: Captured) -> Place:
        """The place of `item` in the order of answers; its page is with a worker or gathered."""
        if isinstance(item, Rejected):
            return Place(task=None, answer=Answer(outcome=item))
        place = Place(task=item)
        self._gathered.append(place)
        if len(self._gathered) >= self._together or self._weigh() >= _BYTES:
            self._hand_over()
        return place

    def settle(self, place: Place) -> Answer:
        """The answer of `place`, waited for."""
        while place.answer is None:
            if any(one is place for one in self._gathered):
                self._hand_over()
            else:
                self.collect()
        return place.answer

    def catch_up(self) -> None:
        """Gives a worker what is gathered, and takes the answers that have come."""
        if self._gathered:
            self._hand_over()
        self.collect(wait=False)

    def collect(self, *, wait: bool = True) -> None:
        """Takes the answers that have come, in whatever order; waits for one where none has."""
        for line, _ in self._poll.poll(None if wait else 0):
            self._poll.unregister(line)
            busy = self._busy.pop(line)
            answers = busy.worker.receive()
            if answers is None:
                self._bury(busy)
            else:
                self._settle_all(busy, answers)
        self._send_waiting()

    def _weigh(self) -> int:
        return sum(len(place.task.page.content) for place in self._gathered if place.task)

    def _hand_over(self) -> None:
        """Gives a worker what is gathered; waits for one where all are busy."""
        self._waiting.append(tuple(self._gathered))
        self._gathered.clear()
        self._send_waiting()
        while self._waiting:
            self.collect()

    def _send_waiting(self) -> None:
        while self._waiting and self.has_room:
            self._send(self._waiting.popleft())

    def _send(self, places: tuple[Place, ...]) -> None:
        tasks = tuple(place.task for place in places if place.task)
        while self._idle:
            busy = _Busy(worker=self._idle.pop(), places=places)
            if busy.worker.send(tasks):
                self._watch(busy)
                return
            busy.worker.end()  # it died while it had nothing to do
        busy = _Busy(worker=Process("khabar.engine.worker"), places=places)
        busy.worker.send(self._job)
        if busy.worker.send(tasks):
            self._watch(busy)
        else:
            self._bury(busy)

    def _watch(self, busy: _Busy) -> None:
        line = busy.worker.line.fileno()
        self._busy[line] = busy
        self._poll.register(line, select.POLLIN)

    def _settle_all(self, busy: _Busy, answers: Answers) -> None:
        for place, answer in zip(busy.places, answers.each, strict=False):
            place.answer = answer
        count = len(answers.each)
        if count < len(busy.places):  # it was worn out before the last
            self._waiting.appendleft(busy.places[count:])
        if answers.each[-1].last:
            busy.worker.end()
        else:
            self._idle.append(busy.worker)
        affordable = int(count * _SECONDS / max(answers.seconds, 1e-6))
        self._together = max(1, min(self._most_together, affordable))

    def _bury(self, busy: _Busy) -> None:
        """Which of several pages broke their worker is told when each is read by itself."""
        code = busy.worker.end()
        self._together = 1
        if len(busy.places) > 1:
            self._waiting.extendleft((place,) for place in reversed(busy.places))
        for place in busy.places if len(busy.places) == 1 else ():
            if place.task:
                place.answer = Answer(outcome=_explain(place.task.page.source, code, self._job))


def _explain(source: str, code: int, job: Job) -> Rejected:
    """Why the worker that had this page ended with `code`, in the words of `rejected` lines."""
    seconds, more = job.settings.page_seconds, job.settings.claims_seconds
    return explain_end(source, code, f"{seconds:g} s for the article, {more:g} s for its claims")
