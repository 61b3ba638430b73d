"""How the tests of this room read a page that stands in the test."""

from khabar.model.documents import Article, Hints
from khabar.pages import NO_OUTLETS, Outlets, index_outlets, read_page
from khabar.pages.capture import build_page
from khabar.settings import Settings
from khabar.vocabulary.entries import OutletClass, Publisher

HOUSES: Outlets = index_outlets(
    (
        Publisher(
            name="Agence France-Presse",
            aliases=("AFP",),
            domains=("afp.com",),
            country="FR",
            owner=None,
            outlet_class=OutletClass.AGENCY,
        ),
        Publisher(
            name="Tidewater Herald",
            aliases=("The Herald of Tidewater",),
            domains=("tidewater-herald.example",),
            country=None,
            owner=None,
            outlet_class=OutletClass.PAPER,
        ),
    )
)


def read_text(text: str, hints: Hints | None = None, outlets: Outlets = NO_OUTLETS) -> Article:
    page = build_page("page.txt", text.encode("utf-8", "surrogatepass"))
    return read_page(page, hints or Hints(), Settings(), outlets)


def read_markup(markup: str, hints: Hints | None = None, outlets: Outlets = NO_OUTLETS) -> Article:
    page = build_page("page.html", markup.encode("utf-8", "surrogatepass"))
    return read_page(page, hints or Hints(), Settings(), outlets)


def dropped_as(article: Article, reason: str) -> list[str]:
    return [dropped.text for dropped in article.dropped if dropped.reason == reason]


def words_out(article: Article) -> int:
    return len(article.text.split()) + sum(len(dropped.text.split()) for dropped in article.dropped)
