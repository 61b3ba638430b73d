"""A flood of comments: what becomes of it, while readers read."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.face.visiting import Asked, Connection

PER_MINUTE = 10_000
_KIND = ("content-type", "application/x-www-form-urlencoded")
_TRIES = 30  # a second apart: a face that was asked too much says "ask again"
_WORDS = "buy+this+" * 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a comment needs to look like one of a browser: the token of a form, and its cookie."""

    body: str
    cookie: str


async def find_form(port: int, event: str) -> Form:
    """The form for a comment on an event, as a machine fetches it; its puzzle is not solved."""
    for _ in range(_TRIES):
        page = await _fetch(port, f"/comments/write?about={event}")
        if cookie := re.search(r"set-cookie: ([^;]+);", page, re.IGNORECASE):
            fields = dict(re.findall(r'name="(token|about|puzzle)" value="([^"]*)"', page))
            written = "&".join(f"{name}={value}" for name, value in fields.items())
            return Form(body=f"{written}&number=1&text={_WORDS}", cookie=cookie[1])
        await asyncio.sleep(1)
    raise SystemExit("expected a form for comments with a cookie, got none")


async def _fetch(port: int, address: str) -> str:
    """The answer with its headers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    asked = f"GET {address} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"
    writer.write(asked.encode())
    page = (await reader.read()).decode()
    writer.close()
    return page


async def flood(port: int, form: Form, name: Callable[[int], str], seconds: float) -> Counter[int]:
    """How the comments were answered that came at `PER_MINUTE` for so many seconds.

    `name` gives the address of the sender of the nth one.
    """
    statuses: Counter[int] = Counter()
    free: list[Connection] = []

    async def send(number: int) -> None:
        connection = free.pop() if free else Connection(port)
        sender = ("x-forwarded-for", name(number))
        posted = Asked(address="/comments/write", body=form.body)
        said = (_KIND, sender, ("cookie", form.cookie))
        statuses[(await connection.ask("comment", posted, said)).status] += 1
        free.append(connection)

    began, number = time.perf_counter(), 0
    async with asyncio.TaskGroup() as group:
        while (due := 60 * number / PER_MINUTE) < seconds:
            await asyncio.sleep(max(0.0, began + due - time.perf_counter()))
            group.create_task(send(number))
            number += 1
    for connection in free:
        connection.close()
    return statuses
