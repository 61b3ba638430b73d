"""Visitors: what they ask for, over connections that stay open, and how long they wait."""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khabar import vocab
from khabar.record.looking.overviews import Overview

_PATIENCE = 10.0  # seconds for an answer
# Of a thousand requests. An overview draws its map once or twice, and each page has styles and scripts
# that a browser asks for at least once. A file is taken by one visitor of three who look at ten pages
# each, and holds the events of one day, some 150: all of a large record is taken by few, and seldom.
_MIX = {
    "overview": 140,
    "event": 240,
    "article": 60,
    "map": 160,
    "search": 10,
    "static": 380,
    "file": 10,
}
_POPULAR = 0.5  # of the pages of events that are asked for are of so many events
_FEW = 200
_FORMATS = ("csv", "csv", "geojson", "json")
_WORDS = ("shelling", "convoy", "bridge", "market", "killed", "wounded", "school", "village")
_STATIC = ("/static/css/site.css", "/static/css/overview.css", "/static/js/map.js")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for: an address, and what is sent to it, if anything."""

    address: str
    body: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request: what sort it was, its status (0 where there was no answer), seconds until all of it."""

    sort: str
    status: int
    seconds: float
    size: int


def list_queries(overview: Overview) -> Iterator[str]:
    """Addresses of overviews, each once: by kind, country, month, order and page."""
    kinds = [share.word for share in overview.kinds if share.word][:10]
    known = {country.code for country in vocab.load().countries}
    countries = [share.word for share in overview.countries if share.word in known][:5]
    months = sorted({share.word[:7] for share in overview.days if share.word})[-48:]
    yield "/"
    yield from (f"/?kind={kind}" for kind in kinds)
    yield from (f"/?country={country}&sort=killed" for country in countries)
    yield from (f"/?since={month}-01&until={month}-28" for month in months)
    yield from (f"/?page={page}" for page in range(2, 12))
    yield from (f"/?kind={kind}&country={country}" for kind in kinds for country in countries)
    yield from (f"/?min_killed={killed}&sort=told" for killed in range(5, 45))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sights:
    """What a record has to look at: addresses of overviews, ids of events and of articles."""

    queries: Sequence[str]
    events: Sequence[str]
    articles: Sequence[str]


class Crowd:
    """Requests as a crowd makes them: few addresses again and again, and many once."""

    def __init__(self, sights: Sights, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311  # a benchmark, no secret
        self._sights = sights
        self._popular = self._dice.sample(list(sights.events), min(_FEW, len(sights.events)))

    def draw_all(self, sort: str, count: int) -> list[str]:
        """So many addresses of one sort, as the crowd asks for them, each once."""
        drawn: dict[str, None] = {}
        for _ in range(20 * count):
            drawn.setdefault(self._choose(sort))
            if len(drawn) == count:
                break
        return list(drawn)

    def draw(self) -> tuple[str, str]:
        """The sort of a request, and its address."""
        sort = self._dice.choices(list(_MIX), weights=list(_MIX.values()))[0]
        return sort, self._choose(sort)

    def _choose(self, sort: str) -> str:
        dice = self._dice
        if sort == "event":
            listed = self._popular if dice.random() < _POPULAR else self._sights.events
            return f"/events/{dice.choice(listed)}"
        if sort == "article":
            return f"/articles/{dice.choice(self._sights.articles)}"
        if sort == "static":
            return dice.choice(_STATIC)
        if sort == "search":
            return f"/search?q={dice.choice(_WORDS)}+{dice.choice(_WORDS)}"
        if sort == "file":
            day = f"2012-0{dice.randint(1, 9)}-{dice.randint(10, 28)}"
            return f"/events.{dice.choice(_FORMATS)}?since={day}&until={day}"
        return self._look(sort)

    def _look(self, sort: str) -> str:
        """A list, or the map beside one: what most ask for first."""
        queries = self._sights.queries
        rank = min(int(self._dice.paretovariate(0.7)) - 1, len(queries) - 1)
        if sort == "overview":
            return queries[rank]
        return f"/map.json?{queries[rank].partition('?')[2]}&zoom={self._dice.randint(2, 5)}"


class Connection:
    """One connection to a server on this machine; opened again where it was closed."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._is_used = False

    async def ask(self, sort: str, asked: Asked, said: Sequence[tuple[str, str]] = ()) -> Visit:
        """The visit, with headers that are `said`; never raises for what goes wrong on the way."""
        began = time.perf_counter()
        written = _write(asked, said)
        status, size = await self._try(written)
        if not status and self._is_used and time.perf_counter() - began < _PATIENCE:
            # a server closes connections that nobody uses for some seconds: browsers open another one
            status, size = await self._try(written)
        return Visit(sort=sort, status=status, seconds=time.perf_counter() - began, size=size)

    def close(self) -> None:
        """Closes it."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def _try(self, written: bytes) -> tuple[int, int]:
        self._is_used = self._streams is not None
        try:
            return await asyncio.wait_for(self._ask(written), _PATIENCE)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
            self.close()
            return 0, 0

    async def _ask(self, written: bytes) -> tuple[int, int]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(written)
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        if fields.get("transfer-encoding") == "chunked":
            size = await _read_chunks(reader)
        else:
            size = int(fields.get("content-length", "0"))
            await reader.readexactly(size)
        return int(lines[0].split()[1]), size


def _write(asked: Asked, said: Sequence[tuple[str, str]]) -> bytes:
    body = (asked.body or "").encode()
    fields = [("host", "127.0.0.1"), ("accept-encoding", "gzip"), *said]
    if asked.body is not None:
        fields.append(("content-length", str(len(body))))
    method = "GET" if asked.body is None else "POST"
    head = "".join(f"{name}: {value}\r\n" for name, value in fields)
    return f"{method} {asked.address} HTTP/1.1\r\n{head}\r\n".encode() + body


async def _read_chunks(reader: asyncio.StreamReader) -> int:
    size = 0
    while chunk := int(await reader.readline(), 16):
        await reader.readexactly(chunk + 2)
        size += chunk
    await reader.readline()
    return size


async def visit_in_turn(port: int, addresses: Sequence[str], sort: str) -> list[Visit]:
    """The visits of one person, one after another."""
    connection = Connection(port)
    visits = [await connection.ask(sort, Asked(address=address)) for address in addresses]
    connection.close()
    return visits


async def visit_together(port: int, crowd: Crowd, pace: int, seconds: int) -> list[Visit]:
    """The visits of a crowd that makes `pace` requests a second, however slowly they are answered.

    Who waits does not keep others from asking: a request is timed from when it was due.
    """
    free: list[Connection] = []
    visits: list[Visit] = []

    async def send(due: float) -> None:
        sort, address = crowd.draw()
        connection = free.pop() if free else Connection(port)
        visit = await connection.ask(sort, Asked(address=address))
        late = time.perf_counter() - due
        visits.append(Visit(sort=sort, status=visit.status, seconds=late, size=visit.size))
        free.append(connection)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(pace * seconds):
            due = began + number / pace
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(send(due))
    for connection in free:
        connection.close()
    return visits
