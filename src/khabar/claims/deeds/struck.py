"""Whether somebody who is hit or struck is hit by a round: "three bystanders were hit" in a shooting."""

from collections.abc import Iterator

from khabar.claims.tree import Tree, arguments, is_passive, prepositions
from khabar.vocabulary.bodies import BODY

_ROUNDS = frozenset(
    {"bullet", "gunfire", "round", "shot", "pellet", "shrapnel", "splinter", "gunshot", "fragment"}
)
_GUNS = frozenset({"gun", "pistol", "rifle", "weapon", "firearm", "shotgun", "handgun", "revolver"})
_FIRING = frozenset({"fire", "shoot", "open", "discharge", "unload", "spray"})
_GUNFIGHTS = frozenset({"shooting", "gunfire", "crossfire", "shootout", "gunfight"})
_TIMES = frozenset({"time", "times", "twice", "once", "also"})


def is_by_round(tree: Tree, verb: int) -> bool:
    """True where what strikes is a bullet or a gun, or what is struck a part of somebody's body.

    So it is for somebody struck in a gunfight, several times, or beside others ("was also hit"), and for
    what firing does: "fired into a car, hitting four people".
    """
    where = (obj for word, obj in prepositions(tree, verb) if word in {"in", "on", "during"})
    if any(tree.tokens[k].lemma in BODY | _GUNFIGHTS for k in where):
        return True
    if any(tree.tokens[k].lemma in _ROUNDS for k in _strikers(tree, verb)):
        return True
    return _is_passive_in_turn(tree, verb) or _is_of_firing(tree, verb)


def _strikers(tree: Tree, verb: int) -> Iterator[int]:
    """What strikes, with what it is one of: "one of the bullets"."""
    by = (obj for word, obj in prepositions(tree, verb) if word == "by")
    for head in (*arguments(tree, verb).subjects, *by):
        yield head
        yield from (obj for word, obj in prepositions(tree, head) if word in {"of", "from"})


def _is_passive_in_turn(tree: Tree, verb: int) -> bool:
    if not is_passive(tree, verb) or any(word == "by" for word, _ in prepositions(tree, verb)):
        return False
    beside = tree.children(verb, "advmod", "npadvmod", "dobj", "oprd")
    return any(tree.tokens[k].lemma in _TIMES for k in beside)


def _is_of_firing(tree: Tree, verb: int) -> bool:
    """True for the participle behind a verb of firing, or behind what a gun did."""
    token = tree.tokens[verb]
    if token.tag != "VBG" or token.dep not in {"advcl", "conj", "acl"} or not tree.is_verb(token.head):
        return False
    above = tree.tokens[token.head]
    doers = tree.children(above.i, "nsubj", "nsubjpass")
    return above.lemma in _FIRING or any(tree.tokens[k].lemma in _GUNS | _ROUNDS for k in doers)
