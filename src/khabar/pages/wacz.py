"""WACZ files: web archives in a ZIP, as crawlers write them. Nothing is ever unpacked to disk."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.pages.encodings import check_ratio, open_stream
from khabar.pages.finds import Find, Passed
from khabar.pages.warc import read_records
from khabar.settings import Settings

# A collection of many crawls has some hundreds of files; the directory is read before any of them.
_MOST_FILES = 10_000


def read_collection(file: BinaryIO, source: str, settings: Settings) -> Iterator[Find]:
    """The pages of all WARC files in a WACZ file; one that is damaged does not stop the next.

    Raises InputError `damaged` where it is no ZIP, `empty` where it has no WARC file.
    """
    try:
        bundle = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError("damaged", f"expected a ZIP, got {error} at {source}") from error
    with bundle:
        entries = bundle.infolist()
        if len(entries) > _MOST_FILES:
            detail = f"expected at most {_MOST_FILES:,} files, got {len(entries):,} in {source}"
            raise InputError("too_large", detail)
        found = False
        for entry in entries:
            name = f"{source}#{entry.filename}"
            if not _is_safe(entry.filename):
                detail = f"expected a name inside the archive, got {entry.filename!r:.120} in {source}"
                yield Rejected(source=source, reason="unsafe_name", detail=detail)
            elif entry.filename.lower().endswith((".warc", ".warc.gz")):
                found = True
                yield from _read_entry(bundle, entry, name, settings)
            elif not entry.is_dir():
                yield Passed(what="other file")
        if not found:
            raise InputError("empty", f"expected WARC files, got none in {source}")


def _is_safe(name: str) -> bool:
    """False for names that lead out of the folder into which an unpacker would put them."""
    path = PurePosixPath(name)
    if not path.parts or path.is_absolute() or ".." in path.parts:
        return False
    return not any(mark in name for mark in ("\\", "\x00", ":"))


def _read_entry(
    bundle: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, settings: Settings
) -> Iterator[Find]:
    try:
        check_ratio(entry.file_size, entry.compress_size, name)
        with bundle.open(entry) as file:
            yield from read_records(open_stream(cast("BinaryIO", file), name), name, settings)
    except InputError as error:
        yield Rejected(source=name, reason=error.reason, detail=error.detail)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        yield Rejected(source=name, reason="damaged", detail=f"expected a file in a ZIP, got {error}")
