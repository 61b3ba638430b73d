"""One run over many sources: captured here, read in the box, entered in the books."""

from collections.abc import Iterable, Iterator

from khabar.engine.box import count_cores, read_pages
from khabar.engine.jobs import Captured, Job, Task
from khabar.errors import InputError
from khabar.export.books import Books
from khabar.model.claims import Rejected
from khabar.model.documents import Page
from khabar.model.reports import Outcome
from khabar.pages.capture import capture, spell_source
from khabar.settings import Settings


class Run:
    """The outcomes of some sources, in their order, read while they are asked for.

    `books` and `faults` (tracebacks of faults in khabar) hold what has come so far.
    """

    def __init__(self, sources: tuple[str, ...], job: Job) -> None:
        self.sources = sources
        self.books = Books()
        self.faults: tuple[str, ...] = ()
        self._job = job

    def __iter__(self) -> Iterator[Outcome]:
        workers = max(1, min(count_cores(), len(self.sources)))
        captured = capture_each(self.sources, self._job)
        for answer in read_pages(captured, self._job, workers):
            self.books = self.books.enter(answer.outcome)
            if answer.fault:
                self.faults += (answer.fault,)
            yield answer.outcome


def capture_each(sources: Iterable[str], job: Job) -> Iterator[Captured]:
    """The page of each source, or why there is none."""
    for source in sources:
        page = capture_one(source, job.settings)
        yield page if isinstance(page, Rejected) else Task(page=page, hints=job.hints)


def capture_one(source: str, settings: Settings) -> Page | Rejected:
    """The page of a source, or why there is none."""
    try:
        return capture(source, settings)
    except InputError as error:
        return Rejected(source=spell_source(source), reason=error.reason, detail=error.detail)
