"""Deeds whose names say how many they were done to: "a triple shooting", "a murder-suicide"."""

from khabar.claims.context import Context
from khabar.claims.deeds.triggers import Hit, find_multiple
from khabar.claims.tree import Tree
from khabar.model.values import Qualifier, Quantity, Reading, Span
from khabar.text.number_words import load_number_words
from khabar.vocabulary.entries import Pos

_MEASURES = frozenset({"killed", "casualties"})
_TWO_AT_LEAST = Quantity(low=2, high=None, qualifier=Qualifier.AT_LEAST)
_MURDER_SUICIDE = "murder suicide"  # who murders and dies: two dead, and there may be more


def count_multiple(tree: Tree, hit: Hit, context: Context) -> Reading[Quantity] | None:
    """How many a noun for killing or shooting says that it was done to; None where it does not say."""
    if hit.trigger.pos is not Pos.NOUN or hit.trigger.measure not in _MEASURES:
        return None
    if hit.trigger.lemma == _MURDER_SUICIDE:
        return _read(tree, hit.first, hit, _TWO_AT_LEAST, context)
    k = find_multiple(tree, hit.token)
    if k is None:
        return None
    number = load_number_words().multiples[tree.tokens[k].lemma]
    quantity = Quantity(low=number, high=number, qualifier=Qualifier.EXACTLY)
    return _read(tree, k, hit, quantity, context)


def _read(tree: Tree, first: int, hit: Hit, quantity: Quantity, context: Context) -> Reading[Quantity]:
    span = Span(tree.tokens[first].start, tree.tokens[hit.token].end)
    return Reading.at(span, context.article.text, quantity, "multiple")
