"""A flood of comments against a face that people read: what readers wait, and what becomes of the flood.

python -m benchmarks.face.flood RECORD [SECONDS]

RECORD is copied. Readers ask for events one after another, first in peace, then while 10,000 comments a
minute come in from 50 addresses. All of it runs on this machine, over loopback.
"""

import http.client
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from khabar.record.looking.filters import Filter
from khabar.record.looking.views import find_events
from khabar.record.store import Record

_PER_SECOND = 10_000 / 60
_SENDERS = 4
_BODY = "about=0&text=" + "buy+this+" * 100
_FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class Seen:
    """What was answered, and how long readers waited, in milliseconds."""

    statuses: Counter[int] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)


def main(arguments: Sequence[str]) -> None:
    """Prints how long readers waited in peace and in the flood."""
    seconds = float(arguments[1]) if len(arguments) > 1 else 20.0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        shutil.copy(arguments[0], copy)
        with Record.open(copy, create=False) as record:
            paths = [f"/events/{event.id}" for event in islice(find_events(record, Filter()), 50)]
        khabar = Path(sys.executable).with_name("khabar")
        command = [str(khabar), "serve", "--record", str(copy), "--port", "0", "--proxy", "127.0.0.1"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as serving:
            try:
                assert serving.stderr is not None  # noqa: S101  # a pipe was asked for
                said = re.search(r":(\d+)/", serving.stderr.readline())
                assert said is not None  # noqa: S101  # it says where it listens first
                _measure(int(said[1]), paths, seconds)
            finally:
                serving.terminate()


def _measure(port: int, paths: Sequence[str], seconds: float) -> None:
    _wait(port)
    _read(port, paths, 2.0)  # templates and caches are loaded by the first readers
    _print("in peace", _read(port, paths, seconds))
    flood = Seen()
    end = time.monotonic() + seconds
    senders = [threading.Thread(target=_flood, args=(port, end, flood)) for _ in range(_SENDERS)]
    for sender in senders:
        sender.start()
    _print("in the flood", _read(port, paths, seconds))
    for sender in senders:
        sender.join()
    print(f"flood: {sum(flood.statuses.values()) / seconds * 60:,.0f} a minute, {dict(flood.statuses)}")


def _wait(port: int) -> None:
    """Returns when somebody listens; raises ConnectionRefusedError after half a minute."""
    for left in range(300, -1, -1):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            if not left:
                raise
            time.sleep(0.1)


def _read(port: int, paths: Sequence[str], seconds: float) -> Seen:
    seen = Seen()
    end = time.monotonic() + seconds
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while time.monotonic() < end:
        began = time.monotonic()
        connection.request("GET", paths[len(seen.waits) % len(paths)])
        answer = connection.getresponse()
        answer.read()
        seen.waits.append((time.monotonic() - began) * 1000)
        seen.statuses[answer.status] += 1
        time.sleep(0.02)
    connection.close()
    return seen


def _flood(port: int, end: float, seen: Seen) -> None:
    """Sends its share of the flood, at a steady pace."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    number, due = 0, time.monotonic()
    while due < end:
        time.sleep(max(due - time.monotonic(), 0))
        due += _SENDERS / _PER_SECOND
        number += 1
        headers = {"x-forwarded-for": f"192.0.2.{number % 50}", "content-type": _FORM}
        connection.request("POST", "/comments/write", _BODY, headers)
        answer = connection.getresponse()
        answer.read()
        seen.statuses[answer.status] += 1
    connection.close()


def _print(name: str, seen: Seen) -> None:
    cut = statistics.quantiles(seen.waits, n=20)
    waits = f"median {cut[9]:.1f} ms, 95th {cut[18]:.1f} ms"
    print(f"{name}: {len(seen.waits)} pages, {waits}, {dict(seen.statuses)}")


if __name__ == "__main__":
    main(sys.argv[1:])
