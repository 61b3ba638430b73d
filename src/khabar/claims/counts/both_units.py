"""One group counted twice: "410 families (2,050 people)" are so many households and so many persons."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from khabar.claims.context import Context, within
from khabar.claims.counts.alternatives import Headed
from khabar.claims.people.parties import people_noun
from khabar.claims.tree import Tree
from khabar.model.values import Quantity, Reading, Span

_UNITS = frozenset({"persons", "households"})
_NEAR = 3  # tokens from a number to its noun: "2,050 displaced people"

Numbers = tuple[Reading[Quantity], Reading[Quantity]]


def count_in_both_units(
    tree: Tree, wholes: Mapping[tuple[str, Span], Headed], context: Context
) -> dict[tuple[str, Span], Headed]:
    """The figures, each with its second one where brackets tell the same group in the other unit."""
    if not any(token.text == "(" for token in tree.tokens):
        return dict(wholes)
    pairs = tuple(_find_pairs(tree, context))
    seconds = (_second(tree, whole, pair, context) for whole in wholes.values() for pair in pairs)
    both = (*wholes.values(), *(second for second in seconds if second is not None))
    ordered = sorted(both, key=lambda headed: headed.figure.count.span.start)
    return {(headed.figure.measure, headed.figure.count.span): headed for headed in ordered}


def _find_pairs(tree: Tree, context: Context) -> Iterator[Numbers]:
    """A number, and one in brackets right behind its noun."""
    window = Span(tree.tokens[0].start, tree.tokens[-1].end)
    for first, second in pairwise(within(context.quantities, window)):
        between = [token for token in tree.tokens if first.span.end <= token.start < second.span.start]
        opened = [at for at, token in enumerate(between) if token.text == "("]
        if opened and 0 < opened[0] <= _NEAR and len(between) - opened[0] <= _NEAR:
            yield first, second


def _second(tree: Tree, whole: Headed, pair: Numbers, context: Context) -> Headed | None:
    figure = whole.figure
    told = [number for number in pair if number.span.overlaps(figure.count.span)]
    if figure.unit not in _UNITS or len(told) != 1:
        return None
    other = pair[0] if told[0] is pair[1] else pair[1]
    head, who = _noun(tree, other.span.end, context)
    unit = "households" if who == "households" else "persons"
    if who is None or unit == figure.unit or not other.value.stated:
        return None
    return Headed(figure=replace(figure, count=other, unit=unit, who=who), head=head)


def _noun(tree: Tree, end: int, context: Context) -> tuple[int, str | None]:
    """The noun of people behind a number, and who they are."""
    behind = [token.i for token in tree.tokens if token.start >= end][:_NEAR]
    for i in behind:
        noun = people_noun(tree, i, context) if tree.is_noun(i) else None
        if noun is not None and noun.who:
            return i, noun.who
    return 0, None
