"""Archives taken apart in a process of their own: one that breaks it costs what is left of itself."""

from collections.abc import Iterator
from types import TracebackType

from khabar.engine.jobs import Done
from khabar.engine.process import Process, explain_end
from khabar.pages.archives.kinds import Key
from khabar.pages.capture import spell_source
from khabar.pages.finds import Find


class Unpacker:
    """Opens one archive after another; its process is started for the first, replaced when it goes."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self._process: Process[str, Find | Done] | None = None

    def __enter__(self) -> "Unpacker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process:
            self._process.kill()

    def open(self, source: str) -> Iterator[Find]:
        """What is in an archive, as far as it can be read; the last find says what ended it early."""
        process = self._process = self._process or self._start()
        process.send(source)
        while not isinstance(got := process.receive(), Done):
            if got is None:
                self._process = None
                allowed = f"{self._key.settings.page_seconds:g} s for each page of an archive"
                yield explain_end(spell_source(source), process.end(), allowed)
                return
            yield got

    def _start(self) -> Process[str, Find | Done]:
        process: Process[str, Find | Done] = Process("khabar.engine.unpacker", silent=True)
        process.send(self._key)
        return process
