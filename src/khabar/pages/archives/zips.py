"""Files in a ZIP, read as far as they can be: by its directory, else by the heads before them.

After the .ZIP File Format Specification (APPNOTE 6.3.10), 4.3.7 and 4.5.3. The library reads no ZIP
without its directory, and of a file with one wrong bit gives nothing but the error.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from khabar.errors import InputError
from khabar.pages.encodings import Inflated

_HEAD = struct.Struct("<4sHHHHHLLLHH")
_MARK = b"PK\x03\x04"
_IS_ENCRYPTED, _SIZE_COMES_LATER, _IS_UTF8 = 0x1, 0x8, 0x800
_ZIP64, _IN_ZIP64 = 1, 0xFFFFFFFF
# What stands after a file whose size was not known before: a mark, the check sum, two sizes.
_TAIL = re.compile(rb"PK\x07\x08")
_TAILS = (struct.Struct("<4sLLL"), struct.Struct("<4sLQQ"))
_PART = 2**20
_RAW = -15  # the window size by which zlib is told to expect deflate without a head


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A file or folder in a ZIP, with the bytes at which its head, it itself and what follows begin.

    `after` is None where nobody says how long it is.
    """

    info: zipfile.ZipInfo
    begin: int
    start: int
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The files of a ZIP in their order, and what is wrong with the ZIP, None where nothing is."""

    files: tuple[Packed, ...]
    wrong: str | None


def list_files(file: BinaryIO) -> Listed:
    """The files of a ZIP by its directory; where that is wrong or missing, by the heads before files."""
    found: dict[int, Packed] = {}
    try:
        wrong = _list_by_directory(file, found)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        wrong = str(error)
    for packed in _list_by_heads(file) if wrong else ():
        found.setdefault(packed.begin, packed)
    return Listed(files=tuple(found[begin] for begin in sorted(found)), wrong=wrong)


def _list_by_directory(file: BinaryIO, found: dict[int, Packed]) -> str | None:
    """Puts the files that the directory lists into `found`; tells what is wrong with it."""
    with zipfile.ZipFile(file) as bundle:
        listed, end = bundle.infolist(), bundle.start_dir
    wrong = None
    for info in listed:
        head = _read_head(file, info.header_offset)
        if head and _agree(head, info):
            found[head.begin] = replace(head, info=info, after=head.start + info.compress_size)
        else:
            wrong = f"another file or none where its directory has {info.filename!r:.100}"
    at = 0
    for packed in (found[begin] for begin in sorted(found)):
        if packed.begin > at + _TAILS[-1].size:
            break
        at = packed.after or 0
    is_whole = not found or end <= at + _TAILS[-1].size
    return wrong or (None if is_whole else "files that its directory does not list")


def _agree(head: Packed, info: zipfile.ZipInfo) -> bool:
    """True where a directory says what the head of the file says, as far as that does."""

    def describe(one: zipfile.ZipInfo) -> tuple[object, ...]:
        sizes = (one.compress_size, one.file_size, one.CRC) if head.after else ()
        return (one.filename, one.compress_type, one.flag_bits, *sizes)

    return describe(head.info) == describe(info)


def _list_by_heads(file: BinaryIO) -> Iterator[Packed]:
    """The files of a ZIP as far as heads follow upon files; none where it is no ZIP."""
    at: int | None = 0
    while at is not None and (packed := _read_head(file, at)):
        packed = packed if packed.after else _find_end(file, packed)
        yield packed
        at = packed.after


def open_packed(file: BinaryIO, packed: Packed, source: str) -> "Unpacked":
    """What the file holds. Raises InputError `damaged` where it cannot be read at all."""
    info = packed.info
    if info.flag_bits & _IS_ENCRYPTED or info.compress_type not in (
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
    ):
        detail = f"expected a file that is stored or deflated, got another (or a locked one) in {source}"
        raise InputError("damaged", detail)
    size = None if packed.after is None else info.compress_size

    def start() -> io.RawIOBase:
        part = _Part(file, packed.start, size)
        return part if info.compress_type == zipfile.ZIP_STORED else Inflated(part, source, _RAW)

    return Unpacked(start, None if size is None else info.CRC, source)


class Unpacked(io.RawIOBase):
    """The bytes of a file in a ZIP.

    Reading raises InputError `damaged` where the check sum is wrong, after all bytes have been read.
    """

    def __init__(self, start: Callable[[], io.RawIOBase], checksum: int | None, source: str) -> None:
        super().__init__()
        self._start = start
        self._checksum = checksum
        self._source = source
        self._inner = start()
        self._sum = self._read = 0

    def readable(self) -> bool:
        """True."""
        return True

    def tell(self) -> int:
        """How many bytes have been read."""
        return self._read

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Goes back to the first byte and to no other: who looks at the first few needs no more."""
        if offset + (self._read if whence == io.SEEK_CUR else 0) or whence == io.SEEK_END:
            raise io.UnsupportedOperation("seek to any byte but the first")
        self._inner, self._sum, self._read = self._start(), 0, 0
        return 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a plain bytes buffer
        """How many bytes were put into `buffer`; 0 at the end."""
        part = self._inner.read(len(buffer)) or b""
        self._sum = zlib.crc32(part, self._sum)
        if not part and self._checksum not in (None, self._sum):
            raise InputError("damaged", f"expected another check sum of {self._source}")
        buffer[: len(part)] = part
        self._read += len(part)
        return len(part)


class _Part(io.RawIOBase):
    """So many bytes of a file from one of them on; to its end where `size` is None."""

    def __init__(self, file: BinaryIO, begin: int, size: int | None) -> None:
        super().__init__()
        file.seek(begin)
        self._file = file
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a plain bytes buffer
        wanted = len(buffer) if self._left is None else min(len(buffer), self._left)
        part = self._file.read(wanted)
        if self._left is not None:
            self._left -= len(part)
        buffer[: len(part)] = part
        return len(part)


def _read_head(file: BinaryIO, at: int) -> Packed | None:
    """The file whose head stands at that byte; None where there is none."""
    if at < 0:  # a directory may say anything
        return None
    file.seek(at)
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size or not head.startswith(_MARK):
        return None
    _, _, flags, method, _, _, crc, taken, given, name_length, more_length = _HEAD.unpack(head)
    name, more = file.read(name_length), file.read(more_length)
    info = zipfile.ZipInfo(name.decode("utf-8" if flags & _IS_UTF8 else "cp437", "replace"))
    info.compress_type, info.flag_bits, info.CRC = method, flags, crc
    info.file_size, info.compress_size = given, taken
    if _IN_ZIP64 in (given, taken):
        _read_large(info, more)
    start = at + _HEAD.size + name_length + more_length
    is_told = not flags & _SIZE_COMES_LATER
    return Packed(
        info=info, begin=at, start=start, after=start + info.compress_size if is_told else None
    )


def _read_large(info: zipfile.ZipInfo, more: bytes) -> None:
    """Sizes beyond 4 GiB: the bytes that a file holds, then those that it takes."""
    while len(more) >= 4:
        kind, length = struct.unpack_from("<HH", more)
        if kind == _ZIP64 and length >= 16 and len(more) >= 20:
            info.file_size, info.compress_size = struct.unpack_from("<QQ", more, 4)
        more = more[4 + length :]


def _find_end(file: BinaryIO, packed: Packed) -> Packed:
    """The file with the sizes that stand after it: where such are found first that are true."""
    file.seek(packed.start)
    at, kept = packed.start, b""
    while part := file.read(_PART):
        kept += part
        for match in _TAIL.finditer(kept):
            for form in _TAILS:
                if match.start() + form.size <= len(kept):
                    _, crc, taken, given = form.unpack_from(kept, match.start())
                    if packed.start + taken == at + match.start():
                        info = packed.info
                        info.CRC, info.compress_size, info.file_size = crc, taken, given
                        return replace(packed, after=packed.start + taken + form.size)
        done = max(len(kept) - _TAILS[-1].size, 0)
        at, kept = at + done, kept[done:]
    return packed
