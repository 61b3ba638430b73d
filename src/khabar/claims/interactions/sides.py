"""Who can do a deed, whose a thing is, and the words for a side."""

from collections.abc import Iterable, Iterator

from khabar.claims.interactions.words import DAYS, Words
from khabar.claims.tree import Tree
from khabar.model.interactions import DeedClass
from khabar.model.values import Span
from khabar.vocabulary.interactions import DeedNoun

_ACTING = frozenset(
    {
        "bodies", "irregulars", "crowds", "police", "statesmen", "troops", "states", "prisoners",
        "diplomats", "peacekeepers", "officials", "suspects",
    }
)  # fmt: skip
_ARMS = frozenset({"troops", "states"})  # "air strikes" and "patrols" are deeds as well
_SCENES = frozenset({"in", "at", "near", "on", "after", "before", "during", "since", "off"})
_PRONOUNS = frozenset({"PRP", "WP", "WDT", "DT", "EX"})
_BARE = frozenset({"DT", "PDT", "PRP$", "WP$", "WDT"})
_OWNERS = ("by", "of", "from", "between")


def is_pronoun(tree: Tree, i: int) -> bool:
    """True for "he", "they", "it", "who", "this" alone."""
    return tree.tokens[i].tag in _PRONOUNS


def is_infinitive(tree: Tree, verb: int) -> bool:
    """True for "to leave"."""
    return any(tree.tokens[k].tag == "TO" for k in tree.children(verb, "aux"))


def is_actor(words: Words, i: int) -> bool:
    """True for a name, and for a noun of people or of a body that acts."""
    tree, token = words.tree, words.tree.tokens[i]
    if token.text.lower() in DAYS or token.text == "March":
        return False
    if token.tag.startswith("NNP") or is_nation(words, i):
        return True
    if not tree.is_noun(i):
        return False
    nouns = words.find_nouns(i)
    sets = {noun.set for noun in nouns}
    if any(noun.event and noun.rest for noun in nouns) or (sets & _ARMS and _is_deed(nouns)):
        return False
    if sets & _ACTING or words.vocab.find_noun(token.text) is not None:
        return True
    named = i > 0 and token.text[0].isupper() and not token.text.isupper()  # "the Basques"
    return not nouns and (named or _nation(words, i) is not None)  # "Afghan interpreters"


def _is_deed(nouns: Iterable[DeedNoun]) -> bool:
    return any(noun.event not in {None, DeedClass.AID} for noun in nouns)


def is_nation(words: Words, i: int) -> bool:
    """True for the name of a country and for its adjective."""
    return words.vocab.find_country(words.tree.tokens[i].text) is not None


def _nation(words: Words, noun: int) -> int | None:
    kids = words.tree.children(noun, "amod", "compound", "nmod")
    return next((k for k in kids if is_nation(words, k)), None)


def behind(tree: Tree, head: int, prep: str) -> Iterator[int]:
    """The nouns behind a preposition that hangs on a token; it may have two words ("out of")."""
    first, *more = prep.split()
    for kid in tree.children(head, "prep", "agent", "dative", "prt", "advmod"):
        if tree.tokens[kid].text.lower() != first:
            continue
        inner = kid
        for word in more:
            below = (k for k in tree.descend(inner) if tree.tokens[k].text.lower() == word)
            inner = next(below, inner)
        for noun in tree.children(inner, "pobj"):
            yield from tree.coordinated(noun)


def find_owners(words: Words, noun: int, preps: Iterable[str] = _OWNERS) -> tuple[int, ...]:
    """Whose a thing is, or who did what a noun tells of: "the Israeli raid", "the court's order"."""
    tree = words.tree
    for prep in preps:
        if found := tuple(k for k in behind(tree, noun, prep) if is_actor(words, k)):
            return found
    for kid in tree.children(noun, "poss"):
        if is_actor(words, kid):
            return tree.coordinated(kid)
    if (nation := _nation(words, noun)) is not None:
        return tree.coordinated(nation)
    named = (k for k in tree.children(noun, "compound", "nmod") if tree.tokens[k].tag == "NNP")
    return tuple(k for k in named if is_actor(words, k))[:1]


def find_side(words: Words, i: int) -> tuple[int, ...]:
    """Who is meant by a noun: itself, else whose it is, else who stands further below it."""
    if is_pronoun(words.tree, i):
        return ()
    if is_actor(words, i):
        return (i,)
    if owners := find_owners(words, i):
        return owners
    for prep in words.tree.children(i, "prep"):
        scene = words.tree.tokens[prep].lemma in _SCENES
        for k in words.tree.children(prep, "pobj"):
            if (not scene or _is_land(words, prep, k)) and (found := find_side(words, k)):
                return found
    return ()


def _is_land(words: Words, prep: int, noun: int) -> bool:
    """True for "in" before a country, which stands for those who rule there: "arrests in Spain"."""
    return words.tree.tokens[prep].lemma == "in" and is_nation(words, noun)


def find_span(tree: Tree, i: int) -> Span:
    """The words for a side: its noun phrase without article, with the name behind a title."""
    members = list(tree.phrase(i))
    for k in tree.children(i, "appos"):
        name = tree.phrase(k)
        if name[0] == members[-1] + 1 and tree.tokens[k].tag == "NNP":
            members += name
    while len(members) > 1 and tree.tokens[members[0]].tag in _BARE:
        members.pop(0)
    if tree.tokens[members[-1]].tag == "POS" and len(members) > 1:
        members.pop()
    return tree.span(tuple(members))
