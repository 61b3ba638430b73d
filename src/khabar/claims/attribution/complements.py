"""Where in its sentence stands what a verb tells."""

from collections.abc import Iterator
from dataclasses import replace

from khabar.claims.attribution.branches import before, below, is_infinitive, is_told_of, opening
from khabar.claims.attribution.clauses import find_around, find_clause
from khabar.claims.attribution.told import Complement, Word
from khabar.claims.tree import SUBJECTS, Tree
from khabar.vocabulary.constructions import Takes

_OBJECTS = ("dobj", "attr", "oprd", "dative")
_NOMINAL = frozenset({"object", "preposition", "object and preposition", "gerund"})
_ASIDES = frozenset(
    {"in", "on", "at", "during", "after", "before", "since", "as", "by", "from", "while"}
)
_GOING_ON = frozenset({"prep", "xcomp", "advcl", "dep", "acl", "relcl"})


def find_complement(tree: Tree, word: Word) -> Complement | None:
    """What a verb tells: its clause, infinitive, what stands behind its preposition, its object."""
    for read in _PLACES:
        if found := read(tree, word):
            return _round_off(tree, word, found)
    return None


def _infinitive(tree: Tree, word: Word) -> Complement | None:
    if not word.takes(Takes.INFINITIVE, Takes.DOING):
        return None
    told = [
        k
        for k in tree.children(word.head, "xcomp", "ccomp", "advcl")
        if k > word.head and is_infinitive(tree, k)
    ]
    if not told:
        return None
    whose = ("nsubjpass", "nsubj") if is_told_of(tree, word.head) else ("dobj",)
    heads = (*tree.children(word.head, *whose), told[0])
    return Complement(content=below(tree, heads), rule="infinitive")


def _seeming(tree: Tree, word: Word) -> Complement | None:
    places = ("xcomp", "ccomp", "acomp", "oprd", "advcl", "attr", "prep")
    said = [k for k in tree.children(word.head, *places) if k > word.head]
    if not said or not word.takes(Takes.SEEMING):
        return None
    subject = tree.children(word.head, *SUBJECTS)
    return Complement(content=below(tree, (*subject, *said)), rule="seeming")


def _gerund(tree: Tree, word: Word) -> Complement | None:
    told = [k for k in tree.children(word.head, "xcomp") if tree.tokens[k].tag == "VBG"]
    if not told or told[0] < word.head or not word.takes(Takes.GERUND):
        return None
    return Complement(content=below(tree, told), rule="gerund")


def _behind_preposition(tree: Tree, word: Word) -> Complement | None:
    prep = next(_prepositions(tree, word), None)
    if prep is None:
        return None
    objects = [k for k in tree.children(word.head, "dobj") if k < prep and k not in word.phrase]
    is_as, is_about = (tree.tokens[prep].text.lower() == text for text in ("as", "about"))
    if objects and (is_as or word.takes(Takes.OBJECT)):
        return Complement(content=below(tree, (*objects, prep)), rule="object and preposition")
    if is_told_of(tree, word.head) and (is_as or (word.takes(Takes.OBJECT) and not is_about)):
        content = below(tree, (*tree.children(word.head, "nsubjpass", "nsubj"), prep))
        link = frozenset() if is_as else frozenset({prep})
        return Complement(content=content, link=link, rule="passive")
    between = range(max(word.phrase) + 1, prep)
    if any(tree.tokens[k].dep not in {"advmod", "prt"} for k in between):
        return Complement(content=below(tree, [prep]), rule="preposition apart")
    link = frozenset({prep, *between})
    return Complement(content=below(tree, tree.kids[prep]), link=link, rule="preposition")


def _prepositions(tree: Tree, word: Word) -> Iterator[int]:
    for head in sorted(word.phrase):
        for k in tree.children(head, "prep", "prt", "agent", "dative"):
            named = tree.tokens[k].text.lower() in word.telling.prepositions
            if named and k > word.head and tree.kids[k]:
                yield k


def _object(tree: Tree, word: Word) -> Complement | None:
    if not word.takes(Takes.OBJECT):
        return None
    if is_told_of(tree, word.head):
        return _passive(tree, word)
    heads = tree.children(word.head, *_OBJECTS)
    if heads:
        return Complement(content=below(tree, heads), rule="object")
    return _antecedent(tree, word, frozenset({"relcl"}))


def _passive(tree: Tree, word: Word) -> Complement | None:
    subject = tree.children(word.head, "nsubjpass", "nsubj")
    if subject:
        more = tree.children(word.head, "oprd", "attr", "dobj")
        return Complement(content=below(tree, (*subject, *more)), rule="passive")
    return _antecedent(tree, word, frozenset({"acl", "relcl"}))


def _antecedent(tree: Tree, word: Word, deps: frozenset[str]) -> Complement | None:
    """The noun before a clause that has no pronoun for it: "the plan they announced".

    Only verbs that tell clauses too: others stand there in too many senses ("the place they left").
    """
    if tree.tokens[word.head].dep not in deps or not word.takes(Takes.CLAUSE):
        return None
    noun = tree.tokens[word.head].head
    return Complement(content=before(tree, noun, word.head), rule="relative")


def _experience(tree: Tree, word: Word) -> Complement | None:
    """What makes somebody feel: "the raid angered them", "they were angered by the raid"."""
    if not word.takes(Takes.EXPERIENCE):
        return None
    if is_told_of(tree, word.head):
        by = [
            k
            for k in tree.children(word.head, "agent", "prep")
            if tree.tokens[k].text.lower() in {"by", "about", "at", "with"}
        ][:1]
        content = below(tree, tree.kids[by[0]]) if by else frozenset()
        return Complement(content=content, link=frozenset(by), rule="experience") if content else None
    subject = tree.children(word.head, *SUBJECTS)
    if not subject or not tree.children(word.head, "dobj"):
        return None
    return Complement(content=below(tree, subject), rule="experience")


_PLACES = (
    find_clause,
    _seeming,
    _infinitive,
    _gerund,
    _behind_preposition,
    _experience,
    _object,
    find_around,
)


def _round_off(tree: Tree, word: Word, found: Complement) -> Complement:
    """What is told with the phrases behind it; a thing told without an aside about it: ", which"."""
    content = set(found.content)
    if found.rule in _NOMINAL:
        while content and (more := _going_on(tree, word.head, max(content) + 1)):
            content |= more
    last = max(content, default=0)
    for k in sorted(content):
        if tree.tokens[k].dep == "relcl" and k > word.head and found.rule in _NOMINAL:
            aside = sorted(tree.descend(k))
            if tree.tokens[aside[0] - 1].text == "," and last <= aside[-1] + 1:
                content -= set(aside)
                break
    return replace(found, content=frozenset(content))


def _going_on(tree: Tree, verb: int, first: int) -> frozenset[int]:
    """The phrase of a verb that begins at a token and belongs to what is told: "for mayor"."""
    for k in tree.kids[verb]:
        token = tree.tokens[k]
        aside = token.dep == "prep" and token.text.lower() in _ASIDES
        beside = token.dep == "advcl" and token.tag == "VBG"
        if token.dep in _GOING_ON and not (aside or beside or opening(tree, k)):
            phrase = below(tree, [k])
            if min(phrase) == first:
                return phrase
    return frozenset()
