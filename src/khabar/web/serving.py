"""Serving a record until somebody says stop."""

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass

import click
import uvicorn

from khabar.errors import RecordError, UsageError
from khabar.record.panorama import Panorama
from khabar.web.app import Face, build_app


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to listen; `proxy` is the address of a reverse proxy that says who asks, and how."""

    host: str
    port: int
    proxy: str | None = None


def run(face: Face, place: Place) -> None:
    """Serves until interrupted, and says on stderr where; raises UsageError where it cannot listen."""
    with _listen(place.host, place.port) as listening:
        address, taken = listening.getsockname()[:2]
        shown = f"[{address}]" if ":" in address else address
        click.echo(f"khabar: open http://{shown}:{taken}/ in a browser; Ctrl-C stops", err=True)
        app = build_app(face)
        # the first visitor of a large record would wait for its picture
        threading.Thread(target=_look_ahead, args=(app.state.panorama,), daemon=True).start()
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            proxy_headers=place.proxy is not None,
            forwarded_allow_ips=place.proxy or "",
        )
        uvicorn.Server(config).run(sockets=[listening])


def _look_ahead(panorama: Panorama) -> None:
    with suppress(RecordError):  # whoever asks is told
        panorama.look()


def _listen(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
        except OSError:
            listening.close()
            raise
    except OSError as error:
        raise UsageError(f"expected a free port of this machine, got {host}:{port}: {error}") from error
    return listening
