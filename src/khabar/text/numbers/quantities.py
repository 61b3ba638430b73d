"""Words that count -> Quantity: hedged, ranged, vague and zero counts; dates and ages are none."""

import bisect
import operator
from collections.abc import Container, Sequence

from khabar.model.values import Qualifier, Quantity, Reading, Span
from khabar.text.dates.expressions import find_times
from khabar.text.lexemes import Lexemes, lex
from khabar.text.number_words import load_number_words
from khabar.text.numbers.bounds import join_bounds
from khabar.text.numbers.count_context import is_no_count
from khabar.text.numbers.count_grammar import Count, CountKind, find_counts

_LONGEST_PHRASE = (
    5  # words of the longest hedge of data/numbers.toml, "at the very least" with one to spare
)
_MOVING = frozenset({"go", "goes", "gone", "going", "went", "come", "came", "moved", "moves", "shot"})
_OPEN_ABOVE = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN})
_OPEN_BELOW = frozenset({Qualifier.AT_MOST, Qualifier.UP_TO, Qualifier.AS_MANY_AS})


def find_quantities(text: str, window: Span) -> tuple[Reading[Quantity], ...]:
    """The counts in a window of `text`, in order, never overlapping.

    The words of a reading are the hedge, the number and the percent sign: "at least 46",
    "several dozen", "50 percent". Dates, times, ages, money, distances, addresses and numbers in
    names are not counts. The rule is `number`, `range`, `vague` or `zero`.

    >>> [r.text for r in find_quantities("At least 46 died in 2016, said Ali, 21.", Span(0, 39))]
    ['At least 46']
    """
    lexemes = lex(text, window)
    times = tuple(reading.span for reading in find_times(text, window))
    found = tuple(
        _read_quantity(lexemes, count)
        for count in find_counts(lexemes)
        if not _is_time(lexemes, count, times) and not is_no_count(lexemes, count)
    )
    return tuple(join_bounds(found, text))


def _is_time(lexemes: Lexemes, count: Count, times: Sequence[Span]) -> bool:
    """True where the count shares words with one of the times, which are in order."""
    start, end = lexemes.found[count.first].start(), lexemes.found[count.last - 1].end()
    i = bisect.bisect_right(times, start, key=operator.attrgetter("end"))
    return i < len(times) and times[i].start < end


def _read_quantity(lexemes: Lexemes, count: Count) -> Reading[Quantity]:
    first, before = _read_hedge_before(lexemes, count.first)
    last = count.last + _percent_length(lexemes, count.last)
    percent = last > count.last
    last, after = _read_hedge_after(lexemes, last)
    qualifier = before or after
    return Reading.at(
        lexemes.span(first, last),
        lexemes.text,
        _bound(count, qualifier, percent=percent),
        str(count.kind),
    )


def _bound(count: Count, qualifier: Qualifier | None, *, percent: bool) -> Quantity:
    low, high = count.low, count.high
    if count.kind is CountKind.RANGE:
        return Quantity(low=low, high=high, qualifier=Qualifier.BETWEEN, percent=percent)
    if count.kind is CountKind.VAGUE:
        kept = qualifier if qualifier in _OPEN_ABOVE else Qualifier.VAGUE
        return Quantity(low=low, high=None, qualifier=kept or Qualifier.VAGUE, percent=percent)
    qualifier = qualifier or Qualifier.EXACTLY
    return Quantity(
        low=None if qualifier in _OPEN_BELOW else low,
        high=None if qualifier in _OPEN_ABOVE else high,
        qualifier=qualifier,
        percent=percent,
    )


def _percent_length(lexemes: Lexemes, at: int) -> int:
    """How many lexemes from `at` on say percent: 0, 1 or 2 ("per cent")."""
    words = lexemes.lower[at : at + 2]
    if words[:1] in {("%",), ("percent",), ("pct",)}:
        return 1
    return 2 if words == ("per", "cent") else 0


def _read_hedge_before(lexemes: Lexemes, first: int) -> tuple[int, Qualifier | None]:
    """The first lexeme of the count with its hedge, and the hedge; of two hedges the outer one."""
    table = load_number_words()
    if not first or lexemes.lower[first - 1] not in table.hedge_ends:
        return first, None
    end = first
    start = _phrase_start(lexemes, end, table.qualifiers)
    if start is None:
        end = _phrase_start(lexemes, first, table.fillers) or 0
        start = _phrase_start(lexemes, end, table.qualifiers)
    if start is None or _is_moved(lexemes, start):
        return first, None
    outer = _phrase_start(lexemes, start, table.qualifiers)
    if outer is not None:
        start, end = outer, start
    return start, table.qualifiers[" ".join(lexemes.lower[start:end])]


def _is_moved(lexemes: Lexemes, hedge: int) -> bool:
    """True for "up to" in "the toll has gone up to 40", which hedges nothing."""
    up = lexemes.lower[hedge] == "up"
    return up and hedge > 0 and lexemes.lower[hedge - 1] in _MOVING


def _phrase_start(lexemes: Lexemes, end: int, phrases: Container[str]) -> int | None:
    """Where the longest of the phrases that end right before lexeme `end` starts; None without one."""
    for start in range(max(0, end - _LONGEST_PHRASE), end):
        if " ".join(lexemes.lower[start:end]) in phrases:
            return start
    return None


def _read_hedge_after(lexemes: Lexemes, last: int) -> tuple[int, Qualifier | None]:
    table = load_number_words()
    if lexemes.lower[last : last + 1] and lexemes.lower[last] not in table.after_starts:
        return last, None
    phrases = table.qualifiers_after
    for end in range(last + 3, last, -1):
        words = lexemes.lower[last:end]
        if " ".join(words) in phrases:
            return last + len(words), phrases[" ".join(words)]
    return last, None
