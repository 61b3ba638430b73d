"""The sources of a plan: when each is asked, what it names, and how it is doing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from khabar.pages.fetching.answers import Validators
from khabar.record.watching.leads import keep_found
from khabar.record.watching.watched import Health, keep_health, load_health
from khabar.watch.couriers import Brought, Errand, Failure
from khabar.watch.listing import Listing, ToList
from khabar.watch.outlets import find_facts
from khabar.watch.plan import Plan, Source
from khabar.watch.rhythm import wait_after_failure, wait_after_success
from khabar.watch.round import Memory, Round, SourceKey
from khabar.watch.tools import Tools

# Requests to sources at one moment, of the eight that a watch makes.
_MOST_OUT = 4


class Rounds:
    """Asks each source when it is due and keeps what it names; a round ends good or with a failure."""

    def __init__(self, plan: Plan, tools: Tools) -> None:
        self._plan = plan
        self._tools = tools
        self._sources = {source.name: source for source in plan.sources}
        self._rounds: dict[str, Round] = {}
        self._memories: dict[str, Memory] = {}
        self._out = 0
        self.failed: set[str] = set()
        self._health = self._prepare()

    @property
    def health(self) -> Mapping[str, Health]:
        """How the sources of the plan are doing, by name."""
        return self._health

    @property
    def is_idle(self) -> bool:
        """True where no round is under way."""
        return not self._rounds

    def find_next_due(self) -> datetime | None:
        """When the next source is due, of those that no round is under way for."""
        due = (one.due for name, one in self._health.items() if name not in self._rounds)
        return min(due, default=None)

    def begin(self, until: datetime) -> None:
        """Begins a round for each source that is due by then."""
        for name, health in self._health.items():
            if health.due <= until and name not in self._rounds:
                source = self._sources[name]
                self._rounds[name] = self._start(source)

    def begin_early(self) -> None:
        """Begins a round for each source that is due within half of its period."""
        for source in self._plan.sources:
            if self._health[source.name].due <= self._tools.now() + source.every / 2:
                self._rounds[source.name] = self._start(source)

    def list_errands(self) -> Iterator[Errand]:
        """What is to be asked now, each address once a round; the caller sends those that it can.

        With many sources due at once, such as after a restart, there are no more than `_MOST_OUT` under
        way: pages must be read all the same.
        """
        for one in self._rounds.values():
            address = one.next_address
            if address and self._out < _MOST_OUT:
                yield one.build_errand(address)

    def note_sent(self, errand: Errand) -> None:
        """Notes that an errand is under way."""
        assert isinstance(errand.key, SourceKey)  # noqa: S101  # this made it
        self._rounds[errand.key.name].note_sent()
        self._out += 1

    def take(self, brought: Brought) -> ToList | None:
        """The answer of a source that is to be taken apart; None where there is nothing in it."""
        assert isinstance(brought.errand.key, SourceKey)  # noqa: S101  # this made it
        name = brought.errand.key.name
        self._out -= 1
        came = self._rounds[name].take(brought)
        if isinstance(came, ToList):
            return came
        self._go_on(name, came, is_new=False)
        return None

    def take_listing(self, name: str, listing: Listing | Failure) -> None:
        """Keeps what an answer names, or notes why nothing could be taken from it."""
        self._go_on(name, listing, is_new=True)

    def _prepare(self) -> dict[str, Health]:
        """The health of each source; one that is new, or stands at another address, is due at once."""
        now, found = self._tools.now(), {}
        with self._tools.record.reading() as connection:
            known = load_health(connection)
        for source in self._plan.sources:
            health = known.get(source.name) or Health(
                name=source.name, kind=source.kind.value, address=source.address, due=now
            )
            if health.address != source.address:
                health = replace(health, due=now, failures=0, etag=None, modified=None)
            facts = find_facts(source)
            found[source.name] = replace(
                health,
                kind=source.kind.value,
                address=source.address,
                owner=facts.owner,
                outlet_class=facts.outlet_class,
                due=min(health.due, now + source.every),  # it may have been asked less often before
            )
        with self._tools.record.writing() as connection:
            for health in found.values():
                keep_health(connection, health)
        return found

    def _start(self, source: Source) -> Round:
        """A round whose answer may be that nothing has changed: then what is known holds on."""
        health = self._health[source.name]
        known = Validators(etag=health.etag, last_modified=health.modified, address=health.answered)
        memory = self._memories.setdefault(source.name, Memory())
        return Round(source, memory, known, self._tools.now())

    def _go_on(self, name: str, came: Listing | Failure, *, is_new: bool) -> None:
        one, now = self._rounds[name], self._tools.now()
        found = one.close(came, is_new=is_new)
        with self._tools.record.writing() as connection:
            one.fresh += keep_found(connection, name, found, now)
            if one.is_over:
                self._health[name] = self._settle(self._health[name], one, now)
                keep_health(connection, self._health[name])
        if one.is_over:
            del self._rounds[name]
            self._tell(name, one)

    def _settle(self, health: Health, one: Round, now: datetime) -> Health:
        """How the source is doing after a round."""
        chance, failure = self._tools.chance.random(), one.failure
        asked = replace(health, asked_at=now)
        if failure is None:
            return replace(
                asked,
                good_at=now,
                failures=0,
                etag=one.validators.etag,
                modified=one.validators.last_modified,
                answered=one.validators.address,
                due=now + wait_after_success(one.source.every, chance),
            )
        failures = health.failures + 1
        pause = wait_after_failure(self._plan.retry, failures, chance, failure.pause)
        return replace(
            asked,
            failed_at=now,
            failures=failures,
            reason=failure.reason,
            detail=failure.detail,
            due=now + pause,
        )

    def _tell(self, name: str, one: Round) -> None:
        failure = one.failure
        self._tools.meter.count_round(self._health[name], is_good=failure is None)
        if failure is None:
            self._tools.log.info("source asked", source=name, fresh=one.fresh)
            return
        self.failed.add(name)
        self._tools.log.warning(
            "source failed", source=name, reason=failure.reason, detail=failure.detail, fresh=one.fresh
        )
