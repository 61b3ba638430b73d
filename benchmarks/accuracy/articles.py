"""From a row of a gold set to what khabar reads in it."""

import hashlib
from datetime import date
from typing import TypedDict

from khabar.model.claims import Claim, Modality, Scope, hash_words
from khabar.model.documents import Article
from khabar.model.reports import Report
from khabar.pipeline import find_report
from khabar.settings import Settings

_HEAD = 80  # code points before a title: a day, a name of the site


class Row(TypedDict):
    """The fields that the blind rows of all sets share."""

    id: str
    title: str | None
    text: str
    published: str | None
    publisher: str | None


def read_row(row: Row) -> Report:
    """The claims in a row's text, behind its title where the text begins with it."""
    text = _body(row["text"], row["title"])
    return find_report(build_article(row, text), row["id"], Settings(), checkpoint=_no_need)


def _no_need() -> None:
    """The parser is loaded when a sentence asks for it: its parses may have been kept (`parses`)."""


def build_article(row: Row, text: str) -> Article:
    """The article of a row with `text` as its report."""
    return Article(
        id=hash_words([text, row["publisher"]]),
        url=None,
        title=row["title"],
        publisher=row["publisher"],
        agencies=(),
        author=None,
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        language="en",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        headings=(),
        related=(),
        dropped=(),
        words_in=len(text.split()),
    )


def _body(text: str, title: str | None) -> str:
    at = text.find(title, 0, len(title) + _HEAD) if title else -1
    return text[at + len(title) :].lstrip(" .-") if title and at >= 0 else text


def killed_claims(report: Report, measure: str) -> tuple[Claim, ...]:
    """The claims with a figure of that measure that are said to have happened now, wholes only."""
    real = (Modality.HAPPENED, Modality.SUSPECTED, Modality.DENIED)
    return tuple(
        claim
        for claim in report.claims
        if claim.part_of is None
        and claim.modality in real
        and claim.scope in (Scope.INCIDENT, Scope.ONGOING)
        and any(figure.measure == measure for figure in claim.figures)
    )
