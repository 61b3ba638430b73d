"""The number in a noun phrase, and who is counted by it."""

import re
from dataclasses import dataclass

from khabar.claims.context import Context, is_read_otherwise, touching
from khabar.claims.people.parties import counted_as, is_title, people_noun
from khabar.claims.tree import Tree, is_not_one, prepositions_of
from khabar.model.claims import Figure
from khabar.model.values import Qualifier, Quantity, Reading, Span
from khabar.text.places.folding import fold
from khabar.text.places.gazetteer import Gazetteer
from khabar.vocabulary.entries import NounSort
from khabar.vocabulary.pronouns import PERSON_PRONOUNS, REFLEXIVES

_NUMBER_DEPS = ("nummod", "amod", "det", "quantmod", "advmod", "nmod", "compound", "predet")
_HOLDERS = frozenset(
    {"total", "number", "group", "majority", "rest", "some", "all", "many", "most", "toll", "tally"}
)
_SHARES = frozenset({"one", "some", "many", "most", "majority", "rest", "several", "half"})
_DEFINITE = frozenset({"the", "these", "those", "them", "whom"})
_NEXT = frozenset({"second", "third", "fourth", "fifth", "sixth"})
_NAME = 8  # tokens behind a plural within which its first name ends
_NUMBER_NOUNS = frozenset(
    {"hundred", "thousand", "ten", "dozen", "score", "couple", "handful", "million", "hundreds"}
)
ONE = Quantity(low=1, high=1, qualifier=Qualifier.EXACTLY)
_MANY = frozenset(
    {
        "lot",
        "bit",
        "third",
        "quarter",
        "half",
        "crowd",
        "team",
        "unit",
        "group",
        "number",
        "total",
        "fifth",
        "tenth",
        "average",
        "remainder",
    }
)
_TWO = Quantity(low=2, high=2, qualifier=Qualifier.EXACTLY)
_AGENTIVE = re.compile(
    r"(?:[^aeiou]er|[aeiou][^aeiou]+er|tor|ist|ian|eer|herd|smith|man|woman|boy|girl)$"
)
_FAR = 60  # code points between a number and its noun; past it the words between are not one phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure with the head of the counted phrase; `part` is true of a count inside another.

    `figure` is None for a part that the words name without a number: "the rest".
    """

    figure: Figure | None
    head: int
    part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is read from one phrase: its number with the words that hold it, and who is counted."""

    quantity: Reading[Quantity]
    who: str | None


def count_phrase(tree: Tree, head: int, context: Context, *, one: bool) -> Counted | None:
    """The number of the phrase around `head`, or one where it names a single person.

    `one` true: a phrase without a number counts one even where it names no person ("a death").
    """
    counted = behind_of(tree, head)
    held = counted != head and tree.tokens[head].lemma == "total"  # "a total of 23 soldiers"
    number = (number_at(tree, counted, context) if held else None) or number_at(tree, head, context)
    if number is None and not _is_share(tree, head, counted):
        number = number_at(tree, counted, context)
    size = None if number else _size(tree, head, context)
    number = number or size
    both = None if number else _both(tree, head, context)
    single = one or (is_one_person(tree, head, context) and not is_not_one(tree, head))
    if not number and not both and not single:
        return None
    who = _whose(tree, head, context)
    who = who or counted_as(tree, counted, context) or counted_as(tree, head, context)
    number = number or both
    span = _span(tree, (head, counted), number)
    rule = number.rule if number else "one person"
    value = number.value if number else ONE
    if counted == head and tree.tokens[head].lemma == "couple":
        value = _TWO  # "a couple and their children"; "a couple of men" stays vague
    quantity = Reading.at(span, context.article.text, value, rule)
    return Counted(quantity=quantity, who="people" if size and who == "households" else who)


def _whose(tree: Tree, head: int, context: Context) -> str | None:
    """Who is counted in "65 bodies of civilians"; None for other nouns."""
    if tree.tokens[head].lemma not in {"body", "corpse"}:
        return None
    preps = tree.children(head, "prep")
    objects = (obj for prep in preps for word, obj in prepositions_of(tree, prep) if word == "of")
    return next(filter(None, (counted_as(tree, obj, context) for obj in objects)), None)


def _both(tree: Tree, head: int, context: Context) -> Reading[Quantity] | None:
    """Two for "both", "both men"; None in "both Ana and Joan", whose names count for themselves."""
    word = next((k for k in (head, *tree.children(head, "det", "predet")) if _is_both(tree, k)), None)
    if word is None or tree.children(head, "conj"):
        return None
    return Reading.at(tree.tokens[word].span, context.article.text, _TWO, "both")


def _is_both(tree: Tree, i: int) -> bool:
    return tree.tokens[i].text.lower() == "both"


def _is_share(tree: Tree, head: int, counted: int) -> bool:
    """True for "one of the five men", "some of the 40 women": the number is that of those it is of."""
    if head == counted or tree.tokens[head].lemma not in _SHARES:
        return False
    one_of_many = tree.tokens[head].lemma == "one" and tree.children(counted, "nummod")
    if one_of_many or tree.tokens[counted].lemma in _DEFINITE:
        return True
    kids = tree.kids[counted]
    return any(tree.tokens[k].lemma in _DEFINITE or tree.tokens[k].tag == "PRP$" for k in kids)


def _size(tree: Tree, head: int, context: Context) -> Reading[Quantity] | None:
    """The number of persons in "a family of five", but not in "a man of 45"."""
    noun = people_noun(tree, head, context)
    if noun is None or (noun.sort is NounSort.PERSON and noun.who != "households"):
        return None
    for prep in tree.children(head, "prep"):
        for word, obj in prepositions_of(tree, prep):
            if word == "of" and tree.tokens[obj].tag == "CD":
                return number_at(tree, obj, context)
    return None


def _span(tree: Tree, heads: tuple[int, int], number: Reading[Quantity] | None) -> Span:
    """The number with those it counts; for one person the phrase that names them."""
    if number is None:
        return tree.span(tree.phrase(heads[0]))
    span = number.span
    for head in heads:
        token = tree.tokens[head].span
        if token.end > span.end and token.start - span.end < _FAR:
            span = span.join(token)
    return span


def number_at(tree: Tree, head: int, context: Context) -> Reading[Quantity] | None:
    """The quantity written on the head of a phrase or on what counts it; the last before the head."""
    holders = [head, *(k for k in tree.children(head, *_NUMBER_DEPS) if k < head)]
    found = [
        reading
        for holder in holders
        for below in (tree.descend(holder) if holder != head else (head,))
        for reading in touching(context.quantities, tree.tokens[below].span)
    ]
    found.sort(key=lambda reading: reading.span.start)
    if len(found) > 1 and _is_share_of(tree, found[-2], found[-1]):
        return found[-2]
    return found[-1] if found else None


def _is_share_of(tree: Tree, first: Reading[Quantity], second: Reading[Quantity]) -> bool:
    """True in "three of four men": they are three."""
    between = [t.lemma for t in tree.tokens if first.span.end <= t.start < second.span.start]
    return between in (["of"], ["of", "the"], ["out", "of"])


def behind_of(tree: Tree, head: int) -> int:
    """The noun behind "of": "dozens of civilians" are civilians, "a total of 23 soldiers" soldiers."""
    token = tree.tokens[head]
    holds = token.tag == "CD" or token.lemma in _HOLDERS | _NUMBER_NOUNS
    for prep in tree.children(head, "prep"):
        if tree.tokens[prep].lemma == "of" and holds:
            return next((obj for _, obj in prepositions_of(tree, prep)), head)
    return head


def is_one_person(tree: Tree, head: int, context: Context) -> bool:
    """True for "a soldier", "his wife", "him" and personal names."""
    token = tree.tokens[head]
    if token.lemma == "one" and behind_of(tree, head) != head:
        return _is_share(tree, head, behind_of(tree, head))
    if token.lemma in PERSON_PRONOUNS | REFLEXIVES or (token.lemma == "another" and token.dep != "det"):
        return True
    if token.lemma in _NEXT and not tree.children(head, "prep"):
        return any(tree.tokens[k].lemma == "a" for k in tree.children(head, "det"))
    if token.tag == "NNP":
        return "/" not in token.text and not is_read_otherwise(token.span, context)
    noun = people_noun(tree, head, context)
    if token.lemma in context.vocab.phrases.things:
        return False
    if token.tag != "NN" or (noun and (noun.sort is not NounSort.PERSON or noun.who == "households")):
        return False
    return noun is not None or token.lemma in context.vocab.speakers or _is_somebody(tree, head)


def names_of(tree: Tree, head: int, context: Context) -> tuple[int, ...]:
    """The names behind a plural that no number counts: "the teachers Joan Vidal and Pere Mas"."""
    noun = people_noun(tree, head, context)
    if tree.tokens[head].tag != "NNS" or noun is None or number_at(tree, head, context):
        return ()
    behind = (t.i for t in tree.tokens[head + 1 : head + _NAME] if t.dep == "appos")
    loose = (k for k in behind if min(tree.phrase(k)) == head + 1)  # on whatever noun it hangs
    first = next(iter((*(k for k in tree.children(head, "appos") if k > head), *loose)), None)
    names = () if first is None else tree.coordinated(first)
    return names if len(names) > 1 and all(is_full_name(tree, k) for k in names) else ()


def is_full_name(tree: Tree, i: int) -> bool:
    """True for two words and more with capitals and nothing before them, whatever their tags."""
    words = tree.phrase(i)
    capitals = all(tree.tokens[k].text[0].isupper() for k in words)
    return len(words) > 1 and capitals and not tree.children(i, "det", "poss", "nummod")


def _is_somebody(tree: Tree, head: int) -> bool:
    """True for an unknown noun that its ending or its article makes one person: "a bursar"."""
    token = tree.tokens[head]
    if token.lemma in _MANY:
        return False
    article = any(tree.tokens[k].lemma in {"a", "an"} for k in tree.children(head, "det"))
    return article or bool(_AGENTIVE.search(token.lemma))


def is_named(tree: Tree, head: int, context: Context) -> bool:
    """False for a proper name that no title, post, given name or surname makes a person's: "Brexo"."""
    if tree.tokens[head].tag != "NNP" or people_noun(tree, head, context):
        return True
    gazetteer, first = Gazetteer.load(), head
    while first > 0 and tree.tokens[first - 1].tag in {"NNP", "NN"}:
        first -= 1
    keys = [fold(tree.tokens[k].text) for k in range(first, head + 1)]
    if any(map(gazetteer.is_given_name, keys)) or gazetteer.is_surname(keys[-1]):
        return True
    return any(is_title(tree, k, context) for k in range(first, head))
