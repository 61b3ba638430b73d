"""Where in a text the words lie that somebody looks for, and the piece of it around them.

Texts are compared as the full-text index compares them, letter by letter, so that what is marked is what
was found; nothing is marked by the database.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from khabar.record.databases.dialects import Phrase
from khabar.record.words import SEARCHED, fold

# Code points of a snippet before the first word that was found, and in all.
_BEFORE, _LENGTH = 80, 260
_BEGINS, _ENDS = "… ", " …"


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word of a text, with `[start, end)` in code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a snippet; `is_found` where it is what was looked for."""

    text: str
    is_found: bool = False


def cut_snippet(text: str, phrases: Sequence[Phrase]) -> tuple[Piece, ...]:
    """The first stretch of a text with one of `phrases`, those in it marked; none where there is none.

    >>> [piece.text for piece in cut_snippet("The old mill fell.", [Phrase(words=("old", "mill"))])]
    ['The ', 'old mill', ' fell.']
    """
    found = _find(text, phrases)
    first = next(found, None)
    if first is None:
        return ()
    start = _step_back(text, first[0])
    end = _step_on(text, max(start + _LENGTH, first[1]))
    marks = [first, *_take_until(found, end)]
    return tuple(_cut(text, (start, end), marks))


def list_words(text: str) -> Iterator[Word]:
    """The words of a text as the index has them, with their places, up to `SEARCHED`."""
    letters: list[str] = []
    start = end = 0
    for at, letter in enumerate(islice(text, SEARCHED)):
        for part in _split(letter):
            if part == " ":
                if letters:
                    yield Word("".join(letters), start, end)
                letters = []
            else:
                start = start if letters else at
                letters.append(part)
                end = at + 1
    if letters:
        yield Word("".join(letters), start, end)


@functools.lru_cache(maxsize=5_000)
def _split(letter: str) -> str:
    """A letter as it is folded, a space for a gap; empty for a mark that joins the letter before."""
    if letter.isascii():
        return letter.lower() if letter.isalnum() else " "
    return fold(f"a{letter}a")[1:-1]


def _find(text: str, phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """The places of phrases, in their order and apart from one another."""
    longest = max((len(phrase.words) for phrase in phrases), default=0)
    window: list[Word] = []
    reached = 0
    for word in list_words(text):
        window = [*window, word][-longest:]
        for phrase in phrases:
            part = window[-len(phrase.words) :]
            if _matches(part, phrase) and part[0].start >= reached:
                yield part[0].start, part[-1].end
                reached = part[-1].end


def _matches(part: Sequence[Word], phrase: Phrase) -> bool:
    if len(part) < len(phrase.words):
        return False
    *firsts, last = phrase.words
    same = [word.text for word in part[:-1]] == firsts
    return same and (part[-1].text.startswith(last) if phrase.is_open else part[-1].text == last)


def _take_until(found: Iterator[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    for one in found:
        if one[1] > end:
            return
        yield one


def _step_back(text: str, first: int) -> int:
    """Where the snippet begins: at a word, on the line of what was found."""
    line = text.rfind("\n", 0, first) + 1
    if first - line <= _BEFORE:
        return line
    gap = text.find(" ", first - _BEFORE, first)
    return gap + 1 if gap >= 0 else first - _BEFORE


def _step_on(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    gap = text.rfind(" ", end - 40, end)
    return gap if gap > 0 else end


def _cut(text: str, within: tuple[int, int], marks: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    here, end = within
    if here > 0:
        yield Piece(text=_BEGINS)
    for start, stop in marks:
        if start > here:
            yield Piece(text=text[here:start])
        yield Piece(text=text[start:stop], is_found=True)
        here = stop
    if here < end:
        yield Piece(text=text[here:end])
    if end < len(text):
        yield Piece(text=_ENDS)
