"""Who did it, to whom, and how firmly the words tie them to it."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from khabar.claims.context import Context, touching
from khabar.claims.deeds.frames import fill
from khabar.claims.deeds.grouping import Mention
from khabar.claims.deeds.triggers import Hit
from khabar.claims.people.counting import behind_of
from khabar.claims.people.parties import known_actor, people_noun, read_party
from khabar.claims.telling.cues import Attribution, find_cue
from khabar.claims.tree import SUBJECTS, Tree, arguments, prepositions
from khabar.model.claims import Actor, ActorClass, Certainty, Party, Role, Stance
from khabar.model.values import Reading
from khabar.vocabulary.entries import NounSort

_SUSPECTING = frozenset(
    {
        "suspect",
        "suspected",
        "alleged",
        "apparent",
        "presumed",
        "allegedly",
        "apparently",
        "presumably",
        "reportedly",
        "likely",
        "believe",
        "suspectedly",
    }
)
_MAYBE = frozenset({"could", "may", "might"})
# Means that people sit in: they are named for those who act; shells and bombs are not.
_CREWED = frozenset(
    {
        "aircraft",
        "plane",
        "warplane",
        "jet",
        "helicopter",
        "bomber",
        "gunship",
        "warship",
        "tank",
        "battleship",
    }
)
_NOBODY = frozenset(
    {"nobody", "none", "one", "noone", "nothing", "anyone", "anybody", "someone", "somebody"}
)
_LAUNCHING = frozenset({"launch", "conduct", "stage", "mount", "carry", "execute", "lead", "perform"})
_SETTING_OFF = frozenset(
    {"set", "detonate", "explode", "plant", "place", "hurl", "throw", "toss", "lob", "fling", "activate"}
)
_PERSONAL = frozenset({"killed", "wounded", "casualties", "abducted"})
_CLEARED = frozenset(
    {"acquitted", "cleared", "exonerated", "absolved", "acquit", "acquitting", "innocent"}
)
_BLAMING = frozenset({"responsible", "behind", "accountable"})
# What is done to somebody for what he is said to have done.
_HELD_FOR = frozenset(
    {"want", "blame", "condemn", "criticise", "criticize", "denounce", "arrest", "detain", "charge"}
    | {"indict", "prosecute", "investigate", "fault", "accuse", "suspect", "seek", "question"}
)


def read_actors(
    tree: Tree, mention: Mention, chain: Sequence[Attribution], context: Context
) -> tuple[Actor, ...]:
    """The actors of a mention, each role and phrase once, in the order of the text."""
    chain = [a for a in chain if not (a.accused and _came_before(tree, mention.main.token, a))]
    found: dict[tuple[Role, int], Actor] = {}
    certainty = _certainty(tree, mention, chain)
    events = {hit.token for hit in mention.hits}
    for role, head in _holders(tree, mention, chain, context):
        who = _read_holder(tree, head, context)
        named_event = head in events and people_noun(tree, head, context) is None
        if who and not named_event and _fits(tree, role, behind_of(tree, head), who, context):
            firm = _firmness(tree, head, certainty) if role is Role.PERPETRATOR else Certainty.STATED
            named = _name_forces(tree, head, who, context) if role is Role.PERPETRATOR else who
            found.setdefault((role, who.span.start), Actor(role=role, who=named, certainty=firm))
    return tuple(sorted(found.values(), key=lambda actor: actor.who.span.start))


def read_doer(tree: Tree, head: int, context: Context) -> Reading[Party] | None:
    """The party that a phrase names as one who did it; None where it names no actor."""
    who = _read_holder(tree, head, context)
    if who is None or not _fits(tree, Role.PERPETRATOR, behind_of(tree, head), who, context):
        return None
    return _name_forces(tree, head, who, context)


def is_suspected(tree: Tree, verb: int) -> bool:
    """True for "presumably carried out", "could have been"."""
    words = tree.children(verb, "advmod", "aux")
    return any(tree.tokens[k].lemma in _SUSPECTING | _MAYBE for k in words)


def _read_holder(tree: Tree, head: int, context: Context) -> Reading[Party] | None:
    """The party; for "dozens of rebels" what the rebels are, in all the words.

    In "the army's claim to have killed nine" it is the army.
    """
    owner = tree.child(head, "poss")
    if owner is not None and find_cue(tree, head, context) is not None:
        head = owner
    who, counted = read_party(tree, head, context), behind_of(tree, head)
    inner = read_party(tree, counted, context) if counted != head else None
    if who is None or inner is None:
        return who or inner
    return replace(who, value=inner.value)


def _name_forces(tree: Tree, head: int, who: Reading[Party], context: Context) -> Reading[Party]:
    """The party with the name of its state's forces: "Turkish soldiers", "Uganda's army"."""
    if who.value.actor_class is not ActorClass.STATE_FORCES or tree.tokens[head].tag == "JJ":
        return who
    for k in tree.children(head, "amod", "compound", "poss", "nmod"):
        code = context.vocab.find_country(tree.tokens[k].text)
        forces = [
            e for e in context.vocab.actors if e.country == code and e.name.startswith("Armed forces of")
        ]
        if code and forces:
            return replace(who, value=replace(who.value, name=forces[0].name))
    return who


def _holders(
    tree: Tree, mention: Mention, chain: Sequence[Attribution], context: Context
) -> Iterator[tuple[Role, int]]:
    for attribution in chain:
        if attribution.accused is not None:
            yield Role.PERPETRATOR, attribution.accused
    for hit in mention.hits:
        frame = fill(tree, hit)
        if hit.trigger.subject and not is_cleared(tree, hit.token):
            yield from ((hit.trigger.subject, head) for head in frame.subjects)
            yield from (
                (hit.trigger.subject, head)
                for head in frame.modifiers
                if _names_doer(tree, head, context)
            )
        yield from _undergoing(tree, hit, context)
        if hit.trigger.kind == "suicide_bombing" and hit.trigger.subject and not hit.trigger.object:
            yield hit.trigger.subject, hit.token  # the bomber himself
        yield from _responsible(tree, hit)


def _came_before(tree: Tree, deed: int, accusing: Attribution) -> bool:
    """True for what the accused's deed came after: "accused of killing nine after a mine hit them"."""
    line = itertools.takewhile(lambda arc: arc[0] != accusing.token, tree.ascend(deed))
    clauses = (child for child, _ in line if tree.tokens[child].dep == "advcl")
    return any(tree.children(k, "mark") and tree.children(k, *SUBJECTS) for k in clauses)


def is_cleared(tree: Tree, i: int) -> bool:
    """True for what somebody was "acquitted of": he is not said to have done it."""
    return any(
        tree.tokens[head].text.lower() in _CLEARED and tree.tokens[child].dep in {"prep", "acomp"}
        for child, head in tree.ascend(i)
    )


def _undergoing(tree: Tree, hit: Hit, context: Context) -> Iterator[tuple[Role, int]]:
    """Those on the object side of a trigger, and those whose names spell them out."""
    frame = fill(tree, hit)
    if hit.trigger.object and hit.trigger.measure != "seized":
        yield from ((hit.trigger.object, head) for head in (*frame.objects, *frame.aimed))
    elif hit.trigger.subject is None and hit.trigger.object is None:
        yield from ((Role.TARGET, head) for head in frame.objects)
    if hit.trigger.measure in _PERSONAL:
        yield from ((Role.TARGET, k) for head in frame.objects for k in _named(tree, head, context))


def _named(tree: Tree, head: int, context: Context) -> Iterator[int]:
    """Those whose names spell out a count: "two reporters, Ana Mas and Pere Roig"."""
    noun = people_noun(tree, head, context)
    if noun is None or noun.sort is not NounSort.PERSON or not tree.children(head, "nummod"):
        return
    for spelt in tree.children(head, "appos"):
        yield from (k for k in tree.coordinated(spelt) if tree.tokens[k].tag == "NNP")


def _names_doer(tree: Tree, head: int, context: Context) -> bool:
    token = tree.tokens[head]
    noun = None if token.tag.startswith("V") else people_noun(tree, head, context)
    if noun:
        return noun.who != "civilians"
    word = token.text.removesuffix("-led")
    if context.vocab.find_country(word) is not None or context.vocab.find_actors(word):
        return True
    return known_actor(tree, head, context) is not None  # the last word of a name of several


def _responsible(tree: Tree, hit: Hit) -> Iterator[tuple[Role, int]]:
    """Those said to be "responsible for", "behind" it, or to claim it."""
    for child, head in tree.ascend(hit.token):
        token = tree.tokens[head]
        blaming = token.lemma in _BLAMING and tree.tokens[child].dep in {"prep", "pobj"}
        if blaming and not tree.children(head, "nsubj"):  # "they hold the Legion responsible": `blames`
            yield from ((Role.PERPETRATOR, subject) for subject in tree.children(token.head, "nsubj"))
        if token.lemma == "claim" and tree.tokens[child].dep == "nsubjpass":
            yield from (
                (Role.PERPETRATOR, obj) for word, obj in prepositions(tree, head) if word == "by"
            )
        claims = tree.tokens[token.head].lemma == "claim" and not tree.children(token.head, "neg")
        if token.lemma == "responsibility" and claims:
            yield from ((Role.PERPETRATOR, subject) for subject in tree.children(token.head, "nsubj"))
    for verb in tree.children(hit.token, "acl", "relcl"):
        if tree.tokens[verb].lemma in _LAUNCHING | {"claim", "blame"}:
            yield from (
                (Role.PERPETRATOR, obj) for word, obj in prepositions(tree, verb) if word in {"by", "on"}
            )
    role = Role.PARTICIPANT if hit.trigger.subject is Role.PARTICIPANT else Role.PERPETRATOR
    yield from ((role, head) for head in _launchers(tree, hit.token))


def _launchers(tree: Tree, i: int) -> Iterator[int]:
    """Those who "carried out (a total of 18) air strikes", "set off a bomb"."""
    above = tree.tokens[tree.tokens[i].head]
    if tree.tokens[i].dep == "pobj" and above.lemma == "of":
        i = above.head
    verb = tree.tokens[tree.tokens[i].head]
    if tree.tokens[i].dep == "dobj" and verb.lemma in _LAUNCHING | _SETTING_OFF:
        yield from arguments(tree, verb.i).subjects


def _certainty(tree: Tree, mention: Mention, chain: Sequence[Attribution]) -> Certainty:
    if any(_is_claimed(tree, hit.token) for hit in mention.hits):
        return Certainty.CLAIMED
    stances = {source.stance for attribution in chain for source in attribution.sources}
    if stances & {Stance.ACCUSES, Stance.DENIES} or any(_leaves_open(a) for a in chain):
        return Certainty.ACCUSED
    if any(a.cue.stance is Stance.ACCUSES for a in chain) or any(
        _is_held_for(tree, hit.token) or _is_blamed(tree, hit.token) for hit in mention.hits
    ):
        return Certainty.ACCUSED
    words = {
        tree.tokens[k].text.lower()
        for hit in mention.hits
        for k in (
            *tree.children(hit.token, "amod", "advmod", "compound"),
            *_above_modifiers(tree, hit.token),
        )
    }
    return Certainty.SUSPECTED if words & _SUSPECTING else Certainty.STATED


def _leaves_open(attribution: Attribution) -> bool:
    return attribution.cue.hedged or attribution.cue.stance is Stance.ACCUSES


def _firmness(tree: Tree, head: int, certainty: Certainty) -> Certainty:
    """The certainty of the event, or that of its doer: "suspected militants"."""
    words = {tree.tokens[k].text.lower() for k in tree.children(head, "amod", "advmod")}
    return Certainty.SUSPECTED if certainty is Certainty.STATED and words & _SUSPECTING else certainty


def _is_claimed(tree: Tree, i: int) -> bool:
    """True under "claimed responsibility for", "was claimed by", and for "an attack claimed by"."""
    if any(tree.tokens[k].lemma == "claim" for k in tree.children(i, "acl", "relcl")):
        return True
    return any(
        tree.tokens[head].lemma == "responsibility"
        or (tree.tokens[head].lemma == "claim" and tree.tokens[child].dep == "nsubjpass")
        for child, head in tree.ascend(i)
    )


def _is_blamed(tree: Tree, i: int) -> bool:
    """True for "an attack blamed on rebels"."""
    return any(tree.tokens[k].lemma == "blame" for k in tree.children(i, "acl", "relcl"))


def _is_held_for(tree: Tree, i: int) -> bool:
    """True for the deed in "blamed for ordering the killing", "arrested on suspicion of killing"."""
    return any(
        tree.tokens[child].dep == "prep" and tree.tokens[head].lemma in _HELD_FOR
        for child, head in tree.ascend(i)
        if tree.tokens[child].lemma in {"for", "of", "over", "on"}
    )


def _above_modifiers(tree: Tree, i: int) -> tuple[int, ...]:
    head = tree.tokens[i].head
    return tree.children(head, "amod", "advmod") if tree.is_noun(head) or tree.is_verb(head) else ()


def _fits(tree: Tree, role: Role, head: int, who: Reading[Party], context: Context) -> bool:
    """False for phrases that name no actor: means, places, abstract nouns."""
    token = tree.tokens[head]
    if touching(context.times, token.span) or token.tag == "CD" or token.lemma in _NOBODY:
        return False
    before = {tree.tokens[k].lemma for k in tree.children(head, "det")}
    if "no" in before or token.text.lower() == "other":
        return False  # "no barracks were hit", "accused each other"
    noun = people_noun(tree, head, context)
    if context.vocab.things.get(token.lemma) == "weapons" and role is not Role.PERPETRATOR:
        return False
    unknown = who.value.actor_class in {ActorClass.UNKNOWN, ActorClass.STATE}
    if noun and noun.sort is NounSort.MEANS and who.value.actor_class is ActorClass.UNKNOWN:
        return role is Role.PERPETRATOR and token.lemma in _CREWED
    is_place = unknown and any(reading.span.overlaps(who.span) for reading in context.places)
    known = (
        who.value.actor_class is not ActorClass.UNKNOWN or who.value.name is not None or noun is not None
    )
    pronoun = token.tag.startswith("PRP") or token.lemma == "those"
    if role in {Role.TARGET, Role.PARTICIPANT}:
        return pronoun or (not is_place and (known or tree.is_noun(head)))
    whence = tree.tokens[token.head].lemma == "from" and noun is None  # "planes from Palma"
    named = who.value.actor_class is not ActorClass.UNKNOWN or not (is_place or whence)
    return pronoun or (known and named)
