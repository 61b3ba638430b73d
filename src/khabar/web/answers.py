"""Answers that many ask for are made once for each picture of the record, and compressed once."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from khabar.record.panorama import Panorama
from khabar.web.people.house import Porter
from khabar.web.people.who import find_who

T = TypeVar("T")

# Bytes of all answers that are kept: about three thousand pages.
_ROOM = 64 << 20
_SMALL = 500  # bytes; compressed, smaller ones would hardly be smaller
_LEVEL = 6
_LOCKS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer with 200, as it is and compressed, and the number of the picture that it shows."""

    number: object
    body: bytes
    zipped: bytes
    media_type: str
    etag: str


@dataclass(slots=True, kw_only=True)
class Answers:
    """The answers that were asked for last, by address."""

    panorama: Panorama
    room: int = _ROOM
    _kept: OrderedDict[str, Answer] = field(default_factory=OrderedDict)
    _taken: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _makers: tuple[threading.Lock, ...] = field(
        default_factory=lambda: tuple(threading.Lock() for _ in range(_LOCKS))
    )

    def find(self, address: str) -> Answer | None:
        """The answer, where it shows the present picture, and that is new enough."""
        with self._lock:
            answer = self._kept.get(address)
            if answer is None or not self.panorama.is_present(answer.number):
                return None
            self._kept.move_to_end(address)
            return answer

    def make(self, address: str, show: Callable[[], Response]) -> Answer | Response:
        """The answer that `show` makes; those who ask for one address wait for one maker.

        What is no plain 200 is given on, and not kept.
        """
        with self._makers[hash(address) % _LOCKS]:
            self.panorama.look()
            if answer := self.find(address):
                return answer
            number = self.panorama.number
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
    """The page as before, from what is kept where there is any; who is signed in is never given that."""

    async def answer(request: Request) -> Response:
        if find_who(request).account or request.method != "GET":
            return await _run(request, partial(show, request))
        answers: Answers = request.app.state.answers
        address = f"{request.url.path}?{request.url.query}"
        found: Answer | Response | None = answers.find(address)
        if found is None:
            found = await _run(request, partial(answers.make, address, partial(show, request)))
        return found if isinstance(found, Response) else _send(request, found)

    answer.__doc__ = show.__doc__
    return answer


async def _run(request: Request, make: Callable[[], T]) -> T:
    porter: Porter = request.app.state.porter
    return await to_thread.run_sync(make, limiter=porter.readers)


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
