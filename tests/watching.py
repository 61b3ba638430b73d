"""A watch whose web, clock, desk and box are in the test's hand: no thread, no process, no waiting."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing import Pipe
from pathlib import Path

import papers
from books import NOON

from khabar.engine.jobs import Answer as Reading
from khabar.engine.jobs import Job
from khabar.engine.worker import answer
from khabar.errors import InputError
from khabar.model.documents import Hints
from khabar.model.retrievals import Retrieval
from khabar.pages.capture import build_page
from khabar.pages.fetching.answers import NO_VALIDATORS, Answer, Validators
from khabar.settings import Settings
from khabar.watch.couriers import Failure, carry_out
from khabar.watch.desk import Listed
from khabar.watch.listing import list_articles
from khabar.watch.loop import Crew, Loop
from khabar.watch.meter import Meter
from khabar.watch.plan_file import read_plan
from khabar.watch.tools import Tools

JOB = Job(hints=Hints(), settings=Settings(), stages=papers.stages)
FEED = "https://coast.example/feed"


@dataclass
class Web:
    """What stands at addresses: bytes, a status, an error, or a list of these for one try each."""

    pages: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    posted: list = field(default_factory=list)
    maps: list = field(default_factory=list)
    now: datetime = NOON
    tick: timedelta = timedelta(0)

    def look_at_clock(self):
        """The time, which goes on by a tick with each look: work takes time, too."""
        self.now += self.tick
        return self.now

    def get(self, address, *, validators=NO_VALIDATORS):
        self.asked.append(address)
        what = self._find(address)
        tag = f'"{hash(what)}"' if isinstance(what, bytes) else None
        if tag and validators.etag == tag:
            return self._answer(address, 304, None, tag)
        if isinstance(what, tuple):
            onward, what = what
            return self._answer(onward, 200, what, tag)
        if isinstance(what, int):
            return self._answer(address, what, None, None)
        return self._answer(address, 200, what, tag)

    def post(self, address, content, content_type):
        assert content_type == "application/json"
        self.posted.append(content)
        return self._answer(address, self._find(address), None, None)

    def sitemaps(self, _address):
        return tuple(self.maps)

    def close(self):
        pass

    def _find(self, address):
        what = self.pages.get(address, 404)
        if isinstance(what, list):
            what = what.pop(0) if len(what) > 1 else what[0]
        if isinstance(what, Exception):
            raise what
        return what

    def _answer(self, address, status, content, tag):
        retrieval = Retrieval(
            asked=address,
            address=address,
            status=status,
            headers=(),
            at=self.now,
            protocol="HTTP/1.1",
            remote=None,
            sha256=None,
        )
        page = build_page(address, content) if content else None
        pause = 7200.0 if status == 429 else None
        return Answer(retrieval=retrieval, page=page, validators=Validators(etag=tag), retry_after=pause)


class HandCouriers:
    """Errands that are carried out when they are sent."""

    bell = -1

    def __init__(self, web):
        self._web = web
        self._brought = []

    @property
    def busy(self):
        return frozenset(one.errand.host for one in self._brought)

    @property
    def free(self):
        return 8 - len(self._brought)

    def send(self, errand):
        assert errand.host not in self.busy
        self._brought.append(carry_out(errand, self._web, 1_000_000))

    def ring(self):
        pass

    def receive(self):
        brought, self._brought = self._brought, []
        return iter(brought)


class HandDesk:
    """Answers taken apart in this process."""

    def __init__(self):
        self._done = []
        self._theirs, self._ours = Pipe()

    @property
    def lines(self):
        return (self._ours,) if self._done else ()

    def give(self, task):
        try:
            listing = list_articles(task, 1_000_000)
        except InputError as error:
            listing = Failure(reason=error.reason, detail=error.detail, is_passing=False)
        self._done.append(Listed(source=task.source, listing=listing))
        self._theirs.send(None)

    def collect(self):
        self._ours.recv()
        return self._done.pop(0)

    def close(self):
        self._theirs.close()
        self._ours.close()


@dataclass
class Place:
    answer: Reading


class HandBox:
    """Pages read in this process."""

    lines = ()
    has_room = True

    def take(self, task):
        return Place(answer=answer(task, JOB, lambda: None))

    def collect(self):
        pass


class Silent:
    """A log that keeps what it is told."""

    def __init__(self):
        self.lines = []

    def info(self, event, **facts):
        self.lines.append((event, facts))

    warning = error = info


class Watcher:
    """Runs a watch over a web, as often as the test wants; time passes only where nothing is due."""

    def __init__(self, record, web, folder, plan):
        self.record, self.web, self.log, self.meter = record, web, Silent(), Meter()
        path = Path(folder) / "sources.toml"
        path.write_text(plan)
        self.plan = read_plan(path)

    def run(self, hours=None):
        """One `--once`, or a watch that is stopped after so many hours of the web's clock."""
        desk = HandDesk()
        until = self.web.now + timedelta(hours=hours) if hours else None

        turns = iter(range(1_000))

        def rest(_bells, seconds):
            next(turns)  # a loop that spins ends here
            if not self.couriers.busy:
                self.web.now += timedelta(seconds=seconds)
            if until and self.web.now >= until:
                loop.stop()

        self.couriers = HandCouriers(self.web)
        crew = Crew(couriers=self.couriers, desk=desk, box=HandBox(), rest=rest)
        tools = Tools(
            record=self.record,
            now=self.web.look_at_clock,
            chance=random.Random(3),  # noqa: S311
            log=self.log,
            meter=self.meter,
        )
        loop = Loop(self.plan, tools, crew, "1")
        try:
            return loop.run(once=until is None)
        finally:
            desk.close()


def write_feed(*items):
    """A feed of (path, text of an `updated` stamp or None, content) or of paths."""
    entries = [item if isinstance(item, tuple) else (item, None, "") for item in items]
    written = "".join(
        f"<entry><title>{path}</title><link href='https://coast.example/{path}'/><id>{path}</id>"
        + (f"<updated>{stamp}</updated>" if stamp else "")
        + (f"<content type='html'>{content}</content>" if content else "")
        + "</entry>"
        for path, stamp, content in entries
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Coast</title>{written}</feed>".encode()
