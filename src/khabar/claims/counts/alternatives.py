"""Two numbers with one noun: "killed 20 people, or perhaps 30", "killed 28 and wounded 30 rebels"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from khabar.claims.context import Context
from khabar.claims.tree import Tree
from khabar.model.claims import Figure
from khabar.model.values import Qualifier, Quantity, Reading, Span

_FIGHTERS = frozenset({"fighters", "soldiers", "security_forces"})
_BETWEEN = (2, 3)  # tokens: "and wounded", "and seriously wounded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A figure with the head of the phrase that it counts."""

    figure: Figure
    head: int


def join_alternatives(
    tree: Tree, wholes: Mapping[tuple[str, Span], Headed], context: Context
) -> dict[tuple[str, Span], Headed]:
    """The figures with a number behind another and "or" as the upper end of the first.

    They are one count of the same people, and not two to add up.
    """
    kept = dict(wholes)
    for key, second in wholes.items():
        for other, first in tuple(kept.items()):
            above = tree.tokens[second.head].head
            if other[0] != key[0] or first.head != above or not _says_or(tree, above, second.head):
                continue
            count = _range(first.figure.count, second.figure.count, context)
            if count is not None:
                kept[other] = replace(first, figure=replace(first.figure, count=count))
                kept.pop(key)
    return kept


def _says_or(tree: Tree, first: int, second: int) -> bool:
    """True for a bare number behind another count and "or"."""
    bare = tree.tokens[second].tag == "CD" and tree.tokens[second].dep == "conj"
    return bare and any(tree.tokens[k].lemma == "or" for k in tree.children(first, "cc"))


def _range(
    low: Reading[Quantity], high: Reading[Quantity], context: Context
) -> Reading[Quantity] | None:
    exact = {low.value.qualifier, high.value.qualifier} == {Qualifier.EXACTLY}
    if not exact or low.value.stated >= high.value.stated:
        return None
    both = replace(low.value, high=high.value.high, qualifier=Qualifier.BETWEEN)
    return Reading.at(low.span.join(high.span), context.article.text, both, "range")


def drop_doubles(wholes: Mapping[tuple[str, Span], Headed]) -> dict[tuple[str, Span], Headed]:
    """The figures without one whose words count the same in another that says whom it counts."""
    named = [(measure, span) for (measure, span), headed in wholes.items() if headed.figure.who]
    return {
        key: headed
        for key, headed in wholes.items()
        if headed.figure.who
        or not any(key != other and key[0] == other[0] and key[1].overlaps(other[1]) for other in named)
    }


def share_nouns(tree: Tree, wholes: Mapping[tuple[str, Span], Headed]) -> dict[tuple[str, Span], Headed]:
    """The figures with those of "killed 28 and wounded 30 rebels" both of rebels."""
    kept = dict(wholes)
    for key, first in wholes.items():
        for other, second in wholes.items():
            if first.figure.who is None and key[0] != other[0] and _shares(tree, first, second):
                kept[key] = replace(first, figure=replace(first.figure, who=second.figure.who))
    return kept


def _shares(tree: Tree, first: Headed, second: Headed) -> bool:
    """True for a bare number, "and", one verb and a number of fighters or soldiers.

    Of "killed 12 and wounded 30 children" nobody says who the 12 were.
    """
    start = first.head + 1
    between = [t for t in tree.tokens[start:] if t.start < second.figure.count.span.start]
    joined = len(between) in _BETWEEN and between[0].lemma in {"and", "or"}
    bare = tree.tokens[first.head].tag == "CD" and tree.is_noun(second.head)
    return (
        second.figure.who in _FIGHTERS
        and bare
        and joined
        and start < second.head
        and tree.is_verb(between[-1].i)
    )
