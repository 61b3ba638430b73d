"""Answers of sources, handed one after another to the process that takes them apart."""

from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Protocol

from khabar.engine.process import Process, explain_end
from khabar.model.claims import Rejected
from khabar.settings import Settings
from khabar.watch.couriers import Failure
from khabar.watch.listing import Listing, ToList


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the answer of a source came to."""

    source: str
    listing: Listing | Failure


class Desk(Protocol):
    """Takes answers apart, one after another."""

    @property
    def lines(self) -> tuple[Connection, ...]:
        """One of these is ready when something has been taken apart."""
        ...

    def give(self, task: ToList) -> None:
        """Lets an answer be taken apart when its turn comes."""
        ...

    def collect(self) -> Listed | None:
        """What was taken apart; waits for it where something is under way, None where nothing is."""
        ...

    def close(self) -> None:
        """Ends the process, if there is one."""
        ...


class BoxedDesk:
    """The desk whose work is done in a process of its own: what breaks it costs one answer."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: Process[ToList, Listing | Rejected] | None = None
        self._waiting: deque[ToList] = deque()
        self._at_work: ToList | None = None

    @property
    def lines(self) -> tuple[Connection, ...]:
        """The line to the process, while it is at work."""
        return (self._process.line,) if self._process and self._at_work else ()

    def give(self, task: ToList) -> None:
        """Lets an answer be taken apart when its turn comes."""
        self._waiting.append(task)
        self._go_on()

    def collect(self) -> Listed | None:
        """What was taken apart; see `Desk`."""
        task, process = self._at_work, self._process
        if task is None or process is None:
            return None
        answer, self._at_work = process.receive(), None
        if answer is None:
            self._process = None
            allowed = f"{self._settings.page_seconds:g} s for an answer of a source"
            answer = explain_end(task.page.source, process.end(), allowed)
        self._go_on()
        return Listed(source=task.source, listing=_judge(answer))

    def close(self) -> None:
        """Ends the process."""
        if self._process:
            self._process.kill()
            self._process = None

    def _go_on(self) -> None:
        if self._at_work is not None or not self._waiting:
            return
        self._at_work = task = self._waiting.popleft()
        if self._process is None or not self._process.send(task):  # it may have worn out and gone
            if self._process:
                self._process.end()
            self._process = Process("khabar.watch.clerk", silent=True)
            self._process.send(self._settings)
            self._process.send(task)


def _judge(answer: Listing | Rejected) -> Listing | Failure:
    if isinstance(answer, Rejected):
        return Failure(reason=answer.reason, detail=answer.detail, is_passing=False)
    return answer
