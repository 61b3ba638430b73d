"""Serving a record until somebody says stop."""

import asyncio
import gc
import logging
import os
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address

import click
import uvicorn
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp

from khabar.errors import RecordError, UsageError
from khabar.record.looking.panorama import Panorama
from khabar.web.app import Face, build_app
from khabar.web.connections import Impatient, make_room
from khabar.web.crew import work_together

_WAITING = 2048  # as uvicorn has it
# Seconds after which a busy thread gives the interpreter to one that waits for it. The thread that talks
# to browsers asks for it some four times for each answer: with 5 ms, which Python takes by itself, an
# answer that is at hand waits 20 ms and more beside a page that is being made.
_TURN = 0.0002
_GRACE = 5
"""Seconds for which answers that are under way are waited for when somebody says stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to listen, and how many processes answer there.

    `proxy` is the address of a reverse proxy that says who asks, and how.
    """

    host: str
    port: int
    proxy: str | None = None
    processes: int = 1


def run(face: Face, place: Place) -> None:
    """Serves until interrupted, and says on stderr where; raises UsageError where it cannot listen."""
    sys.setswitchinterval(_TURN)
    make_room()
    with _listen(place.host, place.port) as listening:
        address, taken = listening.getsockname()[:2]
        shown = f"[{address}]" if ":" in address else address
        click.echo(f"khabar: open http://{shown}:{taken}/ in a browser; Ctrl-C stops", err=True)
        app = build_app(face)
        config = _configure(_guard_name(app, address, place), place)
        # what is there by now stays: nobody has to look through it again for what could be thrown away
        gc.freeze()
        gc.enable()

        def answer(ends: int | None = None) -> None:
            # the first visitor of a large record would wait for its picture
            threading.Thread(target=_look_ahead, args=(app.state.panorama,), daemon=True).start()
            server = uvicorn.Server(config)
            if ends is not None:
                threading.Thread(target=_await_end, args=(server, ends), daemon=True).start()
            server.run(sockets=[listening])

        if place.processes == 1:
            answer()
        else:
            face.record.close()  # no connection to a database is for two processes
            # who comes once it is to end is refused at once, and does not wait for nobody
            work_together(answer, place.processes, 2 * _GRACE, listening.close)


def _guard_name(app: ASGIApp, address: str, place: Place) -> ASGIApp:
    hosts = _name_hosts(address, place)
    return TrustedHostMiddleware(app, allowed_hosts=hosts, www_redirect=False)


def _configure(app: ASGIApp, place: Place) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        http=Impatient,
        log_level="warning",
        timeout_graceful_shutdown=_GRACE,
        server_header=False,
        proxy_headers=place.proxy is not None,
        forwarded_allow_ips=place.proxy or "",
    )
    config.load()
    logging.getLogger("uvicorn.error").addFilter(_is_worth_saying)
    return config


def _is_worth_saying(record: logging.LogRecord) -> bool:
    """False of an answer that is broken off as the face ends, which uvicorn takes for a fault."""
    fault = record.exc_info[0] if record.exc_info else None
    return fault is None or not issubclass(fault, asyncio.CancelledError)


def _await_end(server: uvicorn.Server, ends: int) -> None:
    os.read(ends, 1)
    server.should_exit = True


def _name_hosts(address: str, place: Place) -> list[str]:
    """The names that requests may be sent to: on this machine alone no other site's name leads here.

    A page of a stranger could else have its own name mean this machine, and read the record
    (rebinding of DNS). Behind a proxy, and on a network, the names are not known.
    """
    if place.proxy is None and ip_address(address).is_loopback:
        return ["localhost", "127.0.0.1", "[::1]", address, place.host]
    return ["*"]


def _look_ahead(panorama: Panorama) -> None:
    with suppress(RecordError):  # whoever asks is told
        panorama.look()


def _listen(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
        if os.name == "posix":  # elsewhere it would let two listen at one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
            listening.listen(_WAITING)  # who comes as soon as it is said waits, and is not refused
        except OSError:
            listening.close()
            raise
    except OSError as error:
        raise UsageError(f"expected a free port of this machine, got {host}:{port}: {error}") from error
    return listening
