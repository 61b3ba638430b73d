"""Who tells what a verb tells: the whole phrase, with its article and what modifies it."""

from khabar.claims.attribution.branches import before, behind, below, is_told_of
from khabar.claims.attribution.told import NONE, Complement, Word
from khabar.claims.tree import Tree
from khabar.vocabulary.constructions import Takes

_SHARING = frozenset({"conj", "advcl", "xcomp", "pcomp", "prep", "acomp", "dep", "ccomp"})


def find_teller(tree: Tree, word: Word, told: Complement) -> frozenset[int]:
    """The tokens of who tells by a verb; none where nobody is named."""
    if word.takes(Takes.SEEMING):
        return NONE
    if told.rule == "experience":
        heads = tree.children(word.head, "nsubjpass" if is_told_of(tree, word.head) else "dobj")
        return below(tree, heads)
    if is_told_of(tree, word.head):
        return behind(tree, word.head, frozenset({"by"}))
    return find_subject(tree, word.head) - told.content


def find_subject(tree: Tree, verb: int) -> frozenset[int]:
    """The subject of a verb, its own or that of the verb or noun that it goes with."""
    own = tree.children(verb, "nsubj", "nsubjpass")
    if own:
        near = [k for k in own if k < verb][-1:] or own[:1]
        return below(tree, near)
    token = tree.tokens[verb]
    if token.head != verb and token.dep in {"acl", "relcl"}:
        return before(tree, token.head, verb)
    if token.head != verb and token.dep in _SHARING:
        return find_subject(tree, token.head)
    return NONE
