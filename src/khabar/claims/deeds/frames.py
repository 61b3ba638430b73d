"""Who stands in which place of a trigger: its subject side and its object side."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.claims.deeds.triggers import Hit
from khabar.claims.tree import Tree, arguments, is_hit_in, is_passive, prepositions
from khabar.model.claims import Role
from khabar.vocabulary.entries import Pos

_BY = frozenset({"by", "from"})
_WITH = frozenset({"of", "with", "between", "among", "against"})
# "The mayor's murder"; "her death" mostly tells again of one told before.
_OF_ONE = frozenset({"murder", "assassination"})
_TO_PERSONS = frozenset({"of", "to", "among"})
_ONTO = frozenset({"of", "on", "against", "upon"})
_VERB_ONTO = frozenset({"on", "against", "upon"})
_MEETING = frozenset({"face", "meet", "suffer", "sustain", "incur"})
_BEARING = _MEETING | {"have", "receive", "get"}
_BORNE = frozenset({"wound", "injury", "condition", "coma", "care", "support", "hospital"})
_PERSONS = frozenset({"victim", "casualty"})
# Ends of nouns whose "of" names to whom or what it is done: "the bombing of Reus", "the siege of Vigo".
_SUFFERED = (
    *("ing", "ment", "tion", "sion", "siege", "blockade", "capture", "takeover", "seizure", "handover"),
    *("torture", "rape", "abuse", "sexual assault", "sexual violence"),
)
_TIMES = frozenset(
    {"day", "night", "week", "weekend", "month", "year", "morning", "afternoon", "evening", "hour"}
    | {"eve", "anniversary", "holiday", "birthday", "date", "dawn", "dusk", "noon", "occasion"}
)
_BESIDE = frozenset({"with", "from", "for", "in", "on"})
_PLACING = frozenset({"to", "at", "in", "into", "inside", "on", "near", "by", "outside"})
_LEAVING = frozenset({"leave", "find", "discover", "see"})
_DYING = frozenset({"die", "succumb", "perish", "kill"})
_ACTING = frozenset({Role.PERPETRATOR, Role.PARTY})
_MOVING_ITSELF = frozenset({"evacuate", "relocate", "resettle", "move", "shift", "settle"})
_LEFT = frozenset(
    {"home", "house", "area", "village", "town", "city", "building", "zone", "place", "coast"}
)
_OWN_WORDS = ("nummod", "det", "amod", "poss")
_DOING = frozenset({"ready", "prepared", "poised", "willing", "eager", "open", "guilty"})
_UNHARMED = frozenset({"uninjured", "unhurt", "unharmed", "unscathed"})
_HARMING = frozenset({"injure", "hurt", "harm", "wound", "shoot", "hit", "strike", "kill"})
_LINKS = frozenset(
    {"be", "leave", "find", "report", "fear", "believe", "presume", "lie", "confirm", "declare", "list"}
    | {"render", "make", "become"}
    | {"pronounce", "remain", "discover", "end", "ended"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The heads of the phrases on either side of a trigger, lists unfolded, in text order.

    `modifiers` are the words before a noun ("Israeli strikes"): they may name who did it or
    only what sort of thing it was. `aimed` stand behind a preposition ("shot at the crowd"): something
    was done to them, and nothing says that it harmed them.
    """

    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    modifiers: tuple[int, ...] = ()
    aimed: tuple[int, ...] = ()


@functools.lru_cache(maxsize=64)  # asked for by roles, figures and doubts alike
def fill(tree: Tree, hit: Hit) -> Frame:
    """The frame of a trigger."""
    if hit.trigger.pos is Pos.VERB:
        return _fill_verb(tree, hit)
    if hit.trigger.pos is Pos.ADJ:
        return Frame(subjects=(), objects=tuple(_described(tree, hit.token)))
    return _fill_noun(tree, hit)


def victims(tree: Tree, hit: Hit) -> tuple[int, ...]:
    """The heads of the phrases that name those whom the trigger's measure counts.

    Those whose own words deny it are none, nor what goes on a list behind the word for its harm: "left
    two dead and a third in hospital".
    """
    frame = fill(tree, hit)
    if hit.trigger.pos is Pos.ADJ or hit.trigger.object in {Role.TARGET, Role.PARTICIPANT}:
        heads = frame.objects
    elif hit.trigger.object is None and hit.trigger.subject in {Role.TARGET, Role.PARTICIPANT}:
        heads = frame.subjects
    else:
        return ()
    return tuple(
        k for k in heads if not _goes_on_behind(tree, k, hit.token) and not is_unharmed(tree, k)
    )


def _goes_on_behind(tree: Tree, member: int, harm: int) -> bool:
    """True for a member of a list that stands behind a word for harm, where its first stands before."""
    if tree.tokens[harm].head == member or is_hit_in(tree, member):
        return False
    top = member
    while tree.tokens[top].dep == "conj" and tree.tokens[top].head != top:
        top = tree.tokens[top].head
    return top < harm < member


def is_unharmed(tree: Tree, noun: int) -> bool:
    """True for "an uninjured boy", "the man, who was not hurt", "neither he nor his wife"."""
    top = noun
    while tree.tokens[top].dep == "conj" and tree.tokens[top].head != top:
        top = tree.tokens[top].head
    if any(tree.tokens[k].lemma == "neither" for k in tree.children(top, "preconj", "det")):
        return True
    if any(tree.tokens[k].lemma in _UNHARMED for k in tree.children(noun, "amod", "acl")):
        return True
    clauses = tree.children(noun, "relcl", "acl")
    return any(tree.tokens[k].lemma in _HARMING and tree.children(k, "neg") for k in clauses)


def _fill_verb(tree: Tree, hit: Hit) -> Frame:
    found = arguments(tree, hit.token)
    words = _WITH if hit.trigger.object is Role.PARTY else _VERB_ONTO
    fired = hit.trigger.kind == "shooting" or hit.trigger.words[0] == "fire"
    words = words | {"at"} if fired and not is_passive(tree, hit.token) else words  # "shot at dawn"
    words = words | {"to"} if hit.trigger.words[0] == "set" else words  # "set fire to a school"
    below = tuple(prepositions(tree, hit.token))
    onto = tuple(obj for word, obj in below if word in words and not _is_time(tree, obj))
    along = hit.company
    if hit.trigger.words[0] in _MOVING_ITSELF and _moves_itself(tree, hit.token, found.objects):
        return Frame(subjects=(), objects=(*found.subjects, *along))
    if hit.trigger.words[0] == "shelter" and found.objects:
        return Frame(subjects=found.objects, objects=())  # "the school shelters 80 people"
    if hit.trigger.object is None:
        undergone = is_passive(tree, hit.token) and hit.trigger.subject not in _ACTING
        subjects = found.objects if undergone else found.subjects
        return Frame(subjects=(*subjects, *along), objects=())
    aimed = onto if hit.trigger.measure in {None, "casualties"} or hit.trigger.words[0] == "set" else ()
    objects = tuple(k for k in found.objects if k not in hit.words)  # "opened fire"
    return Frame(subjects=found.subjects, objects=(*objects, *along), aimed=aimed)


def _moves_itself(tree: Tree, verb: int, objects: tuple[int, ...]) -> bool:
    """True in "2,000 people had to evacuate (their homes)": those who act are those who move."""
    return not is_passive(tree, verb) and all(tree.tokens[k].lemma in _LEFT for k in objects)


def is_borne(hit: Hit) -> bool:
    """True for a noun that names the harm ("wound"), not those harmed: they are who bears it."""
    return hit.trigger.pos is Pos.NOUN and hit.trigger.words[-1] in _BORNE


def _bearers(tree: Tree, noun: int) -> tuple[int, ...]:
    """Those who suffer a wound, are found with one, lie in critical condition; none who die of it."""
    token = tree.tokens[noun]
    above = tree.tokens[token.head]
    if token.dep == "conj" and tree.is_noun(above.i):
        return _bearers(tree, above.i)
    if token.dep == "dobj" and above.lemma in _BEARING:
        return arguments(tree, above.i).subjects
    if token.dep != "pobj" or above.lemma not in _BESIDE:
        return ()
    return tuple(k for head in _carriers(tree, above.head) for k in _listed(tree, head, above.i))


def _listed(tree: Tree, head: int, behind: int) -> tuple[int, ...]:
    """Those of a list whose first or last bears it: "found a man and two women with wounds"."""
    first = tree.tokens[head].head if tree.tokens[head].dep == "conj" else head
    while tree.tokens[first].dep == "conj":
        first = tree.tokens[first].head
    shared = tree.tokens[tree.tokens[first].head].lemma in _LEAVING and tree.tokens[first].dep == "dobj"
    if not shared or any(token.lemma == "dead" for token in tree.tokens[first:head]):
        return (head,)
    return tuple(k for k in tree.coordinated(first) if k < behind) or (head,)


def _carriers(tree: Tree, head: int) -> tuple[int, ...]:
    """The person at a phrase like "with a wound": the noun it hangs on, or the patient of the verb."""
    token = tree.tokens[head]
    if tree.is_verb(head):
        found = arguments(tree, head)
        return () if token.lemma in _DYING else found.objects or found.subjects
    if token.dep == "pobj" and tree.tokens[token.head].lemma in _PLACING:
        return _carriers(tree, tree.tokens[token.head].head)
    return (head,) if tree.is_noun(head) or token.tag in {"CD", "DT"} else ()


def _fill_noun(tree: Tree, hit: Hit) -> Frame:
    subjects: list[int] = []
    objects: list[int] = []
    for word, obj in prepositions(tree, hit.token):
        if word in _BY or (word == "of" and _names_its_doer(hit)):
            subjects.append(obj)
        elif word in _onto(hit) and (not is_borne(hit) or _are_injured(tree, word, obj)):
            objects.extend([] if _is_time(tree, obj) else [obj])
    objects.extend(_told_of(tree, hit.token))
    subjects.extend(_ready(tree, hit.token))
    if not objects and hit.trigger.words[-1] in _OF_ONE:
        objects.extend(k for k in tree.children(hit.token, "poss") if tree.is_noun(k))
    if hit.trigger.object is Role.PARTY:
        objects.extend(_between(tree, hit.token))
    verb = tree.tokens[tree.tokens[hit.token].head]
    if is_borne(hit):
        objects.extend(_bearers(tree, hit.token))
    elif verb.lemma in _MEETING and tree.tokens[hit.token].dep == "dobj":
        objects.extend(arguments(tree, verb.i).subjects)
    before = tuple(
        k
        for k in tree.children(hit.token, "amod", "compound", "poss", "nmod")
        if k < hit.first and k not in objects
    )
    return Frame(subjects=tuple(subjects), objects=tuple(objects), modifiers=before)


def _are_injured(tree: Tree, word: str, obj: int) -> bool:
    """True for "five others" in "injuries to five others"; not for "the head"."""
    return word == "to" and bool(tree.children(obj, "nummod"))


def _is_time(tree: Tree, noun: int) -> bool:
    """True for the day in "the shelling of Reus on its worst day", which shells did not hit."""
    return tree.tokens[noun].lemma in _TIMES


def _told_of(tree: Tree, noun: int) -> tuple[int, ...]:
    """The subject of an adjective that a noun is written as: "and one person dead"."""
    return tree.children(noun, "nsubj", "nsubjpass") if tree.tokens[noun].tag == "JJ" else ()


def _between(tree: Tree, noun: int) -> Iterator[int]:
    """Those between whom "fighting raged": they hang on the verb."""
    verb = tree.tokens[noun].head
    if tree.tokens[noun].dep in {"nsubj", "nsubjpass"} and tree.is_verb(verb):
        yield from (obj for word, obj in prepositions(tree, verb) if word in {"between", "among"})


def _onto(hit: Hit) -> frozenset[str]:
    """The prepositions before an event noun's object: "on" for a raid, "with" for a clash."""
    if hit.trigger.object is Role.PARTY:
        return _WITH
    if hit.trigger.words[-1] in _PERSONS:
        return frozenset()  # "victims of war" names what they fell to
    return _TO_PERSONS if hit.trigger.measure else _ONTO


def _ready(tree: Tree, noun: int) -> tuple[int, ...]:
    """Those who are "ready for talks", "guilty of the murder"; not those "unharmed in the attack"."""
    adjective = tree.tokens[tree.tokens[noun].head].head
    if tree.tokens[noun].dep != "pobj" or tree.tokens[adjective].dep != "acomp":
        return ()
    if tree.tokens[adjective].lemma not in _DOING:
        return ()
    return arguments(tree, tree.tokens[adjective].head).subjects


def _names_its_doer(hit: Hit) -> bool:
    """True where "of" names who did it: a raid of the militia, but a bombing or murder of its men."""
    done_to = hit.trigger.lemma.endswith(_SUFFERED)
    return hit.trigger.measure is None and hit.trigger.subject is Role.PERPETRATOR and not done_to


def _described(tree: Tree, i: int) -> Iterator[int]:
    """What an adjective like "dead" is said of: "left 12 dead", "12 were dead", "12 dead civilians"."""
    token = tree.tokens[i]
    above = tree.tokens[token.head]
    if tree.children(i, "nummod"):
        yield i  # "left 19 dead": the number stands on the word itself
    elif above.tag == "CD":
        yield above.i
    elif token.dep == "amod" and tree.is_noun(above.i):
        yield above.i
        yield from (k for k in tree.coordinated(above.i)[1:] if not tree.children(k, *_OWN_WORDS))
    elif token.dep in {"acomp", "oprd", "ccomp", "advcl", "conj", "xcomp", "dep"} and tree.is_verb(
        above.i
    ):
        own = tree.children(i, "nsubj")
        found = arguments(tree, above.i)
        fits = above.lemma in _LINKS
        said_of = (found.objects or found.subjects) if fits else ()
        yield from own or (k for k in said_of if k != i)
