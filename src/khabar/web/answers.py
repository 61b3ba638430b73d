"""Answers that many ask for are made once for each state of the record, and compressed once.

Lists show a picture of the record, which may be some seconds old. Pages of events and articles are
always those of now: they are kept only as long as nothing at all is written.
"""

import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from khabar.record.store import Record
from khabar.web.people.house import Porter
from khabar.web.people.who import find_record, find_who
from khabar.web.ready import Ready, lay_ready

# Bytes of all answers that are kept: about three thousand pages.
_ROOM = 64 << 20
_LEVEL = 5
_LOCKS = 32

_SAID = {"cache-control": "no-cache", "vary": "accept-encoding, cookie"}

Address: TypeAlias = tuple[str, bytes, str, bytes]


class State(Protocol):
    """What an answer shows; `number` is another one for another state."""

    @property
    def number(self) -> object:
        """Stays the same as long as answers do."""
        ...

    def is_present(self, number: object) -> bool:
        """True where answers of that number are those that would be made now."""
        ...

    def look(self) -> object:
        """Finds the present state."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """A record as it is at this moment."""

    record: Record

    @property
    def number(self) -> object:
        """Another one after each write, and on each day; None where it is not known."""
        state = self.record.find_state()
        return None if state is None else (datetime.now(UTC).date(), state)

    def is_present(self, number: object) -> bool:
        """True where nothing was written since; False where that is not known."""
        return number is not None and number == self.number

    def look(self) -> None:
        """Nothing has to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """An answer with what it shows, and the number of that when it was made.

    `size` counts the bytes of its address, too: it is as long as whoever asks wants it to be.
    """

    ready: Ready
    state: State
    number: object
    size: int


@dataclass(slots=True, kw_only=True)
class Answers:
    """The answers that were asked for last, by address."""

    room: int = _ROOM
    _kept: OrderedDict[Address, _Kept] = field(default_factory=OrderedDict)
    _taken: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _makers: tuple[threading.Lock, ...] = field(
        default_factory=lambda: tuple(threading.Lock() for _ in range(_LOCKS))
    )

    def find(self, address: Address) -> Ready | None:
        """The answer, where it shows the present state."""
        kept = self._kept.get(address)
        if kept is None or not kept.state.is_present(kept.number):
            return None
        with self._lock:
            if address in self._kept:
                self._kept.move_to_end(address)
        return kept.ready

    def make(self, address: Address, state: State, show: Callable[[], Response]) -> Ready | Response:
        """The answer that `show` makes; those who ask for one address wait for one maker.

        What is no plain 200 is given on, and not kept.
        """
        with self._makers[hash(address) % _LOCKS]:
            state.look()
            if ready := self.find(address):
                return ready
            number = state.number  # before the page is made: what is written meanwhile makes it old
            response = show()
            if response.status_code != 200 or not hasattr(response, "body"):
                return response
            said = _SAID | {"content-type": response.headers["content-type"]}
            ready = lay_ready(bytes(response.body), said, level=_LEVEL)
            size = ready.size + sum(map(len, address))
            self._store(address, _Kept(ready=ready, state=state, number=number, size=size))
            return ready

    def _store(self, address: Address, kept: _Kept) -> None:
        with self._lock:
            old = self._kept.pop(address, None)
            self._taken += kept.size - (old.size if old else 0)
            self._kept[address] = kept
            while self._taken > self.room:
                _, oldest = self._kept.popitem(last=False)
                self._taken -= oldest.size


def name_address(scope: Scope) -> Address:
    """All of an address that a page may tell: scheme, host, path and query."""
    hosts = (value for name, value in scope["headers"] if name == b"host")
    return scope["scheme"], next(hosts, b""), scope["path"], scope["query_string"]


def keep_answers(show: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Any]]:
    """The page as before, kept as long as the picture of the record is the same.

    Who is signed in is never given what is kept.
    """
    return _keep(show, lambda request: request.app.state.panorama)


def keep_unchanged(show: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Any]]:
    """The same for a page that is always that of now, and may tell the day."""
    return _keep(show, lambda request: Now(record=find_record(request)))


def _keep(
    show: Callable[[Request], Response], find_state: Callable[[Request], State]
) -> Callable[[Request], Awaitable[Any]]:
    async def answer(request: Request) -> Ready | Response:
        porter: Porter = request.app.state.porter
        if find_who(request).account or request.method != "GET":
            return await porter.read(partial(show, request))
        answers: Answers = request.app.state.answers
        address = name_address(request.scope)
        if ready := answers.find(address):
            return ready
        make = partial(_show, show, request)
        return await porter.read(partial(answers.make, address, find_state(request), make))

    answer.__doc__ = show.__doc__
    return answer


def _show(show: Callable[[Request], Response], request: Request) -> Response:
    """The page, of one state of the record."""
    with find_record(request).holding():
        return show(request)
