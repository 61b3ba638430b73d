"""Counts that stand beside a word for people on the move or homes lost, where no arc leads to them.

Lists of such counts ("46 deaths, 25 missing, 6,280 relocated") are beyond the parser, but not their
order: the number, those who are counted, the participle; or the verb and what it counts.
"""

from collections.abc import Iterator

from khabar.claims.context import Context, touching
from khabar.claims.deeds.triggers import Hit
from khabar.claims.tree import SUBJECTS, Tree
from khabar.model.values import Quantity, Reading
from khabar.vocabulary.entries import Pos

MOVED = frozenset({"displaced", "evacuated", "relocated", "homeless", "sheltering", "in_camp"})
"""Measures of people who are not at home."""
HOMES = frozenset({"destroyed", "damaged", "seized"})
"""Measures of things."""

_REACH = 9  # tokens; "houses have either been completely or partly destroyed" takes seven
_BETWEEN = ("RB", "CC", "MD", "TO", "VB", "DT", "IN", "RP")
_NAMING = ("NN", "JJ", "VBN", "CD", "HYPH", "DT")
_NO_NAME = frozenset({"that", "which", "who", "of", "by", "in", "after", "with", "from", "as"})


def find_beside(tree: Tree, hit: Hit, context: Context) -> tuple[Reading[Quantity], int] | None:
    """The number beside a trigger and the head of the phrase that it counts; None without one."""
    if hit.trigger.measure not in MOVED | HOMES:
        return None
    label = max(hit.words) + 1
    if label + 1 < len(tree.tokens) and tree.tokens[label].text == ":":
        number = _number_over(tree, label + 1, context)
        return (number, _counted_noun(tree, number)) if number else None
    if hit.trigger.pos is Pos.NOUN:
        return _behind(tree, hit, context)
    if tree.tokens[hit.token].tag in {"VBN", "JJ"}:
        return _before(tree, hit, context) or _behind(tree, hit, context)
    return _behind(tree, hit, context) or _before(tree, hit, context)


def _before(tree: Tree, hit: Hit, context: Context) -> tuple[Reading[Quantity], int] | None:
    """The count in "another 11,300 have been relocated", "61,000 people displaced"."""
    if tree.tokens[hit.token].tag not in {"VBN", "VBD", "VB", "VBG", "JJ"}:
        return None
    at = hit.first - 1
    while at >= 0 and hit.first - at < _REACH and _is_between(tree, at):
        at -= 1
    noun = at
    while at >= 0 and noun - at < _REACH and tree.tokens[at].tag.startswith(_NAMING):
        if number := _number_over(tree, at, context):
            none = _is_of_other_verb(tree, noun, hit.token) or _says_whence(tree, noun, hit.token)
            return None if none else (number, noun)
        at -= 1
    return None


def _is_of_other_verb(tree: Tree, noun: int, verb: int) -> bool:
    """True for "19" in "killed 19 and drove 400 families from their homes"."""
    other = tree.tokens[noun].head
    joined = any(tree.tokens[k].dep == "cc" for k in range(noun, verb))
    return joined and tree.tokens[noun].dep in {"dobj", "oprd"} and other != verb and tree.is_verb(other)


def _says_whence(tree: Tree, noun: int, verb: int) -> bool:
    """True for "12 villages" in "2,000 people from 12 villages were evacuated": people are counted."""
    prep = tree.tokens[tree.tokens[noun].head]
    if tree.tokens[noun].dep != "pobj" or prep.lemma == "of":
        return False
    return tree.tokens[prep.head].dep in SUBJECTS and tree.tokens[prep.head].head == verb


def _is_between(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    return token.tag.startswith(_BETWEEN) and token.lemma not in _NO_NAME


def _behind(tree: Tree, hit: Hit, context: Context) -> tuple[Reading[Quantity], int] | None:
    """The count in "displaced around 2,000 people", "the evacuation of, it said, 1,763 people"."""
    noun = hit.trigger.pos is Pos.NOUN
    last = max(hit.words)
    if noun and not any(token.lemma == "of" for token in tree.tokens[last + 1 : last + 2]):
        return None
    reach = 12 if noun else 4  # tokens; a parenthesis may stand before the number of a noun
    for token in tree.tokens[last + 1 : last + 1 + reach]:
        number = _number_over(tree, token.i, context)
        if number:
            return number, _counted_noun(tree, number)
        if not noun and token.tag not in {"RB", "DT"}:
            return None
    return None


def _number_over(tree: Tree, i: int, context: Context) -> Reading[Quantity] | None:
    found = touching(context.quantities, tree.tokens[i].span)
    return found[0] if found and not found[0].value.percent else None


def _counted_noun(tree: Tree, number: Reading[Quantity]) -> int:
    """The last noun of the row behind a number; the number itself where none stands there."""
    last = max(tree.at(number.span))
    return max((k for k in _row(tree, last + 1) if tree.is_noun(k)), default=last)


def _row(tree: Tree, i: int) -> Iterator[int]:
    for token in tree.tokens[i : i + 4]:
        if not token.tag.startswith(("NN", "JJ", "VBN", "HYPH", "RB")):
            return
        yield token.i
