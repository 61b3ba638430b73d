"""An HTML page -> the article: one parse, one walk, one verdict for every block."""

from dataclasses import dataclass

from khabar.model.documents import Article, Hints, Page
from khabar.pages.assembly import Head, Sorted, assemble
from khabar.pages.decode import decode
from khabar.pages.dom import parse, strip_invisible
from khabar.pages.html.markup import read_sheet
from khabar.pages.html.verdicts import sort_blocks
from khabar.pages.http import split_type
from khabar.pages.masthead import read_head
from khabar.pages.metadata import read_metadata
from khabar.pages.outlets import Outlets
from khabar.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedPage:
    """What one page states about its report, and all its words with their verdicts."""

    head: Head
    sorted: Sorted


def read_html(page: Page, hints: Hints, _settings: Settings, outlets: Outlets) -> Article:
    """The article of an HTML page.

    Raises InputError `empty`, `binary` or `no_report`, and BudgetError `too_deep` or `too_large`.
    """
    found = sort_html(page, hints, outlets)
    return assemble(page, hints, found.head, found.sorted)


def sort_html(page: Page, hints: Hints, outlets: Outlets) -> SortedPage:
    """The words of an HTML page, each kept or dropped. Raises as `read_html` does."""
    _, charset = split_type(page.content_type)
    tree = parse(decode(page.content, page.source, charset), page.source)
    metadata = read_metadata(tree, hints.url)
    sheet = read_sheet(strip_invisible(tree, page.source))
    pieces = sort_blocks(sheet, (metadata.title, metadata.window_title))
    head = read_head(pieces, metadata, hints, outlets)
    return SortedPage(head=head, sorted=Sorted(pieces=pieces, words_in=sheet.words))
