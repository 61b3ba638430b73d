"""What a rule of the date grammar matched, as its builder sees it."""

import re
from dataclasses import dataclass

from khabar.model.values import Reading
from khabar.text.dates.times import DayPart, Edge, TimeExpression
from khabar.text.dates.words import EDGES, PARTS
from khabar.text.lexemes import Lexemes


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Words that look like a time and are none ("27-year-old", "Black Friday")."""


Built = TimeExpression | Suppressed


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A match of a rule over the lexemes of a window."""

    lexemes: Lexemes
    match: re.Match[str]

    def words(self, group: str) -> tuple[str, ...]:
        """The lower-case words of a group; empty where the rule has no such group or it is unused."""
        first, last = self._bounds(group)
        return self.lexemes.lower[first:last]

    def word(self, group: str) -> str | None:
        """The first word of a group, lower case; None where the group is unused."""
        words = self.words(group)
        return words[0] if words else None

    def number(self, group: str) -> int | None:
        """The number that the digits of a group's first word write ("4th" is 4)."""
        word = self.word(group)
        digits = re.match(r"\d+", word) if word else None
        return int(digits[0]) if digits else None

    def reading(self, group: str, expression: TimeExpression) -> Reading[TimeExpression]:
        """A reading of the words of a group."""
        span = self.lexemes.span(*self._bounds(group))
        return Reading.at(span, self.lexemes.text, expression, "part")

    def neighbour(self, offset: int) -> str:
        """The lower-case word `offset` places before (negative) or after the match; empty if none."""
        at = self.match.start() + offset if offset < 0 else self.match.end() + offset - 1
        return self.lexemes.lower[at] if 0 <= at < len(self.lexemes.words) else ""

    def is_in_name(self) -> bool:
        """True where the match and the word before or after it have a capital: "Sport Today"."""
        before, word, after = (
            self.lexemes.words[at].istitle() if 0 <= at < len(self.lexemes.words) else False
            for at in (self.match.start() - 1, self.match.start(), self.match.end())
        )
        return word and (before or after)

    def is_inside_name(self) -> bool:
        """True where the words on both sides have a capital: "the Albia 2000 Index"."""
        ends = (self.match.start() - 1, self.match.end())
        words = self.lexemes.words
        return all(0 <= at < len(words) and words[at].istitle() for at in ends)

    def _bounds(self, group: str) -> tuple[int, int]:
        if group not in self.match.re.groupindex:
            return (0, 0)
        first, last = self.match.span(group)
        return (first, last) if first >= 0 else (0, 0)


def read_edge(found: Found) -> Edge | None:
    """The edge that the words name."""
    word = found.word("edge") or found.word("edge2") or found.word("bound")
    return EDGES[word] if word else None


def read_part(found: Found) -> DayPart | None:
    """The part of the day that the words name."""
    word = found.word("part")
    return PARTS[word] if word else None
