"""Texts with some of their words withheld, and where in them each offset of the whole text lies."""

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass

from khabar.model.values import Span

NAME = "[name withheld]"
ADDRESS = "[address withheld]"
WORDS = "[words withheld]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Words that are withheld, and what stands in their place."""

    span: Span
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A text without the words of `gaps`, which are in their order and apart from one another."""

    text: str
    gaps: tuple[Gap, ...]

    def move(self, offset: int, *, is_end: bool = False) -> int:
        """Where an offset of the whole text lies in this one; inside a gap, at its start or its end."""
        at = bisect.bisect_right(self.gaps, offset, key=lambda gap: gap.span.start) - 1
        if at < 0:
            return offset
        moved = sum(len(gap.shown) - (gap.span.end - gap.span.start) for gap in self.gaps[:at])
        gap = self.gaps[at]
        start = gap.span.start + moved
        if offset >= gap.span.end:
            return offset + moved + len(gap.shown) - (gap.span.end - gap.span.start)
        return start + (len(gap.shown) if is_end and offset > gap.span.start else 0)

    def move_span(self, span: Span) -> Span:
        """Where a span of the whole text lies; a gap that it touches is wholly inside."""
        return Span(self.move(span.start), self.move(span.end, is_end=True))


def hide(text: str, gaps: Iterable[Gap]) -> Hidden:
    """`text` with the gaps in place of their words; of two that overlap, the longer one holds.

    >>> hide("Ana Ruiz died", [Gap(span=Span(0, 8), shown="[...]")]).text
    '[...] died'
    """
    chosen: list[Gap] = []
    for gap in sorted(gaps, key=lambda one: (-(one.span.end - one.span.start), one.span.start)):
        if gap.span.start < gap.span.end and not any(gap.span.overlaps(other.span) for other in chosen):
            chosen.append(gap)
    chosen.sort(key=lambda one: one.span.start)
    parts, here = [], 0
    for gap in chosen:
        parts += [text[here : gap.span.start], gap.shown]
        here = gap.span.end
    return Hidden(text="".join((*parts, text[here:])), gaps=tuple(chosen))


def find_all(text: str, words: Iterable[str], shown: str) -> Iterable[Gap]:
    """The gaps for all places of `words` in a text, in whatever case, where they stand by themselves."""
    listed = sorted({re.escape(word) for word in words}, key=len, reverse=True)
    if listed:
        for match in re.finditer(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", text, re.IGNORECASE):
            yield Gap(span=Span(match.start(), match.end()), shown=shown)
