"""The counts of others in one breath with the first: "the governor put the dead at 30, the army at 12".

What was done, and perhaps the verb of telling, stands once; what is told beside it has a teller of its
own, and is no part of the first count: "the governor says 30 were killed, the army speaks of 12".
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from khabar.claims.context import Context, touching
from khabar.claims.draft import Draft
from khabar.claims.people.parties import UNDER_ARMS, read_party
from khabar.claims.tree import Tree
from khabar.model.claims import ActorClass, Party, Stance
from khabar.model.values import Quantity, Reading

_OPENERS = frozenset({",", ";", "and", "but", "while", "whereas"})
_TELLING = frozenset({"say", "speak", "of", "talk", "count", "report", "claim", "only"})
_STOPS = frozenset({".", ";", ",", "”", '"', ")"})
_LONGEST = 7  # tokens of the words for a teller: "the head of the hospital"


def read_second_tellers(tree: Tree, first: Draft, context: Context) -> Iterator[Draft]:
    """A draft for each other teller whose number stands behind "at", as that of the first does.

    Else for the one who says another number behind what the first says.
    """
    if len(first.figures) != 1 or len(first.sources) != 1:
        return
    number = first.figures[0].count
    found = False
    while (second := _read_at(tree, number, context)) is not None:
        number, found = second.number, True
        yield _by_another(first, second)
    if not found and first.sources[0].stance in {Stance.ASSERTS, Stance.ESTIMATES}:
        said = _read_said(tree, first, context)
        if said is not None:
            yield _by_another(first, said)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Second:
    who: Reading[Party]
    number: Reading[Quantity]


def _by_another(first: Draft, second: _Second) -> Draft:
    counted = first.figures[0].count.span
    return replace(
        first,
        actors=tuple(actor for actor in first.actors if not actor.who.span.overlaps(counted)),
        sources=(replace(first.sources[0], who=second.who),),
        figures=(replace(first.figures[0], count=second.number),),
        anchor=second.number.span,
        rule="verb told once",
    )


def _read_at(tree: Tree, before: Reading[Quantity], context: Context) -> _Second | None:
    inside = tree.at(before.span)
    if not inside or not _is_at(tree, inside[0] - 1):
        return None
    at = _find_at(tree, inside[-1] + 1)
    who = None if at is None else _read_teller(tree, at - 1, context)
    if at is None or who is None:
        return None
    number = next(iter(touching(context.quantities, tree.tokens[at + 1].span)), None)
    return None if number is None or number.value.percent else _Second(who=who, number=number)


def _read_said(tree: Tree, first: Draft, context: Context) -> _Second | None:
    """The teller of a bare number at the end: "the army 40", "the army speaks of 40"."""
    told = first.figures[0].count.span.end
    for number in context.quantities:
        inside = tree.at(number.span) if number.span.start > told else ()
        if not inside or number.value.percent or not _ends(tree, inside[-1] + 1):
            continue
        last = inside[0] - 1
        while tree.tokens[last].lemma in _TELLING:
            last -= 1
        if last == inside[0] - 1 and first.figures[0].who in UNDER_ARMS:
            return None  # "12 soldiers were killed, the rebels 40" may be 40 rebels
        opener = next((k for k in range(last, max(0, last - _LONGEST), -1) if _opens(tree, k)), None)
        plain = opener is not None and not any(tree.is_verb(k) for k in range(opener, last + 1))
        who = _read_teller(tree, last, context) if plain else None
        if who is not None and who.span.start > told:
            return _Second(who=who, number=number)
    return None


def _opens(tree: Tree, i: int) -> bool:
    """True for a comma, or a word that sets one against another; "and" goes on with what was done."""
    return tree.tokens[i].lemma in _OPENERS - {"and"}


def _ends(tree: Tree, i: int) -> bool:
    return i >= len(tree.tokens) or tree.tokens[i].text in _STOPS


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
