"""Words of time -> TimeExpression; `resolve` turns one into days.

words --find_times--> TimeExpression --resolve(published)--> Period
"""

import dataclasses
import functools
import re

from khabar.model.values import Reading, Span
from khabar.text.dates.grammar import Match, alphabet, find_matches
from khabar.text.dates.periods import resolve
from khabar.text.dates.times import (
    Anchored,
    Between,
    CalendarDate,
    ClockOnly,
    Decade,
    Shift,
    TimeExpression,
    Unit,
    Weekday,
)
from khabar.text.lexemes import Lexemes, lex

__all__ = ["ends_sentence", "find_times", "looks_future", "resolve"]

_GAPS = {
    "day_clock": "{comma}?{at}?",
    "clock_day": "{comma}?{on}?{the}?",
    "part_day": "(?:{of}|{on})?",
    "to": "[{to}{dash}]",
    "and": "{and}",
    "of": "{of}?",
}
_KEPT = 8  # windows; the counts of a window ask for its times right after its reader did
# How far a verb may stand from the words of time that it governs: 120 characters hold the
# clause in nine sentences of ten; the sentence ends the window earlier.
_REACH = 120
_FUTURE = re.compile(
    r"\b(?:will|shall|would|going to|to be held|may be|plan(?:s|ned|ning)? (?:to|for)|scheduled|"
    r"due(?! to)|expected|set to|slated|later this|by the time|(?:should|must) (?!have))\b|['’]ll\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:by|until|till|next|upcoming|coming|ahead of)\W+(?:the )?$", re.IGNORECASE)
_AFTER = re.compile(
    r"^[^,;:]{0,60}?\b(?:will|shall|(?:is|are|ha(?:s|ve) been) (?:due|expected|set|scheduled))\b"
    r"|^\W?(?:deadline|ultimatum)\b|^[^,;:]{0,40}?['’]ll\b"
)
_REPORTED = re.compile(
    r"\b(?:said|told|reported|announced|added|warned|vowed|stated|called|accused|claimed|denied)"
    r"(?: [^\s.,;]+){0,4}\W+(?:on |late |early )*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“(]?[A-Z])|\n")


@functools.lru_cache(maxsize=_KEPT)
def find_times(text: str, window: Span) -> tuple[Reading[TimeExpression], ...]:
    """The words of time in a window of `text`, in order, never overlapping.

    The rule of a reading is the name of a rule of `dates.rules`, or `since`, `range`, `timed`,
    `gloss`, `within` for expressions put together from two.

    >>> [r.text for r in find_times("Since Monday he may march, but on 4 May he will.", Span(0, 48))]
    ['Since Monday', '4 May']
    """
    lexemes = lex(text, window)
    spelled = alphabet().spell(lexemes)
    joined: list[Match] = []
    for match in find_matches(lexemes, spelled):
        merged = _merge(lexemes, spelled, joined[-1], match) if joined else None
        if merged is None:
            joined.append(match)
        else:
            joined[-1] = merged
    return tuple(_read(lexemes, _open_since(lexemes, spelled, match)) for match in joined)


def looks_future(text: str, span: Span) -> bool:
    """True where words around a time in its sentence speak of what is to come.

    A surface cue for callers without a parse. A time right behind a reporting verb ("said on Saturday
    that it will") belongs to the saying and is not in the future.

    >>> looks_future("The talks will open on Friday.", Span(23, 29))
    True
    >>> looks_future("He said on Friday that talks will open.", Span(11, 17))
    False
    """
    before = _SENTENCE_END.split(text[max(0, span.start - _REACH) : span.start])[-1]
    if _REPORTED.search(before):
        return False
    after = _SENTENCE_END.split(text[span.end : span.end + _REACH])[0]
    return any((_FUTURE.search(before), _AHEAD.search(before), _AFTER.search(after)))


def ends_sentence(text: str) -> bool:
    """Whether a sentence or a line ends in a text."""
    return _SENTENCE_END.search(text) is not None


@functools.cache
def _gap(name: str) -> re.Pattern[str]:
    return alphabet().compile(_GAPS[name], {})


def _read(lexemes: Lexemes, match: Match) -> Reading[TimeExpression]:
    span = lexemes.span(match.first, match.last)
    return Reading.at(span, lexemes.text, match.expression, match.rule)


def _merge(lexemes: Lexemes, spelled: str, left: Match, right: Match) -> Match | None:
    """One expression of two neighbours: a clock with its day, the two ends of a range."""
    gap = spelled[left.last : right.first]
    if _is_clock(left) and _is_day(right) and _gap("clock_day").fullmatch(gap):
        return _time(right, left, first=left.first, last=right.last)
    if _is_clock(right) and _is_day(left) and _gap("day_clock").fullmatch(gap):
        return _time(left, right, first=left.first, last=right.last)
    return (
        _gloss(lexemes, left, right)
        or _within(spelled, left, right)
        or _range(lexemes, spelled, left, right)
    )


def _gloss(lexemes: Lexemes, left: Match, right: Match) -> Match | None:
    """Sunday [3 January], last year [1936]: the editor says in brackets which one is meant."""
    if lexemes.words[left.last : right.first] != ("[",) or lexemes.words[
        right.last : right.last + 1
    ] != ("]",):
        return None
    match left.expression.core, right.expression.core:
        case ((Weekday() | Shift(unit=Unit.DAY) | Anchored(unit=Unit.DAY)), CalendarDate(day=int())):
            pass
        case Shift(unit=Unit.MONTH | Unit.YEAR), CalendarDate():
            pass
        case _:
            return None
    said = dataclasses.replace(left.expression, core=right.expression.core)
    return Match(rule="gloss", first=left.first, last=right.last + 1, expression=said)


def _within(spelled: str, left: Match, right: Match) -> Match | None:
    """May last year, 4 May of this year, Friday last week: the second says which one is meant."""
    if not _gap("of").fullmatch(spelled[left.last : right.first]):
        return None
    match left.expression.core, right.expression.core:
        case CalendarDate(year=None, step=0) as day, Shift(unit=Unit.YEAR, amount=int(amount)):
            core: CalendarDate | Weekday = dataclasses.replace(day, years_on=amount)
        case Weekday(step=0) as day, Shift(unit=Unit.WEEK, amount=int(amount)):
            core = dataclasses.replace(day, weeks_on=amount)
        case _:
            return None
    if right.expression.edge is not None:
        return None
    said = dataclasses.replace(left.expression, core=core)
    return Match(rule="within", first=left.first, last=right.last, expression=said)


def _is_clock(match: Match) -> bool:
    return isinstance(match.expression.core, ClockOnly)


def _is_day(match: Match) -> bool:
    match match.expression.core:
        case CalendarDate(day=int()) | Weekday() | Shift(unit=Unit.DAY):
            return match.expression.clock is None
    return False


def _time(day: Match, clock: Match, *, first: int, last: int) -> Match:
    timed = dataclasses.replace(day.expression, clock=clock.expression.clock)
    return Match(rule="timed", first=first, last=last, expression=timed)


def _range(lexemes: Lexemes, spelled: str, left: Match, right: Match) -> Match | None:
    """From Monday to Thursday; between 30 May and 4 June; 2009-2011."""
    if not (_can_bound(left) and _can_bound(right)):
        return None
    gap = spelled[left.last : right.first]
    opener = spelled[left.first - 1] if left.first else ""
    letters = alphabet().letters
    bounded = opener == letters["between"] and _gap("and").fullmatch(gap)
    if not bounded and not _gap("to").fullmatch(gap):
        return None
    first = left.first - 1 if opener in {letters["between"], letters["from"]} else left.first
    opening = dataclasses.replace(left, expression=_share_year(left.expression, right.expression))
    core = Between(first=_read(lexemes, opening), last=_read(lexemes, right))
    return Match(rule="range", first=first, last=right.last, expression=TimeExpression(core=core))


def _can_bound(match: Match) -> bool:
    return isinstance(match.expression.core, CalendarDate | Weekday | Shift | Decade)


def _share_year(opening: TimeExpression, closing: TimeExpression) -> TimeExpression:
    """The opening date in the year of the closing one, where it has none of its own."""
    match opening.core, closing.core:
        case CalendarDate(year=None) as first, CalendarDate(year=int(year)):
            return dataclasses.replace(opening, core=dataclasses.replace(first, year=year))
    return opening


def _open_since(lexemes: Lexemes, spelled: str, match: Match) -> Match:
    """Since 2011: from there to the publication day."""
    letters = alphabet().letters
    before = spelled[max(0, match.first - 2) : match.first].removesuffix(letters["the"])
    if not before.endswith(letters["since"]) or not _can_bound(match):
        return match
    start = match.first - 2 if spelled[match.first - 1] == letters["the"] else match.first - 1
    core = Between(first=_read(lexemes, match), last=None)
    expression = TimeExpression(core=core)
    return Match(rule="since", first=start, last=match.last, expression=expression)
