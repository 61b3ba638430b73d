"""The words that a question is about, inside those around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from khabar.model.values import Span

# Code points of context on each side of a quote: some three sentences.
_AROUND = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of an article: around the quote, of the quote, or what is asked about.

    `is_cut` is true of the first where words stand before it, and of the last where words follow.
    """

    text: str
    sort: str = "around"
    is_cut: bool = False


def cut_pieces(text: str, quote: Span, marked: Sequence[Span]) -> tuple[Piece, ...]:
    """The quote with what stands around it, in pieces that join to a stretch of `text`.

    >>> [piece.text for piece in cut_pieces("Rain. Two died at Lerida. Sun.", Span(6, 24), [Span(6, 9)])]
    ['Rain. ', 'Two', ' died at Lerida', '. Sun.']
    """
    start, end = _find_start(text, quote.start), _find_end(text, quote.end)
    inside = [one for one in marked if start <= one.start and one.end <= end]
    edges = sorted(
        {start, end, quote.start, quote.end, *(edge for one in inside for edge in (one.start, one.end))}
    )
    return tuple(
        Piece(
            text=text[left:right],
            sort=_name(Span(left, right), quote, inside),
            is_cut=0 < left == start or right == end < len(text),
        )
        for left, right in pairwise(edges)
    )


def _name(piece: Span, quote: Span, marked: Sequence[Span]) -> str:
    if any(one.covers(piece) for one in marked):
        return "marked"
    return "quote" if quote.covers(piece) else "around"


def _find_start(text: str, at: int) -> int:
    """Where to begin: at the start of a word, not too far before."""
    far = max(at - _AROUND, 0)
    return far if far == 0 else min(text.find(" ", far, at) + 1 or at, at)


def _find_end(text: str, at: int) -> int:
    far = min(at + _AROUND, len(text))
    return far if far == len(text) else max(text.rfind(" ", at, far), at)
