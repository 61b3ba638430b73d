"""Compressed bytes -> bytes, never more of them than asked for: a few kilobytes can hold a gigabyte."""

import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from khabar.errors import BudgetError, InputError, UnreachableError
from khabar.pages.fetching.bodies import list_encodings, read_body

# A page compressed twice is odd, three times is an attack; browsers take no more than a few either.
_MOST_LAYERS = 3
_CHUNK = 65_536
_GZIP_MARK = b"\x1f\x8b"
_ZSTD_MARK = b"\x28\xb5\x2f\xfd"
_MARKS = {"gzip": _GZIP_MARK, "zstd": _ZSTD_MARK}
_GZIP = 31  # the window size by which zlib is told to expect gzip
# Pages shrink to a tenth; the most even rows of a table to a hundredth. deflate can reach 1 to 1,032.
_MOST_RATIO = 200
_FREE_BYTES = 64 * 2**20  # what may come out before the ratio counts


def decode_content(content: bytes, header: str, most: int, source: str) -> bytes:
    """The bytes of a page as they were before they were sent; `header` is its `Content-Encoding`.

    Bytes that do not begin as the header says are given back as they are, for archives often keep the
    header of what they have decoded. Raises InputError `damaged`, and BudgetError `too_large` beyond
    `most` bytes.
    """
    names = list_encodings([header])
    if len(names) > _MOST_LAYERS:
        detail = f"expected at most {_MOST_LAYERS} compressions, got {len(names)} in {source}"
        raise BudgetError("too_large", detail)
    for name in reversed(names):
        if not content.startswith(_MARKS.get(name, b"")):
            continue
        try:
            content = read_body((content,), (name,), most, source)
        except UnreachableError as error:
            raise InputError("damaged", error.detail) from error
    return content


def check_ratio(given: int, taken: int, source: str) -> None:
    """Raises BudgetError `too_large` where so few compressed bytes hold so many that no archive does."""
    if given > _FREE_BYTES + _MOST_RATIO * taken:
        detail = (
            f"expected at most {_MOST_RATIO} times the bytes of a file, got {given:,} from {taken:,}"
        )
        raise BudgetError("too_large", f"{detail} in {source}")


def open_stream(file: BinaryIO, source: str) -> "Inflated | BinaryIO":
    """What a file holds: inflated where it begins as gzip does, whatever its name."""
    mark = file.read(len(_GZIP_MARK))
    file.seek(-len(mark), io.SEEK_CUR)
    return Inflated(file, source) if mark == _GZIP_MARK else file


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes | None: ...


class Inflated(io.RawIOBase):
    """What a gzip file of one or more members holds, as a stream; `window` tells zlib of another form.

    Reading raises InputError `damaged` where the file is cut off or wrong, after all that stands before
    the damage has been read; and BudgetError `too_large` where it is built to be endless. `verified`
    counts the bytes whose check sum was right; `is_wrong` where the file is not just cut off.
    """

    def __init__(self, file: _Readable, source: str, window: int = _GZIP) -> None:
        super().__init__()
        self.verified = 0
        self.is_wrong = False
        self._file = file
        self._window = window
        self._source = source
        self._parts = self._inflate()
        self._rest = memoryview(b"")
        self._read = self._taken = 0
        self._given = 0

    def readable(self) -> bool:
        """True."""
        return True

    def tell(self) -> int:
        """How many bytes have been read; fastwarc asks."""
        return self._read

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # a plain bytes buffer
        """How many bytes were put into `buffer`; 0 at the end."""
        if not self._rest:
            self._rest = memoryview(next(self._parts, b""))
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        self._read += count
        return count

    def _inflate(self) -> Iterator[bytes]:
        stream, fresh = zlib.decompressobj(self._window), True
        data = b""
        while data := data or self._take():
            if fresh and not data.strip(b"\x00"):  # tapes and disks fill up with zeros
                data = b""
                continue
            fresh = False
            yield from self._feed(stream, data)
            data = stream.unconsumed_tail
            if stream.eof:
                self.verified = self._given
                data, stream, fresh = stream.unused_data, zlib.decompressobj(self._window), True
        if not fresh:
            raise self._tell("the end of the file in the middle of it")

    def _take(self) -> bytes:
        data = self._file.read(_CHUNK) or b""
        self._taken += len(data)
        return data

    def _feed(self, stream: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
        before = stream.copy()
        try:
            part = stream.decompress(data, _CHUNK)
        except zlib.error as error:
            self.is_wrong = True
            yield from self._save(before, data)
            raise self._tell(str(error)) from error
        self._given += len(part)
        check_ratio(self._given, self._taken, self._source)
        if part:
            yield part

    def _save(self, stream: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
        """What comes out before the byte that is wrong."""
        try:
            for at in range(len(data)):
                part = stream.decompress(data[at : at + 1])
                if part:
                    yield part
        except zlib.error:
            return

    def _tell(self, got: str) -> InputError:
        detail = f"expected compressed data, got {got}, near byte {self._taken:,} of {self._source}"
        return InputError("damaged", detail)
