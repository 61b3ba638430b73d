"""`kill -9` again and again while a watch follows an invented web with faults: every article once.

The long run of the same, with the real reader, is `python -m benchmarks.watch`.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from benchmarks.watch.web import Server, Web
from khabar.record import schema
from khabar.record.store import Record
from khabar.record.watch_tables import lead, watched
from khabar.record.watching.leads import State

pytestmark = pytest.mark.no_cover
HERE = Path(__file__).parent
KILLED_AT = (1, 20, 45)  # pages read by then
# What is left after the kills is done in seconds; the rest is for a machine that is busy.
PATIENCE = 600.0


def write_lines(page):
    """A page that `papers` reads."""
    return "\n".join(
        [
            f"publisher: Paper {page}",
            "published: 1938-06-01",
            "Reports from the valley.",
            f"air_strike; Town {page}; 1938-05-31; {1 + page % 90}; the mayor of town {page}",
        ]
    ).encode()


@pytest.fixture
def server():
    server = Server(Web(sites=4, pages=80, seconds=3.0, write=write_lines, slow=0.2))
    yield server
    server.close()


@pytest.fixture
def start(server, tmp_path, monkeypatch):
    """Starts a watch over the web; at the end none is left."""
    monkeypatch.setenv("PYTHONPATH", str(HERE.parent), prepend=os.pathsep)
    plan = tmp_path / "sources.toml"
    sources = (
        f'[[source]]\nname = "site {number}"\nkind = "feed"\naddress = "{address}"\n'
        for number, address in enumerate(server.list_feeds())
    )
    plan.write_text('[watch]\nevery = "1s"\nretry = "1s"\n' + "".join(sources))
    started = []
    log = (tmp_path / "log").open("ab")

    def start_watch():
        command = [sys.executable, HERE / "watch_runner.py", tmp_path / "khabar.db", plan]
        started.append(subprocess.Popen(command, stderr=log))
        return started[-1]

    yield start_watch
    for process in started:
        process.kill()
        process.wait()
    log.close()


def wait_until(process, path, is_reached):
    """Waits until the states of leads in the record are as asked; the process must not end before."""
    end = time.monotonic() + PATIENCE
    while not is_reached(count_states(path)):
        assert time.monotonic() < end
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.1)


def count_states(path):
    with Record.open(path, create=True) as record, record.reading() as connection:
        return Counter(connection.scalars(select(lead.c.state)))


def test_each_article_is_in_the_record_once_after_kills_at_any_moment(server, start, tmp_path):
    path, web = tmp_path / "khabar.db", server.web
    for read in KILLED_AT:
        process = start()
        wait_until(process, path, lambda states, read=read: states[State.READ] >= read)
        process.kill()
        process.wait()
    process = start()
    unread = web.pages - web.count_readable()
    wait_until(
        process,
        path,
        lambda states: states[State.FAILED] == unread and states[State.WAITING] == 0,
    )
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0, (tmp_path / "log").read_text()[-2000:]
    check_once(path, web)


def check_once(path, web):
    readable = web.count_readable()
    with Record.open(path, create=False) as record, record.reading() as connection:
        articles = connection.scalars(select(schema.article.c.id)).all()
        readings = connection.scalars(select(schema.reading.c.sha256)).all()
        captured = connection.scalars(
            select(schema.capture.c.sha256).where(schema.capture.c.sha256.is_not(None))
        ).all()
        counted = connection.scalars(select(watched.c.articles)).all()
        reasons = Counter(connection.scalars(select(lead.c.reason).where(lead.c.state == State.FAILED)))
    assert len(articles) == len(set(readings)) == len(readings) == len(captured) == readable
    assert sum(counted) == readable
    assert set(reasons) == {"http_error", "robots"}
