"""Leads in hand: asked for, read in the box, and put into the record with what became of them."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import Protocol

from khabar.engine.jobs import Answer, Captured, Task
from khabar.errors import UnreachableError
from khabar.model.claims import Rejected
from khabar.model.documents import Hints, Page
from khabar.model.reports import Report
from khabar.pages.addresses import check_arrival, is_same_site, tidy
from khabar.pages.feeds import write_page
from khabar.pages.fetching.answers import Validators
from khabar.record.captures import Capture, find_known
from khabar.record.leads import Choice, Lead, Verdict, is_read, list_ready
from khabar.watch.couriers import Brought, Errand, Failure
from khabar.watch.ends import End, judge_failed, judge_later, judge_read
from khabar.watch.plan import Plan
from khabar.watch.rhythm import wait_after_failure
from khabar.watch.tools import Tools

# Tries of one address before what its source gives is read instead, or nothing: with pauses that double
# from a minute, most of half a day.
_MOST_TRIES = 10
# Leads in hand at once: pages of eight megabytes at most, for a box of a few readers.
MOST_IN_HAND = 24


class Place(Protocol):
    """A place in the order of answers."""

    @property
    def answer(self) -> Answer | None:
        """What came of the page, None while it is being read."""
        ...


class Box(Protocol):
    """Where pages are read without harm; see `khabar.engine.box`."""

    @property
    def lines(self) -> Sequence[Connection]:
        """One of these is ready when an answer has come."""
        ...

    @property
    def has_room(self) -> bool:
        """True where a page can be taken without waiting."""
        ...

    def take(self, item: Captured) -> Place:
        """The place of a page that is read from now on."""
        ...

    def collect(self) -> None:
        """Takes the answers that have come; waits for one where none has."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadKey:
    """Marks an errand for a lead."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A page of a lead for the box; `is_text` where it is what the source itself gave."""

    lead: Lead
    capture: Capture
    page: Page
    validators: Validators
    is_text: bool = False
    before: Failure | None = None


class Handling:
    """Takes up leads and brings them to an end; their `ends` are for the caller to write down."""

    def __init__(self, plan: Plan, tools: Tools, box: Box, reader: str) -> None:
        self._plan = plan
        self._tools = tools
        self._box = box
        self._reader = reader
        self._publishers = {source.name: source.publisher for source in plan.sources}
        self._addresses = {source.name: source.address for source in plan.sources}
        self._in_hand: dict[int, Lead] = {}
        self._queue: deque[_Reading] = deque()
        self._boxed: list[tuple[_Reading, Place]] = []
        self.ends: list[End] = []

    @property
    def is_reading(self) -> bool:
        """True where a page is with the box, or waits for it."""
        return bool(self._queue or self._boxed)

    def list_errands(self, busy: Collection[str], free: int) -> Iterator[Errand]:
        """Takes up leads that are due, and gives what is to be asked for them: at most `free`."""
        errands: list[Errand] = []
        while room := min(free - len(errands), MOST_IN_HAND - len(self._in_hand)):
            hosts = {*busy, *(errand.host for errand in errands)}
            ready = self._list_ready(hosts)[: max(room, 0)]
            if not ready:
                break
            errands += filter(None, map(self._take_up, ready))
        yield from errands

    def _list_ready(self, busy: Collection[str]) -> tuple[Lead, ...]:
        choice = Choice(sources=self._plan.names, busy=busy, in_hand=self._in_hand)
        with self._tools.record.reading() as connection:
            return list_ready(connection, choice, self._tools.now())

    def _take_up(self, lead: Lead) -> Errand | None:
        """What is to be asked for a lead; nothing where its source gave all of it."""
        self._in_hand[lead.number] = lead
        if lead.found.is_whole:
            self._read_text(lead, None)
            return None
        known = Validators(etag=lead.etag, last_modified=lead.modified)
        return Errand(key=LeadKey(number=lead.number), address=lead.found.address, validators=known)

    def take(self, brought: Brought) -> None:
        """What an errand brought: a page for the box, or an end."""
        assert isinstance(brought.errand.key, LeadKey)  # noqa: S101  # this made it
        lead = self._in_hand[brought.errand.key.number]
        if brought.failure:
            self._fail(lead, brought.failure)
        elif brought.page is None:
            same = Validators(etag=lead.etag, last_modified=lead.modified)
            self.ends.append(End(lead=lead, verdict=judge_read(same, self._tools.now())))
        else:
            try:
                check_arrival(lead.found.address, brought.page.source)
            except UnreachableError as error:
                gone = Failure(reason=error.reason, detail=error.detail, is_passing=False)
                self._fail(lead, gone)
            else:
                self._take_page(lead, brought.page, brought)

    def feed(self) -> None:
        """Hands pages to the box as far as it has room."""
        while self._queue and self._box.has_room:
            one = self._queue.popleft()
            task = Task(page=one.page, hints=one.capture.hints, is_named_by_page=not one.is_text)
            self._boxed.append((one, self._box.take(task)))

    def collect(self) -> None:
        """Takes what the box has read."""
        waiting = self._boxed
        self._boxed = []
        for one, place in waiting:
            if place.answer is None:
                self._boxed.append((one, place))
            else:
                self._take_answer(one, place.answer)

    def release(self) -> None:
        """Lets go of what is written down."""
        for end in self.ends:
            if end.verdict:
                self._in_hand.pop(end.lead.number, None)
        self.ends = []

    def _take_page(self, lead: Lead, page: Page, brought: Brought) -> None:
        alias, now, validators = _find_alias(lead, page), self._tools.now(), brought.validators
        capture = self._capture(lead, page)
        if brought.retrieval:
            capture = replace(capture, at=brought.retrieval.at, retrievals=(brought.retrieval,))
        with self._tools.record.reading() as connection:
            is_same = alias is not None and is_read(connection, alias)
            is_known = find_known(connection, capture, self._reader) is not None
        if is_same:
            self.ends.append(End(lead=lead, verdict=judge_read(validators, now)))
        elif is_known:
            verdict = judge_read(validators, now)
            self.ends.append(End(lead=lead, verdict=verdict, capture=capture, alias=alias))
        else:
            self._queue.append(_Reading(lead=lead, capture=capture, page=page, validators=validators))

    def _take_answer(self, one: _Reading, answer: Answer) -> None:
        outcome, lead, now = answer.outcome, one.lead, self._tools.now()
        if answer.fault:
            self._tools.log.error("fault", address=lead.found.address, trace=answer.fault)
        verdict: Verdict | None = judge_read(one.validators, now, one.before)
        if isinstance(outcome, Rejected):
            failure = Failure(reason=outcome.reason, detail=outcome.detail, is_passing=False)
            verdict = judge_failed(one.before or failure, now)
            if lead.found.text and not one.is_text:
                verdict = None
                self._read_text(lead, failure)
        alias = None if isinstance(outcome, Rejected) else _find_alias(lead, one.page)
        capture = one.capture
        if isinstance(outcome, Report) and not one.is_text:  # the page may have named itself
            capture = replace(capture, hints=replace(capture.hints, url=outcome.article.url))
        self.ends.append(End(lead=lead, verdict=verdict, capture=capture, outcome=outcome, alias=alias))

    def _read_text(self, lead: Lead, before: Failure | None) -> None:
        """Has what the source gave of the report read in place of the page.

        A feed is taken at its word only for pages of its own site: else it could tell of a page of
        another house, under its name, while that cannot be had. Connectors are chosen for their word.
        """
        page = write_page(lead.found.title, lead.found.text or "", lead.found.address)
        day = lead.found.published
        capture = self._capture(lead, page)
        is_own = is_same_site(lead.found.address, self._addresses.get(lead.source, ""))
        url = capture.hints.url if is_own or lead.found.is_whole else None
        hints = replace(capture.hints, url=url, published=day.date() if day else None)
        self._queue.append(
            _Reading(
                lead=lead,
                capture=replace(capture, hints=hints),
                page=page,
                validators=Validators(),
                is_text=True,
                before=before,
            )
        )

    def _capture(self, lead: Lead, page: Page | None) -> Capture:
        publisher = lead.found.publisher or self._publishers.get(lead.source)
        address = tidy(page.source) if page else lead.found.address
        hints = Hints(publisher=publisher, url=address)
        return Capture(source=address, place=None, page=page, hints=hints, at=self._tools.now())

    def _fail(self, lead: Lead, failure: Failure) -> None:
        """Tries again later, or reads what the source gave, or gives up."""
        tries, now = lead.tries + 1, self._tools.now()
        if failure.is_passing and tries < _MOST_TRIES:
            chance = self._tools.chance.random()
            until = now + wait_after_failure(self._plan.retry, tries, chance, failure.pause)
            verdict = judge_later(lead, failure, until)
            held = until if failure.is_of_site else None
            self.ends.append(End(lead=lead, verdict=verdict, held=held))
        elif lead.found.text:
            self._read_text(lead, failure)
        else:
            missing = Rejected(source=lead.found.address, reason=failure.reason, detail=failure.detail)
            capture = self._capture(lead, None)
            verdict = judge_failed(failure, now)
            self.ends.append(End(lead=lead, verdict=verdict, capture=capture, outcome=missing))


def _find_alias(lead: Lead, page: Page) -> str | None:
    """The address that a lead led to, None where it is its own."""
    final = tidy(page.source)
    return final if final != lead.found.address else None
