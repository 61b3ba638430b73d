"""What `khabar add` and `khabar reread` do: pages are read in boxes, what is read goes into the record.

What a run has acknowledged is in the record for good; a run that was cut off is taken up again by
starting it again.
"""

import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from khabar.engine.box import read_pages
from khabar.engine.browsing import Known, Memory
from khabar.engine.finding import check_address, count_pages, count_workers, find_pages
from khabar.engine.jobs import Answer, Captured, Job, Task, to_task
from khabar.engine.ledger import Ledger
from khabar.engine.saying import clip, say, say_passed, say_rejected, show_progress
from khabar.engine.shelf import RuleShelf
from khabar.model.claims import Rejected
from khabar.model.codec import encode_outcome, to_line
from khabar.pages.finds import Found
from khabar.pages.sources import find_sources
from khabar.record.captures import Capture, find_known, read_hints
from khabar.record.rereading import Stored, find_stored
from khabar.record.retrievals import find_last
from khabar.record.rows import load_page
from khabar.record.store import Record
from khabar.record.writer import Added, Reread, Taken, add, add_rereadings, refresh_all

T = TypeVar("T")

# Pages acknowledged at once, and the seconds after which they are, whichever comes first.
_BATCH, _SECONDS = 64, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOrder:
    """What the caller asked for: what to read into which record, and how to tell of it.

    `reader` is khabar's version. With `as_json` what was added is told in lines of schema 1.
    """

    arguments: tuple[str, ...]
    job: Job
    record: str
    reader: str
    as_json: bool
    debug: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadOrder:
    """Which record to read again; with `everything`, also what this reader has read before."""

    job: Job
    record: str
    reader: str
    everything: bool
    as_json: bool
    debug: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outturn:
    """What a run came to: its books, and tracebacks of faults in khabar."""

    books: Ledger
    faults: tuple[str, ...]


def add_all(order: AddOrder) -> Outturn:
    """What the run came to, when all that could be read is in the record, made where there is none.

    Raises RecordError where the record cannot be opened or written, and UsageError where several pages
    are said to come from one address.
    """
    sources = find_sources(order.arguments)
    check_address(sources.pages, order.job.hints)
    passed = Counter[str]()
    with Record.open(order.record, create=True) as record:
        memory = Memory(recall=partial(_recall, record), shelf=RuleShelf(record))
        found = find_pages(sources.pages, order.job, passed, memory)
        added = _add(record, order, found, count_workers(sources.pages))
        outturn = _tell(show_progress(added, count_pages(sources.pages)), order)
    say_passed(sources.passed, "folders")
    say_passed(passed, "archives")
    return outturn


def reread_all(order: RereadOrder) -> Outturn:
    """What the run came to, when the present reader has read each page that it had not read before.

    Decisions hold as before. Raises RecordError where the record cannot be opened or written.
    """
    with Record.open(order.record, create=False) as record:
        refresh_all(record, order.reader, force=order.everything)
        stored = find_stored(record, order.reader, everything=order.everything)
        return _tell(show_progress(_reread(record, order, stored), len(stored)), order)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What came of one page, with the traceback of a fault in khabar, if there was one."""

    added: Added
    fault: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """A page that was found, or none; `task` is for the box.

    `known` is true where the record has a reading of the page.
    """

    capture: Capture
    task: Captured
    known: bool


def _add(
    record: Record, order: AddOrder, found: Iterable[Found | Rejected], workers: int
) -> Iterator[_Step]:
    looked: deque[_Looked] = deque()

    def look_at_all() -> Iterator[Captured]:
        for one in found:
            looked.append(_look(record, order, one))
            yield looked[-1].task

    def take(answer: Answer) -> Taken:
        one = looked.popleft()
        return Taken(capture=one.capture, outcome=None if one.known else answer.outcome)

    def write(batch: Sequence[Taken]) -> tuple[Added, ...]:
        return add(record, batch, order.reader)

    answers = read_pages(look_at_all(), order.job, workers)
    yield from _write_batches(answers, take, write)


def _reread(record: Record, order: RereadOrder, stored: tuple[Stored, ...]) -> Iterator[_Step]:
    ahead: deque[Stored] = deque()

    def load_all() -> Iterator[Captured]:
        for one in stored:
            ahead.append(one)
            with record.reading() as connection:
                page = load_page(connection, one.sha256, one.source)
            yield Task(page=page, hints=read_hints(one.hints))

    def take(answer: Answer) -> Reread:
        one = ahead.popleft()
        return Reread(source=one.source, sha256=one.sha256, hints=one.hints, outcome=answer.outcome)

    def write(batch: Sequence[Reread]) -> tuple[Added, ...]:
        return add_rereadings(record, batch, order.reader)

    answers = read_pages(load_all(), order.job, count_workers(stored))
    yield from _write_batches(answers, take, write)


def _write_batches(
    answers: Iterable[Answer],
    take: Callable[[Answer], T],
    write: Callable[[Sequence[T]], tuple[Added, ...]],
) -> Iterator[_Step]:
    """The steps of all answers, each when it is in the record for good."""
    batch: list[T] = []
    faults: list[str | None] = []
    since = time.monotonic()

    def flush() -> Iterator[_Step]:
        for added, fault in zip(write(batch), faults, strict=True):
            yield _Step(added=added, fault=fault)
        batch.clear()
        faults.clear()

    for answer in answers:
        since = since if batch else time.monotonic()
        batch.append(take(answer))
        faults.append(answer.fault)
        if len(batch) >= _BATCH or time.monotonic() - since >= _SECONDS:
            yield from flush()
    if batch:
        yield from flush()


def _look(record: Record, order: AddOrder, found: Found | Rejected) -> _Looked:
    now = datetime.now(UTC)
    if isinstance(found, Rejected):
        missing = Capture(source=found.source, place=None, page=None, hints=order.job.hints, at=now)
        return _Looked(capture=missing, task=found, known=False)
    source = found.page.source
    capture = Capture(
        source=source,
        place=found.place,
        page=found.page,
        hints=found.hints,
        at=found.at or now,
        retrievals=found.retrievals,
    )
    with record.reading() as connection:
        known = find_known(connection, capture, order.reader) is not None
    # what is known passes through the box unread: the order stays that of the sources
    passing = Rejected(source=source, reason="known", detail="the record has a reading of it")
    return _Looked(capture=capture, task=passing if known else to_task(found), known=known)


def _recall(record: Record, address: str) -> Known | None:
    """What the record has of an address, so that its site does not have to send it again."""
    with record.reading() as connection:
        last = find_last(connection, address)
    return None if last is None else Known(page=last.page, retrieval=last.retrievals[0])


def _tell(steps: Iterable[_Step], order: AddOrder | RereadOrder) -> Outturn:
    """Writes what was added as it comes, then the books; see `Outturn`."""
    books = Ledger()
    faults: list[str] = []
    for step in steps:
        books = books.enter(step.added)
        faults += [step.fault] if step.fault else []
        _tell_one(step.added, as_json=order.as_json)
    say(books.sum_up())
    for fault in faults if order.debug else ():
        say(fault)
    return Outturn(books=books, faults=tuple(faults))


def _tell_one(added: Added, *, as_json: bool) -> None:
    """What was added on stdout, what was not read on stderr; differences beside the lines of JSON."""
    if as_json and added.outcome and added.is_new:
        for record in encode_outcome(added.outcome):
            sys.stdout.buffer.write(to_line(record))
    elif added.outcome:
        say_rejected(added.outcome)
    lines = [f"changed: {clip(added.source)}"] if added.changes else []
    lines += [f"  {clip(change)}" for change in added.changes]
    stream = sys.stderr if as_json else sys.stdout
    stream.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()  # who reads these lines knows that the record has them
