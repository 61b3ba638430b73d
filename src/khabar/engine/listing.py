"""What addresses name, told by a process of its own: pages and feeds are written by strangers."""

from types import TracebackType

from khabar.engine.jobs import Question
from khabar.engine.process import Process, explain_end
from khabar.model.claims import Rejected
from khabar.model.documents import Page
from khabar.pages.contents import Contents
from khabar.settings import Settings


class Lister:
    """Lists one page after another; its process is started for the first, replaced when it goes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: Process[Question, Contents | Rejected] | None = None

    def __enter__(self) -> "Lister":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process:
            self._process.kill()

    def list_contents(self, page: Page, *, try_report: bool, is_front: bool) -> Contents | Rejected:
        """What the page names, or why that cannot be told; see `pages.contents`."""
        process = self._process = self._process or self._start()
        process.send(Question(page=page, try_report=try_report, is_front=is_front))
        answer = process.receive()
        if answer is None:
            self._process = None
            return explain_end(page.source, process.end(), f"{self._settings.page_seconds:g} s")
        return answer

    def _start(self) -> Process[Question, Contents | Rejected]:
        process: Process[Question, Contents | Rejected] = Process("khabar.engine.lister", silent=True)
        process.send(self._settings)
        return process
