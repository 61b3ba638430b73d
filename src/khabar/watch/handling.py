"""Leads in hand: asked for, read in the box, and put into the record with what became of them."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Protocol

from khabar.engine.jobs import Answer, Captured, Task
from khabar.errors import InputError, UnreachableError
from khabar.model.claims import Rejected
from khabar.model.documents import Page
from khabar.model.reports import Report
from khabar.pages.addresses import check_arrival
from khabar.pages.fetching.answers import Validators
from khabar.record.captures import find_known
from khabar.record.watching.leads import Choice, Lead, Verdict, is_read, list_ready
from khabar.watch.couriers import Brought, Errand, Failure
from khabar.watch.drafts import Drafts
from khabar.watch.ends import End, judge_failed, judge_later, judge_read
from khabar.watch.onward import LeadKey, Onward, Reading, add_page
from khabar.watch.plan import Plan
from khabar.watch.rhythm import wait_after_failure
from khabar.watch.tools import Tools

# Tries of one address before what its source gives is read instead, or nothing: with pauses that double
# from a minute, most of half a day.
_MOST_TRIES = 10
# Tries of an article before it is read without a page that answers with errors.
_MOST_TRIES_FURTHER = 3
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


class Handling:
    """Takes up leads and brings them to an end; their `ends` are for the caller to write down."""

    def __init__(self, plan: Plan, tools: Tools, box: Box, reader: str) -> None:
        self._plan = plan
        self._tools = tools
        self._box = box
        self._reader = reader
        self._drafts = Drafts(plan, tools.now)
        self._in_hand: dict[int, Lead] = {}
        self._queue: deque[Reading] = deque()
        self._boxed: list[tuple[Reading, Place]] = []
        self._onward = Onward()
        self.ends: list[End] = []

    @property
    def is_reading(self) -> bool:
        """True where a page is with the box, or waits for it."""
        return bool(self._queue or self._boxed)

    def list_errands(self, busy: Collection[str], free: int) -> Iterator[Errand]:
        """What is to be asked: next pages of articles, then leads that are due: at most `free`."""
        errands = list(self._onward.list_errands(busy, free))
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
            self._queue.append(self._drafts.of_text(lead, None))
            return None
        key, known = LeadKey(number=lead.number), _recall(lead)
        return Errand(key=key, address=lead.found.address, validators=known)

    def take(self, brought: Brought) -> None:
        """What an errand brought: a page for the box, or an end."""
        assert isinstance(brought.errand.key, LeadKey)  # noqa: S101  # this made it
        lead = self._in_hand[brought.errand.key.number]
        begun = self._onward.release(lead.number)
        if begun:
            self._take_next(begun, brought)
        elif brought.failure:
            self._fail(lead, brought.failure)
        elif brought.page is None:
            self.ends.append(End(lead=lead, verdict=judge_read(_recall(lead), self._tools.now())))
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
            task = Task(
                page=one.page,
                hints=one.capture.hints,
                is_named_by_page=not one.is_text,
                may_go_on=one.may_go_on,
            )
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
        one = self._drafts.of_page(lead, page, brought)
        with self._tools.record.reading() as connection:
            is_read_there = any(is_read(connection, alias) for alias in one.list_aliases())
        if is_read_there and not lead.reads:  # else its source says that it changed since
            verdict = judge_read(brought.validators, self._tools.now())
            self.ends.append(End(lead=lead, verdict=verdict))
        else:
            self._read(one)

    def _read(self, one: Reading) -> None:
        """Has a page read that the record does not have."""
        with self._tools.record.reading() as connection:
            is_known = find_known(connection, one.capture, self._reader) is not None
        if is_known:
            verdict, aliases = judge_read(one.validators, self._tools.now()), one.list_aliases()
            end = End(lead=one.lead, verdict=verdict, capture=one.capture, aliases=aliases)
            self.ends.append(end)
        else:
            self._queue.append(one)

    def _take_next(self, one: Reading, brought: Brought) -> None:
        """The next page of an article; where there is none, the article is read as far as it goes."""
        failure = brought.failure
        if brought.page:
            try:
                self._read(add_page(one, brought.page, brought))
                return
            except InputError as error:
                failure = Failure(reason=error.reason, detail=error.detail, is_passing=False)
        missing = failure or Failure(reason="empty", detail="expected a page", is_passing=False)
        if missing.is_passing and one.lead.tries + 1 < _MOST_TRIES_FURTHER:
            self._try_later(one.lead, missing)
        else:
            self._queue.append(replace(one, missing=missing))

    def _take_answer(self, one: Reading, answer: Answer) -> None:
        outcome, lead, now = answer.outcome, one.lead, self._tools.now()
        if answer.following:
            self._onward.keep(one, answer.following)
            return
        if answer.fault:
            self._tools.log.error("fault", address=lead.found.address, trace=answer.fault)
        verdict: Verdict | None = judge_read(one.validators, now, one.before or one.missing)
        if isinstance(outcome, Rejected):
            failure = Failure(reason=outcome.reason, detail=outcome.detail, is_passing=False)
            verdict = judge_failed(one.before or failure, now)
            if lead.found.text and not one.is_text:
                verdict = None
                self._queue.append(self._drafts.of_text(lead, failure))
        aliases = () if isinstance(outcome, Rejected) else one.list_aliases()
        capture = one.capture
        if isinstance(outcome, Report) and not one.is_text:  # the page may have named itself
            capture = replace(capture, hints=replace(capture.hints, url=outcome.article.url))
        end = End(lead=lead, verdict=verdict, capture=capture, outcome=outcome, aliases=aliases)
        self.ends.append(end)

    def _fail(self, lead: Lead, failure: Failure) -> None:
        """Tries again later, or reads what the source gave, or gives up."""
        if failure.is_passing and lead.tries + 1 < _MOST_TRIES:
            self._try_later(lead, failure)
        elif lead.found.text:
            self._queue.append(self._drafts.of_text(lead, failure))
        else:
            missing = Rejected(source=lead.found.address, reason=failure.reason, detail=failure.detail)
            capture = self._drafts.capture(lead, None)
            verdict = judge_failed(failure, self._tools.now())
            self.ends.append(End(lead=lead, verdict=verdict, capture=capture, outcome=missing))

    def _try_later(self, lead: Lead, failure: Failure) -> None:
        """Lets a lead wait, and its site where others would fail there as well."""
        chance = self._tools.chance.random()
        pause = wait_after_failure(self._plan.retry, lead.tries + 1, chance, failure.pause)
        until = self._tools.now() + pause
        held = until if failure.is_of_site else None
        self.ends.append(End(lead=lead, verdict=judge_later(lead, failure, until), held=held))


def _recall(lead: Lead) -> Validators:
    """What the page of a lead gave when it was last read."""
    return Validators(etag=lead.etag, last_modified=lead.modified, address=lead.answered)
