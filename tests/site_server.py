"""A site on this machine for tests: what stands at its paths is told by a dictionary."""

import threading
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML = "text/html; charset=utf-8"


@dataclass
class Reply:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": HTML})


@dataclass
class Site:
    """`pages` maps a path to a reply or to a function that writes on the wire; `asked` is what came."""

    address: str
    pages: dict[str, Reply | Callable[[BaseHTTPRequestHandler], None]]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serving(pages=None):
    """A site that answers until the block ends."""
    site = Site(address="", pages=pages if pages is not None else {})

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5

        def log_message(self, *_):
            pass

        def do_GET(self):
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            reply = site.pages.get(self.path, Reply(b"nothing here", 404))
            if callable(reply):
                self.close_connection = True
                reply(self)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 304:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            with suppress(OSError):  # who asked may have gone
                self.wfile.write(reply.body)

        def do_POST(self):
            length = int(self.headers.get("Content-Length", 0))
            site.pages["posted"] = Reply(self.rfile.read(length))
            self.do_GET()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
