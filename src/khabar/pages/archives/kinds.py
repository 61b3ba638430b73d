"""Files that hold many pages, by the end of their names: which there are, and how each is opened."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from khabar.errors import BudgetError, InputError
from khabar.model.documents import Hints
from khabar.pages.archives.mail import read_mailbox
from khabar.pages.archives.rows import USUAL_COLUMNS, Columns, read_rows
from khabar.pages.archives.wacz import read_collection
from khabar.pages.archives.warc import read_records
from khabar.pages.capture import check_file, spell_source
from khabar.pages.encodings import Inflated, open_stream
from khabar.pages.feeds.syndication import entries, has_text, write_page
from khabar.pages.finds import Find, Found, Passed
from khabar.settings import Settings

_BUFFER = 2**18
# Of a whole MiB of a file nothing came out: it is long, not slow, and its clock starts anew.
_PACE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What an archive is opened with: limits, and for rows the columns that hold an article."""

    settings: Settings
    columns: Columns = USUAL_COLUMNS


class Unpack(Protocol):
    """Finds what is in an archive; raises InputError where it is damaged, after what is before that."""

    def __call__(self, file: BinaryIO, source: str, key: Key, /) -> Iterator[Find]:
        """What is in the archive, in its order."""
        ...


def unpack_warc(file: BinaryIO, source: str, key: Key) -> Iterator[Find]:
    """The pages of a WARC file, plain or compressed by gzip."""
    return read_records(open_stream(file, source), source, key.settings)


def unpack_wacz(file: BinaryIO, source: str, key: Key) -> Iterator[Find]:
    """The pages of a WACZ file."""
    return read_collection(file, source, key.settings)


def unpack_rows(file: BinaryIO, source: str, key: Key) -> Iterator[Find]:
    """The articles of a file of JSON lines, plain or compressed by gzip."""
    return read_rows(_by_lines(file, source), source, key.settings, key.columns)


def unpack_mailbox(file: BinaryIO, source: str, key: Key) -> Iterator[Find]:
    """The mails of an mbox file, plain or compressed by gzip."""
    return read_mailbox(_by_lines(file, source), source, key.settings)


def unpack_feed(file: BinaryIO, source: str, key: Key) -> Iterator[Find]:
    """The articles of a saved feed whose text it gives; a file sends nobody to the network."""
    content = file.read(key.settings.page_bytes + 1)
    if len(content) > key.settings.page_bytes:
        raise BudgetError("too_large", f"expected at most {key.settings.page_bytes:,} bytes in {source}")
    for entry in entries(content, ""):
        if not has_text(entry):
            yield Passed(what="entry without text")
            continue
        address = entry.address or f"{source}#{entry.name}"
        page = write_page(entry.title, entry.content, address)
        announced = entry.published.date() if entry.published else None
        yield Found(page=page, hints=Hints(url=entry.address, announced=announced))


UNPACKERS: tuple[tuple[str, Unpack], ...] = (
    (".warc", unpack_warc),
    (".warc.gz", unpack_warc),
    (".wacz", unpack_wacz),
    (".jsonl", unpack_rows),
    (".jsonl.gz", unpack_rows),
    (".ndjson", unpack_rows),
    (".ndjson.gz", unpack_rows),
    (".mbox", unpack_mailbox),
    (".mbox.gz", unpack_mailbox),
    (".xml", unpack_feed),
    (".rss", unpack_feed),
    (".atom", unpack_feed),
)


def find_unpacker(source: str, unpackers: tuple[tuple[str, Unpack], ...] = UNPACKERS) -> Unpack | None:
    """What opens a source by its name; None where it is no archive."""
    if source.startswith(("http://", "https://")):
        return None
    name = Path(source).name.lower()
    return next((unpack for ending, unpack in unpackers if name.endswith(ending)), None)


def unpack(source: str, key: Key, pace: Callable[[], object] = lambda: None) -> Iterator[Find]:
    """What is in the archive at `source`, in its order; `pace` is called for each few MiB of it.

    Raises InputError `missing`, `unreadable`, `not_a_file`, `unknown_format`, and `damaged` where the
    archive is wrong or cut off, after all that is before that.
    """
    name, opener = spell_source(source), find_unpacker(source)
    if opener is None:
        known = ", ".join(ending for ending, _ in UNPACKERS)
        raise InputError("unknown_format", f"expected an archive ({known}), got {name}")
    try:
        check_file(Path(source), name)
        raw = io.FileIO(source)
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or error
        raise InputError("unreadable", f"expected a readable file, got {what} at {name}") from error
    with io.BufferedReader(_Paced(raw, pace), _BUFFER) as file:
        yield from opener(file, name, key)


class _Paced(io.RawIOBase):
    """A file that tells of its progress."""

    def __init__(self, file: io.FileIO, pace: Callable[[], object]) -> None:
        super().__init__()
        self._file = file
        self._pace = pace
        self._owed = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a plain bytes buffer
        count = self._file.readinto(buffer) or 0
        self._owed += count
        if self._owed >= _PACE:
            self._owed = 0
            self._pace()
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


def _by_lines(file: BinaryIO, source: str) -> BinaryIO:
    stream = open_stream(file, source)
    return io.BufferedReader(stream, _BUFFER) if isinstance(stream, Inflated) else file
