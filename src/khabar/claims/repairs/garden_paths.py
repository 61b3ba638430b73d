"""Words that the parser takes for the verb of a clause, until a second verb shows that there is but one.

In "a girl shot near the mill has died" and "the woman shot at the port was taken away" somebody shot
them; the verb behind, which has no other subject, is theirs. In "people living in goods sheds or ruined
mills had moved" nobody sheds anything.
"""

from dataclasses import replace

from khabar.claims.tree import SUBJECTS, Tree
from khabar.model.documents import ParsedSentence, Token

_HARMED = frozenset({"shot", "hit", "hurt", "wounded", "injured", "killed"})
_THEM = frozenset({"them", "they", "whom", "who"})
_AUXILIARIES = ("aux", "auxpass")
_PLURALS = frozenset({"NNS", "NNPS"})


def mend_garden_paths(tree: Tree, token: Token) -> Tree:
    """The tree with a past tense as a participle, where a verb behind it needs its subject."""
    if token.tag != "VBD" or token.text.lower() not in _HARMED or tree.children(token.i, "dobj", "aux"):
        return tree
    subject = tree.child(token.i, "nsubj")
    later = None if subject is None or subject > token.i else _verb_behind(tree, token)
    if subject is None or later is None:
        return tree
    tokens = list(tree.tokens)
    passive = bool(tree.children(later.i, "auxpass"))
    if later.head == token.i:
        above = later.i if token.head == token.i else token.head
        tokens[later.i] = replace(later, head=above, dep=token.dep)
    tokens[subject] = replace(tokens[subject], head=later.i, dep="nsubjpass" if passive else "nsubj")
    tokens[token.i] = replace(token, tag="VBN", head=subject, dep="acl")
    return Tree.of(ParsedSentence(sentence=tree.sentence, tokens=tuple(tokens)))


def mend_asides(tree: Tree, token: Token) -> Tree:
    """The tree with a participle in "nine prisoners, many of them wounded, were freed"."""
    if token.tag != "VBD" or token.text.lower() not in _HARMED or tree.children(token.i, "dobj", "aux"):
        return tree
    subject = tree.child(token.i, "nsubj")
    of = () if subject is None else tree.children(subject, "prep")
    whole = {tree.tokens[obj].lemma for k in of for obj in tree.children(k, "pobj")}
    if subject is None or subject > token.i or not whole & _THEM:
        return tree
    tokens = list(tree.tokens)
    tokens[token.i] = replace(token, tag="VBN")
    tokens[subject] = replace(tokens[subject], dep="nsubjpass")
    return Tree.of(ParsedSentence(sentence=tree.sentence, tokens=tuple(tokens)))


def mend_plurals(tree: Tree, token: Token) -> Tree:
    """The tree with a plural as the object behind its own modifier, where it has a verb's subject.

    Only where that subject is a plural, which no verb in -s can have, and another verb stands behind.
    """
    before = tree.tokens[token.i - 1]
    if token.tag not in {"NNS", "VBZ"} or token.i == 0 or before.dep not in {"pobj", "dobj"}:
        return tree
    subject = tree.child(token.i, "nsubj")
    later = _later_verb(tree, token)
    if subject is None or later is None or not tree.is_under(before.i, subject):
        return tree
    if tree.tokens[subject].tag not in _PLURALS:
        return tree
    tokens = list(tree.tokens)
    above = (later.i if token.head == token.i else token.head, token.dep)
    if later.head == token.i:
        tokens[later.i] = replace(later, head=above[0], dep=above[1])
    for k in tree.children(later.i, *SUBJECTS):
        if k > token.i:
            tokens[k] = replace(tokens[k], head=token.i, dep="conj")
    passive = bool(tree.children(later.i, "auxpass"))
    tokens[subject] = replace(tokens[subject], head=later.i, dep="nsubjpass" if passive else "nsubj")
    tokens[token.i] = replace(token, tag="NNS", head=before.head, dep=before.dep)
    tokens[before.i] = replace(before, head=token.i, dep="compound")
    return Tree.of(ParsedSentence(sentence=tree.sentence, tokens=tuple(tokens)))


def _later_verb(tree: Tree, noun: Token) -> Token | None:
    """The verb behind a plural that it hangs on, or that hangs on it."""
    beside = (noun.head, *tree.children(noun.i, "conj"))
    verbs = (tree.tokens[k] for k in beside if k > noun.i)
    return next((verb for verb in verbs if verb.tag.startswith("V")), None)


def _verb_behind(tree: Tree, harm: Token) -> Token | None:
    """The verb right behind what belongs to a harm, in its own tense and without a subject."""
    beside = (*tree.children(harm.i, "conj", "ccomp"), *tree.children(harm.head, "ccomp"), harm.head)
    for k in beside:
        own = [a for a in tree.children(k, *_AUXILIARIES) if harm.i < a < k]
        others = [s for s in tree.children(k, *SUBJECTS) if s != harm.i]
        if not own or others or tree.children(harm.i, "cc"):
            continue
        between = tree.tokens[harm.i + 1 : own[0]]
        if all(t.text != "," and t.dep != "cc" and tree.is_under(t.i, harm.i) for t in between):
            return tree.tokens[k]
    return None
