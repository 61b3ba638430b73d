"""Answers that many ask for are made once for each state of the record, and compressed once.

Lists show a picture of the record, which may be some seconds old. Pages of events and articles are
always those of now: they are kept only as long as nothing at all is written.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response

from khabar.record.store import Record
from khabar.web.people.house import Porter
from khabar.web.people.who import find_record, find_who

# Bytes of all answers that are kept: about three thousand pages.
_ROOM = 64 << 20
_SMALL = 500  # bytes; compressed, smaller ones would hardly be smaller
_LEVEL = 6
_LOCKS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer with 200, as it is and compressed, and the number of the state that it shows."""

    number: object
    body: bytes
    zipped: bytes
    media_type: str
    etag: str


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
        """Another one after each write."""
        return self.record.find_state()

    def is_present(self, number: object) -> bool:
        """True where nothing was written since; False where that is not known."""
        return number is not None and number == self.number

    def look(self) -> None:
        """Nothing has to be found."""


@dataclass(slots=True, kw_only=True)
class Answers:
    """The answers that were asked for last, by address."""

    room: int = _ROOM
    _kept: OrderedDict[str, Answer] = field(default_factory=OrderedDict)
    _taken: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _makers: tuple[threading.Lock, ...] = field(
        default_factory=lambda: tuple(threading.Lock() for _ in range(_LOCKS))
    )

    def find(self, address: str, state: State) -> Answer | None:
        """The answer, where it shows the present state."""
        with self._lock:
            answer = self._kept.get(address)
        if answer is None or not state.is_present(answer.number):
            return None
        with self._lock:
            if address in self._kept:
                self._kept.move_to_end(address)
        return answer

    def make(self, address: str, state: State, show: Callable[[], Response]) -> Answer | Response:
        """The answer that `show` makes; those who ask for one address wait for one maker.

        What is no plain 200 is given on, and not kept.
        """
        with self._makers[hash(address) % _LOCKS]:
            state.look()
            if answer := self.find(address, state):
                return answer
            number = state.number  # before the page is made: what is written meanwhile makes it old
            response = show()
            if response.status_code != 200 or not hasattr(response, "body"):
                return response
            answer = _keep(response, number)
            self._store(address, answer)
            return answer

    def _store(self, address: str, answer: Answer) -> None:
        with self._lock:
            for old in (self._kept.pop(address, None), answer):
                size = len(old.body) + len(old.zipped) if old else 0
                self._taken += size if old is answer else -size
            self._kept[address] = answer
            while self._taken > self.room:
                _, oldest = self._kept.popitem(last=False)
                self._taken -= len(oldest.body) + len(oldest.zipped)


def keep_answers(show: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """The page as before, from what is kept of the picture of the record, where there is any.

    Who is signed in is never given that.
    """

    async def answer(request: Request) -> Response:
        address = f"{request.url.path}?{request.url.query}"
        return await _answer(request, show, address, request.app.state.panorama)

    answer.__doc__ = show.__doc__
    return answer


def keep_unchanged(show: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """The same for a page that is always that of now, and may tell its whole address and the day."""

    async def answer(request: Request) -> Response:
        address = f"{datetime.now(UTC).date()} {request.url}"
        return await _answer(request, show, address, Now(record=find_record(request)))

    answer.__doc__ = show.__doc__
    return answer


async def _answer(
    request: Request, show: Callable[[Request], Response], address: str, state: State
) -> Response:
    porter: Porter = request.app.state.porter
    if find_who(request).account or request.method != "GET":
        return await porter.read(partial(show, request))
    answers: Answers = request.app.state.answers
    found: Answer | Response | None = answers.find(address, state)
    if found is None:
        found = await porter.read(partial(answers.make, address, state, partial(show, request)))
    return found if isinstance(found, Response) else _send(request, found)


def _keep(response: Response, number: object) -> Answer:
    body = bytes(response.body)
    return Answer(
        number=number,
        body=body,
        zipped=gzip.compress(body, _LEVEL, mtime=0) if len(body) >= _SMALL else b"",
        media_type=response.headers["content-type"],
        etag=f'"{hashlib.sha256(body).hexdigest()[:32]}"',
    )


def _send(request: Request, answer: Answer) -> Response:
    headers = {"etag": answer.etag, "cache-control": "no-cache", "vary": "accept-encoding"}
    if request.headers.get("if-none-match") == answer.etag:
        return Response(status_code=304, headers=headers)
    headers["content-type"] = answer.media_type
    if answer.zipped and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(answer.zipped, headers=headers | {"content-encoding": "gzip"})
    return Response(answer.body, headers=headers)
