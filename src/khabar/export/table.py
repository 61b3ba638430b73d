"""A table of claims for people, one for each article."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from khabar.export.books import count
from khabar.export.console import Column, draw, style, write_parts
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

COLUMNS = (
    Column("claim", 5, "bold"),
    Column("when", 3),
    Column("where", 4),
    Column("figures", 4, "cyan"),
    Column("who", 4),
    Column("said by", 5),
)


def write(outcomes: Iterable[Outcome], stream: BinaryIO) -> None:
    """Writes one table for each article as it comes; what was rejected is not shown here."""
    write_parts(_lay_out_all(outcomes), stream)


def _lay_out_all(outcomes: Iterable[Outcome]) -> Iterator[object]:
    for outcome in outcomes:
        if not isinstance(outcome, Rejected):
            yield from _lay_out(outcome)


def _lay_out(report: Report) -> Iterator[object]:
    article = report.article
    yield style(show(article.title or "(no title)"), "bold")
    yield style(_describe(article, len(report.claims)), "dim")
    if report.claims:
        yield draw(COLUMNS, (fill(claim) for claim in report.claims))
    yield style("")


def _describe(article: Article, claims: int) -> str:
    published = article.published.isoformat() if article.published else "no day of publication"
    parts = (article.publisher or "no publisher", *article.agencies, published, count(claims, "claim"))
    return show(" · ".join(parts))


def fill(claim: Claim) -> tuple[str, ...]:
    """The cells of a claim in `COLUMNS`."""
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
