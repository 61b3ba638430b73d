"""Text cut into steps at which marks open and close, so that they nest however their spans lie."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from khabar.model.values import Span


class Act(enum.StrEnum):
    """What a step does: it opens or closes a mark, or gives the text between two steps."""

    OPEN = "open"
    TEXT = "text"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of text worth pointing at, and in which roles; no two marks share a span.

    `claims` are the numbers of the claims whose quote it is, `readers` those of all claims that read
    it, their quotes among them.
    """

    span: Span
    roles: tuple[str, ...]
    claims: tuple[int, ...] = ()
    readers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step along a text.

    `begins` and `finishes` are false where a mark is taken up again or set down on the way,
    because another one crosses its end or the stretch of text that was asked for does.
    """

    act: Act
    text: str = ""
    mark: Mark | None = None
    begins: bool = False
    finishes: bool = False


def walk(text: str, window: Span, marks: Iterable[Mark]) -> Iterator[Step]:
    """The steps through the part of `text` in `window`; their texts add up to it.

    >>> marks = [Mark(span=Span(0, 4), roles=("a",)), Mark(span=Span(2, 6), roles=("b",))]
    >>> "".join(s.text or ("[" if s.act is Act.OPEN else "]") for s in walk("abcdef", Span(0, 6), marks))
    '[ab[cd]][ef]'
    """
    inside = sorted(
        (mark for mark in marks if mark.span.overlaps(window)),
        key=lambda mark: (mark.span.start, -mark.span.end),
    )
    stack: list[Mark] = []
    here = window.start
    for stop in _find_stops(window, inside):
        if stop > here:
            yield Step(act=Act.TEXT, text=text[here:stop])
            here = stop
        yield from _close(stack, stop, window)
        while inside and max(inside[0].span.start, window.start) == stop < window.end:
            stack.append(inside.pop(0))
            yield _open(stack[-1], begins=stack[-1].span.start >= window.start)


def _find_stops(window: Span, marks: Iterable[Mark]) -> list[int]:
    ends = {end for mark in marks for end in (mark.span.start, mark.span.end)}
    return sorted({window.start, window.end, *(end for end in ends if window.start < end < window.end)})


def _close(stack: list[Mark], stop: int, window: Span) -> Iterator[Step]:
    """Closes what ends at `stop`; what lies above it and goes on is set down and taken up again."""
    lowest = next((i for i, mark in enumerate(stack) if min(mark.span.end, window.end) <= stop), None)
    if lowest is None:
        return
    goes_on = [mark for mark in stack[lowest:] if min(mark.span.end, window.end) > stop]
    for mark in reversed(stack[lowest:]):
        yield Step(act=Act.CLOSE, mark=mark, finishes=mark.span.end == stop)
    stack[lowest:] = goes_on
    for mark in goes_on:
        yield _open(mark, begins=False)


def _open(mark: Mark, *, begins: bool) -> Step:
    return Step(act=Act.OPEN, mark=mark, begins=begins)
