"""An invented web on loopback: sites with feeds and pages, and the faults that real ones have.

Each site is a machine of its own (127.0.1.1, 127.0.1.2, ...), with a feed that shows more pages as time
goes on. A page tells of one raid, in words that no other page has.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar


class Fault(StrEnum):
    """What is wrong with a page."""

    NONE = "none"
    SLOW = "slow"
    FAILS_FIRST = "fails first"
    CUT_OFF = "cut off at first"
    HANGS_UP = "hangs up at first"
    MOVED = "moved"
    BLOCKED = "blocked"
    FORBIDDEN = "forbidden by robots.txt"
    GONE = "gone"


UNREAD = frozenset({Fault.BLOCKED, Fault.FORBIDDEN, Fault.GONE})
"""The faults of pages that nobody can read."""

# One page in so many has the fault; the rest have none.
_SHARES = {
    Fault.SLOW: 25,
    Fault.FAILS_FIRST: 12,
    Fault.CUT_OFF: 17,
    Fault.HANGS_UP: 19,
    Fault.MOVED: 10,
    Fault.BLOCKED: 40,
    Fault.FORBIDDEN: 29,
    Fault.GONE: 33,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """What there is: `sites` of which each has one feed, with `pages` in all, shown within `seconds`.

    `write` makes the bytes of a page; slow ones take `slow` seconds.
    """

    sites: int
    pages: int
    seconds: float
    write: Callable[[int], bytes]
    slow: float = 1.0

    def list_pages(self, site: int) -> range:
        """The numbers of the pages of a site."""
        share = self.pages // self.sites
        return range(site * share, (site + 1) * share)

    def find_fault(self, page: int) -> Fault:
        """What is wrong with a page: always the same."""
        return next((fault for fault, share in _SHARES.items() if page % share == share - 1), Fault.NONE)

    def count_readable(self) -> int:
        """How many pages can be read."""
        known = (self.find_fault(page) for site in range(self.sites) for page in self.list_pages(site))
        return sum(fault not in UNREAD for fault in known)


def name_host(site: int) -> str:
    """The address of a site's machine."""
    return f"127.0.{1 + site // 250}.{1 + site % 250}"


def write_html(page: int) -> bytes:
    """A page as people read it."""
    town, killed = f"Valmala {_spell(page)}", 2 + page % 90
    return (
        f"<!DOCTYPE html><html><head><title>Raid on {town}</title>"
        f'<meta property="article:published_time" content="1938-06-01T08:00:00Z"></head><body>'
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>Raid on {town}</h1>"
        f"<p>Planes bombed {town} on Tuesday and killed {killed} people, the mayor of {town} said. "
        f"The school and the mill of the town were hit twice within an hour.</p>"
        f"<p>{_tell_more(page, town)}</p></article></body></html>"
    ).encode()


# Words without an event in them: texts that differ in a name alone would be copies of one another.
_THINGS = [
    "road",
    "market",
    "harbour",
    "orchard",
    "library",
    "bakery",
    "station",
    "garden",
    "theatre",
    "chapel",
    "fountain",
    "mill",
]
_DEEDS = ["was open again", "stayed shut", "was painted", "had new windows", "was crowded", "was quiet"]
_TIMES = ["in the evening", "at noon", "all morning", "after the rain", "before sunset", "at dawn"]


def _tell_more(page: int, town: str) -> str:
    chance = random.Random(page)  # noqa: S311
    sentences = (
        f"The {chance.choice(_THINGS)} near the {chance.choice(_THINGS)} of {town} "
        f"{chance.choice(_DEEDS)} {chance.choice(_TIMES)}."
        for _ in range(8)
    )
    return " ".join(sentences)


def _spell(page: int) -> str:
    """A number in letters: a name that holds digits would be read as a count."""
    return "".join("bcdfghklmn"[int(digit)] + "aeiou"[int(digit) % 5] for digit in str(page)).title()


class Server:
    """The sites of a web, served from now until `close`; `asked` counts requests by path and status."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.asked: Counter[tuple[str, int]] = Counter()
        self._servers: list[ThreadingHTTPServer] = []
        state = _State(web=web, began=time.monotonic(), asked=self.asked)
        self.port = 0
        for site in range(web.sites):
            handler = type("Site", (_Handler,), {"site": site, "state": state})
            server = _Site((name_host(site), self.port), handler)
            self.port = server.server_address[1]
            state.port = self.port
            self._servers.append(server)
            threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()

    def list_feeds(self) -> tuple[str, ...]:
        """The addresses of all feeds."""
        return tuple(f"http://{name_host(site)}:{self.port}/feed.xml" for site in range(self.web.sites))

    def close(self) -> None:
        """Ends all sites."""
        for server in self._servers:
            server.shutdown()
            server.server_close()


class _Site(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Says nothing: who asks is killed again and again."""


class _State:
    def __init__(self, *, web: Web, began: float, asked: Counter[tuple[str, int]]) -> None:
        self.web = web
        self.began = began
        self.asked = asked
        self.port = 0
        self.lock = threading.Lock()
        self.tries: Counter[str] = Counter()


class _Handler(BaseHTTPRequestHandler):
    site: ClassVar[int]
    state: ClassVar[_State]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answers as the fault of the page has it."""
        path = self.path.partition("?")[0]
        with self.state.lock:
            self.state.tries[f"{self.site}{path}"] += 1
            tries = self.state.tries[f"{self.site}{path}"]
        if path == "/robots.txt":
            self._answer(200, b"User-agent: *\nDisallow: /private/\n")
        elif path == "/feed.xml":
            self._answer_feed(tries)
        else:
            self._answer_page(int(path.rpartition("/")[2]), path, tries)

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _answer_feed(self, tries: int) -> None:
        web = self.state.web
        if self.site % 7 == 3 and tries % 3 == 1:
            self._answer(503, b"later", {"Retry-After": "1"})
            return
        if self.site % 5 == 4:
            time.sleep(web.slow / 2)
        passed = (time.monotonic() - self.state.began) / web.seconds if web.seconds else 1.0
        pages = web.list_pages(self.site)
        shown = pages[: max(1, round(len(pages) * min(passed, 1.0)))]
        tag = f'"{len(shown)}"'
        if self.headers.get("If-None-Match") == tag:
            self._answer(304, b"", {"ETag": tag})
            return
        self._answer(200, self._write_feed(shown), {"ETag": tag, "Content-Type": "application/rss+xml"})

    def _write_feed(self, shown: range) -> bytes:
        """The pages of this site, and the first of the next one, which two feeds then name."""
        there = name_host(self.site)
        items = [self._write_item(there, page) for page in shown]
        other = (self.site + 1) % self.state.web.sites
        items.append(self._write_item(name_host(other), self.state.web.list_pages(other)[0]))
        return f'<rss version="2.0"><channel><title>s</title>{"".join(items)}</channel></rss>'.encode()

    def _write_item(self, host: str, page: int) -> str:
        forbidden = self.state.web.find_fault(page) is Fault.FORBIDDEN
        folder = "private" if forbidden else "news"
        return (
            f"<item><title>Page {page}</title>"
            f"<link>http://{host}:{self.state.port}/{folder}/{page}</link></item>"
        )

    def _answer_page(self, page: int, path: str, tries: int) -> None:
        fault, content = self.state.web.find_fault(page), self.state.web.write(page)
        if fault is Fault.SLOW:
            time.sleep(self.state.web.slow)
        if fault is Fault.MOVED and path.startswith("/news/"):
            self._answer(301, b"", {"Location": f"/moved/{page}"})
        elif fault in (Fault.BLOCKED, Fault.FORBIDDEN):
            self._answer(403, b"no")
        elif fault is Fault.GONE:
            self._answer(404, b"no")
        elif tries <= 2 and fault is Fault.FAILS_FIRST:
            self._answer(500, b"no")
        elif tries <= 1 and fault is Fault.CUT_OFF:
            self._answer(200, content[:40], {"Content-Length": str(len(content))})
            self.close_connection = True
        elif tries <= 1 and fault is Fault.HANGS_UP:
            self.close_connection = True
        else:
            self._answer(200, content)

    def _answer(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        with self.state.lock:
            self.state.asked[self.path, status] += 1
        self.send_response(status)
        kind = "text/html" if content.startswith(b"<!DOCTYPE html") else "text/plain"
        fields = {"Content-Length": str(len(content)), "Content-Type": kind} | (headers or {})
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
