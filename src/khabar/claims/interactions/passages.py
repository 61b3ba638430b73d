"""The interactions of a text: one for each sentence that tells of any."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from khabar.claims.interactions.deed import Deed
from khabar.claims.interactions.reading import read
from khabar.claims.interactions.sides import find_span, is_nation, is_pronoun
from khabar.claims.interactions.undone import is_below_undone
from khabar.claims.interactions.words import Words
from khabar.claims.tree import Tree
from khabar.model.interactions import DeedClass, Interaction
from khabar.vocab import Vocab
from khabar.vocabulary.interactions import Lexicon

_BESIDE = frozenset({"amod", "compound", "aux", "auxpass", "poss", "nmod", "npadvmod"})


# How far a clause takes from the main one: what is told, or stands beside it, hardly. Chosen, not tuned.
_STEP = 20
_STEPS = {
    "ccomp": 1,
    "xcomp": 1,
    "conj": 10,
    "parataxis": 10,
    "advcl": 40,
    "acl": 50,
    "relcl": 50,
    "appos": 40,
}
_NOUN = 10  # a noun counts as that much further off


def find_interactions(trees: Iterable[Tree], vocab: Vocab, lexicon: Lexicon) -> tuple[Interaction, ...]:
    """The main interaction of each sentence, in the order of the text."""
    found = (find_main(Words(tree=tree, lexicon=lexicon, vocab=vocab)) for tree in trees)
    return tuple(one for one in found if one is not None)


def find_main(words: Words) -> Interaction | None:
    """What a sentence tells in the first place: the deed nearest to its root, verbs before nouns."""
    unsure = None
    for i, distance in _nearest(words.tree):
        deed = None if is_below_undone(words, i) else read(words, i)
        if deed and deed.sure:
            return _build(words, replace(deed, sure=distance < _STEP))
        unsure = unsure or deed
    return _build(words, unsure) if unsure else None


def _nearest(tree: Tree) -> Iterator[tuple[int, int]]:
    """Verbs and nouns with how far from the main clause they stand, the nearest first."""
    distance = {token.i: 0 for token in tree.tokens if token.head == token.i}
    waiting = list(distance)
    verbal = any(tree.is_verb(i) for i in waiting)
    while waiting:
        i = waiting.pop()
        for k in tree.kids[i]:
            dep = tree.tokens[k].dep
            if dep not in _BESIDE or (dep == "amod" and tree.is_verb(k) and not verbal):
                distance[k] = distance[i] + _STEPS.get(dep, _STEP)
                waiting.append(k)
    fit = (i for i in distance if tree.is_verb(i) or tree.is_noun(i))
    ranked = sorted((distance[i] + (0 if tree.is_verb(i) else _NOUN), i) for i in fit)
    yield from ((i, far) for far, i in ranked)


def _build(words: Words, deed: Deed) -> Interaction:
    tree = words.tree
    doers = (*deed.doers, *deed.others) if deed.mutual else deed.doers
    source = tuple(find_span(tree, k) for k in doers if not is_pronoun(tree, k))
    others = () if deed.mutual else deed.others
    meant = (k for k in others if not is_pronoun(tree, k) and not tree.children(k, "neg"))
    target = tuple(find_span(tree, k) for k in meant)
    return Interaction(
        event=_by_doers(words, deed),
        about=deed.about,
        words=tree.tokens[deed.head].span,
        source=source,
        target=target,
        sure=deed.sure and bool(source or target),
        rule=deed.rule,
    )


def _by_doers(words: Words, deed: Deed) -> DeedClass:
    """The class by the sides: a crowd protests, police coerce it, states exercise together."""
    tree = words.tree
    doing = {name for k in deed.doers for name in words.find_sets(k)}
    suffering = {name for k in deed.others for name in words.find_sets(k)}
    if deed.event == DeedClass.FIGHT and "crowds" in doing:
        return DeedClass.PROTEST
    if (
        deed.event in {DeedClass.FIGHT, DeedClass.ASSAULT}
        and "police" in doing
        and "demonstrators" in suffering
    ):
        return DeedClass.PROTEST if deed.mutual else DeedClass.COERCE
    nouns = (deed.head, *tree.children(deed.head, "dobj", "nsubjpass"))
    exercise = deed.event == DeedClass.MOBILIZE and any("exercises" in words.find_sets(k) for k in nouns)
    nations = {k for doer in deed.doers for k in tree.descend(doer) if is_nation(words, k)}
    return DeedClass.COOPERATE if exercise and len(nations) > 1 else deed.event
