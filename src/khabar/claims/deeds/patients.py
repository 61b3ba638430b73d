"""Whether those in a hospital are there because somebody hurt them."""

from khabar.claims.tree import Tree, arguments
from khabar.model.documents import Token

_SENDING = frozenset(
    {"shooting", "shootout", "blast", "explosion", "bombing", "attack", "raid", "shelling", "airstrike"}
    | {"strike", "ambush", "assault", "stabbing", "gunfire", "clash", "bomb", "shell", "mortar"}
)
_KEEPING = frozenset({"be", "remain", "stay", "leave", "put", "land", "end", "lie", "recover", "send"})
_DYING = frozenset({"die", "succumb"})
_DEAD = _DYING | {"dead", "kill"}
_BESIDES = frozenset({"other", "another", "more", "additional", "second", "third", "fourth", "fifth"})


def are_brought_hurt(tree: Tree, verb: int) -> bool:
    """True for whom a shooting sent there, for others beside somebody, and for those after violence."""
    found = arguments(tree, verb)
    words = {tree.tokens[k].lemma for head in found.objects for k in (head, *tree.kids[head])}
    sent = any(tree.tokens[k].lemma in _SENDING for k in found.subjects)
    return sent or bool(words & _BESIDES) or _follows_violence(tree, verb)


def lies_hurt(tree: Tree, hospital: int) -> bool:
    """True for those "in the hospital" after a shooting, or beside others who are dead."""
    verb = tree.tokens[tree.tokens[tree.tokens[hospital].head].head]
    kept = tree.is_noun(verb.i) or verb.tag in {"CD", "DT"} or verb.lemma in _KEEPING
    return kept and _follows_violence(tree, hospital)


def _follows_violence(tree: Tree, word: int) -> bool:
    """True where a sentence tells of violence done, or of others dead before.

    "Was taken to hospital, where he died" and "died after being taken to hospital" tell of one dead.
    """
    above = {head for _, head in tree.ascend(word)}
    dies = any(tree.tokens[k].lemma in _DYING for k in above) and tree.tokens[word].dep != "conj"
    if dies or any(token.lemma in _DEAD for token in tree.tokens[word:]):
        return False
    return any(token.lemma in _DEAD or _does_harm(token, above) for token in tree.tokens)


def _does_harm(token: Token, above: set[int]) -> bool:
    """True for the raid after which, or in which, it was, and for one that did it."""
    subject = token.dep == "nsubj" and token.head in above
    return token.lemma in _SENDING and (token.dep == "pobj" or subject)
