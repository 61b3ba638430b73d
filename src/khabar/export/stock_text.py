"""The books of a record for people, one sum a line."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from khabar.export.books import count, list_reasons
from khabar.export.console import style, write_parts
from khabar.record.looking.stock import Stock


def write(stock: Stock, stream: BinaryIO) -> None:
    """Writes all the books."""
    write_parts(map(style, describe(stock)), stream)


def describe(stock: Stock) -> Iterator[str]:
    """The lines."""
    pages, words = stock.pages, stock.words
    read = f"{pages.read:,} read, {_sum(pages.rejected, 'rejected')}, {_sum(pages.missing, 'missing')}"
    yield f"captures  {pages.captures:,}: {read}"
    yield f"pages     {count(pages.pages, 'page')}, {count(pages.readings, 'reading')} by all versions"
    if pages.unread:
        yield f"          {count(pages.unread, 'part')} of pages not read"
    dropped = sum(words.dropped.values())
    balance = f"{words.taken:,} = {words.kept:,} kept + {dropped:,} dropped"
    lost = words.taken - words.kept - dropped
    unaccounted = f" + {lost:,} unaccounted for" if lost else ""
    yield f"words     {balance}{unaccounted}{list_reasons(words.dropped)}"
    copies = f"{stock.copies:,} copies of {count(stock.texts, 'text')}"
    yield f"articles  {stock.articles:,}: {stock.replaced:,} replaced by newer versions; {copies}"
    yield f"claims    {stock.claims:,}{list_reasons(stock.modalities)}{list_reasons(stock.scopes)}"
    yield f"links     {_sum(stock.links, 'by the machine')}"
    yield f"events    {stock.events:,}{list_reasons(stock.statuses)}; {count(stock.parts, 'part')}"
    yield f"decisions {_sum(stock.decisions, 'by people')}"


def _sum(tally: Mapping[str, int], what: str) -> str:
    return f"{sum(tally.values()):,} {what}{list_reasons(tally)}"
