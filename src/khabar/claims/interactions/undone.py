"""What did not happen: "did not shell", "nobody praised", "no talks were held"."""

from typing import Final

from khabar.claims.interactions.words import Words, find_matches
from khabar.claims.tree import SUBJECTS, Tree, is_nobody, is_passive
from khabar.vocabulary.interactions import Change

_MERELY: Final = frozenset({"only", "just", "merely", "simply", "alone"})
_BELOW: Final = frozenset({"ccomp", "xcomp", "pcomp", "prep", "acl"})
_CARRYING: Final = frozenset({Change.CARRY, Change.THROUGH})


def is_negated(tree: Tree, verb: int) -> bool:
    """True for "did not", "never"; not for "not only" and "not until Friday"."""
    until = any(tree.tokens[k].lemma == "until" for k in tree.children(verb, "prep", "mark"))
    merely = any(tree.tokens[k].lemma in _MERELY for k in tree.children(verb, "advmod", "preconj"))
    return bool(tree.children(verb, "neg")) and not until and not merely


def is_by_nobody(tree: Tree, verb: int) -> bool:
    """True for what "no one", "neither side", "none of them" did."""
    return not is_passive(tree, verb) and any(is_nobody(tree, k) for k in tree.children(verb, *SUBJECTS))


def is_to_nobody(tree: Tree, verb: int, head: int) -> bool:
    """True for "killed no civilians", "no village was shelled", "held no talks"."""
    nouns = (head, *tree.children(verb, "dobj", "nsubjpass"))
    return any(is_nobody(tree, k) for k in nouns if not tree.is_verb(k))


def is_undone_noun(words: Words, noun: int) -> bool:
    """True for the deed in "no attack took place", "did not carry out the attack"."""
    tree, verb = words.tree, words.tree.tokens[noun].head
    if is_nobody(tree, noun):
        return True
    carried = tree.tokens[noun].dep in {"dobj", "nsubj", "nsubjpass"} and is_negated(tree, verb)
    return carried and any(one.verb.change in _CARRYING for one in find_matches(words, verb))


def is_below_undone(words: Words, verb: int) -> bool:
    """True for the deed in "did not ask them to leave", "has no intention of attacking"."""
    tree = words.tree
    for child, head in tree.ascend(verb):
        if tree.tokens[child].dep not in _BELOW:
            return False
        if is_nobody(tree, head) or (is_negated(tree, head) and any(find_matches(words, head))):
            return True
    return False
