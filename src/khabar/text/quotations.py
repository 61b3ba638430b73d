"""Where a text quotes: from the opening quotation mark to the closing one, both inside."""

import re
from collections.abc import Iterator

from khabar.model.values import Span

_MARK = re.compile(r"[“”]|''|``|\"")


def find_quotations(text: str) -> tuple[Span, ...]:
    """The quotations of a text in order, each within its line.

    A straight mark opens where none is open. A quotation without its end goes to the end of its
    line: the next line of a long one begins with another opening mark.
    """
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        found.extend(_in_line(text, start, start + len(line.rstrip())))
        start += len(line) + 1
    return tuple(found)


def _in_line(text: str, start: int, end: int) -> Iterator[Span]:
    opened: int | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            opened = mark.start() if mark[0] != "”" else None
        elif mark[0] not in {"“", "``"}:
            yield Span(opened, mark.end())
            opened = None
    if opened is not None and end - opened > 1:
        yield Span(opened, end)
