"""Who a noun phrase names: the name, the class, and the word under which they are counted."""

import functools
import re
from collections.abc import Iterator

from khabar.claims.context import Context, touching
from khabar.claims.people.ages import AGE_NOUN, is_minor
from khabar.claims.tree import Tree, arguments, prepositions
from khabar.model.claims import ActorClass, Party
from khabar.model.values import Reading
from khabar.vocabulary.entries import ActorName, NounSort, PeopleNoun
from khabar.vocabulary.pronouns import PERSON_PRONOUNS, PRONOUNS, REFLEXIVES

_ABBREVIATED = re.compile(
    r"(?:(?:the|a) )?(?P<name>\w[\w'’-]*(?: [\w'’-]+){1,7}) ?[\[(](?P<letters>[A-Z][A-Z-]{1,7})[\])]",
    re.IGNORECASE,
)
_BELONGING = frozenset({"member", "operative", "element", "man", "personnel"})
_PARTS = _BELONGING | {
    "column",
    "unit",
    "command",
    "front",
    "wing",
    "cell",
    "patrol",
    "battalion",
    "brigade",
    "squad",
    "group",
    "faction",
    "detachment",
    "commando",
    "troop",
    "force",
}
UNDER_ARMS = frozenset({"fighters", "soldiers", "combatants", "police", "security_forces", "attackers"})
_ARMED = {
    ActorClass.STATE_FORCES: "security_forces",
    ActorClass.REBEL: "fighters",
    ActorClass.MILITIA: "fighters",
    ActorClass.JIHADIST: "fighters",
}
_OF_ANY_AGE = frozenset({"people", "men", "women"})
_SOMEBODY = PeopleNoun(
    lemma="person", actor_class=ActorClass.UNKNOWN, who="people", sort=NounSort.PERSON
)
_ARTICLES = frozenset({"DT", "PRP$", "PDT"})
_UNKNOWN = ActorClass.UNKNOWN
FIGHTING = frozenset(
    {
        ActorClass.STATE_FORCES,
        ActorClass.STATE,
        ActorClass.REBEL,
        ActorClass.MILITIA,
        ActorClass.JIHADIST,
        ActorClass.FOREIGN_FORCES,
    }
)


@functools.lru_cache(maxsize=128)  # a phrase is read for each claim of its sentence
def read_party(tree: Tree, head: int, context: Context) -> Reading[Party] | None:
    """The party that the phrase around `head` names; None where it names nobody at all.

    The words are those of the phrase without its article. `name` is the canonical one of a known
    actor, a country's for an adjective ("Russian"), the printed one for other proper names.
    """
    members = [k for k in tree.phrase(head) if tree.tokens[k].tag not in {"POS", "HYPH", "WP$"}]
    while len(members) > 1 and _is_no_word_for(tree, members[0], context):
        members.pop(0)
    span = tree.span(tuple(members))
    known = known_actor(tree, head, context)
    if known:
        party = Party(name=known.value.name, actor_class=known.value.actor_class)
        return Reading.at(span.join(known.span), context.article.text, party, known.rule)
    described = _whole_of_members(tree, head, context) or _described_party(tree, head, context)
    return Reading.at(span, context.article.text, described, "phrase") if described else None


def _is_no_word_for(tree: Tree, i: int, context: Context) -> bool:
    """True for an article, and for the day in "police said Monday gunmen shot two"."""
    token = tree.tokens[i]
    day = token.tag == "NNP" and bool(touching(context.times, token.span))
    return day or (token.tag in _ARTICLES and token.lemma != "no")


def known_actor(tree: Tree, head: int, context: Context) -> Reading[ActorName] | None:
    """The known actor whose name holds the head of a phrase, or stands as its first modifier.

    "the Syrian Observatory for Human Rights monitor" is the Observatory; "Hezbollah fighters" is
    Hezbollah; "an ally of Hezbollah" is not.
    """
    heads = (head, *tree.children(head, "compound", "nmod", "poss", "amod"))
    for token in heads:
        for reading in touching(context.actors, tree.tokens[token].span):
            entry = _choose(reading.value, is_head=token == head)
            if entry and not (token != head and _is_owner(tree, token)):
                return Reading(value=entry, span=reading.span, text=reading.text, rule="actor name")
    before = _named_before(tree, head, context) or _named_far_before(tree, head, context)
    return before or _whose_members(tree, head, context)


def _named_far_before(tree: Tree, head: int, context: Context) -> Reading[ActorName] | None:
    """The armed group whose name opens the phrase of its people: "IRA urban guerrillas"."""
    noun = people_noun(tree, head, context)
    if noun is None or noun.who not in UNDER_ARMS:
        return None
    span = tree.span(tuple(k for k in tree.phrase(head) if k <= head))
    for reading in touching(context.actors, span):
        entry = _choose(reading.value, is_head=False)
        owners = any(_is_owner(tree, k) for k in tree.at(reading.span))
        if entry and entry.actor_class in _ARMED and not owners:
            return Reading(value=entry, span=reading.span, text=reading.text, rule="actor name")
    return None


def _whose_members(tree: Tree, head: int, context: Context) -> Reading[ActorName] | None:
    """The actor whose people the noun denotes: "fighters of the IRA", "a column of Carlists".

    Those who fell to it, fled from it or speak to it are no members: the noun is one for armed people,
    for a part of a body, or for members as such.
    """
    noun = people_noun(tree, head, context)
    if noun is None or not (noun.who in UNDER_ARMS or tree.tokens[head].lemma in _PARTS):
        return None
    for word, inner in prepositions(tree, head):
        known = known_actor(tree, inner, context) if word == "of" else None
        if known and known.value.actor_class in FIGHTING:
            return known
    return None


def _whole_of_members(tree: Tree, head: int, context: Context) -> Party | None:
    """The armed body, known by its noun alone, whose people the phrase names: "members of the army"."""
    noun = people_noun(tree, head, context)
    if noun is None or not (noun.who in UNDER_ARMS or tree.tokens[head].lemma in _PARTS):
        return None
    for word, inner in prepositions(tree, head):
        whole = people_noun(tree, inner, context) if word == "of" else None
        if whole and whole.sort is NounSort.COLLECTIVE and whole.actor_class in _ARMED:
            body = _described_party(tree, inner, context)
            return body if body and body.actor_class in _ARMED else None
    return None


def _named_before(tree: Tree, head: int, context: Context) -> Reading[ActorName] | None:
    """The actor whose name stands right before the noun of its class: "the Observatory monitor"."""
    noun = people_noun(tree, head, context)
    if head == 0 or noun is None:
        return None
    for reading in touching(context.actors, tree.tokens[head - 1].span):
        entry = _choose(reading.value, is_head=False)
        if entry and entry.actor_class is noun.actor_class:
            return Reading(value=entry, span=reading.span, text=reading.text, rule="actor name")
    return None


def _is_owner(tree: Tree, token: int) -> bool:
    return tree.tokens[token].dep == "poss"


def _choose(entries: tuple[ActorName, ...], *, is_head: bool) -> ActorName | None:
    plain = [entry for entry in entries if not entry.is_capital_metonym]
    capitals = [entry for entry in entries if entry.is_capital_metonym] if is_head else []
    fitting = [*plain, *capitals]
    return fitting[0] if fitting else None


def _described_party(tree: Tree, head: int, context: Context) -> Party | None:
    noun = people_noun(tree, head, context)
    speaker = _speaker_class(tree, head, context)
    country = _country_name(tree, head, context, with_modifiers=noun is not None)
    if speaker or noun:
        known = noun.actor_class if noun else _UNKNOWN
        collective = noun is not None and noun.sort is NounSort.COLLECTIVE
        own = country or _group_name(tree, head, known, context)
        name = own if collective else _proper_name(tree, head, context)
        return Party(name=name, actor_class=_affiliation(tree, head, context) or speaker or known)
    if country:
        return Party(name=country, actor_class=_country_class(tree, head))
    if tree.tokens[head].tag in {"NNP", "NNPS"}:
        return Party(name=_proper_name(tree, head, context), actor_class=_UNKNOWN)
    is_nominal = tree.tokens[head].lemma in PRONOUNS or tree.is_noun(head)
    return Party(name=None, actor_class=_UNKNOWN) if is_nominal else None


def _country_class(tree: Tree, head: int) -> ActorClass:
    """What a country's word stands for: its forces ("Israeli strikes"), the state, or its people."""
    if tree.tokens[head].tag == "JJ":
        return ActorClass.STATE_FORCES
    return ActorClass.STATE if tree.tokens[head].tag == "NNP" else _UNKNOWN


def _affiliation(tree: Tree, head: int, context: Context) -> ActorClass | None:
    """The class of those for whom somebody speaks: "army spokesman", "opposition officials"."""
    if _speaker_class(tree, head, context) is None:
        return None
    nouns = (people_noun(tree, k, context) for k in tree.phrase(head) if k < head)
    return next((noun.actor_class for noun in nouns if noun and noun.actor_class in FIGHTING), None)


def people_noun(tree: Tree, head: int, context: Context) -> PeopleNoun | None:
    """The entry of the noun that denotes people, looked up with its modifier first ("aid workers").

    A modifier that says more than the head wins: "civilian deaths", "rebel prisoners" keep the head.
    "Smugglers" are people of whom no more is known.
    """
    for lemma in _lemmas(tree, head):
        if lemma in context.vocab.people:
            return context.vocab.people[lemma]
    token = tree.tokens[head]
    return _SOMEBODY if token.lemma in context.vocab.persons and tree.is_noun(head) else None


def _lemmas(tree: Tree, head: int) -> Iterator[str]:
    token = tree.tokens[head]
    if head > 0 and tree.tokens[head - 1].lemma != AGE_NOUN and not _ends_age(tree, head - 1):
        yield f"{tree.tokens[head - 1].lemma} {token.lemma}"
    yield token.lemma


def _ends_age(tree: Tree, i: int) -> bool:
    """True for "old" in "a 21-year-old man", who is no old man."""
    return i > 0 and tree.tokens[i].lemma == "old" and tree.tokens[i - 1].text == "-"


def _counted_by_age(tree: Tree, head: int, noun: PeopleNoun | None) -> str | None:
    """Children for those below 18, people for "a 30-year-old"; None where the noun says more."""
    bare = tree.tokens[head].lemma == AGE_NOUN
    if (bare or (noun is not None and noun.who in _OF_ANY_AGE)) and is_minor(tree, head):
        return "children"
    return "people" if bare else None


def counted_as(tree: Tree, head: int, context: Context) -> str | None:
    """The word of the vocabulary for those counted, read from the head or from what modifies it.

    None where the words do not say who they are ("killed 46").
    """
    if tree.tokens[head].lemma in REFLEXIVES:
        return _counted_as_doer(tree, head, context)
    noun = people_noun(tree, head, context)
    if by_age := _counted_by_age(tree, head, noun):
        return by_age
    if noun and noun.who and noun.who != "people":
        return noun.who
    if tree.tokens[head].lemma in _BELONGING and (armed := _counted_as_armed(tree, head, context)):
        return armed
    for kid in tree.children(head, "amod", "compound", "nmod"):
        modifier = people_noun(tree, kid, context)
        if modifier and modifier.who and modifier.who not in {"people", "households"}:
            return modifier.who
    if noun and noun.who:
        return noun.who
    people = tree.tokens[head].tag in {"NNP", "NNPS"} or tree.tokens[head].lemma in PERSON_PRONOUNS
    return "people" if people else None


def _counted_as_armed(tree: Tree, head: int, context: Context) -> str | None:
    """The word for "members of the security forces", "three Hezbollah members"."""
    own = known_actor(tree, head, context)
    of = tuple(
        k
        for prep in tree.children(head, "prep")
        if tree.tokens[prep].lemma == "of"
        for k in tree.kids[prep]
    )
    bodies = (known_actor(tree, k, context) for k in of)
    classes = [actor.value.actor_class for actor in (own, *bodies) if actor]
    nouns = (people_noun(tree, k, context) for k in of)
    classes += [noun.actor_class for noun in nouns if noun]
    return next((_ARMED[one] for one in classes if one in _ARMED), None)


def _counted_as_doer(tree: Tree, reflexive: int, context: Context) -> str:
    """The word for who did it to himself: a bomber who killed himself is one of the attackers."""
    for _, verb in tree.ascend(reflexive):
        doers = arguments(tree, verb).subjects if tree.is_verb(verb) else ()
        words = [counted_as(tree, doer, context) for doer in doers if doer != reflexive]
        if words:
            return words[0] or "people"
    return "people"


def _country_name(tree: Tree, head: int, context: Context, *, with_modifiers: bool) -> str | None:
    modifiers = tree.children(head, "amod", "compound", "nmod", "poss") if with_modifiers else ()
    for k in (head, *modifiers):
        pronoun = tree.tokens[k].tag.startswith("PRP")  # "us" in a line of capitals
        code = None if pronoun else context.vocab.find_country(tree.tokens[k].text.removesuffix("-led"))
        if code:
            return next(country.name for country in context.vocab.countries if country.code == code)
    return None


def _speaker_class(tree: Tree, head: int, context: Context) -> ActorClass | None:
    """The class of the noun for somebody who speaks in a phrase or in its apposition."""
    before = (k for k in tree.phrase(head) if k < head)
    for k in (head, *before, *tree.children(head, "appos")):
        for lemma in _lemmas(tree, k):
            if speaker := context.vocab.speakers.get(lemma):
                return speaker.actor_class
    return None


def _proper_name(tree: Tree, head: int, context: Context) -> str | None:
    """The run of proper nouns that ends in the head, without titles and posts before it."""
    if tree.tokens[head].tag not in {"NNP", "NNPS"}:
        return None
    first = head
    while first > 0 and tree.tokens[first - 1].tag in {"NNP", "NNPS", "HYPH"}:
        first -= 1
    while first < head and is_title(tree, first, context):
        first += 1
    return context.article.text[tree.tokens[first].start : tree.tokens[head].end] or None


def _group_name(tree: Tree, head: int, actor_class: ActorClass, context: Context) -> str | None:
    """The name of an armed group of no list: "the Guadix Liberation Front"; None for one word."""
    if actor_class not in _ARMED or actor_class is ActorClass.STATE_FORCES:
        return None
    name = _proper_name(tree, head, context)
    return name if name and " " in name else _abbreviated_name(tree, head, context)


def _abbreviated_name(tree: Tree, head: int, context: Context) -> str | None:
    """The name that its letters stand behind in brackets: a text in capitals shows it by these alone."""
    members = tree.phrase(head)
    found = _ABBREVIATED.match(context.article.text, tree.tokens[members[0]].start)
    at = tree.tokens[head].end
    return found["name"] if found and found.end("name") >= at and found.start("name") < at else None


def is_title(tree: Tree, i: int, context: Context) -> bool:
    """True for a post or a title before a name: "Capt.", "mayor"."""
    token = tree.tokens[i]
    abbreviated = token.text.endswith(".") and len(token.text) > len("A.")
    return abbreviated or token.lemma in context.vocab.speakers or token.lemma in context.vocab.people
