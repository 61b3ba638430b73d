"""Visitors: what they ask for, over connections that stay open, and how long they wait."""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khabar import vocab
from khabar.record.overviews import Overview

_PATIENCE = 10.0  # seconds for an answer
# In a hundred requests: an overview draws its map once or twice, and each page has styles and scripts
# that a browser asks for at least once.
_MIX = {"overview": 20, "event": 20, "map": 20, "static": 37, "file": 3}
_POPULAR = 0.5  # of the pages of events that are asked for are of so many events
_FEW = 200
_STATIC = ("/static/css/site.css", "/static/css/overview.css", "/static/js/map.js")


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


class Crowd:
    """Requests as a crowd makes them: few addresses again and again, and many once."""

    def __init__(self, queries: Sequence[str], events: Sequence[str], seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311  # a benchmark, no secret
        self._queries, self._events = queries, events
        self._popular = self._dice.sample(list(events), min(_FEW, len(events)))

    def draw(self) -> tuple[str, str]:
        """The sort of a request, and its address."""
        sort = self._dice.choices(list(_MIX), weights=list(_MIX.values()))[0]
        return sort, self._choose(sort)

    def _choose(self, sort: str) -> str:
        dice = self._dice
        if sort == "event":
            listed = self._popular if dice.random() < _POPULAR else self._events
            return f"/events/{dice.choice(listed)}"
        if sort == "static":
            return dice.choice(_STATIC)
        rank = min(int(dice.paretovariate(0.7)) - 1, len(self._queries) - 1)
        query = self._queries[rank].partition("?")[2]
        if sort == "map":
            return f"/map.json?{query}&zoom={dice.randint(2, 5)}"
        if sort == "file":
            day = f"2012-0{dice.randint(1, 9)}-{dice.randint(10, 28)}"
            return f"/events.csv?since={day}&until={day}"
        return self._queries[rank]


class Connection:
    """One connection to a server on this machine; opened again where it was closed."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, sort: str, address: str) -> Visit:
        """The visit; never raises for what goes wrong on the way."""
        began = time.perf_counter()
        try:
            status, size = await asyncio.wait_for(self._ask(address), _PATIENCE)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
            status, size = 0, 0
            self.close()
        return Visit(sort=sort, status=status, seconds=time.perf_counter() - began, size=size)

    def close(self) -> None:
        """Closes it."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def _ask(self, address: str) -> tuple[int, int]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        head = f"GET {address} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-encoding: gzip\r\n\r\n"
        writer.write(head.encode())
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        if fields.get("transfer-encoding") == "chunked":
            size = await _read_chunks(reader)
        else:
            size = int(fields.get("content-length", "0"))
            await reader.readexactly(size)
        return int(lines[0].split()[1]), size


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
    visits = [await connection.ask(sort, address) for address in addresses]
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
        visit = await connection.ask(sort, address)
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
