"""Who does a deed and who stands on its other side."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from khabar.claims.interactions.deed import Deed
from khabar.claims.interactions.sides import (
    behind,
    find_owners,
    find_side,
    is_actor,
    is_infinitive,
    is_pronoun,
)
from khabar.claims.interactions.words import Match, Words
from khabar.claims.tree import Tree, arguments
from khabar.model.interactions import DeedClass

_OWN = frozenset(
    {DeedClass.RETREAT, DeedClass.MOBILIZE, DeedClass.AID, DeedClass.SANCTION}
)  # deeds in which troops are those of the doer
_NO_PREPS = frozenset({"object", "dative", "owner", "done", "doer", "unless", "of", "from", "by"})
_SCENES = frozenset(
    {
        "in", "at", "near", "after", "before", "during", "since", "on", "inside", "within", "until",
        "under", "amid", "following", "by", "across", "through", "along", "for", "outside", "off",
    }
)  # fmt: skip
_ASIDE = frozenset({"advcl", "ccomp", "conj", "npadvmod", "parataxis"})
_CONDITIONS = frozenset({"if", "unless", "until"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What stands around a deed's word: tokens whose prepositions count, its objects, the deed below."""

    heads: tuple[int, ...]
    objects: tuple[int, ...]
    inner: Deed | None


def find_doers(words: Words, subjects: tuple[int, ...]) -> tuple[int, ...]:
    """Who the subjects stand for: those of "fighting between the two" where a deed is the subject."""
    found: list[int] = []
    for k in subjects:
        deed = not is_actor(words, k) and any(noun.event for noun in words.find_nouns(k))
        found += find_owners(words, k, ("by", "between")) if deed else [k]
    return tuple(dict.fromkeys(found))


def find_noun_others(words: Words, deed: Deed) -> tuple[int, ...]:
    """The other side of what a noun tells of, behind its prepositions."""
    for place in words.lexicon.targets[deed.event]:
        nouns = () if place in _NO_PREPS else behind(words.tree, deed.head, place)
        if sides := tuple(side for k in nouns for side in find_side(words, k)):
            return sides
    return ()


def find_others(words: Words, deed: Deed, one: Match, inner: Deed | None) -> tuple[int, ...]:
    """The other side of a deed, at the first of the places of its class that names somebody.

    Where none does, the first that is named behind the verb other than by the scene.
    """
    heads = (*one.phrase, *one.objects, *([inner.head] if inner else ()))
    objects = _find_objects(words, deed, one)
    around = _Around(heads=tuple(dict.fromkeys(heads)), objects=objects, inner=inner)
    for place in words.lexicon.targets[deed.event]:
        sides = (side for k in _at(words, place, around) for side in _sides(words, place, k))
        if others := tuple(dict.fromkeys(k for k in sides if k not in deed.doers)):
            return others
    below = (k for k in _below(words.tree, one.phrase[0]) if is_actor(words, k) and k not in deed.doers)
    return (
        tuple(below)[:1]
        if deed.event not in {DeedClass.RETREAT, DeedClass.MOBILIZE, DeedClass.CONSULT}
        else ()
    )


def with_others(words: Words, deed: Deed, one: Match, inner: Deed | None) -> Deed:
    """The deed with its other side; mutual where that does the same to the doers ("met with")."""
    noun = inner.head if inner and words.is_noun(inner.head) else None
    mutual = one.verb.mutual or (noun is not None and any(n.mutual for n in words.find_nouns(noun)))
    if mutual and deed.doers:
        heads = (*one.phrase, *one.objects, *(() if noun is None else (noun,)))
        partners = [k for head in heads for k in behind(words.tree, head, "with")]
        partners = [k for k in partners if "arms" not in words.find_sets(k)]
        partners = partners or [k for k in one.objects if one.verb.mutual and is_actor(words, k)]
        sides = dict.fromkeys(side for k in partners for side in find_side(words, k))
        if others := tuple(k for k in sides if k not in deed.doers):
            return replace(deed, others=others, mutual=True)
    return replace(deed, others=find_others(words, deed, one, inner))


def _sides(words: Words, place: str, i: int) -> tuple[int, ...]:
    if place == "object":
        return (i,) if is_actor(words, i) and not is_pronoun(words.tree, i) else ()
    return find_side(words, i)


def _find_objects(words: Words, deed: Deed, one: Match) -> tuple[int, ...]:
    """The objects of a verb, those behind its preposition last, with the nouns of its phrase."""
    direct = tuple(k for k in arguments(words.tree, one.phrase[0]).objects if k not in one.phrase)
    nouns = tuple(k for k in one.phrase if words.is_noun(k))
    objects = tuple(dict.fromkeys((*direct, *one.objects, *nouns)))
    freed = deed.event == DeedClass.RETREAT and not nouns and not one.verb.on
    if deed.event in _OWN and not freed:
        return tuple(k for k in objects if "troops" not in words.find_sets(k))
    return objects


def _at(words: Words, place: str, around: _Around) -> Iterator[int]:
    tree, inner = words.tree, around.inner
    if place == "object":
        yield from around.objects
    elif place == "dative":
        yield from (k for k in tree.children(around.heads[0], "dative") if tree.is_noun(k))
    elif place == "owner":
        nouns = (*around.objects, *([inner.head] if inner and words.is_noun(inner.head) else ()))
        yield from (k for noun in nouns for k in find_owners(words, noun))
    elif place in {"done", "doer"}:
        yield from _of_inner(tree, place, around)
    elif place == "unless":
        yield from _conditions(tree, around.heads[0])
    else:
        yield from (k for head in around.heads for k in behind(tree, head, place))


def _of_inner(tree: Tree, place: str, around: _Around) -> Iterator[int]:
    """Those of the deed that hangs on the verb; who should do it may do what is of no class."""
    if around.inner:
        yield from around.inner.others if place == "done" else around.inner.doers
    elif place == "doer":
        for clause in tree.children(around.heads[0], "ccomp", "xcomp"):
            yield from tree.children(clause, "nsubj", "nsubjpass")


def _conditions(tree: Tree, verb: int) -> Iterator[int]:
    """Who is to do something lest the deed be done: "unless the government pays"."""
    for k in tree.descend(verb):
        marks = {tree.tokens[mark].lemma for mark in tree.children(k, "mark")}
        if tree.tokens[k].dep == "advcl" and marks & _CONDITIONS:
            yield from tree.children(k, "nsubj")


def _below(tree: Tree, verb: int) -> Iterator[int]:
    """The nouns behind a verb, without those of the scene and of other clauses but for its purpose."""
    waiting = [verb]
    while waiting:
        i = waiting.pop(0)
        if i != verb and tree.is_noun(i):
            yield i
        waiting += [k for k in tree.kids[i] if k > verb and not _is_aside(tree, k)]


def _is_aside(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    if token.dep == "prep":
        return token.lemma in _SCENES
    return token.dep in _ASIDE and not is_infinitive(tree, i)
