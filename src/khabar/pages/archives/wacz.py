"""WACZ files: web archives in a ZIP, as crawlers write them. Nothing is ever unpacked to disk."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.pages.archives.warc import read_records
from khabar.pages.archives.zips import Packed, list_files, open_packed
from khabar.pages.encodings import check_ratio, open_stream
from khabar.pages.finds import Find, Passed
from khabar.settings import Settings

# A collection of many crawls has some hundreds of files; the directory is read before any of them.
_MOST_FILES = 10_000


def read_collection(file: BinaryIO, source: str, settings: Settings) -> Iterator[Find]:
    """The pages of all WARC files in a WACZ file; one that is damaged does not stop the next.

    Raises InputError `damaged` where it is no ZIP, or one that is cut off or wrong, after all pages that
    are found in it; `empty` where it has no WARC file.
    """
    listed = list_files(file)
    if len(listed.files) > _MOST_FILES:
        detail = f"expected at most {_MOST_FILES:,} files, got {len(listed.files):,} in {source}"
        raise InputError("too_large", detail)
    for packed in listed.files:
        yield from _read_file(file, packed, source, settings)
    if listed.wrong:
        raise InputError("damaged", f"expected a ZIP, got {listed.wrong} at {source}")
    if not any(_is_warc(one.info.filename) for one in listed.files):
        raise InputError("empty", f"expected WARC files, got none in {source}")


def _read_file(file: BinaryIO, packed: Packed, source: str, settings: Settings) -> Iterator[Find]:
    name = packed.info.filename
    if not _is_safe(name):
        detail = f"expected a name inside the archive, got {name!r:.120} in {source}"
        yield Rejected(source=source, reason="unsafe_name", detail=detail)
    elif _is_warc(name):
        yield from _read_warc(file, packed, f"{source}#{name}", settings)
    elif not packed.info.is_dir():
        yield Passed(what="other file")


def _is_warc(name: str) -> bool:
    return _is_safe(name) and name.lower().endswith((".warc", ".warc.gz"))


def _is_safe(name: str) -> bool:
    """False for names that lead out of the folder into which an unpacker would put them."""
    path = PurePosixPath(name)
    if not path.parts or path.is_absolute() or ".." in path.parts:
        return False
    return not any(mark in name for mark in ("\\", "\x00", ":"))


def _read_warc(file: BinaryIO, packed: Packed, name: str, settings: Settings) -> Iterator[Find]:
    try:
        if packed.after is not None:
            check_ratio(packed.info.file_size, packed.info.compress_size, name)
        stream = cast("BinaryIO", open_packed(file, packed, name))
        yield from read_records(open_stream(stream, name), name, settings)
    except InputError as error:
        yield Rejected(source=name, reason=error.reason, detail=error.detail)
