"""What the box is told to do, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from khabar.model.carried import Carried
from khabar.model.claims import Rejected
from khabar.model.documents import Hints, Page
from khabar.model.reports import Outcome, Report
from khabar.pages.addresses import page_number
from khabar.pages.archives.multipage import MOST_PAGES, split_pages
from khabar.pages.archives.rows import USUAL_COLUMNS, Columns
from khabar.pages.feeds.links import find_links, name_page
from khabar.pages.finds import Found
from khabar.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Carried):
    """A page to read, and what the caller knows of it.

    With `is_named_by_page`, the page is asked for its address, which goes before that of the hints. With
    `may_go_on`, it is not read where its article goes on on a page that is to be asked for first.
    """

    page: Page
    hints: Hints
    is_named_by_page: bool = False
    may_go_on: bool = False


def to_task(found: Found) -> Task:
    """The page that was found, as the box takes it."""
    return Task(page=found.page, hints=found.hints)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a page itself says before it is read: hints with its address, and where it goes on."""

    hints: Hints
    following: str | None


def ask_page(task: Task) -> Asked:
    """What the page says, as far as it is to be asked; this is for where a page can do no harm."""
    if not task.is_named_by_page:
        return Asked(hints=task.hints, following=None)
    pages = split_pages(task.page)
    first = last = find_links(pages[0])
    may_go_on = task.may_go_on and len(pages) < MOST_PAGES and page_number(pages[0].source) == 1
    if may_go_on and len(pages) > 1:
        last = find_links(pages[-1])
    return Asked(
        hints=replace(task.hints, url=name_page(pages[0], first)),
        following=last.following if may_go_on else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A page of which is asked what it names: see `khabar.pages.contents.list_contents`."""

    page: Page
    try_report: bool
    is_front: bool


Captured: TypeAlias = Task | Rejected
"""What comes of one source before it is read: its page, or why there is none."""


class Read(Protocol):
    """Reads a page; raises InputError where it cannot be read.

    Calls `checkpoint` once, when the article is known and before the first work that needs the
    parser, or not at all where nothing is worth parsing.
    """

    def __call__(
        self, page: Page, hints: Hints, settings: Settings, checkpoint: Callable[[], object]
    ) -> Report:
        """The report of `page`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The two things a worker does with pages: read one, and load the models that claims need."""

    read: Read
    load_models: Callable[[], object]


def shipped() -> Stages:
    """The stages of `khabar.pipeline`, imported in the worker and not before."""
    from khabar import pipeline
    from khabar.text import parse

    return Stages(read=pipeline.read_article, load_models=parse.load)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is the same for every page of a run; `stages` is found by name in the worker.

    `hints` are those that the caller gave for all pages that this run captures, `columns` those in which
    rows hold an article. `version` is khabar's, as sites are told it.
    """

    hints: Hints
    settings: Settings
    stages: Callable[[], Stages] = shipped
    columns: Columns = USUAL_COLUMNS
    version: str = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Carried):
    """What came of one page.

    `following` is the address of the page that is to be asked for before this one can be read. `fault`
    is the traceback of a fault in khabar, None where there was none. `last` is true where the worker
    goes after this page.
    """

    outcome: Outcome
    following: str | None = None
    fault: str | None = None
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(Carried):
    """What came of the pages that a worker had at once, in their order, and the CPU seconds they took.

    Those after one that is `last` are not read.
    """

    each: tuple[Answer, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Carried):
    """Nothing more is in the archive."""
