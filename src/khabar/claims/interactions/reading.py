"""The deed that a verb or a noun tells of, through the words that stand above it."""

from collections.abc import Iterator
from dataclasses import replace

from khabar.claims.interactions.deed import Deed, change_class, commit, negate
from khabar.claims.interactions.others import find_doers, find_noun_others, find_others, with_others
from khabar.claims.interactions.sides import (
    behind,
    find_owners,
    find_side,
    is_actor,
    is_infinitive,
    is_pronoun,
)
from khabar.claims.interactions.undone import is_by_nobody, is_negated, is_to_nobody, is_undone_noun
from khabar.claims.interactions.words import Match, Words, find_core, find_matches
from khabar.claims.tree import Tree, arguments, is_passive
from khabar.model.interactions import DeedClass
from khabar.vocabulary.interactions import Change

_DEPTH = 6  # words that stand above one another; none of the invented sentences has more than four
_WILL = frozenset({"will", "would", "'ll", "shall", "may", "might", "could", "wo"})
_PROMISES = frozenset({"will", "would", "'ll", "shall", "wo"})
_MUST = frozenset({"must", "should", "ought"})
_NOUN_PREPS = ("to", "for", "of", "against", "with", "on", "in", "over", "at", "from", "about", "by")
_CARRIED_IN = ("in", "for", "on", "into")  # "joined them in patrols", "met for talks"
_FILLS = frozenset({DeedClass.AGREE, DeedClass.THREATEN, DeedClass.DEMAND, DeedClass.REJECT})
_DONE_TO = frozenset(
    {
        DeedClass.ASSAULT,
        DeedClass.COERCE,
        DeedClass.INVESTIGATE,
        DeedClass.FIGHT,
        DeedClass.DISAPPROVE,
        DeedClass.SUPPORT,
        DeedClass.REJECT,
    }
)
_CLAUSES = ("xcomp", "ccomp", "acl", "relcl", "advcl")
_VERBAL = frozenset({Change.THROUGH, Change.END, Change.TELL})


def read(words: Words, i: int, depth: int = 0) -> Deed | None:
    """The deed that a token tells of; None where it tells of none."""
    if depth > _DEPTH:
        return None
    if not words.is_noun(i):
        return _read_verb(words, i, depth)
    return _read_noun(words, i, depth)


def _read_verb(words: Words, i: int, depth: int) -> Deed | None:
    found = None
    for one in find_matches(words, i):
        deed = _apply(words, i, one, depth)
        if deed and (found is None or (deed.sure and not found.sure)):
            found = deed
        if found and found.sure:
            break
    return _with_auxiliaries(words, i, found) if found else _unknown(words, i)


def _unknown(words: Words, i: int) -> Deed | None:
    """What "will not", "must" and "in protest" tell with a verb of no list."""
    tree = words.tree
    aux = {tree.tokens[k].text.lower() for k in tree.children(i, "aux")}
    doers = arguments(tree, i).subjects
    if aux & _MUST and not tree.children(i, "neg"):
        others = tuple(k for k in doers if is_actor(words, k))
        return Deed(event=DeedClass.DEMAND, head=i, others=others, sure=bool(others), rule="must")
    if any(
        tree.tokens[k].lemma == "protest" and tree.tokens[k - 1].lemma == "in" for k in tree.descend(i)
    ):
        return Deed(event=DeedClass.PROTEST, head=i, doers=doers, rule="in protest")
    if aux & _WILL and tree.children(i, "neg"):
        return Deed(event=DeedClass.REJECT, head=i, doers=doers, sure=False, rule="not")
    return None


def _with_auxiliaries(words: Words, i: int, deed: Deed) -> Deed | None:
    """The deed as "will", "must" and "not" before its verb leave it; None where it was not done."""
    tree = words.tree
    aux = {tree.tokens[k].text.lower() for k in tree.children(i, "aux")}
    doers = deed.doers
    if is_by_nobody(tree, i):
        return None
    if aux & _MUST and deed.event not in {DeedClass.DEMAND, DeedClass.DISAPPROVE}:
        others = doers or deed.others
        return replace(
            deed, event=DeedClass.DEMAND, about=deed.event, doers=(), others=others, rule="must"
        )
    if is_negated(tree, i) or is_to_nobody(tree, i, deed.head):
        event = negate(deed.event, bool(aux & _PROMISES), words.lexicon)
        not_done = replace(deed, event=event or deed.event, about=deed.event, mutual=False, rule="not")
        return not_done if event else None
    if aux & _WILL and (will := commit(deed.event, words.lexicon)) != deed.event:
        return replace(deed, event=will, about=deed.event, mutual=False, rule="will")
    return deed


def _apply(words: Words, i: int, one: Match, depth: int) -> Deed | None:
    if one.verb.event is not None:
        match one.verb.change:
            case None:
                return _plain(words, i, one, one.verb.event)
            case Change.FEEL:
                return _felt(words, i, one, one.verb.event)
            case Change.UNDERGO:
                return _undergone(words, i, one, one.verb.event)
    inner = next(_find_inner(words, i, one, depth), None)
    return _apply_to(words, i, one, inner) if inner else _alone(words, i, one)


def _apply_to(words: Words, i: int, one: Match, inner: Deed) -> Deed:
    """What a verb makes of the deed that hangs on it."""
    match one.verb.change:
        case Change.TELL:
            return _told(words, i, inner)
        case Change.UNDERGO:
            return replace(inner, others=arguments(words.tree, i).subjects, rule="undergo")
        case Change.THROUGH | Change.CARRY:
            return _carried(words, i, one, inner)
        case _:
            return _changed(words, i, one, inner)


def _alone(words: Words, i: int, one: Match) -> Deed | None:
    """What a word that takes a deed means where none is known that hangs on it."""
    tree, change = words.tree, one.verb.change
    if one.verb.event is None:
        return None
    deed = _plain(words, i, one, one.verb.event)
    below = [k for head in (i, *one.objects) for k in _complements(tree, i, head)]
    if change is Change.COMMIT and any(_is_denied(tree, k) for k in below):
        return replace(deed, event=DeedClass.REJECT, rule="never")
    asked = change is Change.DEMAND or _is_asked(tree, i)
    if asked and any(is_infinitive(tree, k) for k in below):
        doers = (k for clause in below for k in tree.children(clause, "nsubj"))
        others = deed.others or tuple(k for k in doers if is_actor(words, k))
        event = DeedClass.THREATEN if any(_is_or_else(tree, k) for k in below) else DeedClass.DEMAND
        return replace(deed, event=event, others=others, rule="asked")
    if not one.verb.strict:
        return replace(deed, sure=change is not Change.CARRY)
    intends = change is Change.COMMIT and not one.verb.infinitive and below
    return replace(deed, sure=False) if intends else None


def _is_or_else(tree: Tree, clause: int) -> bool:
    """True for "to leave or die", what nobody is asked for but threatened with."""
    other = any(tree.tokens[k].lemma == "or" for k in tree.children(clause, "cc"))
    return other and any(tree.is_verb(k) for k in tree.children(clause, "conj"))


def _is_denied(tree: Tree, clause: int) -> bool:
    nouns = tree.children(clause, "nsubj", "nsubjpass", "dobj")
    no = any(tree.tokens[k].lemma == "no" for noun in nouns for k in tree.children(noun, "det", "neg"))
    return no or bool(tree.children(clause, "neg"))


def _plain(words: Words, i: int, one: Match, event: DeedClass) -> Deed:
    doers = arguments(words.tree, i).subjects
    for doer in doers:
        sets = words.find_sets(doer)
        event = next((by for name, by in one.verb.by.items() if name in sets), event)
    deed = Deed(event=event, head=i, doers=find_doers(words, doers), rule="verb")
    return with_others(words, deed, one, None)


def _undergone(words: Words, i: int, one: Match, event: DeedClass) -> Deed:
    """What is done to the subject: "came under fire from the hills", "went on trial"."""
    doers = (k for head in one.phrase for prep in ("by", "from") for k in behind(words.tree, head, prep))
    return Deed(
        event=event,
        head=i,
        doers=tuple(k for k in (*one.objects, *doers) if is_actor(words, k)),
        others=arguments(words.tree, i).subjects,
        rule="undergo",
    )


def _felt(words: Words, i: int, one: Match, event: DeedClass) -> Deed:
    """What somebody feels at what another does: "angered the ministers", "was angered by"."""
    found = arguments(words.tree, i)
    deed = Deed(event=event, head=i, doers=found.objects, rule="feel")
    causes = tuple(side for k in found.subjects for side in find_side(words, k))
    return replace(deed, others=causes or find_others(words, deed, replace(one, objects=()), None))


def _told(words: Words, i: int, inner: Deed) -> Deed:
    """A deed that somebody tells: "it" is who speaks, and so is who promises where nobody is named."""
    speakers = arguments(words.tree, i).subjects
    unnamed = all(is_pronoun(words.tree, k) or _is_his(words, k) for k in inner.doers)
    if unnamed and (inner.doers or inner.event in _FILLS):
        return replace(inner, doers=speakers)
    return inner


def _is_his(words: Words, noun: int) -> bool:
    """True for "his country", "their government": who speaks stands for it."""
    his = any(words.tree.tokens[k].tag == "PRP$" for k in words.tree.children(noun, "poss"))
    return his and "bodies" in words.find_sets(noun)


def _carried(words: Words, i: int, one: Match, inner: Deed) -> Deed:
    doers = arguments(words.tree, i).subjects
    if inner.head in doers or any(inner.head in words.tree.phrase(k) for k in doers):
        doers = ()
    if not words.is_noun(inner.head):
        named = any(is_actor(words, k) or is_pronoun(words.tree, k) for k in inner.doers)
        return replace(inner, doers=inner.doers if named else doers)
    deed = replace(inner, doers=find_doers(words, doers) or inner.doers)
    found = with_others(words, deed, one, inner)
    others = found.others or tuple(k for k in inner.others if k not in deed.doers)
    return replace(found, others=others)


def _changed(words: Words, i: int, one: Match, inner: Deed) -> Deed:
    change = one.verb.change or Change.THROUGH
    if change is Change.COMMIT and _is_asked(words.tree, i):
        change = Change.DEMAND
    event = change_class(change, inner.event, words.lexicon)
    if (
        event == DeedClass.DEMAND
        and not words.is_noun(inner.head)
        and _is_or_else(words.tree, inner.head)
    ):
        event = DeedClass.THREATEN
    weighed = inner.event == DeedClass.DEMAND and words.is_noun(inner.head)  # "is considering a request"
    if change is Change.COMMIT and (
        weighed or (one.verb.event, inner.event) == (DeedClass.THREATEN, DeedClass.AGREE)
    ):
        event = DeedClass.AGREE
    doers = arguments(words.tree, i).subjects
    if inner.head in doers:
        doers = inner.doers
    doers = find_doers(words, doers)
    deed = Deed(event=event, head=i, doers=doers, about=inner.event, rule=change.value)
    return replace(deed, others=find_others(words, deed, one, inner))


def _is_asked(tree: Tree, i: int) -> bool:
    """True for "wants them to leave": another than the subject is to do it."""
    clauses = (k for k in tree.children(i, "ccomp") if is_infinitive(tree, k))
    return any(tree.children(k, "nsubj") for k in clauses)


def _find_inner(words: Words, i: int, one: Match, depth: int) -> Iterator[Deed]:
    """The deeds that hang on a verb, in the order in which they are looked for."""
    for k in dict.fromkeys(_hanging(words, i, one)):
        if k != i and (deed := read(words, k, depth + 1)):
            yield deed


def _hanging(words: Words, i: int, one: Match) -> Iterator[int]:
    tree, change = words.tree, one.verb.change
    if one.verb.infinitive:
        yield from (
            k
            for head in (i, *one.objects)
            for k in tree.children(head, *_CLAUSES)
            if is_infinitive(tree, k)
        )
        return
    carries = change in (Change.CARRY, Change.UNDERGO)
    if not carries:
        told_to = change is Change.TELL and not is_passive(tree, i)
        below = tree.children(i, "xcomp", "ccomp", "parataxis")
        yield from (k for k in below if tree.is_verb(k) and not (told_to and is_infinitive(tree, k)))
    if not carries and change not in _VERBAL:
        yield from _clauses(words, i, one)
    nouns = one.objects or tuple(k for k in one.phrase if k != i)
    if change is not Change.TELL:
        yield from (k for noun in nouns if words.is_noun(noun) for k in tree.coordinated(noun))
    if change in (Change.THROUGH, Change.CARRY, Change.END) and not one.objects:
        yield from arguments(tree, i).subjects
    preps = _CARRIED_IN if carries else () if change is Change.TELL else _NOUN_PREPS
    yield from (k for head in one.phrase for prep in preps for k in behind(tree, head, prep))


def _clauses(words: Words, i: int, one: Match) -> Iterator[int]:
    """Infinitives and gerunds further down: "called on Syria to withdraw", "accused it of shelling"."""
    tree = words.tree
    for head in (*one.phrase, *one.objects):
        yield from _complements(tree, i, head)
        for prep in tree.children(head, "prep"):
            yield from tree.children(prep, "pcomp")


def _complements(tree: Tree, verb: int, head: int) -> Iterator[int]:
    """The clauses on a token that tell what is done; of those beside it only infinitives."""
    for k in tree.children(head, *_CLAUSES):
        if k > verb and (tree.tokens[k].dep != "advcl" or is_infinitive(tree, k)):
            yield k


def _read_noun(words: Words, i: int, depth: int) -> Deed | None:
    core = find_core(words.tree, i)
    if is_undone_noun(words, i):
        return None
    if core != i and not any(noun.event for noun in words.find_nouns(i)):
        return _read_noun(words, core, depth)
    noun = next((noun for noun in words.find_nouns(i) if noun.event or noun.change), None)
    if noun is None or noun.event is None:
        return _below_noun(words, i, depth) if noun else None
    doers = find_owners(words, i, ("by", "between"))
    deed = Deed(event=noun.event, head=i, doers=doers, rule="noun")
    if noun.change is not None:
        inner = _below_noun(words, i, depth)
        if inner:
            event = change_class(noun.change, inner.event, words.lexicon)
            deed = replace(deed, event=event, about=inner.event)
    others = [k for k in find_noun_others(words, deed) if k not in doers]
    if not others and deed.event in _DONE_TO:
        others = [k for k in behind(words.tree, i, "of") if is_actor(words, k)]
    elif not doers:
        deed = replace(deed, doers=find_owners(words, i, ("of", "from")))
    return replace(deed, others=tuple(k for k in others if k not in deed.doers))


def _below_noun(words: Words, i: int, depth: int) -> Deed | None:
    tree = words.tree
    below = [*tree.children(i, "acl", "relcl", "ccomp", "xcomp")]
    below += [k for prep in tree.children(i, "prep") for k in tree.children(prep, "pcomp", "pobj")]
    return next((deed for k in below if (deed := read(words, k, depth + 1))), None)
