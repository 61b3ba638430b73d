"""The sources of a plan: when each is asked, what it names, and how it is doing."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from khabar.pages.fetching.answers import NO_VALIDATORS, Validators
from khabar.record.leads import keep_found
from khabar.record.watched import Health, keep_health, load_health
from khabar.watch.couriers import Brought, Errand, Failure
from khabar.watch.listing import Listing, ToList
from khabar.watch.outlets import find_facts
from khabar.watch.plan import Plan, Source
from khabar.watch.rhythm import wait_after_failure, wait_after_success
from khabar.watch.tools import Tools

# Further addresses of one source (the parts of a sitemap) in one round.
_MOST_ONWARD = 20
# Requests to sources at one moment, of the eight that a watch makes.
_MOST_OUT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKey:
    """Marks an errand to a source."""

    name: str


@dataclass(slots=True, kw_only=True)
class _Round:
    """One round of a source: addresses still to be asked, one after another, and what came so far.

    `is_open` is true from a request until what it brought is kept.
    """

    source: Source
    waiting: deque[str]
    validators: Validators
    asked: set[str] = field(default_factory=set)
    is_open: bool = False
    fresh: int = 0
    failure: Failure | None = None


class Rounds:
    """Asks each source when it is due and keeps what it names; a round ends good or with a failure."""

    def __init__(self, plan: Plan, tools: Tools) -> None:
        self._plan = plan
        self._tools = tools
        self._sources = {source.name: source for source in plan.sources}
        self._rounds: dict[str, _Round] = {}
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
        for name, one in self._rounds.items():
            if one.waiting and not one.is_open and self._out < _MOST_OUT:
                yield self._make_errand(name, one)

    def note_sent(self, errand: Errand) -> None:
        """Notes that an errand is under way."""
        assert isinstance(errand.key, SourceKey)  # noqa: S101  # this made it
        one = self._rounds[errand.key.name]
        one.asked.add(one.waiting.popleft())
        one.is_open = True
        self._out += 1

    def take(self, brought: Brought) -> ToList | None:
        """The answer of a source that is to be taken apart; None where there is nothing in it."""
        assert isinstance(brought.errand.key, SourceKey)  # noqa: S101  # this made it
        name = brought.errand.key.name
        one = self._rounds[name]
        self._out -= 1
        if brought.failure:
            one.failure = brought.failure
        if len(one.asked) == 1 and brought.page is not None:
            one.validators = brought.validators
        if brought.page is None:
            self._go_on(name, Listing(found=()))
            return None
        source = one.source
        return ToList(source=name, kind=source.kind, connector=source.connector, page=brought.page)

    def take_listing(self, name: str, listing: Listing | Failure) -> None:
        """Keeps what an answer names, or notes why nothing could be taken from it."""
        if isinstance(listing, Failure):
            self._rounds[name].failure = listing
            listing = Listing(found=())
        self._go_on(name, listing)

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

    def _start(self, source: Source) -> _Round:
        """A round whose answer may be that nothing has changed: then what is known holds on."""
        health = self._health[source.name]
        known = Validators(etag=health.etag, last_modified=health.modified, address=health.answered)
        return _Round(source=source, waiting=deque([source.address]), validators=known)

    def _make_errand(self, name: str, one: _Round) -> Errand:
        known = NO_VALIDATORS if one.asked else one.validators
        return Errand(key=SourceKey(name=name), address=one.waiting[0], validators=known)

    def _go_on(self, name: str, listing: Listing) -> None:
        one, now = self._rounds[name], self._tools.now()
        one.is_open = False
        onward = [address for address in listing.onward if address not in one.asked]
        one.waiting.extend(onward[: max(_MOST_ONWARD - len(one.asked) - len(one.waiting), 0)])
        is_over = not one.waiting
        with self._tools.record.writing() as connection:
            one.fresh += keep_found(connection, name, listing.found, now)
            if is_over:
                self._health[name] = self._settle(self._health[name], one, now)
                keep_health(connection, self._health[name])
        if is_over:
            del self._rounds[name]
            self._tell(name, one)

    def _settle(self, health: Health, one: _Round, now: datetime) -> Health:
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

    def _tell(self, name: str, one: _Round) -> None:
        failure = one.failure
        self._tools.meter.count_round(self._health[name], is_good=failure is None)
        if failure is None:
            self._tools.log.info("source asked", source=name, fresh=one.fresh)
            return
        self.failed.add(name)
        self._tools.log.warning(
            "source failed", source=name, reason=failure.reason, detail=failure.detail, fresh=one.fresh
        )
