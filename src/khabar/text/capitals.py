"""Lines that are all in capitals, where case tells nothing: wire copy and headings."""

import re
from collections.abc import Iterator

from khabar.model.values import Span

_UPPER_LINE = (
    0.7  # share of capitals in a line's letters from which case tells nothing; mixed text: < 0.3
)
_CAPITALS = re.compile("[A-Z]+")
_SMALL = re.compile("[a-z]+")


def find_upper_lines(text: str) -> Iterator[Span]:
    """The lines that are all in capitals, in text order."""
    start = 0
    for line in text.split("\n"):
        capitals = len(line) - len(_CAPITALS.sub("", line))
        small = len(line) - len(_SMALL.sub("", line))
        if capitals and capitals / (capitals + small) > _UPPER_LINE:
            yield Span(start, start + len(line))
        start += len(line) + 1
