"""`khabar watch` over an invented web, with `kill -9` every so often: every article is there once.

python -m benchmarks.watch [--minutes 10] [--every 20] [--sites 50] [--pages 2000]
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.watch.web import UNREAD, Server, Web, write_html
from khabar.record import schema
from khabar.record.store import Record
from khabar.record.watch_tables import lead, notice, watched
from khabar.record.watching.leads import State

# What is left after the kills is waited for so long, in seconds.
_PATIENCE = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a record holds of the web."""

    articles: int
    readings: int
    captures: int
    counted: int
    states: Counter[str]
    notices: int
    changes: int


def main() -> int:
    """0 where each article is there exactly once."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.watch")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--every", type=float, default=20.0, help="seconds between kills")
    parser.add_argument("--sites", type=int, default=50)
    parser.add_argument("--pages", type=int, default=2000)
    given = parser.parse_args()
    web = Web(
        sites=given.sites,
        pages=given.pages,
        seconds=given.minutes * 60 * 0.7,
        write=write_html,
        slow=2.0,
    )
    server = Server(web)
    with tempfile.TemporaryDirectory() as folder:
        kills = _run_killed(Path(folder), server, given.minutes * 60, given.every)
        seconds = _finish(Path(folder), web)
        counts = _count(Path(folder))
    server.close()
    return _tell(web, server, counts, kills, seconds)


def _start(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from khabar.cli import main; main()", "watch", "sources.toml"]
    log = (folder / "log").open("ab")
    return subprocess.Popen([*command, "--allow-private"], cwd=folder, stderr=log)


def _write_plan(folder: Path, server: Server) -> None:
    sources = (
        f'[[source]]\nname = "site {number}"\nkind = "feed"\naddress = "{address}"\n'
        for number, address in enumerate(server.list_feeds())
    )
    rule = '[[notice]]\nname = "all"\natom = "all.atom"\n'
    plan = '[watch]\nevery = "60s"\nretry = "2s"\n' + "".join(sources) + rule
    (folder / "sources.toml").write_text(plan)


def _run_killed(folder: Path, server: Server, seconds: float, every: float) -> int:
    """How often the watch was killed."""
    _write_plan(folder, server)
    kills, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        process = _start(folder)
        time.sleep(every)
        process.kill()
        process.wait()
        kills += 1
        print(f"{kills} kills, {_count(folder).states}", flush=True)
    return kills


def _finish(folder: Path, web: Web) -> float:
    """The seconds that a last run took until nothing was left, and it had ended as it was asked to."""
    began = time.monotonic()
    process = _start(folder)
    while time.monotonic() < began + _PATIENCE:
        states = _count(folder).states
        if states[State.WAITING] == 0 and sum(states.values()) >= web.pages:
            break
        time.sleep(2)
    process.terminate()
    if process.wait(60) != 0:
        print(f"the last run ended with {process.returncode}")
    return time.monotonic() - began


def _count(folder: Path) -> Counts:
    with Record.open(folder / "khabar.db", create=True) as record, record.reading() as connection:
        captures = select(func.count()).where(schema.capture.c.sha256.is_not(None))
        told = [json.loads(one) for one in connection.scalars(select(notice.c.json))]
        return Counts(
            articles=connection.scalar(select(func.count()).select_from(schema.article)) or 0,
            readings=connection.scalar(select(func.count()).select_from(schema.reading)) or 0,
            captures=connection.scalar(captures) or 0,
            counted=connection.scalar(select(func.sum(watched.c.articles))) or 0,
            states=Counter(connection.scalars(select(lead.c.state)).all()),
            notices=len(told),
            changes=len({(one["event"], json.dumps(one["now"])) for one in told}),
        )


def _tell(web: Web, server: Server, counts: Counts, kills: int, seconds: float) -> int:
    readable = web.count_readable()
    faults = Counter(web.find_fault(page) for page in range(web.pages))
    for fault, many in faults.most_common():
        print(f"pages  {fault.value:24} {many:5}{'  (cannot be read)' if fault in UNREAD else ''}")
    print(f"kills {kills}; the last run took {seconds:.0f} s; {sum(server.asked.values())} requests")
    print(f"readable pages {readable}; articles {counts.articles}; readings {counts.readings}")
    print(f"captures {counts.captures}; counted as new {counts.counted}; {dict(counts.states)}")
    print(f"notices {counts.notices}, of which different {counts.changes}")
    same = {counts.articles, counts.readings, counts.captures, counts.counted}
    is_once = len(same) == 1 and counts.notices == counts.changes
    missing = readable - counts.articles
    print("no article twice" if is_once else "an article is there TWICE, or counted so")
    print("none missing" if missing == 0 else f"{missing} still to be read when time was up")
    return 0 if is_once and missing == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
