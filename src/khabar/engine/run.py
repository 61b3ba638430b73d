"""One run over many sources: captured here, read in the box, entered in the books."""

from collections import Counter
from collections.abc import Iterator

from khabar.engine.box import read_pages
from khabar.engine.finding import count_workers, find_pages
from khabar.engine.jobs import Job, to_task
from khabar.export.books import Books
from khabar.model.claims import Rejected
from khabar.model.reports import Outcome


class Run:
    """The outcomes of some sources, in their order, read while they are asked for.

    `books` and `faults` (tracebacks of faults in khabar) hold what has come so far; `passed` counts what
    is in archives and is no page.
    """

    def __init__(self, sources: tuple[str, ...], job: Job) -> None:
        self.sources = sources
        self.books = Books()
        self.passed = Counter[str]()
        self.faults: tuple[str, ...] = ()
        self._job = job

    def __iter__(self) -> Iterator[Outcome]:
        found = find_pages(self.sources, self._job, self.passed)
        captured = (one if isinstance(one, Rejected) else to_task(one) for one in found)
        for answer in read_pages(captured, self._job, count_workers(self.sources)):
            self.books = self.books.enter(answer.outcome)
            if answer.fault:
                self.faults += (answer.fault,)
            yield answer.outcome
