"""From tokens to stretches of text, with the quotations that belong to them."""

from collections.abc import Iterable, Sequence

from khabar.claims.tree import Tree
from khabar.model.values import Span

_STOPS = frozenset({",", ";", ".", "-", "--", "—", "–", ":", "...", " ", "\xa0", "\n"})
_LEFT = _STOPS | {")", "”", "and", "but", "or", "so", "yet", "And", "But", "Or", "So", "Yet"}
_RIGHT = _STOPS | {"(", "“", "?", "!", "and", "but", "or"}


def find_runs(tree: Tree, tokens: Iterable[int], walls: Iterable[int] = ()) -> tuple[Span, ...]:
    """The stretches of tokens with what stands between them, cut where a wall stands between."""
    barred = frozenset(walls)
    pieces: list[list[int]] = []
    for i in sorted(tokens):
        if not pieces or any(k in barred for k in range(pieces[-1][-1] + 1, i)):
            pieces.append([])
        pieces[-1].append(i)
    trimmed = [_trim(tree, piece[0], piece[-1]) for piece in pieces]
    return tuple(tree.span(tuple(piece)) for piece in trimmed if piece)


def find_run(tree: Tree, tokens: frozenset[int], head: int) -> Span:
    """The stretch of tokens around one of them."""
    first = last = head
    while first - 1 in tokens:
        first -= 1
    while last + 1 in tokens:
        last += 1
    return tree.span((first, last))


def _trim(tree: Tree, first: int, last: int) -> range:
    while first <= last and tree.tokens[first].text in _LEFT:
        first += 1
    while last >= first and tree.tokens[last].text in _RIGHT:
        last -= 1
    return range(first, last + 1)


def widen(span: Span, quotations: Sequence[Span], walls: Sequence[Span]) -> Span:
    """A stretch with the whole of each quotation that it shares words with, up to the walls."""
    for quotation in quotations:
        joined = span.join(quotation)
        if span.overlaps(quotation) and not any(joined.overlaps(wall) for wall in walls):
            span = joined
    return span


def join(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The stretches in order, those that touch or overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end + 1:
            joined[-1] = joined[-1].join(span)
        else:
            joined.append(span)
    return tuple(joined)
