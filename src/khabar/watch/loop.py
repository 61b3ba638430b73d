"""The loop of a watch: what is due is sent out, what comes back is read, what was read is written down.

One thread does it all but the asking; it sleeps until a site answers, a page is read, or something is
due.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from multiprocessing.connection import Connection, wait
from typing import TypeAlias

from khabar.record.watching.leads import find_next_due
from khabar.record.watching.watched import count_backlogs
from khabar.watch.couriers import Brought, Couriers, Errand
from khabar.watch.desk import Desk
from khabar.watch.handling import Box, Handling
from khabar.watch.ledger import Written, write_each
from khabar.watch.onward import LeadKey
from khabar.watch.plan import Plan
from khabar.watch.round import SourceKey
from khabar.watch.rounds import Rounds
from khabar.watch.sending import NoticeKey, Sending
from khabar.watch.tools import Tools

Bell: TypeAlias = Connection | int
"""Something that is ready to be read when there is news."""

# Ends that are written together, and for how long the first of them waits for others.
_BATCH, _BATCH_TIME = 16, timedelta(seconds=1)
# The longest sleep: clocks are set, and others write into the record.
_LONGEST_SLEEP = timedelta(minutes=5)
# How long requests that are under way may take when the watch is to end.
_PATIENCE = timedelta(seconds=10)
_COUNT = timedelta(minutes=1)


def wait_for(bells: Sequence[Bell], seconds: float) -> object:
    """Returns when one of the bells is ready, or so many seconds have passed."""
    return wait(list(bells), seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who works for the loop: those who ask sites, the desk for their lists, the box for pages.

    `rest` is what the loop does while none of them has anything for it.
    """

    couriers: Couriers
    desk: Desk
    box: Box
    rest: Callable[[Sequence[Bell], float], object] = wait_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Outturn:
    """What a watch came to: sources that failed in a round, and how many addresses were given up."""

    failed_sources: frozenset[str]
    failed_pages: int


class Loop:
    """A watch under way; `stop` ends it when what is in hand is done."""

    def __init__(self, plan: Plan, tools: Tools, crew: Crew, reader: str) -> None:
        self._plan = plan
        self._tools = tools
        self._crew = crew
        self._reader = reader
        self._rounds = Rounds(plan, tools)
        self._handling = Handling(plan, tools, crew.box, reader)
        self._sending = Sending(plan, tools)
        self._ends_since: datetime | None = None
        self._stopped_at: datetime | None = None
        self._is_once = False
        self._looked_at = tools.now()
        self._next_count = tools.now()
        self._failed_pages = 0

    def stop(self) -> None:
        """Ends the watch when what is in hand is done; may be called by a signal."""
        self._stopped_at = self._stopped_at or self._tools.now()
        self._crew.couriers.ring()

    def run(self, *, once: bool) -> Outturn:
        """What it came to, when it was stopped; with `once`, when all that is due is done."""
        self._is_once = once
        self._sending.look(is_changed=True)
        for health in self._rounds.health.values():
            self._tools.meter.show(health)
        if once:
            self._rounds.begin_early()
        while not self._is_over():
            self._turn()
        return Outturn(failed_sources=frozenset(self._rounds.failed), failed_pages=self._failed_pages)

    def _turn(self) -> None:
        """Sends out, waits, takes what has come, and writes it down."""
        if self._stopped_at is None:
            self._send_out()
        self._handling.feed()
        self._crew.rest(self._list_bells(), self._find_rest().total_seconds())
        for brought in self._crew.couriers.receive():
            self._take(brought)
        self._collect()
        self._handling.feed()
        self._write()
        self._sending.look(is_changed=False)
        self._count()

    def _is_over(self) -> bool:
        if self._handling.is_reading or self._handling.ends:
            return False
        is_home = not self._crew.couriers.busy
        if self._stopped_at is not None:
            return is_home or self._tools.now() >= self._stopped_at + _PATIENCE
        return self._is_once and is_home and self._rounds.is_idle and not self._is_anything_due()

    def _is_anything_due(self) -> bool:
        now = self._tools.now()
        with self._tools.record.reading() as connection:
            due = find_next_due(connection, self._plan.names)
        return (due is not None and due <= now) or self._sending.is_due(now)

    def _send_out(self) -> None:
        couriers, self._looked_at = self._crew.couriers, self._tools.now()
        if not self._is_once:
            self._rounds.begin(self._looked_at)
        for errand in chain(self._sending.list_errands(couriers.busy), self._rounds.list_errands()):
            if couriers.free and errand.host not in couriers.busy and self._begin(errand):
                couriers.send(errand)
        for errand in self._handling.list_errands(couriers.busy, couriers.free):
            couriers.send(errand)

    def _begin(self, errand: Errand) -> bool:
        """Notes that an errand is under way; False where another watch is about it."""
        if not isinstance(errand.key, SourceKey):
            return self._sending.claim(errand)
        self._rounds.note_sent(errand)
        return True

    def _take(self, brought: Brought) -> None:
        match brought.errand.key:
            case SourceKey():
                task = self._rounds.take(brought)
                if task:
                    self._crew.desk.give(task)
            case NoticeKey():
                self._sending.take(brought)
            case LeadKey():
                self._handling.take(brought)

    def _list_bells(self) -> list[Bell]:
        return [self._crew.couriers.bell, *self._crew.desk.lines, *self._crew.box.lines]

    def _find_rest(self) -> timedelta:
        """How long nothing is to be done but to wait for news."""
        now = self._tools.now()
        with self._tools.record.reading() as connection:
            lead = find_next_due(connection, self._plan.names)
        times = [self._sending.find_next_due(), self._ends_since and self._ends_since + _BATCH_TIME]
        # what was due at the last look waits for something that is under way, whose end is news
        times += [at for at in (lead, self._rounds.find_next_due()) if at and at > self._looked_at]
        if self._stopped_at:
            times = [self._stopped_at + _PATIENCE, self._ends_since and now]
        until = min((at for at in times if at), default=now + _LONGEST_SLEEP)
        return min(max(until - now, timedelta(0)), _LONGEST_SLEEP)

    def _collect(self) -> None:
        """Takes what the desk and the box have finished; neither is waited for."""
        desk, box = self._crew.desk, self._crew.box
        while wait(list(desk.lines), 0):
            listed = desk.collect()
            if listed:
                self._rounds.take_listing(listed.source, listed.listing)
        while wait(list(box.lines), 0):
            box.collect()
        self._handling.collect()

    def _write(self) -> None:
        """Writes down what came to an end: many at once, or those that waited long enough."""
        ends, now = self._handling.ends, self._tools.now()
        if not ends:
            return
        self._ends_since = self._ends_since or now
        is_more_to_come = self._handling.is_reading or self._crew.couriers.busy
        if len(ends) < _BATCH and now < self._ends_since + _BATCH_TIME and is_more_to_come:
            return
        written = write_each(self._tools, ends, self._reader, now)
        self._handling.release()
        self._ends_since = None
        for one in written:
            self._tell(one)
        self._sending.look(is_changed=any(one.report for one in written))

    def _tell(self, one: Written) -> None:
        source, address = one.end.lead.source, one.end.lead.found.address
        verdict, report = one.end.verdict, one.report
        self._tools.meter.count_page(source, one.outcome)
        facts = {"source": source, "address": address}
        if report:
            self._tools.meter.count_article(source, len(report.claims))
            self._tools.log.info(f"article {one.outcome}", claims=len(report.claims), **facts)
        if verdict and verdict.reason:  # of an article: why it is not all that its page has
            self._failed_pages += one.outcome == "failed"
            told = {"reason": verdict.reason, "detail": verdict.detail}
            event = "article incomplete" if report else f"page {one.outcome}"
            self._tools.log.warning(event, **facts, **told)

    def _count(self) -> None:
        """Tells the meter from time to time how much is still to be read."""
        now = self._tools.now()
        if now < self._next_count:
            return
        self._next_count = now + _COUNT
        with self._tools.record.reading() as connection:
            backlogs = count_backlogs(connection)
        for name in self._plan.names & backlogs.keys():
            self._tools.meter.show_backlog(name, backlogs[name])
