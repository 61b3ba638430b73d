"""The accounts of a measure on one axis, each with the words it was read from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from khabar.export.event_phrases import phrase_account, phrase_tally
from khabar.export.event_sentence import write_day
from khabar.export.phrases import phrase_source, phrase_status
from khabar.model.claims import Claim
from khabar.model.events import Account, Event, Statement, Tally, Telling
from khabar.model.values import Span
from khabar.web.axis import Axis, draw_axis
from khabar.web.toll_steps import Course, draw_course


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of a claim, cut so that the figure in them can be marked; `words` is empty for none."""

    statement: Statement
    before: str
    words: str
    after: str
    status: str
    sources: tuple[str, ...]

    @property
    def address(self) -> str:
        """The claim's place on the page of its article."""
        span = self.statement.claim.span
        return f"/articles/{self.statement.telling.article}#c={span.start}-{span.end}"

    @property
    def telling(self) -> Telling:
        """The article that has it."""
        return self.statement.telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A range on the axis, in percent; an open end reaches the end of the axis."""

    low: float
    high: float
    is_open_below: bool
    is_open_above: bool

    @property
    def is_point(self) -> bool:
        """True of one number."""
        return self.low == self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One account; `bar` is None where neither end is known."""

    account: Account
    figure: str
    days: str
    bar: Bar | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """All about one measure: `tally` with its accounts in rows, the course of its figure.

    `level` is 0 for everybody, 1 for a group inside; `anchor` names it on the page. `chosen` is the
    range that the rule chose, `best` where its best figure lies, None where there is none.
    """

    tally: Tally
    level: int
    anchor: str
    title: str
    axis: Axis
    chosen: Bar | None
    best: float | None
    rows: tuple[Row, ...]
    course: Course | None


def list_chapters(event: Event, quotes: Mapping[str, Quote]) -> tuple[Chapter, ...]:
    """The chapters of all measures of an event, each before its groups."""
    return tuple(_list_chapters(event.figures, quotes, 0, ""))


def quote_claims(statements: Iterable[Statement]) -> dict[str, Quote]:
    """The quotes of claims, by id."""
    return {one.claim.id: quote(one, None) for one in statements}


def quote(statement: Statement, span: Span | None) -> Quote:
    """The quote of a claim with the part of it marked that `span` of the article covers."""
    claim = statement.claim
    at = claim.span.start
    inside = span is not None and claim.span.covers(span)
    start, end = (span.start - at, span.end - at) if span and inside else (0, 0)
    return Quote(
        statement=statement,
        before=claim.quote[:start],
        words=claim.quote[start:end],
        after=claim.quote[end:],
        status=phrase_status(claim),
        sources=tuple(map(phrase_source, claim.sources)),
    )


def phrase_told(account: Account) -> str:
    """Between which days an account was told."""
    first, last = write_day(account.first), write_day(account.last)
    return first if first == last else f"{first} to {last}"


def _list_chapters(
    tallies: Iterable[Tally], quotes: Mapping[str, Quote], level: int, above: str
) -> Iterator[Chapter]:
    for tally in tallies:
        words = (above, tally.measure, tally.unit if tally.unit != "persons" else "", tally.who or "")
        anchor = "-".join(filter(None, words))
        yield _write_chapter(tally, quotes, level, anchor)
        yield from _list_chapters(tally.of_whom, quotes, level + 1, anchor)


def _write_chapter(tally: Tally, quotes: Mapping[str, Quote], level: int, anchor: str) -> Chapter:
    axis = draw_axis(_list_numbers(tally))
    bounds = tally.bounds
    title = phrase_tally(tally).removesuffix(" contested")
    return Chapter(
        tally=tally,
        level=level,
        anchor=anchor,
        title=f"of whom {title}" if level else title[0].upper() + title[1:],
        axis=axis,
        chosen=_draw(axis, bounds.low, bounds.high),
        best=None if bounds.best is None else axis.at(bounds.best),
        rows=tuple(_write_row(account, tally, axis, quotes) for account in tally.accounts),
        course=draw_course(tally),
    )


def _list_numbers(tally: Tally) -> Iterator[float]:
    ends = [(account.low, account.high) for account in tally.accounts]
    ends += [(tally.bounds.low, tally.bounds.high)]
    yield from (value for pair in ends for value in pair if value is not None)


def _draw(axis: Axis, low: float | None, high: float | None) -> Bar | None:
    if low is None and high is None:
        return None
    return Bar(
        low=0 if low is None else axis.at(low),
        high=100 if high is None else axis.at(high),
        is_open_below=low is None,
        is_open_above=high is None,
    )


def _write_row(account: Account, tally: Tally, axis: Axis, quotes: Mapping[str, Quote]) -> Row:
    told = (quotes[claim] for claim in account.claims if claim in quotes)
    return Row(
        account=account,
        figure=phrase_account(account),
        days=phrase_told(account),
        bar=_draw(axis, account.low, account.high),
        quotes=tuple(
            quote(one.statement, _find_figure(one.statement.claim, account, tally)) for one in told
        ),
    )


def _find_figure(claim: Claim, account: Account, tally: Tally) -> Span | None:
    """The words of the figure that the account has from a claim; None where it was worked out."""
    figures = [one for one in claim.figures if (one.measure, one.unit) == (tally.measure, tally.unit)]
    ends = (account.low, account.high)
    same = (one for one in figures if (one.count.value.low, one.count.value.high) == ends)
    found = next(same, figures[0] if len(figures) == 1 else None)
    return found.count.span if found else None
