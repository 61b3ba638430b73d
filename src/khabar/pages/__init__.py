"""Page -> Article: what was captured becomes one report, with what was dropped listed beside it."""

from typing import Protocol

from khabar.errors import InputError
from khabar.model.documents import Article, Hints, Page
from khabar.pages.archives.cells import ROW, read_row
from khabar.pages.archives.mail import MAIL, read_mail
from khabar.pages.archives.multipage import MULTIPAGE, read_multipage
from khabar.pages.html.page import read_html
from khabar.pages.http import split_type
from khabar.pages.outlets import NO_OUTLETS, Outlets, index_outlets
from khabar.pages.plain.text import read_plain
from khabar.settings import Settings

__all__ = ["NO_OUTLETS", "READERS", "Outlets", "Reader", "index_outlets", "read_page"]


class Reader(Protocol):
    """A page format: reads a page of one content type."""

    def __call__(self, page: Page, hints: Hints, settings: Settings, outlets: Outlets, /) -> Article:
        """The article of the page. Raises InputError."""
        ...


READERS: tuple[tuple[str, Reader], ...] = (
    ("text/html", read_html),
    ("text/plain", read_plain),
    (MULTIPAGE, read_multipage),
    (MAIL, read_mail),
    (ROW, read_row),
)


def read_page(
    page: Page,
    hints: Hints,
    settings: Settings,
    outlets: Outlets = NO_OUTLETS,
    readers: tuple[tuple[str, Reader], ...] = READERS,
) -> Article:
    """The article of a page, by the reader of its content type.

    Raises InputError `unknown_format` where no reader takes the type, `too_large` beyond
    `settings.page_bytes`, and what the reader raises.
    """
    wanted, _ = split_type(page.content_type)
    for content_type, read in readers:
        if content_type == wanted:
            return read(page, hints, settings, outlets)
    known = ", ".join(content_type for content_type, _ in readers)
    detail = f"expected one of {known}, got {page.content_type!r} in {page.source}"
    raise InputError("unknown_format", detail)
