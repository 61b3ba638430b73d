"""What the other names of a sentence say of one: a nearer one, a finer one, one beside it in a list.

The first look asks only where the others stand; the second also how likely each was at the first.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khabar.claims.event_places.names import show_form
from khabar.claims.event_places.relation import Pair
from khabar.claims.tree import Tree
from khabar.text.places.gazetteer import read_words

_PIECE = re.compile(r"\w+|[^\w\s]")
_NEXT = 6  # tokens between two names that belong together
_LINK = 45  # code points between two names beyond which the words are not told
_FAIR, _MAYBE = -0.7, -2.5  # log-odds of one in three, of one in thirteen


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scored:
    """A pair with its log-odds at the first look."""

    pair: Pair
    odds: float


def look_around(tree: Tree, pairs: Sequence[Pair], pair: Pair) -> Iterator[str]:
    """How a name stands among the likely places of its sentence."""
    others = [
        other for other in pairs if other.name.likely and not other.name.span.overlaps(pair.name.span)
    ]
    same = [other for other in others if other.before is pair.before]
    yield f"others={min(5, len(others))}"
    yield f"nearest={all(other.gap >= pair.gap for other in others)}"
    yield f"nearest_there={pair.before} {all(other.gap >= pair.gap for other in same)}"
    yield f"nearer_by_tree={min(3, sum(other.steps < pair.steps for other in others))}"
    yield f"kin={pair.shape.endswith('|')} {any(other.shape.endswith('|') for other in others)}"
    yield from _neighbours(tree, others, pair)


def _neighbours(tree: Tree, others: Sequence[Pair], pair: Pair) -> Iterator[str]:
    name = pair.name
    left = max((o.name for o in others if o.name.last < name.first), key=lambda n: n.last, default=None)
    right = min(
        (o.name for o in others if o.name.first > name.last), key=lambda n: n.first, default=None
    )
    if left and name.first - left.last <= _NEXT:
        yield f"from_left={_words(tree, left.last + 1, name.first)}"
        yield f"kinds_left={left.kind} {name.kind}"
    if right and right.first - name.last <= _NEXT:
        yield f"to_right={_words(tree, name.last + 1, right.first)}"
        yield f"kinds_right={name.kind} {right.kind}"


def _words(tree: Tree, start: int, end: int) -> str:
    return " ".join(show_form(token) for token in tree.tokens[start:end])


def look_again(text: str, scored: Sequence[Scored], one: Scored) -> Iterator[str]:
    """How a name stands among the others, each with its likelihood at the first look."""
    span = one.pair.name.span
    apart = [other for other in scored if not other.pair.name.span.overlaps(span)]
    yield f"odds={_step(one.odds)}"
    yield f"rivals={min(3, sum(other.odds > -1 for other in apart))}"
    yield f"rank={min(4, sum(other.odds > one.odds for other in apart))}"
    best = max(apart, key=lambda other: other.odds, default=None)
    if best is not None:
        yield f"best={_step(best.odds)}"
        yield f"lead={_step(best.odds - one.odds)}"
        yield f"best_odds={_step(best.odds)} {_step(one.odds)}"
    likely = [other for other in apart if other.odds > _MAYBE]
    yield from _link_all(text, likely, one, best)
    yield from _compare_overlapping(scored, one)


def _step(odds: float) -> int:
    return int(max(-5, min(4, math.floor(odds))))


def _link_all(text: str, likely: Sequence[Scored], one: Scored, best: Scored | None) -> Iterator[str]:
    span = one.pair.name.span
    left = max(
        (other for other in likely if other.pair.name.span.end <= span.start),
        key=lambda other: (other.pair.name.span.end, other.odds),
        default=None,
    )
    right = min(
        (other for other in likely if other.pair.name.span.start >= span.end),
        key=lambda other: (other.pair.name.span.start, -other.odds),
        default=None,
    )
    for tag, other in (("l", left), ("r", right), ("b", best)):
        if other is not None and other.odds > _MAYBE:
            yield from (f"{tag}_{sign}" for sign in _link(text, one, other))


def _link(text: str, one: Scored, other: Scored) -> Iterator[str]:
    """What stands between two names, and how alike they are."""
    span, beside = one.pair.name.span, other.pair.name.span
    behind = beside.end <= span.start
    start, end = (beside.end, span.start) if behind else (span.end, beside.start)
    words = _plain_words(text[start:end]) if end - start < _LINK else ["far"]
    way, fair = "<" if behind else ">", other.odds > _FAIR
    yield f"link={way} {' '.join(words)}"
    yield f"link_fair={way} {' '.join(words)} {fair}"
    yield f"kinds={way} {one.pair.name.kind} {other.pair.name.kind} {fair}"
    yield f"first={way} {words[0] if words else ''} {fair}"
    yield f"last={way} {words[-1] if words else ''} {fair}"
    yield f"odds={way} {_step(other.odds)}"
    yield f"and={way} {'and' in words} {fair}"
    yield f"alike={one.pair.shape == other.pair.shape} {fair}"
    yield f"sides={one.pair.before} {other.pair.before}"


def _plain_words(between: str) -> list[str]:
    """The words between two names; all kinds of place are one, as are all names."""
    return [_plain(word) for word in _PIECE.findall(between)]


def _plain(word: str) -> str:
    if word[:1].isupper():
        return "NAME"
    if word.isdigit():
        return "NUMBER"
    return "SITE" if word in read_words().sites else word


def _compare_overlapping(scored: Sequence[Scored], one: Scored) -> Iterator[str]:
    span = one.pair.name.span
    over = [other for other in scored if other is not one and other.pair.name.span.overlaps(span)]
    rival = max(over, key=lambda other: other.odds, default=None)
    if rival is not None:
        yield f"over={_step(rival.odds)} {_step(one.odds)}"
        yield f"over_lead={_step(rival.odds - one.odds)}"
        yield f"over_better={rival.odds > one.odds}"
        yield f"over_around={rival.pair.name.span.covers(span)} {rival.odds > one.odds}"
