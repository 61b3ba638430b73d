"""Who was among the dead counted before: "The dead included six children", "Two were soldiers"."""

from collections.abc import Iterator

from khabar.claims.context import Context
from khabar.claims.people.counting import Counted, count_phrase, is_full_name
from khabar.claims.tree import Tree, arguments, prepositions

VERBS = frozenset({"be", "include", "comprise", "identify"})
_DEAD = frozenset({"dead", "victim", "casualty", "fatality", "killed", "toll", "death"})
_THOSE = frozenset({"those", "they", "these", "them"})
_BACK = _THOSE | {"this", "number", "figure", "total"}
_HARM = frozenset({"kill", "die", "slay"})
_BEING = frozenset({"be", "identify"})
HARMED = frozenset({"victim", "casualty"})
"""Nouns for people who are dead or hurt."""
_AMONG = frozenset({"among", "amongst"})


def find_included(tree: Tree, verb: int, context: Context) -> Iterator[Counted]:
    """The counts of a sentence that says who some of the dead were, in the order of the text."""
    for head in _members(tree, verb):
        counted = count_phrase(tree, head, context, one=False)
        if counted and counted.who and not counted.quantity.value.percent:
            yield counted


def points_back(tree: Tree, verb: int) -> bool:
    """True in "this includes nine nuns": whom it counts, the sentence before says.

    So it does in "the victims were identified as": they may be hurt, or abducted.
    """
    if tree.tokens[verb].lemma in _BEING:
        named = tree.children(verb, "nsubj", "nsubjpass")
        return any(tree.tokens[k].lemma in HARMED for k in named)
    subjects = tree.children(verb, "nsubj")
    bare = (k for k in subjects if not tree.children(k, "acl", "relcl", "prep"))
    return any(tree.tokens[k].lemma in _BACK for k in bare)


def _members(tree: Tree, verb: int) -> tuple[int, ...]:
    subjects = arguments(tree, verb).subjects
    if names := _named(tree, verb):
        return names
    if tree.tokens[verb].lemma == "identify":
        return ()
    if tree.tokens[verb].lemma != "be":
        told = points_back(tree, verb) or any(names_dead(tree, subject) for subject in subjects)
        return _unfold(tree, tree.children(verb, "dobj")) if told else ()
    among = [obj for word, obj in prepositions(tree, verb) if word in _AMONG]
    told = any(names_dead(tree, obj) for obj in among)
    return _unfold(tree, tree.children(verb, "attr") or subjects) if told else ()


def _named(tree: Tree, verb: int) -> tuple[int, ...]:
    """The names in "the dead are Pere Roig and Ana Mas", "the victims were identified as Pere Roig"."""
    subjects = tree.children(verb, "nsubj", "nsubjpass")
    if tree.tokens[verb].lemma not in _BEING or not any(names_dead(tree, s) for s in subjects):
        return ()
    behind = (obj for word, obj in prepositions(tree, verb) if word == "as")
    told = _unfold(tree, (*tree.children(verb, "attr"), *behind))
    names = [k for k in dict.fromkeys(told) if is_full_name(tree, k)]
    return tuple(names) if len(names) > 1 else ()  # one alone is the victim told of before


def _unfold(tree: Tree, heads: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(member for head in heads for member in tree.coordinated(head))


def names_dead(tree: Tree, noun: int) -> bool:
    """True for "the dead", "those killed"; "they" may be anybody."""
    lemma = tree.tokens[noun].lemma
    if lemma in _THOSE:
        return any(tree.tokens[k].lemma in _HARM for k in tree.children(noun, "acl", "relcl"))
    return lemma in _DEAD
