"""From what the arguments name to the pages to read: single files, and what is inside archives."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from khabar.engine.box import count_cores
from khabar.engine.browsing import NO_MEMORY, Browser, Memory
from khabar.engine.jobs import Job
from khabar.engine.listing import Lister
from khabar.engine.saying import say
from khabar.engine.unpacking import Unpacker
from khabar.errors import InputError, UsageError
from khabar.model.claims import Rejected
from khabar.model.documents import Hints
from khabar.pages.addresses import is_web
from khabar.pages.archives.kinds import Key, find_unpacker
from khabar.pages.capture import STDIN, capture, spell_source
from khabar.pages.finds import Find, Found, Passed, join_hints


def find_pages(
    sources: Iterable[str], job: Job, passed: Counter[str], memory: Memory = NO_MEMORY
) -> Iterator[Found | Rejected]:
    """The pages of each source with all that is known of them, or why there is none.

    What is in archives and is no page is counted in `passed`, by what it is. `memory` is what the
    record knows from earlier runs.
    """
    with ExitStack() as stack:
        unpacker = stack.enter_context(Unpacker(Key(settings=job.settings, columns=job.columns)))
        browser: Browser | None = None
        for source in sources:
            if is_web(source):
                browser = browser or open_browser(job, memory, stack)
                finds: Iterable[Find] = browser.open(source)
            elif find_unpacker(source):
                finds = unpacker.open(source)
            else:
                finds = (capture_one(source, job),)
            yield from _hint(finds, job.hints, passed)


def open_browser(job: Job, memory: Memory, stack: ExitStack) -> Browser:
    """What opens addresses, until the stack is left."""
    from khabar.pages.fetching.client import open_fetcher

    if job.settings.contact is None and not job.settings.allow_private:
        say("sites are not told whom to ask about these requests: --contact gives it")
    fetcher = stack.enter_context(open_fetcher(job.settings, job.version, shelf=memory.shelf))
    return Browser(fetcher, stack.enter_context(Lister(job.settings)), job.settings, memory.recall)


def _hint(finds: Iterable[Find], given: Hints, passed: Counter[str]) -> Iterator[Found | Rejected]:
    """The same finds with what the caller knows of them; those that are no pages are counted."""
    for find in finds:
        if isinstance(find, Passed):
            passed[find.what] += 1
        elif isinstance(find, Found):
            yield replace(find, hints=join_hints(given, find.hints))
        else:
            yield find


def capture_one(source: str, job: Job) -> Found | Rejected:
    """The page of a source that is one page, or why there is none."""
    try:
        page = capture(source, job.settings)
    except InputError as error:
        return Rejected(source=spell_source(source), reason=error.reason, detail=error.detail)
    place = None if source == STDIN else str(Path(source).absolute())
    return Found(page=page, hints=job.hints, place=place)


def count_workers(sources: Sequence[object]) -> int:
    """How many processes are worth starting: one for each page, as far as there are processors."""
    cores = count_cores()
    if len(sources) >= cores or any(isinstance(source, str) and _is_many(source) for source in sources):
        return cores
    return max(1, len(sources))


def count_pages(sources: Sequence[str]) -> int | None:
    """How many pages there will be; None where an archive or an address is among the sources."""
    return None if any(_is_many(source) for source in sources) else len(sources)


def check_address(sources: Sequence[str], hints: Hints) -> None:
    """Raises UsageError where many pages are said to come from one address."""
    if hints.url and count_pages(sources) != 1:
        got = "an archive or an address" if count_pages(sources) is None else str(len(sources))
        why = "pages of one address are versions of one page"
        raise UsageError(f"expected one page with --url, got {got}: {why}")


def _is_many(source: str) -> bool:
    """True of a source that may hold many pages."""
    return is_web(source) or find_unpacker(source) is not None
