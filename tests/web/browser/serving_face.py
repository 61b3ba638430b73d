"""A record that is served on this machine, as `khabar serve` does."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from people import CHEAP

from khabar.record.store import Record
from khabar.web.app import Face, build_app
from khabar.web.people.house import House


@contextmanager
def serve(place: Path, house: House | None = None) -> Iterator[str]:
    """The address at which the record is served."""
    listening = socket.create_server(("127.0.0.1", 0))
    with Record.open(place, create=False) as record:
        app = build_app(Face(record=record, version="0", house=house or House(hasher=CHEAP)))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
            listening.close()
