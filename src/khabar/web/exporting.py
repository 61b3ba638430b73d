"""The files beside the overview: exactly the events that an address asks for, as they come."""

from collections.abc import AsyncIterator, Generator, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from khabar.export.event_exporters import EVENT_EXPORTERS, EventExporter
from khabar.record.looking.views import find_events
from khabar.web.harm import read_query, shield

MOST_OPEN = 24
"""Files that are being written or sent at once; each holds a connection to the record."""

_PART = 1 << 16  # bytes that are sent together
_AT_ONCE = 2  # threads that write files; more would take from pages what files do not gain
_WAIT = 5  # seconds after which it is worth asking again


@dataclass(slots=True)
class Desk:
    """Where files are written, a few at a time, so that pages are not kept waiting by many."""

    turns: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_AT_ONCE))
    open: int = 0

    def take(self) -> None:
        """Begins a file; raises HTTPException where too many are under way."""
        if self.open >= MOST_OPEN:
            said = f"Many files are being written. Try again in {_WAIT} s."
            raise HTTPException(503, said, headers={"retry-after": str(_WAIT)})
        self.open += 1

    def give_back(self) -> None:
        """Ends one."""
        self.open -= 1


def _make_route(exporter: EventExporter) -> Route:
    async def download(request: Request) -> Response:
        """All events that are asked for, in the order of days, in one format."""
        desk: Desk = request.app.state.desk
        desk.take()
        try:
            parts = await to_thread.run_sync(_begin, request, exporter, limiter=desk.turns)
        except BaseException:
            desk.give_back()
            raise
        return _File(parts, desk, exporter)

    return Route(f"/events.{exporter.suffix}", download, name=f"events.{exporter.name}")


class _File(StreamingResponse):
    """A file as it is written; who stops reading gives back the connection to the record at once."""

    def __init__(self, parts: Generator[bytes], desk: Desk, exporter: EventExporter) -> None:
        named = f'attachment; filename="khabar-events.{exporter.suffix}"'
        super().__init__(
            self._write(), media_type=exporter.media_type, headers={"content-disposition": named}
        )
        self._parts, self._desk = parts, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._parts.close()
            self._desk.give_back()

    async def _write(self) -> AsyncIterator[bytes]:
        while part := await to_thread.run_sync(next, self._parts, b"", limiter=self._desk.turns):
            yield part


def _begin(request: Request, exporter: EventExporter) -> Generator[bytes]:
    """The parts of the file; what goes wrong does so before anything was sent."""
    asked = read_query(request)
    record, opinion = request.app.state.face.record, asked.opinion
    told = find_events(record, asked.wanted, rule=opinion.rule, as_of=opinion.as_of)
    found = shield(request, told, asked.wanted)
    first = tuple(islice(found, 1))
    return _join(exporter.list_parts(chain(first, found)))


def _join(parts: Iterator[bytes]) -> Generator[bytes]:
    waiting = bytearray()
    for part in parts:
        waiting += part
        if len(waiting) >= _PART:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


ROUTES = tuple(_make_route(exporter) for exporter in EVENT_EXPORTERS)
