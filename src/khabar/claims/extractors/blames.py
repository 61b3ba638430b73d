"""Who is said to have done it, in a sentence that tells of nothing else: "The IRA claimed the crime".

Such a sentence makes no claim of its own. Whom it names is put to the violence told in the same
sentence, else nearest before it, with how firmly they are tied to it: they claim it, are blamed for it,
are suspected of it, or took part in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from khabar.claims.context import Context
from khabar.claims.deeds.grouping import family, group
from khabar.claims.deeds.triggers import find_hits
from khabar.claims.draft import Draft
from khabar.claims.extractors.events import unique_sources
from khabar.claims.extractors.roles import is_cleared, is_suspected, read_doer
from khabar.claims.people.parties import read_party
from khabar.claims.telling.sources import attributions
from khabar.claims.tree import Tree, arguments, is_passive, prepositions
from khabar.model.claims import Actor, Certainty, Modality, Role, Scope, Source, Stance
from khabar.model.values import Reading
from khabar.vocabulary.entries import Pos

BLAME: Final = "blame"
"""The kind of a draft that only names a doer; no claim ever has it."""
_DUTIES = frozenset({"responsibility", "credit", "blame", "authorship"})
_CLAIMING = frozenset({"claim", "accept", "admit", "assume", "take", "acknowledge"})
_LAYING = frozenset({"lay", "put", "pin", "place"})
_HOLDING = frozenset({"hold", "find", "consider", "deem", "declare"})
_ANSWERABLE = frozenset({"responsible", "accountable"})
_CREDITING = frozenset({"attribute", "ascribe", "impute"})
_DOING = frozenset(
    {"perpetrate", "commit", "carry", "stage", "execute", "conduct", "mount", "launch", "plan"}
    | {"organise", "organize", "mastermind", "plot", "orchestrate", "order"}
)
_LINKING = frozenset({"implicate", "link", "connect", "tie", "involve"})
_PARTAKING = frozenset({"participate", "involve", "implicate", "collaborate"})
_TO_DEEDS = frozenset({"in", "to", "with"})
_DEEDS = frozenset(
    {"crime", "deed", "act", "action", "incident", "explosion", "blast", "it", "this", "which", "that"}
    | {"event", "fact", "one", "violence", "terrorism"}
)
_AGAINST = frozenset({Stance.DENIES, Stance.DOUBTS})
_NOBODY = frozenset({"other", "another", "each"})
_BACKWARD = 4  # sentences that what somebody is blamed for may lie back; as for denials
_FORWARD = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blame:
    """A doer, the word that ties him to the deed, the noun of the deed where it has one, who blames."""

    doer: int
    word: int
    deed: int | None
    certainty: Certainty
    blamer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlameExtractor:
    """Finds who is said to have done what is told elsewhere."""

    name: str = "blame"

    def __call__(self, tree: Tree, context: Context) -> tuple[Draft, ...]:
        """One draft of kind `BLAME` for each doer named."""
        found = (_draft(blame, tree, context) for blame in _find_blames(tree, context))
        return tuple(draft for draft in found if draft)


def _draft(blame: _Blame, tree: Tree, context: Context) -> Draft | None:
    chain = attributions(tree, blame.word, context)
    if any(source.stance in _AGAINST for a in chain for source in a.sources):
        return None
    hedged = any(a.cue.hedged for a in chain) or is_suspected(tree, blame.word)
    certainty = (
        Certainty.SUSPECTED if hedged and blame.certainty is Certainty.STATED else blame.certainty
    )
    who = None if is_cleared(tree, blame.word) else read_doer(tree, blame.doer, context)
    if who is None or _is_nobody(tree, blame.doer) or not _is_told(tree, blame, context):
        return None
    own = None if blame.deed is None else _event_of(tree, blame.deed, context)
    anchor = blame.word if blame.deed is None else blame.deed if own is None else own
    return Draft(
        kind=BLAME,
        sentence=tree.sentence,
        anchor=tree.tokens[anchor].span,
        actors=(Actor(role=Role.PERPETRATOR, who=who, certainty=certainty),),
        place=None,
        when=None,
        figures=(),
        sources=(*_blamers(blame, tree, context), *unique_sources(chain)),
        modality=Modality.HAPPENED,
        scope=Scope.INCIDENT,
        rule=tree.tokens[blame.word].lemma,
        definite=own is None,
    )


def _event_of(tree: Tree, deed: int, context: Context) -> int | None:
    """The main word of what the deed is told with in this sentence; None for "the crime", "it"."""
    mentions = group(tree, find_hits(tree, context.vocab), context.vocab.kinds)
    return next((m.main.token for m in mentions if any(hit.token == deed for hit in m.hits)), None)


def _is_nobody(tree: Tree, doer: int) -> bool:
    """True for "each other", "no group"."""
    no = any(tree.tokens[k].lemma == "no" for k in tree.children(doer, "det"))
    return no or tree.tokens[doer].lemma in _NOBODY


def _is_told(tree: Tree, blame: _Blame, context: Context) -> bool:
    """False for the blame for what is no violence: "responsible for the roads"."""
    deed = blame.deed
    return deed is None or tree.is_verb(deed) or _is_deed(tree, deed, context)


def _blamers(blame: _Blame, tree: Tree, context: Context) -> Iterator[Source]:
    who = None if blame.blamer is None else read_party(tree, blame.blamer, context)
    if who:
        word = tree.tokens[blame.word]
        cue = Reading.at(word.span, context.article.text, word.text.lower(), "reporting word")
        yield Source(who=who, stance=Stance.ACCUSES, cue=cue)


def _find_blames(tree: Tree, context: Context) -> Iterator[_Blame]:
    for token in tree.tokens:
        if token.lemma in _DUTIES and tree.is_noun(token.i):
            yield from _by_duty(tree, token.i)
        elif token.lemma in _ANSWERABLE:
            yield from _answerable(tree, token.i)
        elif token.tag.startswith("V") and not tree.children(token.i, "neg"):
            yield from _by_verb(tree, token.i, context)


def _by_duty(tree: Tree, duty: int) -> Iterator[_Blame]:
    """Those who "claimed responsibility for the attack", and on whom the blame for it was laid."""
    verb = tree.tokens[duty].head
    lemma, deed = tree.tokens[verb].lemma, _object(tree, (duty, verb), {"for", "of"})
    if tree.tokens[duty].dep not in {"dobj", "nsubjpass"} or tree.children(verb, "neg"):
        return
    if lemma in _CLAIMING:
        for doer in arguments(tree, verb).subjects:
            yield _Blame(doer=doer, word=verb, deed=deed, certainty=Certainty.CLAIMED)
    if lemma in _LAYING:
        yield from (
            _Blame(doer=doer, word=verb, deed=deed, certainty=Certainty.ACCUSED)
            for word, doer in (*prepositions(tree, verb), *prepositions(tree, duty))
            if word in {"on", "upon"}
        )


def _answerable(tree: Tree, adjective: int) -> Iterator[_Blame]:
    """Those who "are responsible for" it, and those who are held so."""
    above = tree.tokens[adjective].head
    deed = _object(tree, (adjective, above), {"for", "of"})
    if not tree.is_verb(above) or tree.children(above, "neg"):
        return
    holding = tree.tokens[above].lemma in _HOLDING
    own = tree.children(adjective, "nsubj")
    found = arguments(tree, above)
    doers = own or (found.objects if holding else found.subjects)
    blamer = next(iter(found.subjects), None) if holding and not is_passive(tree, above) else None
    for doer in (k for k in doers if k != adjective):
        certainty = Certainty.ACCUSED if holding else Certainty.STATED
        yield _Blame(doer=doer, word=above, deed=deed, certainty=certainty, blamer=blamer)


def _by_verb(tree: Tree, verb: int, context: Context) -> Iterator[_Blame]:
    lemma = tree.tokens[verb].lemma
    found = arguments(tree, verb)
    blamer = next(iter(found.subjects), None)
    if lemma == "blame":
        yield from _blamed(tree, verb, blamer)
    elif lemma in _CREDITING:
        deed = _credited(tree, found.objects, context)
        for doer in _objects(tree, (verb,), {"to"}) or _behind_comma(tree, verb):
            yield _Blame(doer=doer, word=verb, deed=deed, certainty=Certainty.ACCUSED, blamer=blamer)
    elif lemma in _LINKING | _PARTAKING or (lemma == "take" and _is_part(tree, verb)):
        yield from _linked(tree, verb, context)
    elif lemma in _DOING:
        deed = next((k for k in found.objects if _is_deed(tree, k, context)), None)
        for doer in found.subjects if deed is not None else ():
            yield _Blame(doer=doer, word=verb, deed=deed, certainty=Certainty.STATED)
    elif lemma == "be":
        yield from _work_of(tree, verb)


def _credited(tree: Tree, objects: Sequence[int], context: Context) -> int | None:
    """The deed that is put down to somebody: in "the murder of the minister, which" the murder."""
    first = next(iter(objects), None)
    if first is None:
        return None
    line = (first, *(head for _, head in tree.ascend(first) if not tree.is_verb(head)))
    return next((k for k in line if tree.is_noun(k) and _is_deed(tree, k, context)), first)


def _behind_comma(tree: Tree, verb: int) -> tuple[int, ...]:
    """Who stands behind a clause between commas: "put the raid down, in which two died, to thieves"."""
    preps = (
        k
        for k in tree.descend(verb)
        if k > verb + 1 and tree.tokens[k].lemma == "to" and tree.tokens[k - 1].text == ","
    )
    return tuple(obj for k in preps for obj in tree.children(k, "pobj"))


def _blamed(tree: Tree, verb: int, blamer: int | None) -> Iterator[_Blame]:
    """Those whom somebody blamed for it, on whom it was blamed, or who "were to blame"."""
    found = arguments(tree, verb)
    to_blame = tree.tokens[verb].dep == "xcomp" and tree.tokens[tree.tokens[verb].head].lemma == "be"
    told = found.subjects if to_blame else found.objects
    blamer = None if to_blame else blamer
    onto = _objects(tree, (verb, *told), {"on", "upon"})
    deed = next(iter(told), None) if onto else _object(tree, (verb, *told), {"for"})
    for doer in onto or told:
        yield _Blame(doer=doer, word=verb, deed=deed, certainty=Certainty.ACCUSED, blamer=blamer)


def _is_part(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[k].lemma == "part" for k in tree.children(verb, "dobj"))


def _linked(tree: Tree, verb: int, context: Context) -> Iterator[_Blame]:
    """Those who took part in it, or whom somebody implicated in it or linked to it."""
    found = arguments(tree, verb)
    linking = tree.tokens[verb].lemma in _LINKING
    told = found.objects if linking else found.subjects
    deeds = [k for k in _objects(tree, (verb, *told), _TO_DEEDS) if _is_deed(tree, k, context)]
    certainty = Certainty.SUSPECTED if linking else Certainty.STATED
    blamer = next(iter(found.subjects), None) if linking else None
    for doer in told if deeds else ():
        yield _Blame(doer=doer, word=verb, deed=deeds[0], certainty=certainty, blamer=blamer)


def _work_of(tree: Tree, verb: int) -> Iterator[_Blame]:
    """Those of whom it "was the work"."""
    for work in tree.children(verb, "attr"):
        if tree.tokens[work].lemma in {"work", "responsibility", "handiwork"}:
            deed = next(iter(tree.children(verb, "nsubj")), None)
            for doer in _objects(tree, (work,), {"of"}):
                yield _Blame(doer=doer, word=verb, deed=deed, certainty=Certainty.STATED)


def _objects(tree: Tree, heads: Sequence[int], words: set[str] | frozenset[str]) -> tuple[int, ...]:
    return tuple(obj for head in heads for word, obj in prepositions(tree, head) if word in words)


def _object(tree: Tree, heads: Sequence[int], words: set[str]) -> int | None:
    return next(iter(_objects(tree, heads, words)), None)


def _is_deed(tree: Tree, noun: int, context: Context) -> bool:
    """True for a noun that names harm, or stands for it: "the crime"."""
    triggers = context.vocab.triggers_by_first.get(tree.tokens[noun].lemma, ())
    return tree.tokens[noun].lemma in _DEEDS or any(t.pos is Pos.NOUN for t in triggers)


def settle_blames(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """The drafts without blames, whom these name put to the violence that they can mean."""
    kept = [draft for draft in drafts if draft.kind != BLAME]
    moved = {id(draft): at for at, draft in enumerate(kept)}
    kept = [
        draft if draft.whole is None else replace(draft, whole=moved[id(drafts[draft.whole])])
        for draft in kept
    ]
    for blame in drafts:
        at = _meant(blame, kept, context) if blame.kind == BLAME else None
        if at is not None:
            kept[at] = _blame(kept[at], blame)
    return tuple(kept)


def _meant(blame: Draft, kept: Sequence[Draft], context: Context) -> int | None:
    """The draft of the deed itself, else the nearest violence before, else the next behind."""
    ranked = []
    for at, draft in enumerate(kept):
        back = blame.sentence.index - draft.sentence.index
        another = back == 0 and not blame.definite and draft.anchor != blame.anchor
        if another or not _is_violent(draft, context) or not -_FORWARD <= back <= _BACKWARD:
            continue
        ranked.append(((draft.anchor != blame.anchor or back != 0, back < 0, abs(back), -at), at))
    return min(ranked)[1] if ranked else None


def _is_violent(draft: Draft, context: Context) -> bool:
    told = draft.modality in {Modality.HAPPENED, Modality.SUSPECTED} and draft.whole is None
    known = draft.kind in context.vocab.kinds
    return told and known and family(draft.kind, context.vocab.kinds) in {"violence", "abduction"}


def _blame(draft: Draft, blame: Draft) -> Draft:
    """The draft with the doer and those who blame him, each once."""
    (doer,) = blame.actors
    if any(actor.who.span.overlaps(doer.who.span) for actor in draft.actors):
        return draft
    told = {source.who.span for source in draft.sources}
    sources = tuple(source for source in blame.sources if source.who.span not in told)
    return replace(draft, actors=(*draft.actors, doer), sources=(*draft.sources, *sources))
