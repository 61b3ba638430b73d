"""Those to whom something was done beside others: "was killed alongside nine sailors"."""

from collections.abc import Iterator

from khabar.claims.tree import Tree, arguments, is_passive, prepositions
from khabar.vocab import Vocab
from khabar.vocabulary.entries import NounSort

_ALONG = frozenset({"along with", "together with"})
_ENDING = frozenset({"die", "succumb", "perish"})
_HOLDING = frozenset({"number", "total", "group", "crowd"})


def find_company(tree: Tree, verb: int, vocab: Vocab) -> tuple[int, ...]:
    """The heads of the phrases for such persons; not the road that somebody was killed alongside.

    Nor those of another harm: "in addition to nine wounded".
    """
    return tuple(k for k in _find_beside(tree, verb) if _is_person(tree, k, vocab))


def _find_beside(tree: Tree, verb: int) -> Iterator[int]:
    passive, dies = is_passive(tree, verb), tree.tokens[verb].lemma in _ENDING
    found = arguments(tree, verb)
    done_to = found.objects if passive else found.subjects if dies else ()
    for k in (verb, *done_to):
        for word, obj in prepositions(tree, k):
            together = word == "with" and _follows(tree, obj, "together")
            if word in _ALONG or together or (word == "alongside" and (passive or dies)):
                yield obj
            if tree.tokens[obj].lemma == "addition":
                yield from (other for to, other in prepositions(tree, obj) if to == "to")


def _follows(tree: Tree, obj: int, word: str) -> bool:
    """True where the word stands right before the preposition of an object."""
    prep = tree.tokens[obj].head
    return prep > 0 and tree.tokens[prep - 1].lemma == word


def _is_person(tree: Tree, head: int, vocab: Vocab) -> bool:
    own = (head, *tree.children(head, "amod", "acl"))
    if any(t.measure for k in own for t in vocab.triggers_by_first.get(tree.tokens[k].lemma, ())):
        return False
    of = tuple(obj for word, obj in prepositions(tree, head) if word == "of")
    held = tree.tokens[head].tag == "CD" or tree.tokens[head].lemma in _HOLDING
    if of and (held or tree.tokens[head].lemma.endswith(("dozen", "score", "hundred", "thousand"))):
        return _is_person(tree, of[0], vocab)
    token = tree.tokens[head]
    before = tree.tokens[head - 1].lemma if head else ""
    noun = vocab.people.get(f"{before} {token.lemma}") or vocab.people.get(token.lemma)
    named = token.tag in {"NNP", "PRP", "CD"}
    return noun.sort is not NounSort.MEANS if noun else named
