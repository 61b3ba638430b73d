"""The files beside the overview: exactly the events that an address asks for, as they come."""

from collections.abc import AsyncIterator, Generator, Iterator
from itertools import chain, islice

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from khabar.export.event_exporters import EVENT_EXPORTERS, EventExporter
from khabar.record.views import find_events
from khabar.web.harm import read_query, shield

_PART = 1 << 16  # bytes that are sent together
_AT_ONCE = 2  # threads that write files; more would take from pages what files do not gain


def _make_route(exporter: EventExporter) -> Route:
    def download(request: Request) -> Response:
        """All events that are asked for, in the order of days, in one format."""
        asked = read_query(request)
        record, opinion = request.app.state.face.record, asked.opinion
        told = find_events(record, asked.wanted, rule=opinion.rule, as_of=opinion.as_of)
        found = shield(request, told, asked.wanted)
        first = tuple(islice(found, 1))  # what goes wrong does so before anything was sent
        parts = exporter.list_parts(chain(first, found))
        named = f'attachment; filename="khabar-events.{exporter.suffix}"'
        return StreamingResponse(
            _send(_join(parts), _find_limiter(request)),
            media_type=exporter.media_type,
            headers={"content-disposition": named},
        )

    return Route(f"/events.{exporter.suffix}", download, name=f"events.{exporter.name}")


def _join(parts: Iterator[bytes]) -> Generator[bytes]:
    waiting = bytearray()
    for part in parts:
        waiting += part
        if len(waiting) >= _PART:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def _find_limiter(request: Request) -> CapacityLimiter:
    """What lets a few files be written at a time, so that pages are not kept waiting by many."""
    state = request.app.state
    if not hasattr(state, "files"):
        state.files = CapacityLimiter(_AT_ONCE)
    limiter: CapacityLimiter = state.files
    return limiter


async def _send(parts: Generator[bytes], limiter: CapacityLimiter) -> AsyncIterator[bytes]:
    """The parts; who stops reading gives back the connection to the record at once."""
    try:
        while part := await to_thread.run_sync(next, parts, b"", limiter=limiter):
            yield part
    finally:
        parts.close()


ROUTES = tuple(_make_route(exporter) for exporter in EVENT_EXPORTERS)
