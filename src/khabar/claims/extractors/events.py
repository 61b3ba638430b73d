"""The main way to find claims: trigger words and what hangs on them in the tree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khabar.claims.context import Context, within
from khabar.claims.counts.apart import part_places
from khabar.claims.counts.elisions import spread
from khabar.claims.counts.figures import read_counts
from khabar.claims.deeds.beside import MOVED
from khabar.claims.deeds.bodies import are_unearthed
from khabar.claims.deeds.causes import find_cause
from khabar.claims.deeds.founding import is_violence
from khabar.claims.deeds.generality import is_general
from khabar.claims.deeds.grouping import Mention, clause_root, family, group
from khabar.claims.deeds.triggers import find_hits
from khabar.claims.draft import Draft
from khabar.claims.extractors.captures import tell_captives
from khabar.claims.extractors.roles import read_actors
from khabar.claims.people.counting import Count
from khabar.claims.people.parties import FIGHTING, UNDER_ARMS
from khabar.claims.scene.scopes import read_scope
from khabar.claims.scene.setting import (
    Scene,
    find_likely_place,
    find_named_place,
    find_place,
    find_when,
    told_when,
)
from khabar.claims.scene.unlisted import find_unlisted
from khabar.claims.telling.cues import Attribution, find_cue
from khabar.claims.telling.second_tellers import read_second_tellers
from khabar.claims.telling.sources import attributions
from khabar.claims.telling.status import is_told_past, read_modality
from khabar.claims.tree import Tree
from khabar.model.claims import Actor, ActorClass, Figure, Modality, Role, Scope, Source, Stance
from khabar.model.values import Period, Place, Reading, Span
from khabar.vocab import Vocab
from khabar.vocabulary.entries import Kind, Pos

_POINTING_BACK = frozenset({"the", "this", "that", "these", "those"})
_SPOKEN = frozenset(
    {"offer", "demand", "threat", "refusal", "talks", "agreement", "ceasefire", "sanction"}
)
_TELLING = frozenset({"riot", "mob_violence"})  # by their words alone
_BY_ARMED = frozenset({"weapons_seized", "surrender"})
_SPEECH = frozenset({"offer", "demand", "threat", "refusal"})
_BY_KIND = {"offer": Modality.OFFERED, "demand": Modality.DEMANDED, "threat": Modality.THREATENED}
_TOLD = frozenset({Modality.HAPPENED, Modality.SUSPECTED, Modality.NOT_HAPPENED})
_FLYING = frozenset({ActorClass.STATE, ActorClass.STATE_FORCES, ActorClass.FOREIGN_FORCES})
_AHEAD = frozenset({Modality.PLANNED, Modality.THREATENED, Modality.OFFERED, Modality.DEMANDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerExtractor:
    """Finds what trigger words tell of: one draft a mention, and one for each count inside another."""

    name: str = "trigger"

    def __call__(self, tree: Tree, context: Context) -> tuple[Draft, ...]:
        """The drafts of a sentence; a part stands behind its whole, whose index `whole` holds."""
        hits = find_hits(tree, context.vocab)
        events = frozenset(hit.token for hit in hits)
        mentions = [
            mention
            for mention in group(tree, hits, context.vocab.kinds)
            if _is_told(mention, context.vocab.kinds) and is_violence(tree, mention, context)
        ]
        drafts: list[Draft] = []
        for mention in _drop_telling(tree, mentions, context):
            anchor = mention.main.token
            root = clause_root(tree, anchor, events)
            if tree.tokens[tree.tokens[root].head].lemma != "without":
                own = frozenset(hit.token for hit in mention.hits)
                place = find_unlisted(tree, mention, context)
                view = Scene(tree=tree, anchor=anchor, root=root, events=events, own=own, unlisted=place)
                drafts.extend(_drafts(mention, view, context, len(drafts)))
        return tuple(drafts)


def _is_told(mention: Mention, kinds: Mapping[str, Kind]) -> bool:
    """False where only a means is named: missiles that nobody fires."""
    nouns = all(hit.trigger.weak and hit.trigger.pos is Pos.NOUN for hit in mention.hits)
    return not (nouns and family(mention.kind, kinds) == "violence")


def _drop_telling(tree: Tree, mentions: Sequence[Mention], context: Context) -> Iterator[Mention]:
    """The mentions but those that tell of another: "threatened to bomb" is a bombing threatened."""
    chains = (attributions(tree, mention.main.token, context) for mention in mentions)
    telling = {attribution.token for chain in chains for attribution in chain}
    for mention in mentions:
        main = mention.main.token
        told = (tree.tokens[main].head,) if tree.tokens[main].dep in {"relcl", "acl"} else ()
        answers = any(find_cue(tree, k, context) for k in (*told, *tree.children(main, "dobj")))
        if mention.kind not in _SPEECH or not (main in telling or answers):
            yield mention


def _drafts(mention: Mention, view: Scene, context: Context, index: int) -> Iterator[Draft]:
    counts = read_counts(view.tree, mention, context)
    parts = frozenset(count.head for count in counts if count.part)
    whole = _whole(mention, replace(view, parts=parts) if parts else view, context)
    figures = tuple(count.figure for count in counts if count.figure and not count.part)
    scope = read_scope(view, whole.when, context, counted=bool(figures))
    actors = tuple(_moved(actor, figures) for actor in whole.actors)
    if scope is Scope.INCIDENT and not (figures or whole.when) and is_general(view.tree, mention):
        scope = Scope.ONGOING
    whole = replace(whole, figures=figures, scope=scope, actors=actors)
    whole, *taken = tell_captives(view.tree, mention, whole, counts, context)
    if _says_something(whole, context.vocab) and (figures or not _is_homely(mention)):
        if whole.place is None and (place := find_likely_place(view, context)):
            whole = replace(whole, place=place)
        whole, *others = spread(view.tree, whole, index, context)
        whole, *elsewhere = part_places(view.tree, whole, context)
        yield whole
        yield from (_part(whole, count, view, context, index) for count in counts if count.part)
        yield from (*others, *elsewhere, *taken)
        yield from read_second_tellers(view.tree, whole, context)


def _moved(actor: Actor, figures: Sequence[Figure]) -> Actor:
    """The actor, who is no doer where the tree makes one of those who are counted as moved."""
    counted = any(f.measure in MOVED and f.count.span.overlaps(actor.who.span) for f in figures)
    return replace(actor, role=Role.TARGET) if counted else actor


def _is_homely(mention: Mention) -> bool:
    """True where all words are such that only a count makes a claim of them: "moved to a camp"."""
    return all(h.trigger.homely and not (h.trigger.common or h.trigger.weak) for h in mention.hits)


def _says_something(draft: Draft, vocab: Vocab) -> bool:
    """False for an event named in passing, with nothing said of it, and for a toll without a number."""
    if draft.kind in _BY_ARMED:
        return _is_by_armed(draft, vocab)
    if draft.kind in _TELLING:
        return True
    if draft.kind == "toll" and draft.modality is not Modality.DENIED:
        return bool(draft.figures) and draft.modality in _TOLD
    said = draft.figures or draft.actors or draft.place or draft.when
    return bool(said) or draft.modality is Modality.DENIED


def _is_by_armed(draft: Draft, vocab: Vocab) -> bool:
    """False for a gun that a child finds, and for a suspect who gives himself up."""
    acting = [a for a in draft.actors if a.role in {Role.PERPETRATOR, Role.PARTICIPANT}]
    armed = any(actor.who.value.actor_class in FIGHTING for actor in acting)
    counted = any(figure.who in UNDER_ARMS for figure in draft.figures)
    return armed or counted or not any(_is_civil(actor, vocab) for actor in acting)


def _is_civil(actor: Actor, vocab: Vocab) -> bool:
    """True for somebody known by name alone, or by a noun for those who bear no arms."""
    nouns = (vocab.people.get(vocab.lemma(word, "NNS")) for word in actor.who.text.lower().split())
    who = {noun.who for noun in nouns if noun}
    return actor.who.value.name is not None or (bool(who - {None}) and not who & UNDER_ARMS)


def _whole(mention: Mention, view: Scene, context: Context) -> Draft:
    tree = view.tree
    chain = attributions(tree, mention.main.token, context)
    sources = unique_sources(chain)
    modality = read_modality(tree, mention, chain, view.events, context.vocab)
    if modality is Modality.HAPPENED:
        modality = _BY_KIND.get(mention.kind, modality)
    dug_up = mention.kind == "toll" and are_unearthed(tree, mention.hits)
    when = None if dug_up else find_when(view, context, future=modality in _AHEAD)
    if modality in _AHEAD and when and is_told_past(tree, mention.main.token, chain):
        past = find_when(view, context, future=False)
        when = when if past and past.value == when.value else None  # "uncovered a plot for Sunday"
    actors = _not_speaking(read_actors(tree, mention, chain, context), sources)
    return Draft(
        kind=_find_kind(mention, modality, actors),
        sentence=tree.sentence,
        anchor=tree.tokens[mention.main.token].span,
        actors=actors,
        place=find_named_place(view, context),
        when=when or _when_spoken(tree, mention, chain, context),
        figures=(),
        sources=sources,
        modality=modality,
        scope=Scope.INCIDENT,
        rule=mention.main.trigger.lemma,
        definite=_points_back(tree, mention),
        cause=find_cause(tree, mention, context),
        unlisted=view.unlisted is not None,
        part_denied=modality is Modality.DENIED and any(attribution.part for attribution in chain),
        apart=any(t.lemma == "alone" and tree.is_under(t.i, view.root) for t in tree.tokens),
    )


def _find_kind(mention: Mention, modality: Modality, actors: tuple[Actor, ...]) -> str:
    """The kind of the triggers; the bombing that armies do is done from the air."""
    if mention.kind == "toll" and modality is Modality.THREATENED:
        return "threat"
    bombing = any(hit.trigger.lemma == "bombing" for hit in mention.hits) and mention.kind == "bombing"
    doers = {actor.who.value.actor_class for actor in actors if actor.role is Role.PERPETRATOR}
    return "air_strike" if bombing and doers & _FLYING else mention.kind


def _not_speaking(actors: tuple[Actor, ...], sources: tuple[Source, ...]) -> tuple[Actor, ...]:
    """The actors but those that a misread tree makes victims of what they only tell."""
    told = [source.who.span for source in sources]
    return tuple(
        actor
        for actor in actors
        if actor.role is not Role.TARGET or not any(actor.who.span.overlaps(span) for span in told)
    )


def _part(whole: Draft, count: Count, view: Scene, context: Context, index: int) -> Draft:
    """What a part shares with its whole: all but those it was done to, and a place of its own."""
    doers = tuple(actor for actor in whole.actors if actor.role is not Role.TARGET)
    place = _place_of_part(count, view, context)
    return replace(
        whole,
        actors=doers,
        place=place or whole.place,
        figures=(count.figure,) if count.figure else (),
        anchor=view.tree.tokens[count.head].span,
        whole=index,
        rule="part of a count",
    )


def _place_of_part(count: Count, view: Scene, context: Context) -> Reading[Place] | None:
    """The place in a part's own clause or phrase, else the first behind it before the next verb.

    Never one before it: that is another part's.
    """
    tree = view.tree
    own = clause_root(tree, count.head, view.events)
    if own != view.root or tree.children(count.head, "prep", "acl"):
        top = own if own != view.root else count.head
        inner = Scene(tree=tree, anchor=count.head, root=top, events=view.events)
        found = find_place(inner, context)
        if found and found.span.start > tree.tokens[count.head].start:
            return found
    stop = next(
        (t.start for t in tree.tokens[count.head + 1 :] if tree.is_verb(t.i)), tree.tokens[-1].end
    )
    behind = within(
        context.places, Span(tree.tokens[count.head].end, max(stop, tree.tokens[count.head].end))
    )
    return next((reading for reading in behind if "metonym" not in reading.rule), None)


def unique_sources(chain: tuple[Attribution, ...]) -> tuple[Source, ...]:
    """Those on a chain of telling, the first speaker first, each stance of each once.

    "We" inside a quotation is whoever is quoted, and no source of its own.
    """
    by_words: dict[tuple[Span, Stance], Source] = {}
    for attribution in chain:
        for source in attribution.sources:
            by_words.setdefault((source.who.span, source.stance), source)
    others = tuple(s for s in by_words.values() if s.who.text.lower() not in {"we", "i"})
    return others or tuple(by_words.values())


def _when_spoken(
    tree: Tree, mention: Mention, chain: tuple[Attribution, ...], context: Context
) -> Reading[Period] | None:
    """What is offered, demanded or refused happens when it is said."""
    if mention.kind not in _SPOKEN:
        return None
    periods = (told_when(tree, attribution.token, context) for attribution in chain)
    return next((period for period in periods if period), None)


def _points_back(tree: Tree, mention: Mention) -> bool:
    """True for "the attack", "those strikes", and for words that only paint what was told: "chanted"."""
    if mention.kind == "protest" and all(hit.trigger.weak for hit in mention.hits):
        return True
    return any(
        tree.tokens[k].lemma in _POINTING_BACK
        for hit in mention.hits
        if hit.trigger.pos is Pos.NOUN
        for k in tree.children(hit.token, "det")
    )
