"""What is no violence between people, though the words sound like it.

Earthquakes kill, teams attack, films open with a massacre, and a bill can be killed. A mention that
tells of such a thing makes no claim; one that could be either makes none in an article that shows no
sign of conflict elsewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from khabar.claims.context import Context
from khabar.claims.deeds.causes import CAUSED, is_disaster, names_operation
from khabar.claims.deeds.frames import fill, victims
from khabar.claims.deeds.grouping import Mention
from khabar.claims.deeds.senses import means_otherwise
from khabar.claims.draft import Draft
from khabar.claims.people.counting import behind_of
from khabar.claims.people.parties import FIGHTING, UNDER_ARMS, counted_as, people_noun, read_party
from khabar.claims.tree import Tree, prepositions
from khabar.model.claims import ActorClass, Role
from khabar.vocabulary.entries import NounSort, Pos

_OPEN = frozenset({"attack", "toll", "armed_clash"})
_CAUSING = frozenset({"in", "from", "of", "by", "after", "during", "with", "to"})
_PERSON_MEASURES = frozenset({"killed", "wounded", "detained", "abducted", "released", "missing"})
# Kinds that no other walk of life has words for.
_CERTAIN = frozenset(
    {"air_strike", "drone_strike", "shelling", "missile_strike", "bombing", "suicide_bombing"}
    | {"chemical_attack", "grenade_attack", "execution", "torture", "abduction", "sexual_violence"}
    | {"protest_crackdown", "weapons_transfer", "ceasefire", "weapons_seized", "riot", "mob_violence"}
    | {"prisoner_exchange", "group_change"}
)
_CONFLICT = FIGHTING | {ActorClass.INTERNATIONAL_ORGANISATION, ActorClass.PROTESTERS, ActorClass.MONITOR}
_WOUNDS = re.compile(
    r"\b(?:wounds?|wounded|gunshots?|gunfire|bullets?|shot|shooting|homicide|stabbed|injuries"
    r"|murder(?:s|ed)?|assassinat(?:ions?|ed)|slain|massacred?|kidnap(?:ped|pings?)|abducted)\b",
    re.IGNORECASE,
)
_WANTING = re.compile(
    r"\b(?:against|demand\w*|protest(?:ers?|ors?|s)|demonstrators?|denounc\w+|slogans?|police|government"
    r"|streets?|oust\w*|resign\w*|justice|rights|opposition|election|racism|brutality)\b",
    re.IGNORECASE,
)  # what a crowd wants, or meets: a demonstration of an engine is no protest
_POLICE = re.compile(r"\b(?:police|sheriff|deputies|detectives|gunshot wounds?)\b", re.IGNORECASE)
_IN_POSTS = frozenset({"soldiers", "police", "security_forces"})  # a budget eliminates them, too
_OF_ARMS = FIGHTING - {ActorClass.STATE}
_GATHERING = frozenset({"rally", "gather", "vigil"})  # parties and mourners gather too
_NEAR = 2  # sentences between a single death and a sign of violence; chosen, not tuned


def is_violence(tree: Tree, mention: Mention, context: Context) -> bool:
    """False for disasters, accidents, animals and things, and for what is only shown or recalled."""
    if _is_shown(tree, mention.main.token, context) or _harms_things(tree, mention, context):
        return False
    if means_otherwise(tree, mention, context):
        return False
    if mention.kind in CAUSED:
        return True  # of a disaster it is told with its cause
    means = [hit for hit in mention.hits if hit.trigger.measure is None]
    open_kind = mention.kind in _OPEN or all(hit.trigger.weak for hit in means)
    return not (
        open_kind
        and (_has_other_cause(tree, mention, context) or (not means and _beside_disaster(tree, context)))
    )


def _has_other_cause(tree: Tree, mention: Mention, context: Context) -> bool:
    causes = context.vocab.causes_by_word
    main = mention.main.token
    means = (hit.token for hit in mention.hits if hit.trigger.measure is None)
    above = (head for token in (main, *means) for _, head in tree.ascend(token))
    nearby = (*tree.children(main, "advcl"), *above)
    accidents = context.vocab.phrases.accidents
    if any(tree.tokens[k].lemma in accidents or _falls(tree, k) for k in nearby):
        return True
    if _is_of_a_fire(tree, mention):
        return True
    for hit in mention.hits:
        frame = fill(tree, hit)
        below = (obj for word, obj in prepositions(tree, hit.token) if word in _CAUSING)
        nouns = (k for k in (*frame.subjects, *frame.modifiers, *below) if not tree.is_verb(k))
        named = (tree.tokens[k].lemma for k in nouns if not names_operation(tree, k))
        if any(causes[word].sure for word in named if word in causes):
            return True
    return False


def _falls(tree: Tree, verb: int) -> bool:
    """True for a bus that "fell into a ravine"."""
    into = {word for word, _ in prepositions(tree, verb)} if tree.tokens[verb].lemma == "fall" else set()
    return bool(into & {"into", "off"})


def _is_of_a_fire(tree: Tree, mention: Mention) -> bool:
    """True for "a fire in a theatre killed 14", and nothing is said of who set it."""
    for hit in mention.hits:
        for k in fill(tree, hit).subjects if hit.trigger.pos is Pos.VERB else ():
            articles = {tree.tokens[d].lemma for d in tree.children(k, "det")}
            plain = not tree.children(k, "amod", "compound", "nmod", "acl", "relcl", "conj")
            if tree.tokens[k].lemma in {"fire", "blaze"} and "a" in articles and plain:
                return True
    return False


def _beside_disaster(tree: Tree, context: Context) -> bool:
    """True in a sentence that names a flood, a storm or an earthquake, and no arms."""
    causes, armed = context.vocab.causes_by_word, context.vocab.phrases.armed
    nouns = (t for t in tree.tokens if t.lemma in causes and t.tag.startswith("NN"))
    local = any(causes[t.lemma].local and not names_operation(tree, t.i) for t in nouns)
    words = {token.text.lower() for token in tree.tokens} if local else frozenset[str]()
    return local and words.isdisjoint(armed)


def _is_shown(tree: Tree, token: int, context: Context) -> bool:
    """True for the massacre in a film, the battle a street is named after."""
    shown = context.vocab.phrases.shown
    for child, head in tree.ascend(token):
        if tree.tokens[head].lemma in shown and tree.tokens[child].dep in {"prep", "compound", "acl"}:
            return True
        acts = tree.children(head, "nsubj", "nsubjpass") if tree.is_verb(head) else ()
        if any(tree.tokens[k].lemma in shown and not tree.is_under(token, k) for k in acts):
            return True
    return False


def _harms_things(tree: Tree, mention: Mention, context: Context) -> bool:
    """True where a word for harm to persons has only things or animals as its objects."""
    main = mention.main
    if main.trigger.pos is not Pos.VERB or main.trigger.measure not in _PERSON_MEASURES:
        return False
    if main.trigger.foes:
        return not _harms_foes(tree, mention, context)
    harmed = victims(tree, main)
    return bool(harmed) and not any(may_be_person(tree, head, context) for head in harmed)


def _harms_foes(tree: Tree, mention: Mention, context: Context) -> bool:
    """True for rebels, and for soldiers whom somebody under arms, or an attack, eliminates.

    Nobody is killed who is eliminated "from the list".
    """
    main = mention.main
    if any(word == "from" for word, _ in prepositions(tree, main.token)):
        return False
    foes = {counted_as(tree, behind_of(tree, head), context) for head in victims(tree, main)}
    fought = any(hit.trigger.measure is None for hit in mention.hits)
    doers = fill(tree, main).subjects
    return bool(foes & (UNDER_ARMS - _IN_POSTS)) or (
        bool(foes & _IN_POSTS) and (fought or any(_is_of_arms(tree, k, context) for k in doers))
    )


def _is_of_arms(tree: Tree, doer: int, context: Context) -> bool:
    party = read_party(tree, doer, context)
    known = party is not None and party.value.actor_class in _OF_ARMS
    return known or counted_as(tree, doer, context) in UNDER_ARMS


def may_be_person(tree: Tree, head: int, context: Context) -> bool:
    """False for animals and things, by their list: an unknown noun as a victim is taken for somebody."""
    head = behind_of(tree, head)  # "one of the dogs"
    token = tree.tokens[head]
    noun = people_noun(tree, head, context)
    if noun is not None and noun.sort is NounSort.MEANS:
        return False  # "shot down two planes"
    if token.lemma == "count" and any(word == "of" for word, _ in prepositions(tree, head)):
        return not tree.children(head, "nummod")  # "one count of robbery"
    proper = token.tag.startswith("NNP") or token.text[0].isupper()
    return proper or not (token.lemma in context.vocab.phrases.things or _is_deed(tree, head, context))


def _is_deed(tree: Tree, head: int, context: Context) -> bool:
    """True for a noun that names an event and nobody: "a shooting"."""
    triggers = context.vocab.triggers_by_first.get(tree.tokens[head].lemma, ())
    deeds = any(
        t.pos is Pos.NOUN and t.subject is Role.PERPETRATOR and t.measure is None and not t.weak
        for t in triggers
        if len(t.words) == 1
    )
    return deeds and people_noun(tree, head, context) is None


def keep_founded(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """The drafts but those of an article in which nothing shows a conflict, and lone single deaths."""
    armed = context.vocab.phrases.armed
    signs = {d.sentence.index for d in drafts if _is_sign(d, armed) and not is_disaster(d)}
    kept: list[Draft] = []
    moved: dict[int, int] = {}
    for i, draft in enumerate(drafts):
        near = any(abs(draft.sentence.index - index) <= _NEAR for index in signs)
        if _is_sign(draft, armed) or (signs and (near or not _is_single_death(draft))):
            moved[i] = len(kept)
            kept.append(draft if draft.whole is None else replace(draft, whole=moved.get(draft.whole)))
    return tuple(kept)


def _is_sign(draft: Draft, armed: Sequence[str]) -> bool:
    """True for a draft that by itself shows a conflict: its kind, a count of people, armed actors."""
    if draft.kind in _CERTAIN:
        return True
    if draft.figures and not _is_single_death(draft):
        return True
    known = {actor.who.value.actor_class for actor in draft.actors}
    known |= {source.who.value.actor_class for source in draft.sources}
    if draft.kind == "protest":
        wanting = draft.rule not in _GATHERING and _WANTING.search(draft.sentence.text)
        return bool(known - {ActorClass.UNKNOWN}) or bool(wanting)
    words = {word for actor in draft.actors for word in actor.who.text.lower().split()}
    return bool(known & _CONFLICT) or not words.isdisjoint(armed) or _is_police_matter(draft)


def _is_police_matter(draft: Draft) -> bool:
    """True for a shooting in a sentence with police in it: films and balls are shot without them."""
    return draft.kind == "shooting" and _POLICE.search(draft.sentence.text) is not None


def _is_single_death(draft: Draft) -> bool:
    """True for one named or described person who died, with no word of wounds or arms."""
    lone = draft.kind == "toll" and all(figure.count.value.stated == 1 for figure in draft.figures)
    return lone and draft.rule not in {"body", "corpse"} and not _WOUNDS.search(draft.sentence.text)
