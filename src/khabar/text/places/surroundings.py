"""The words of a text and what stands beside them, for those who look for names in it."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from khabar.model.values import Span
from khabar.text.places.gazetteer import Gazetteer

_WORD = re.compile(
    r"[A-Z]\. ?Va\.|(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’ʼ`ʻʿ‘](?!(?:[sSdmt]|ve|re|ll)\b)[^\W\d_]+)*"
)
_GAPS = frozenset({" ", "-", "\xa0", "‑"})
_OPENERS = frozenset('.!?:\n"“”‘(—–')
_NEAR = 48  # characters; `to the northeastern outskirts of the city of the` has 47


class Word(NamedTuple):
    """A word of a text, with `[start, end)` in code points; a tuple, for there is one for every word."""

    text: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """A text with its words and the gazetteer that its names are looked up in."""

    text: str
    words: tuple[Word, ...]
    gazetteer: Gazetteer

    def before(self, span: Span) -> str:
        """The text before a span, to the start of its line or 48 characters."""
        return self.text[max(0, span.start - _NEAR) : span.start].rpartition("\n")[2]

    def after(self, span: Span) -> str:
        """The text after a span, to the end of its line or 48 characters."""
        return self.text[span.end : span.end + _NEAR].partition("\n")[0]

    def touch(self, left: int, right: int) -> bool:
        """Whether only a space or a hyphen stands between two words, given by number."""
        if left < 0 or right >= len(self.words):
            return False
        gap = self.text[self.words[left].end : self.words[right].start]
        return gap in _GAPS or (
            gap in {". ", "' ", "’ "} and self.words[left].text in {"St", "Mt", "Ft", "Ste"}
        )

    def follows_comma(self, at: int) -> bool:
        """Whether the text before an offset ends in a comma or an opening bracket."""
        return self.text[max(0, at - 2) : at].strip() in {",", "("}

    def opens_sentence(self, at: int) -> bool:
        """Whether an offset is first in a sentence, line or quotation, where a capital tells nothing."""
        before = self.text[max(0, at - 4) : at].rstrip(" \t'")
        return not before or before[-1] in _OPENERS or before.endswith("--")


def split_words(text: str) -> tuple[Word, ...]:
    """The words of a text; a hyphen parts words, an apostrophe inside does not, `U.S.` is one word.

    >>> [word.text for word in split_words("Ma'rib, Deir al-Zor, U.S.")]
    ["Ma'rib", 'Deir', 'al', 'Zor', 'U.S.']
    """
    return tuple(
        Word(found[0], found.start(), found.end(), found[0][0].isupper())
        for found in _WORD.finditer(text)
    )
