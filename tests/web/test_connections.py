"""Connections on which nothing is asked are closed."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvicorn
from uvicorn.server import ServerState

from khabar.web import connections


async def answer(_scope, _receive, send):
    await asyncio.sleep(0)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def say(words):
    """What comes back until the connection is closed."""
    config = uvicorn.Config(answer, lifespan="off", log_level="critical", timeout_keep_alive=60)

    def connect():
        return connections.Impatient(config, ServerState(), {})

    server = await asyncio.get_running_loop().create_server(connect, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(words)
    heard = await asyncio.wait_for(reader.read(), 30)
    writer.close()
    server.close()
    return heard


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\nHost: x\r\nSlow: ", b""),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"HTTP/1.1 204"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET", b"HTTP/1.1 204"),
    ],
)
def test_who_asks_nothing_more_makes_room_for_others(monkeypatch, words, status):
    monkeypatch.setattr(connections, "_SILENCE", 0.01)
    # not here: the browser of another test may run a loop of this thread
    with ThreadPoolExecutor() as apart:
        assert apart.submit(asyncio.run, say(words)).result()[:12] == status
