"""Notices on their way: found by their rules, kept in the record, sent until they are taken."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from khabar.record.watching.notices import look
from khabar.record.watching.outbox import (
    Notice,
    claim,
    count_unsent,
    find_next_due,
    give_up,
    list_unsent,
    mark_sent,
    postpone,
)
from khabar.watch.atom import write_feed
from khabar.watch.couriers import Brought, Errand, Failure
from khabar.watch.plan import Plan
from khabar.watch.rhythm import wait_after_failure
from khabar.watch.tools import Tools

# How often changes are looked for that others make in the record.
_LOOK = timedelta(minutes=1)
# For how long a notice is left to the watch that sends it: longer than the minute that a request may
# take and the wait before it.
_LEASE = timedelta(minutes=5)
# Tries of a notice that is refused for what it is; one that cannot be delivered is tried for ever.
_MOST_REFUSALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKey:
    """Marks an errand for a notice."""

    notice: Notice


class Sending:
    """Looks for changes and sends what there is to tell of them, in their order."""

    def __init__(self, plan: Plan, tools: Tools) -> None:
        self._plan = plan
        self._tools = tools
        self._subscriptions = {one.rule.name: one for one in plan.subscriptions}
        self._hooks = {name: one.webhook for name, one in self._subscriptions.items() if one.webhook}
        self._out: set[int] = set()
        self._next_look = tools.now()
        self._is_started = False

    def is_due(self, now: datetime) -> bool:
        """True where a notice is to be sent now."""
        if not self._hooks:
            return False
        with self._tools.record.reading() as connection:
            return bool(list_unsent(connection, self._hooks, now))

    def find_next_due(self) -> datetime | None:
        """When changes are to be looked for, or a notice is to be sent; None where nobody wants any."""
        if not self._subscriptions:
            return None
        with self._tools.record.reading() as connection:
            due = find_next_due(connection, self._hooks)
        return min(self._next_look, due) if due and not self._out else self._next_look

    def look(self, *, is_changed: bool) -> None:
        """Looks for changes where there may be some: after a write, and from time to time."""
        now = self._tools.now()
        if not self._subscriptions or not (is_changed or now >= self._next_look):
            return
        self._next_look = now + _LOOK
        record = self._tools.record
        with record.writing() as connection:
            told = {
                name: look(connection, record.dialect, one.rule, now)
                for name, one in self._subscriptions.items()
            }
            unsent = count_unsent(connection, self._hooks)
        self._tools.meter.show_unsent(unsent)
        for name, many in told.items():
            if many:
                self._tools.meter.count_notices(name, many)
                self._tools.log.info("notices", rule=name, many=many)
        self._write_feeds({name for name, many in told.items() if many or not self._is_started})
        self._is_started = True

    def list_errands(self, busy: Collection[str]) -> Iterator[Errand]:
        """The notices that are to be sent now, the first of each rule."""
        if not self._hooks:
            return
        with self._tools.record.reading() as connection:
            unsent = list_unsent(connection, self._hooks, self._tools.now())
        for notice in unsent:
            errand = Errand(
                key=NoticeKey(notice=notice),
                address=self._hooks[notice.rule],
                content=notice.written.encode("utf-8"),
            )
            if notice.number not in self._out and errand.host not in busy:
                yield errand

    def claim(self, errand: Errand) -> bool:
        """Notes that an errand is under way; False where another watch has it, or had."""
        assert isinstance(errand.key, NoticeKey)  # noqa: S101  # this made it
        notice, now = errand.key.notice, self._tools.now()
        with self._tools.record.writing() as connection:
            is_ours = claim(connection, notice, now, now + _LEASE)
        if is_ours:
            self._out.add(notice.number)
        return is_ours

    def take(self, brought: Brought) -> None:
        """Notes whether a notice was taken."""
        assert isinstance(brought.errand.key, NoticeKey)  # noqa: S101  # this made it
        notice, failure = brought.errand.key.notice, brought.failure
        self._out.discard(notice.number)
        with self._tools.record.writing() as connection:
            if failure is None:
                mark_sent(connection, notice)
            elif failure.is_passing or notice.tries + 1 < _MOST_REFUSALS:
                until = self._tools.now() + self._wait(notice, failure)
                postpone(connection, notice, until, failure.detail)
            else:
                give_up(connection, notice, failure.detail)
        if failure:
            self._tools.log.warning(
                "notice not sent", rule=notice.rule, notice=notice.id, detail=failure.detail
            )
        else:
            self._tools.log.info("notice sent", rule=notice.rule, notice=notice.id)

    def _wait(self, notice: Notice, failure: Failure) -> timedelta:
        chance = self._tools.chance.random()
        return wait_after_failure(self._plan.retry, notice.tries + 1, chance, failure.pause)

    def _write_feeds(self, names: Collection[str]) -> None:
        for name in names:
            path = self._subscriptions[name].atom
            if path is None:
                continue
            try:
                write_feed(self._tools.record, name, path)
            except OSError as error:
                self._tools.log.warning("feed not written", rule=name, path=str(path), detail=str(error))
