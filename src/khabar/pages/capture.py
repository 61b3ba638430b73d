"""Files and stdin -> pages. Nothing is read here but bytes, and never too many of them."""

import hashlib
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from khabar.errors import BudgetError, InputError
from khabar.model.documents import Page
from khabar.settings import Settings

STDIN = "-"
"""The source that stands for standard input."""

CONTENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "text/plain",
        ".text": "text/plain",
        ".html": "text/html",
        ".htm": "text/html",
        ".eml": "message/rfc822",
    }
)
"""The types of files that are one page, by the end of their names."""

_KNOWN = (
    ".txt .html .htm .eml, an archive (.warc .wacz .jsonl .ndjson .mbox), a feed (.xml .rss .atom), "
    "a folder of them, an http(s) address, or -"
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|article|div|p|h1|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


def spell_source(source: str) -> str:
    r"""The name of a source as text: bytes that are no UTF-8 are told by their numbers.

    >>> spell_source("report\udcff.txt")
    'report\\xff.txt'
    """
    return source.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def capture(source: str, settings: Settings) -> Page:
    """The page that a source names.

    Raises InputError `missing`, `unreadable`, `not_a_file`, `no_pages` (a folder without any),
    `unknown_format` or `empty`, and BudgetError `too_large`. Messages and page tell the name as text.
    """
    name = spell_source(source)
    if source == STDIN:
        content = sys.stdin.buffer.read(settings.page_bytes + 1)
        _check_size(len(content), source, settings)
        return build_page(source, content)
    try:
        path = Path(source)
        check_file(path, name)
        _check_suffix(path.suffix.lower(), name)
        content = _read(path, name, settings)
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or error
        raise InputError("unreadable", f"expected a readable file, got {what} at {name}") from error
    return build_page(name, content)


def build_page(source: str, content: bytes) -> Page:
    """A page of bytes that are already here; the type follows from the name, else from the bytes."""
    if not content:
        raise InputError("empty", f"expected text or HTML, got 0 bytes in {source}")
    return Page(
        source=source,
        content=content,
        content_type=CONTENT_TYPES.get(Path(source).suffix.lower()) or look_at(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def check_file(path: Path, source: str) -> None:
    """Raises InputError `no_pages`, `missing`, `not_a_file` ... where there is no file to be read."""
    if path.is_dir():
        is_readable = os.access(path, os.R_OK | os.X_OK)
        reason, what = (
            ("no_pages", "none") if is_readable else ("unreadable", "no permission to read it")
        )
        raise InputError(reason, f"expected pages or archives in the folder {source}, got {what}")
    if _SCHEME.match(source):
        known = "a file; `khabar read` and `khabar add` also take http and https addresses"
        raise InputError("forbidden_address", f"expected {known}, got {source}")
    if not path.exists():
        raise InputError("missing", f"expected a file or folder, found nothing at {source}")
    if not path.is_file():
        raise InputError("not_a_file", f"expected a file, got a device, socket or pipe at {source}")


def _check_suffix(suffix: str, source: str) -> None:
    if suffix not in CONTENT_TYPES:
        raise InputError("unknown_format", f"expected {_KNOWN}, got {suffix or 'no suffix'} at {source}")


def _read(path: Path, source: str, settings: Settings) -> bytes:
    """The size is asked before the file is read, and held while it is."""
    _check_size(path.stat().st_size, source, settings)
    with path.open("rb") as file:
        content = file.read(settings.page_bytes + 1)
    _check_size(len(content), source, settings)
    return content


def _check_size(size: int, source: str, settings: Settings) -> None:
    if size > settings.page_bytes:
        detail = f"expected at most {settings.page_bytes:,} bytes, got {size:,} or more in {source}"
        raise BudgetError("too_large", detail)


def look_at(content: bytes) -> str:
    """The content type of bytes that nothing names: HTML where they begin like it, else plain text."""
    return "text/html" if _MARKUP.match(content[:4096]) else "text/plain"
