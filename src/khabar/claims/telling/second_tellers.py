"""The counts of others in one breath with the first: "the governor put the dead at 30, the army at 12".

The verb of telling stands once; what is told beside it has a teller of its own, and is no part of the
first count.
"""

from collections.abc import Iterator
from dataclasses import replace

from khabar.claims.context import Context, touching
from khabar.claims.draft import Draft
from khabar.claims.people.parties import read_party
from khabar.claims.tree import Tree
from khabar.model.claims import ActorClass, Party
from khabar.model.values import Reading

_OPENERS = frozenset({",", ";", "and", "but", "while", "whereas"})
_LONGEST = 7  # tokens of the words for a teller: "the head of the hospital"


def read_second_tellers(tree: Tree, first: Draft, context: Context) -> Iterator[Draft]:
    """A draft for each other teller whose number stands behind "at", as that of the first does."""
    if len(first.figures) != 1 or len(first.sources) != 1:
        return
    inside = tree.at(first.figures[0].count.span)
    while inside:
        at = _find_at(tree, inside[-1] + 1) if _is_at(tree, inside[0] - 1) else None
        who = None if at is None else _read_teller(tree, at - 1, context)
        if at is None or who is None:
            return
        number = next(iter(touching(context.quantities, tree.tokens[at + 1].span)), None)
        if number is None or number.value.percent:
            return
        yield replace(
            first,
            sources=(replace(first.sources[0], who=who),),
            figures=(replace(first.figures[0], count=number),),
            anchor=number.span,
            rule="verb told once",
        )
        inside = tree.at(number.span)


def _is_at(tree: Tree, i: int) -> bool:
    return i >= 0 and tree.tokens[i].lemma == "at"


def _find_at(tree: Tree, start: int) -> int | None:
    """The "at" behind a comma or an "and" and a short phrase without a verb, a number behind it."""
    words = tree.tokens[start : start + _LONGEST]
    if not words or words[0].lemma not in _OPENERS:
        return None
    for token in words[1:]:
        if token.lemma == "at":
            return token.i if token.i + 1 < len(tree.tokens) else None
        if tree.is_verb(token.i) or (token.lemma in _OPENERS and token.i > start + 1):
            return None
    return None


def _read_teller(tree: Tree, head: int, context: Context) -> Reading[Party] | None:
    """Those who can tell of the dead; nobody for "the wounded at 80"."""
    who = read_party(tree, head, context) if tree.is_noun(head) else None
    if who is None:
        return None
    known = who.value.actor_class is not ActorClass.UNKNOWN or who.value.name is not None
    return who if known or tree.tokens[head].lemma in context.vocab.speakers else None
