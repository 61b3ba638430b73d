"""What the evidence page shows of each report: paragraphs with marks, cards of claims, drops."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from khabar.export.books import Words
from khabar.export.marks import Mark, Step, walk
from khabar.export.phrases import (
    name_party,
    phrase_actor,
    phrase_figure,
    phrase_place,
    phrase_source,
    phrase_status,
    phrase_when,
    spell,
)
from khabar.model.claims import Claim, Rejected
from khabar.model.documents import Article, Dropped
from khabar.model.reports import Report
from khabar.model.values import Reading, Span

T = TypeVar("T")

# Words shown on each side of a reading, in code points: one line of the list at its usual width.
_AROUND = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One reading of a claim: what it is, how it is put, and the words it was read from."""

    role: str
    label: str
    value: str
    before: str
    words: str
    after: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A claim in the list; `whole` is the number of the claim that contains it."""

    number: int
    kind: str
    status: str
    whole: int | None
    span: Span
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Words dropped one after another for the same reason."""

    reason: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What was dropped at one place, in its order, with the distinct reasons."""

    drops: tuple[Drop, ...]
    reasons: tuple[str, ...]
    words: int

    @classmethod
    def of(cls, parts: Iterable[Dropped]) -> "Gap":
        """The gap that `parts` left."""
        left = tuple(parts)
        runs = groupby(left, key=attrgetter("reason"))
        return cls(
            drops=tuple(
                Drop(reason=reason, texts=tuple(part.text for part in run)) for reason, run in runs
            ),
            reasons=tuple(dict.fromkeys(part.reason for part in left)),
            words=sum(len(part.text.split()) for part in left),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line of the article, with what was dropped before it."""

    span: Span
    gap: Gap
    steps: tuple[Step, ...]
    is_heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """All that a page shows of one report.

    `number` counts the sections of a page from 1; None where it is the only one there can be.
    """

    number: int | None
    article: Article
    words: Words
    paragraphs: tuple[Paragraph, ...]
    trailing: Gap
    cards: tuple[Card, ...]
    rejected: tuple[Rejected, ...]

    def name_words(self, span: Span) -> str:
        """The name on the page of the words of `span`: `c=120-148` in a section that stands alone."""
        range_ = f"{span.start}-{span.end}"
        return f"c={range_}" if self.number is None else f"t{self.number}-{range_}"

    def name_card(self, number: int) -> str:
        """The name on the page of the card of a claim."""
        return f"claim-{number}" if self.number is None else f"c{self.number}-{number}"


def lay_out(report: Report, number: int | None = None) -> Section:
    """The section for `report`."""
    cards = _write_cards(report)
    marks = _gather_marks(cards)
    return Section(
        number=number,
        article=report.article,
        words=Words.of(report.article),
        paragraphs=tuple(_cut_paragraphs(report.article, marks)),
        trailing=_find_trailing(report.article),
        cards=cards,
        rejected=report.rejected,
    )


def _find_trailing(article: Article) -> Gap:
    """What was dropped after the start of the last line: no paragraph shows it."""
    last = article.text.rfind("\n") + 1
    return Gap.of(drop for drop in article.dropped if drop.at > last)


def _cut_paragraphs(article: Article, marks: tuple[Mark, ...]) -> Iterator[Paragraph]:
    """The lines of the text. What was dropped inside a line is shown before the next one."""
    start, shown = 0, -1
    for line in article.text.split("\n"):
        span = Span(start, start + len(line))
        yield Paragraph(
            span=span,
            gap=Gap.of(drop for drop in article.dropped if shown < drop.at <= start),
            steps=tuple(walk(article.text, span, marks)),
            is_heading=any(heading.covers(span) for heading in article.headings),
        )
        shown, start = start, span.end + 1


def _gather_marks(cards: tuple[Card, ...]) -> tuple[Mark, ...]:
    """One mark for each distinct span, with all the roles that its words have."""
    roles: dict[Span, dict[str, None]] = {}
    claims: dict[Span, list[int]] = {}
    readers: dict[Span, dict[int, None]] = {}
    for card in cards:
        claims.setdefault(card.span, []).append(card.number)
        readers.setdefault(card.span, {})[card.number] = None
        for row in card.rows:
            roles.setdefault(row.span, {})[row.role] = None
            readers.setdefault(row.span, {})[card.number] = None
    return tuple(
        Mark(
            span=span,
            roles=tuple(roles.get(span, {"claim": None})),
            claims=tuple(claims.get(span, ())),
            readers=tuple(readers[span]),
        )
        for span in roles.keys() | claims.keys()
        if span.start < span.end
    )


def _write_cards(report: Report) -> tuple[Card, ...]:
    numbers = {claim.id: number for number, claim in enumerate(report.claims, 1)}
    return tuple(
        Card(
            number=number,
            kind=spell(claim.kind),
            status=phrase_status(claim),
            whole=numbers.get(claim.part_of or ""),
            span=claim.span,
            rows=tuple(_write_rows(claim, report.article.text)),
        )
        for number, claim in enumerate(report.claims, 1)
    )


def _write_rows(claim: Claim, text: str) -> Iterator[Row]:
    for figure in claim.figures:
        yield _row(figure.count, text, "figure", "figure", phrase_figure(figure))
    for actor in claim.actors:
        yield _row(actor.who, text, "actor", spell(actor.role), phrase_actor(actor))
    if claim.when:
        yield _row(claim.when, text, "when", "when", phrase_when(claim.when))
    if claim.place:
        yield _row(claim.place, text, "place", "where", phrase_place(claim.place))
    for source in claim.sources:
        label = phrase_source(source).removesuffix(name_party(source)).strip()
        yield _row(source.who, text, "source", label, name_party(source))


def _row(reading: Reading[T], text: str, role: str, label: str, value: str) -> Row:
    start, end = reading.span.start, reading.span.end
    return Row(
        role=role,
        label=label,
        value=value,
        before=_cut_before(text, start),
        words=reading.text,
        after=_cut_after(text, end),
        span=reading.span,
        rule=reading.rule,
    )


def _cut_before(text: str, start: int) -> str:
    """Up to `_AROUND` code points of the same line before `start`, from the start of a word."""
    line = text.rfind("\n", 0, start) + 1
    if start - line <= _AROUND:
        return text[line:start]
    return "… " + text[start - _AROUND : start].partition(" ")[2]


def _cut_after(text: str, end: int) -> str:
    """Up to `_AROUND` code points of the same line from `end`, to the end of a word."""
    line = text.find("\n", end)
    line = len(text) if line < 0 else line
    if line - end <= _AROUND:
        return text[end:line]
    return text[end : end + _AROUND].rpartition(" ")[0] + " …"
