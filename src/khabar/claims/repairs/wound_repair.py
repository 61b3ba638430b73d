"""Errors of the parser where wounds are told, mended before anybody reads the tree.

* "was shot in the arm and his wife in the foot": the wife was shot, too;
* "the death of a nun and injuries to five others": the five have the injuries;
* "the 4-year-old suffered burns": the age is a noun, and who it is told of suffered them.
"""

from dataclasses import replace

from khabar.claims.people.ages import AGE_NOUN
from khabar.claims.tree import Tree, is_hit_in, is_passive
from khabar.model.documents import ParsedSentence, Token

_STRUCK = frozenset({"shoot", "hit", "strike", "wound", "injure", "hurt", "graze", "stab", "burn"})
_SUFFERING = frozenset({"suffer", "sustain", "receive"})
_HURT = frozenset({"injury", "wound", "burn"})
_LISTED = frozenset({"conj", "npadvmod", "dep", "appos"})


def mend_wounds(tree: Tree) -> Tree:
    """The tree with those who have wounds put right."""
    for i in range(len(tree.tokens)):
        token = tree.tokens[i]
        if token.lemma in _STRUCK and tree.is_verb(i) and is_passive(tree, i):
            tree = _share_verb(tree, i)
        elif token.lemma in _SUFFERING and token.dep == "amod":
            tree = _free_age(tree, token)
        elif token.lemma == "to" and token.dep == "prep":
            tree = _take_injured(tree, token)
    return tree


def _share_verb(tree: Tree, verb: int) -> Tree:
    """Makes those told of behind the verb by where they were hit its subjects."""
    subjects = tree.children(verb, "nsubjpass")
    if not subjects:
        return tree
    for kid in tree.children(verb, *_LISTED):
        if kid > verb and _is_hit(tree, kid):
            others = [k for k in tree.children(kid, "conj") if _is_hit(tree, k)]
            for one in (kid, *others):
                tree = tree.moved(one, subjects[0], "conj")
    return tree


def _is_hit(tree: Tree, noun: int) -> bool:
    token = tree.tokens[noun]
    return (tree.is_noun(noun) or token.tag in {"CD", "DT", "JJ"}) and is_hit_in(tree, noun)


def _take_injured(tree: Tree, prep: Token) -> Tree:
    """Hangs "to five others" on the injuries right before it."""
    before = tree.tokens[max(0, prep.i - 1)]
    harmed = before.lemma in _HURT and tree.is_noun(before.i) and prep.head != before.i
    return tree.moved(prep.i, before.i, "prep") if harmed else tree


def _free_age(tree: Tree, verb: Token) -> Tree:
    """Makes an age before "suffered" its subject, and what was suffered its object."""
    age = tree.tokens[max(0, verb.i - 1)]
    harm = tree.tokens[verb.head]
    if age.lemma != "old" or age.head != harm.i or not verb.i < harm.i:
        return tree
    tokens = [replace(t, head=age.i) if t.head == harm.i and t.i < age.i else t for t in tree.tokens]
    above, dep = (verb.i, "ROOT") if harm.head == harm.i else (harm.head, harm.dep)
    tokens[age.i] = replace(age, tag="NN", lemma=AGE_NOUN, head=verb.i, dep="nsubj")
    tokens[verb.i] = replace(verb, tag="VBD", head=above, dep=dep)
    tokens[harm.i] = replace(tokens[harm.i], head=verb.i, dep="dobj")
    return Tree.of(ParsedSentence(sentence=tree.sentence, tokens=tuple(tokens)))
