"""A table of claims for people: coloured and as wide as the terminal, or plain."""

import io
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from khabar.export.books import count
from khabar.export.phrases import (
    list_actors,
    phrase_figure,
    phrase_place,
    phrase_source,
    phrase_status,
    phrase_when,
    show,
    spell,
)
from khabar.model.claims import Claim, Rejected, Role
from khabar.model.documents import Article
from khabar.model.reports import Outcome, Report

# Narrower than this, columns of figures and names no longer fit beside each other.
_LEAST_WIDTH = 60
# The width of a table that goes to a file or a pipe, unless COLUMNS says another.
_PLAIN_WIDTH = 120


@dataclass(frozen=True, slots=True)
class _Column:
    """A column's head, its share of the width, and its style."""

    head: str
    share: int
    style: str = ""


_COLUMNS = (
    _Column("claim", 5, "bold"),
    _Column("when", 3),
    _Column("where", 4),
    _Column("figures", 4, "cyan"),
    _Column("who", 4),
    _Column("said by", 5),
)


def write(outcomes: Iterable[Outcome], stream: BinaryIO) -> None:
    """Writes one table for each article as it comes; what was rejected is not shown here."""
    from rich.console import Console

    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", write_through=True)
    try:
        console = Console(file=text, width=_measure_width(), highlight=False)
        for outcome in outcomes:
            if not isinstance(outcome, Rejected):
                for part in _lay_out(outcome):
                    console.print(part)
    finally:
        text.detach()


def _measure_width() -> int:
    return max(shutil.get_terminal_size((_PLAIN_WIDTH, 0)).columns, _LEAST_WIDTH)


def _lay_out(report: Report) -> Iterator[object]:
    """What rich is to print for one report. Page text goes in as Text: it has no markup."""
    from rich.text import Text

    article = report.article
    yield Text(show(article.title or "(no title)"), style="bold")
    yield Text(_describe(article, len(report.claims)), style="dim")
    if report.claims:
        yield _draw(report.claims)
    yield Text()


def _describe(article: Article, claims: int) -> str:
    published = article.published.isoformat() if article.published else "no day of publication"
    parts = (article.publisher or "no publisher", *article.agencies, published, count(claims, "claim"))
    return show(" · ".join(parts))


def _draw(claims: tuple[Claim, ...]) -> object:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, expand=True, padding=(0, 1, 0, 0))
    for column in _COLUMNS:
        table.add_column(column.head, ratio=column.share, style=column.style)
    for claim in claims:
        table.add_row(*(Text(cell) for cell in _fill(claim)))
    return table


def _fill(claim: Claim) -> tuple[str, ...]:
    status = phrase_status(claim)
    kind = spell(claim.kind) + (f" ({status})" if status else "")
    by = list_actors(
        claim, Role.PERPETRATOR, Role.PARTY, Role.ORGANISER, Role.PROVIDER, Role.PARTICIPANT
    )
    at = list_actors(claim, Role.TARGET, Role.RECIPIENT)
    return (
        f"└ {kind}" if claim.part_of else kind,
        phrase_when(claim.when) if claim.when else "",
        phrase_place(claim.place) if claim.place else "",
        "\n".join(phrase_figure(figure) for figure in claim.figures),
        " → ".join(filter(None, (by, at))) if by else (f"→ {at}" if at else ""),
        "\n".join(phrase_source(source) for source in claim.sources),
    )
