"""Files, folders and stdin -> pages. Nothing is read here but bytes, and never too many of them."""

import hashlib
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from khabar.errors import BudgetError, InputError
from khabar.model.documents import Page
from khabar.settings import Settings

STDIN = "-"
"""The source that stands for standard input."""

_CONTENT_TYPES = {".txt": "text/plain", ".text": "text/plain", ".html": "text/html", ".htm": "text/html"}
_LATER = frozenset({".jsonl", ".warc", ".gz", ".xml", ".rss", ".atom"})
_KNOWN = ".txt .html .htm, a folder of them, or - for standard input"
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|article|div|p|h1|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What arguments name: the sources of `pages`, and how many files of folders were `passed` over.

    The latter by what they are: the end of their names, `hidden`, or `link` for one that leads out of
    its folder.
    """

    pages: tuple[str, ...]
    passed: Mapping[str, int]


def find_sources(arguments: Sequence[str]) -> Sources:
    """The pages that the arguments name: folders give the readable files inside them, sorted.

    What is hidden, no page or a link that leads out of its folder is passed over, hidden folders with
    all that is in them. What is no folder is given back as it came, so that `capture` can say what is
    wrong with it; so is a folder without pages.
    """
    pages: list[str] = []
    passed = Counter[str]()
    for argument in arguments:
        if argument != STDIN and _is_folder(Path(argument)):
            pages += _expand(argument, passed)
        else:
            pages.append(argument)
    return Sources(pages=tuple(pages), passed=passed)


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
        _check_kind(path, name)
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
        content_type=_CONTENT_TYPES.get(Path(source).suffix.lower()) or _look_at(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _expand(folder: str, passed: Counter[str]) -> Iterator[str]:
    """Unreadable folders, or one without pages, are given back themselves, for `capture` to refuse."""
    root = Path(folder).resolve()
    refused: list[str] = []
    found = False
    for place, folders, files in os.walk(folder, onerror=lambda error: refused.append(error.filename)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            why = _find_hindrance(path, root)
            if why is None:
                found = True
                yield str(path)
            else:
                passed[why] += 1
    yield from refused
    if not found and not refused:
        yield folder


def _find_hindrance(path: Path, root: Path) -> str | None:
    """Why a file of a folder is passed over; None where it is a page."""
    if path.name.startswith("."):
        return "hidden"
    if path.suffix.lower() not in _CONTENT_TYPES:
        return spell_source(path.suffix.lower()) or "no suffix"
    return "link" if path.is_symlink() and not path.resolve().is_relative_to(root) else None


def _check_kind(path: Path, source: str) -> None:
    if path.is_dir():
        is_readable = os.access(path, os.R_OK | os.X_OK)
        reason, what = (
            ("no_pages", "none") if is_readable else ("unreadable", "no permission to read it")
        )
        raise InputError(reason, f"expected pages (.txt .html .htm) in the folder {source}, got {what}")
    if source.startswith(("http://", "https://")):
        raise InputError(
            "unknown_format", f"addresses cannot be fetched yet; save the page to a file: {source}"
        )
    if not path.exists():
        raise InputError("missing", f"expected a file or folder, found nothing at {source}")
    if not path.is_file():
        raise InputError("not_a_file", f"expected a file, got a device, socket or pipe at {source}")
    suffix = path.suffix.lower()
    if suffix in _LATER:
        raise InputError(
            "unknown_format", f"{suffix} files cannot be read yet: {source}; expected {_KNOWN}"
        )
    if suffix not in _CONTENT_TYPES:
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


def _look_at(content: bytes) -> str:
    return "text/html" if _MARKUP.match(content[:4096]) else "text/plain"
