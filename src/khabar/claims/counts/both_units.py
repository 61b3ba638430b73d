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
_LEADS = frozenset({"or", "i.e.", "ie", "about", "around", "some", "approximately", "roughly", "nearly"})
_ENDS = frozenset({")", ",", ";"})
_VERBAL = frozenset({"MD", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_QUALITIES = frozenset({"VBN", "VBG"})

Numbers = tuple[Reading[Quantity], Reading[Quantity]]


def count_in_both_units(
    tree: Tree, wholes: Mapping[tuple[str, Span], Headed], context: Context
) -> dict[tuple[str, Span], Headed]:
    """The figures, each with its second one where brackets tell the same group in the other unit."""
    if not any(token.text == "(" for token in tree.tokens):
        return dict(wholes)
    pairs = tuple(_find_pairs(tree, context))
    seconds = (_second(tree, whole, pair, context) for whole in wholes.values() for pair in pairs)
    both = (*wholes.values(), *(s for s in seconds if s is not None and not _is_told(s, wholes)))
    ordered = sorted(both, key=lambda headed: headed.figure.count.span.start)
    return {(headed.figure.measure, headed.figure.count.span): headed for headed in ordered}


def _is_told(second: Headed, wholes: Mapping[tuple[str, Span], Headed]) -> bool:
    """True where a verb counts those in brackets itself."""
    figure = second.figure
    return any(
        measure == figure.measure and span.overlaps(figure.count.span) for measure, span in wholes
    )


def _find_pairs(tree: Tree, context: Context) -> Iterator[Numbers]:
    """A number, and one that opens the brackets right behind its noun and is all that they count."""
    window = Span(tree.tokens[0].start, tree.tokens[-1].end)
    for first, second in pairwise(within(context.quantities, window)):
        between = [token for token in tree.tokens if first.span.end <= token.start < second.span.start]
        opened = [at for at, token in enumerate(between) if token.text == "("]
        beside = bool(opened) and 0 < opened[0] <= _NEAR
        if (
            beside
            and all(token.lemma in _LEADS for token in between[opened[0] + 1 :])
            and _is_all(tree, second)
        ):
            yield first, second


def _is_all(tree: Tree, number: Reading[Quantity]) -> bool:
    """True where a phrase without a verb behind its noun goes from the number to the brackets' end.

    Not so in "(12 people were killed)" and "(350 of them wounded)".
    """
    for token in tree.tokens:
        if token.start >= number.span.end:
            if token.text in _ENDS:
                return True
            if token.tag in _VERBAL and not (token.tag in _QUALITIES and token.dep == "amod"):
                return False
    return False


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
    persons, households = (figure.count, other) if unit == "households" else (other, figure.count)
    if persons.value.stated < households.value.stated:
        return None  # a household has one member or more
    return Headed(figure=replace(figure, count=other, unit=unit, who=who), head=head)


def _noun(tree: Tree, end: int, context: Context) -> tuple[int, str | None]:
    """The noun of people behind a number, and who they are."""
    behind = [token.i for token in tree.tokens if token.start >= end][:_NEAR]
    for i in behind:
        noun = people_noun(tree, i, context) if tree.is_noun(i) else None
        if noun is not None and noun.who:
            return i, noun.who
    return 0, None
