"""A row of a data set as a page: which of its cells are the report, and what the others say of it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from khabar.errors import InputError
from khabar.model.documents import Article, Hints, Page
from khabar.pages.assembly import Sorted, assemble
from khabar.pages.blocks import Piece, fold
from khabar.pages.days import find_day, find_iso_day, make_day
from khabar.pages.furniture import Reason
from khabar.pages.http import clean_address
from khabar.pages.masthead import read_head
from khabar.pages.metadata import NO_METADATA
from khabar.pages.outlets import Outlets, find_house_by_address
from khabar.pages.plain.lines import read_lines
from khabar.pages.plain.text import sort_lines
from khabar.settings import Settings

ROW = "application/vnd.khabar.article+json"
"""The content type of such a page: a JSON object with `text`, and `title`, `url` ... where given."""

_BESIDE = (
    ("title", Reason.TITLE),
    ("author", Reason.BYLINE),
    ("published", Reason.PUBLICATION_DATE),
    ("publisher", Reason.CREDIT),
)
_DOMAIN = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,24})/?", re.IGNORECASE)
_STAMP = re.compile(r"\d{10}(?:\d{3})?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")


def load_row(line: str | bytes) -> object:
    """The JSON of a row, its whole numbers as they are written: Python refuses those of 4,300 digits."""
    return json.loads(line, parse_int=str)


def write_row(cells: Mapping[str, str]) -> bytes:
    """The page of a row: its cells in one form, so that the same row has one page wherever it stands."""
    return json.dumps(cells, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def read_row(page: Page, hints: Hints, _settings: Settings, outlets: Outlets) -> Article:
    """The article of a row. Raises InputError `damaged` where it is none, and `no_report`."""
    cells = _read_cells(page)
    lines = read_lines(cells.get("text", ""))
    beside = tuple(Piece(text=text, reason=reason) for text, reason in _list_beside(cells))
    pieces = (*beside, *sort_lines(lines))
    words = sum(len(piece.text.split()) for piece in beside) + sum(
        len(line.text.split()) for line in lines
    )
    author = fold(cells.get("author", ""))
    metadata = replace(
        NO_METADATA,
        title=fold(cells.get("title", "")) or None,
        publisher=_name_house(cells.get("publisher", ""), outlets),
        authors=(author,) if author else (),
        published=read_cell_day(cells.get("published", "")),
        address=clean_address(cells.get("url")),
    )
    head = read_head(pieces, metadata, hints, outlets)
    return assemble(page, hints, head, Sorted(pieces=pieces, words_in=words))


def read_cell_day(cell: str) -> date | None:
    """The day in a cell: a stamp, words, or seconds or milliseconds since 1970. None for what is none.

    >>> read_cell_day("1937-04-26 16:30:00"), read_cell_day("05/06/1937")
    (datetime.date(1937, 4, 26), None)
    """
    if _STAMP.fullmatch(cell):
        return datetime.fromtimestamp(int(cell[:10]), UTC).date()
    compact = _COMPACT.fullmatch(cell)
    if compact:
        return make_day(*map(int, compact.groups()))
    found = find_day(cell[:200])
    return find_iso_day(cell) or (found.day if found else None)


def _read_cells(page: Page) -> dict[str, str]:
    try:
        cells = load_row(page.content)
    except (ValueError, RecursionError) as error:
        raise InputError("damaged", f"expected a row, got {error} in {page.source}") from error
    if not isinstance(cells, dict):
        raise InputError("damaged", f"expected the cells of a row, got none in {page.source}")
    return {key: clean_cell(cell) for key, cell in cells.items() if isinstance(cell, str)}


def clean_cell(cell: str) -> str:
    """Text without what no text holds, as `decode` makes it of other pages."""
    return cell.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _list_beside(cells: Mapping[str, str]) -> Iterator[tuple[str, Reason]]:
    for name, reason in _BESIDE:
        text = fold(cells.get(name, ""))
        if text:
            yield text, reason


def _name_house(cell: str, outlets: Outlets) -> str | None:
    """The house that a cell names; by its domain only where that is one that is known."""
    name = fold(cell)
    domain = _DOMAIN.fullmatch(name)
    if not domain:
        return name or None
    return find_house_by_address(f"https://{domain[1].lower()}/", outlets) or name
