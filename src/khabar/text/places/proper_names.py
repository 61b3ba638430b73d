"""Runs of capitalised words that may name a place, also one that the gazetteer lacks.

A cheap pass over one sentence: what a run is the name of is for others to say. Where a run ends in a
word for a kind of place ("Belchite District"), or begins with a direction or an adjective ("Northern
Teruel"), the shorter name stands beside the longer one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from khabar.model.values import Span
from khabar.text.places.gazetteer import Gazetteer, PlaceWords

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[‘ʿ]?[^\W_]+(?:['’ʼ`ʻʿ‘](?!(?:[sSdmt]|ve|re|ll)\b)[^\W\d_]+)*")
_GAPS = frozenset({" ", "-", "- ", "\xa0", "' ", "’ "})
_AINS = "‘ʿ"
_NUMBERED = 3  # digits of a number that begins a name, as in "3000 Houses"; fewer are a count


class _Piece(NamedTuple):
    """A word of a sentence, with `[start, end)` in code points of the article's text."""

    text: str
    low: str
    start: int
    end: int
    capital: bool


def find_proper_names(text: str, within: Span, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """The names in a part of a text, in order; one that holds another stands before it."""
    found = {span for run in _find_runs(text, within, gazetteer) for span in _cut(run, gazetteer)}
    return tuple(sorted(found, key=lambda span: (span.start, -span.end)))


def _find_runs(text: str, within: Span, gazetteer: Gazetteer) -> Iterator[Sequence[_Piece]]:
    words = gazetteer.words
    pieces = [_piece(match, words) for match in _WORD.finditer(text, within.start, within.end)]
    at = 0
    while at < len(pieces):
        last = _last_of_run(text, pieces, at, words) if _begins(text, pieces, at, words) else at - 1
        if last >= at:
            yield pieces[at : last + 1]
        at = max(at, last) + 1


def _piece(match: re.Match[str], words: PlaceWords) -> _Piece:
    low = match[0].lower()
    capital = match[0].lstrip(_AINS)[:1].isupper() and low not in words.calendar
    return _Piece(match[0], low, match.start(), match.end(), capital)


def _gap(text: str, pieces: Sequence[_Piece], at: int) -> str | None:
    """What stands between a word and the next; None behind the last."""
    return text[pieces[at].end : pieces[at + 1].start] if at + 1 < len(pieces) else None


def _begins(text: str, pieces: Sequence[_Piece], at: int, words: PlaceWords) -> bool:
    piece, gap = pieces[at], _gap(text, pieces, at)
    if piece.capital or gap is None or not pieces[at + 1].capital:
        return piece.capital
    number = piece.text.isdigit() and len(piece.text) >= _NUMBERED and gap == " "
    return number or (gap == "-" and piece.low in words.articles)


def _last_of_run(text: str, pieces: Sequence[_Piece], at: int, words: PlaceWords) -> int:
    while (step := _step(text, pieces, at, words)) > 0:
        at += step
    return at


def _step(text: str, pieces: Sequence[_Piece], at: int, words: PlaceWords) -> int:
    """By how many words a name goes on behind one of them: 0 where it ends there."""
    gap = _gap(text, pieces, at)
    if gap not in _GAPS:
        return 0
    following = pieces[at + 1]
    if following.capital or (gap[0] == "-" and following.low not in words.holding):
        return 1
    behind = _gap(text, pieces, at + 1)
    if behind is None or not pieces[at + 2].capital:
        return 0
    if following.low in words.articles:
        return 2 if behind in {"-", " ", "- "} else 0
    joins = following.text in words.joiners - {"the", "and", "of"} or (
        following.text == "of" and pieces[at].low in words.heads
    )
    return 2 if joins and behind == " " else 0


def _cut(run: Sequence[_Piece], gazetteer: Gazetteer) -> Iterator[Span]:
    """The whole run, and the names left when words for kinds, sides and peoples are taken off."""
    words = gazetteer.words
    end = len(run)
    while end > 1 and run[end - 1].low in words.sites:
        end -= 1
    starts = [0]
    while starts[-1] + 1 < len(run) and _qualifies(run[starts[-1]], gazetteer):
        starts.append(starts[-1] + 1)
    starts += [at + 1 for at, piece in enumerate(run[:-1]) if piece.low in words.directions]
    for start in starts:
        yield Span(run[start].start, run[-1].end)
        for last in range(max(end, start + 1), len(run)):
            yield Span(run[start].start, run[last - 1].end)


def _qualifies(piece: _Piece, gazetteer: Gazetteer) -> bool:
    """Whether a word in front of a name only tells a side or a people: Northern, Kurdish."""
    return (
        piece.low in gazetteer.words.directions or gazetteer.country_of_demonym(piece.text) is not None
    )
