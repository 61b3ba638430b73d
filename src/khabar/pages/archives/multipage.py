"""Articles that their site cuts into pages: all pages captured as one, and read as one text."""

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Final

from khabar.errors import BudgetError, InputError
from khabar.model.documents import Article, Hints, Page
from khabar.pages.assembly import Sorted, assemble
from khabar.pages.html.page import sort_html
from khabar.pages.outlets import Outlets
from khabar.settings import Settings

MULTIPAGE = "application/vnd.khabar.pages+json"
"""JSON with the bytes of each page, unchanged: `[{"address", "type", "content"}]`, content in base64."""


# An article of more pages is a picture show.
MOST_PAGES: Final = 10
# Two of the largest pages that are read: the box has two seconds for the whole article.
_MOST_BYTES = 16_000_000


def check_room(pages: Sequence[Page]) -> None:
    """Raises BudgetError `too_large` where these pages are too many bytes for one article."""
    size = sum(len(page.content) for page in pages)
    if size > _MOST_BYTES:
        detail = f"expected at most {_MOST_BYTES:,} bytes in all pages, got {size:,}"
        raise BudgetError("too_large", f"{detail} with {pages[-1].source}")


def join_pages(pages: Sequence[Page]) -> Page:
    """One page with the bytes of all, in their order, under the name of the first."""
    parts = [
        {
            "address": page.source,
            "type": page.content_type,
            "content": base64.b64encode(page.content).decode("ascii"),
        }
        for page in pages
    ]
    content = json.dumps(parts).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return Page(source=pages[0].source, content=content, content_type=MULTIPAGE, sha256=sha256)


def split_pages(page: Page) -> tuple[Page, ...]:
    """Each page of an article, the page itself where it is but one."""
    return _read_parts(page) if page.content_type == MULTIPAGE else (page,)


def read_multipage(page: Page, hints: Hints, _settings: Settings, outlets: Outlets) -> Article:
    """The article whose text goes on from page to page; the first one tells title, author and day.

    Raises InputError as reading a single page does.
    """
    parts = [sort_html(part, hints, outlets) for part in _read_parts(page)]
    pieces = tuple(piece for part in parts for piece in part.sorted.pieces)
    words = sum(part.sorted.words_in for part in parts)
    return assemble(page, hints, parts[0].head, Sorted(pieces=pieces, words_in=words))


def _read_parts(page: Page) -> tuple[Page, ...]:
    try:
        parts = tuple(_read_part(part) for part in json.loads(page.content))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        detail = f"expected the pages of one article, got something else in {page.source}"
        raise InputError("unknown_format", detail) from error
    if not parts:
        raise InputError("empty", f"expected the pages of one article, got none in {page.source}")
    return parts


def _read_part(part: dict[str, str]) -> Page:
    content = base64.b64decode(part["content"])
    return Page(
        source=str(part["address"]),
        content=content,
        content_type=str(part["type"]),
        sha256=hashlib.sha256(content).hexdigest(),
    )
