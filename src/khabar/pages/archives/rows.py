"""Newline JSON: a row is an article, by the columns that hold its words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import BinaryIO

from khabar.errors import InputError, UsageError
from khabar.model.claims import Rejected
from khabar.model.documents import Hints
from khabar.pages.archives.cells import ROW, clean_cell, load_row, read_cell_day, write_row
from khabar.pages.capture import look_at
from khabar.pages.finds import Find, Found, Passed, make_page
from khabar.pages.http import clean_address
from khabar.settings import Settings

# The names that data sets of news use, the first that a row has counts.
_TEXTS = ("text", "body", "content", "article", "maintext", "plain_text", "article_text", "raw_content")
# In what khabar itself has written beside articles there are no pages.
_OWN_LINES = ("claim", "event", "rejected")
_TITLES = ("title", "headline", "heading")
_URLS = ("url", "link", "uri", "source_url", "article_url")
_DAYS = (
    "published",
    "date",
    "published_at",
    "publish_date",
    "date_publish",
    "publication_date",
    "pubdate",
)
_HOUSES = (
    "publisher",
    "source",
    "site",
    "site_name",
    "outlet",
    "source_name",
    "source_domain",
    "domain",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The names of the columns that hold each part of an article; of several, the first that is filled.

    `html` is a whole page, or the report in tags.
    """

    text: tuple[str, ...] = _TEXTS
    html: tuple[str, ...] = ("html", "raw_html")
    title: tuple[str, ...] = _TITLES
    url: tuple[str, ...] = _URLS
    published: tuple[str, ...] = _DAYS
    publisher: tuple[str, ...] = _HOUSES
    author: tuple[str, ...] = ("author", "authors", "byline")


USUAL_COLUMNS = Columns()


def choose_columns(given: tuple[str, ...]) -> Columns:
    """The usual columns but for those that are given as `PART=COLUMN`; raises UsageError.

    >>> choose_columns(("text=story",)).text
    ('story',)
    """
    known = [field.name for field in fields(Columns)]
    chosen: dict[str, tuple[str, ...]] = {}
    for pair in given:
        part, equals, name = pair.partition("=")
        if part not in known or not equals or not name:
            raise UsageError(f"expected PART=COLUMN with a part of {', '.join(known)}, got {pair!r}")
        chosen[part] = (*chosen.get(part, ()), name)
    return Columns(**chosen)


def read_rows(stream: BinaryIO, source: str, settings: Settings, columns: Columns) -> Iterator[Find]:
    """The articles of the rows, each named by its line; a row without words is refused by its line."""
    number = 0
    for number, line in enumerate(_read_lines(stream, settings.page_bytes), start=1):
        if line is None or line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _read_row(line, f"{source}#{number}", settings, columns)
    if number == 0:
        raise InputError("empty", f"expected rows, got none in {source}")


def _read_lines(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is longer than a page may be."""
    while line := stream.readline(most + 1):
        if len(line) <= most:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(most + 1)
        yield None


def _read_row(line: bytes | None, name: str, settings: Settings, columns: Columns) -> Find:
    if line is None:
        detail = f"expected at most {settings.page_bytes:,} bytes in row {name}"
        return Rejected(source=name, reason="too_large", detail=detail)
    try:
        row = load_row(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Rejected(
            source=name, reason="not_json", detail=f"expected a row of JSON, got {error} at {name}"
        )
    if not isinstance(row, dict):
        got = line.decode("utf-8-sig").strip()
        return Rejected(
            source=name, reason="not_json", detail=f"expected an object, got {got!r:.40} at {name}"
        )
    if row.get("schema") and row.get("type") in _OWN_LINES:
        return Passed(what=f"{row['type']} of khabar")
    parts = _clean(
        {field.name: _find_cell(row, getattr(columns, field.name)) for field in fields(Columns)}
    )
    return _build(parts, name) or _refuse(row, name, columns)


def _refuse(row: Mapping[str, object], name: str, columns: Columns) -> Rejected:
    wanted = ", ".join((*columns.text, *columns.html))
    got = clean_cell(", ".join(sorted(row)[:20])) or "none"
    detail = f"expected words in one of the columns {wanted}, got the columns {got} in row {name}"
    return Rejected(source=name, reason="no_text", detail=detail)


def _find_cell(row: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((cell for name in names if (cell := _write_cell(row.get(name)))), "")


def _write_cell(value: object) -> str:
    """A cell as text: names out of lists and objects, numbers as they are, nothing for what is none."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        return ", ".join(part for part in map(_write_cell, value[:20]) if part)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()


def _clean(parts: Mapping[str, str]) -> Mapping[str, str]:
    """The parts as text. A broken address is left out: mended it would be another."""
    clean = {part: clean_cell(cell) for part, cell in parts.items()}
    return clean if clean["url"] == parts["url"] else clean | {"url": ""}


def _build(parts: Mapping[str, str], name: str) -> Found | None:
    """The page of a row; None where it has no words. Marked-up words are a page of HTML."""
    text, url = parts["text"], clean_address(parts["url"])
    html = parts["html"] or (text if look_at(text.encode()) == "text/html" else "")
    if text and not html:
        cells = {key: cell for key, cell in parts.items() if cell and key != "html"}
        return Found(page=make_page(name, write_row(cells), ROW), hints=Hints(url=url))
    if not html:
        return None
    hints = Hints(
        url=url, published=read_cell_day(parts["published"]), publisher=parts["publisher"] or None
    )
    return Found(page=make_page(name, html.encode(), "text/html"), hints=hints)
