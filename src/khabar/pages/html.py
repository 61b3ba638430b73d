"""An HTML page -> the article: one parse, one walk, one verdict for every block."""

from khabar.model.documents import Article, Hints, Page
from khabar.pages.assembly import Sorted, assemble
from khabar.pages.decode import decode
from khabar.pages.dom import parse, strip_invisible
from khabar.pages.markup import read_sheet
from khabar.pages.masthead import read_head
from khabar.pages.metadata import read_metadata
from khabar.pages.outlets import Outlets
from khabar.pages.verdicts import sort_blocks
from khabar.settings import Settings


def read_html(page: Page, hints: Hints, _settings: Settings, outlets: Outlets) -> Article:
    """The article of an HTML page.

    Raises InputError `empty`, `binary` or `no_report`, and BudgetError `too_deep` or `too_large`.
    """
    tree = parse(decode(page.content, page.source), page.source)
    metadata = read_metadata(tree, hints.url)
    sheet = read_sheet(strip_invisible(tree, page.source))
    pieces = sort_blocks(sheet, (metadata.title, metadata.window_title))
    head = read_head(pieces, metadata, hints, outlets)
    return assemble(page, hints, head, Sorted(pieces=pieces, words_in=sheet.words))
