"""Plain text -> the blocks that its lines make up: paragraphs, headings, furniture."""

import re
from dataclasses import dataclass

from khabar.pages.blocks import fold
from khabar.pages.phrases import is_day_line, unglue

# A heading has at most so many words; longer lines without a full stop are prose or lists.
_HEADING_WORDS = 12
_HALF_HEADING_WORDS = 7
_HEADLINE_WORDS = 20
# Lines broken by hand or by mail programs end between these columns.
_WRAP_COLUMNS = range(50, 121)
# Most of the lines before the last of a paragraph must reach this share of the longest one.
_WRAP_SHARE = 0.7
_ENDS = (".", "!", "?", "…", ":", ";", ",", ".”", '."', "”", '"', "’", ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph, heading or piece of furniture; `after_gap` where an empty line stands before it."""

    text: str
    after_gap: bool

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.text.count(" ") + 1

    @property
    def is_heading_like(self) -> bool:
        """True where it is short and ends like a heading, not like a sentence."""
        return self.words <= _HEADING_WORDS and is_open(self.text)

    @property
    def is_headline_like(self) -> bool:
        """True where it could be the headline of another article: longer than a heading, no sentence."""
        return self.words <= _HEADLINE_WORDS and not self.text.endswith((".", ".”", '."'))


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text with hard breaks mended and glued furniture cut off."""
    groups = _group(unglue(text).splitlines())
    if _is_wrapped(groups):
        groups = [_join_wrapped(group) for group in groups]
    lines = [
        Line(text=part, after_gap=at == 0 and number > 0)
        for number, group in enumerate(groups)
        for at, part in enumerate(_join_headings(group))
    ]
    return tuple(lines)


def is_open(text: str) -> bool:
    """True where a line does not end as a sentence, a quotation or a list does."""
    return not text.endswith(_ENDS)


def _group(lines: list[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in lines:
        if folded := fold(line):
            groups[-1].append(folded)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _is_wrapped(groups: list[list[str]]) -> bool:
    """True where lines end because a column was reached: they are long, alike and open."""
    inner = [line for group in groups for line in group[:-1]]
    longest = max((len(line) for group in groups for line in group), default=0)
    if len(inner) < 3 or longest not in _WRAP_COLUMNS:
        return False
    full = sum(len(line) >= longest * _WRAP_SHARE for line in inner)
    ended = sum(line.endswith((".", "”", '"', "!", "?")) for line in inner)
    return full >= len(inner) * 0.6 and ended <= len(inner) * 0.4


def _join_wrapped(group: list[str]) -> list[str]:
    """Lines of one paragraph become one; short lines above it stay (a byline, a day)."""
    longest = max(map(len, group))
    joined: list[str] = []
    is_open_end = False
    for line in group:
        if is_open_end:
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        is_open_end = len(line) >= longest * 0.6 and not is_day_line(line)
    return joined


def _join_headings(group: list[str]) -> list[str]:
    """A heading broken over two lines becomes one: both are short, and the second runs on."""
    joined: list[str] = []
    for line in group:
        if joined and _runs_on(joined[-1], line):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


_RUNNING_ENDS = re.compile(
    r"\b(?:to|not|of|in|on|at|for|from|by|with|as|the|a|an|and|or|but|over|after|amid|against|into|near)$",
    re.IGNORECASE,
)


def _runs_on(above: str, line: str) -> bool:
    if not (_is_half(above) and _is_half(line)) or is_day_line(above) or is_day_line(line):
        return False
    return line[0].islower() or bool(_RUNNING_ENDS.search(above))


def _is_half(line: str) -> bool:
    return line.count(" ") < _HALF_HEADING_WORDS and is_open(line)
