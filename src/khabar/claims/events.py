"""The main way to find claims: trigger words and what hangs on them in the tree."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from khabar.claims.context import Context
from khabar.claims.draft import Draft
from khabar.claims.figures import read_counts
from khabar.claims.grouping import Mention, clause_root, group
from khabar.claims.repair import mend
from khabar.claims.roles import read_actors
from khabar.claims.setting import Scene, find_place, find_when, scene, told_when
from khabar.claims.sources import Attribution, attributions, listeners
from khabar.claims.status import read_modality, read_scope
from khabar.claims.tree import Tree
from khabar.claims.triggers import find_hits
from khabar.model.claims import Modality, Role, Source, Stance
from khabar.model.documents import ParsedSentence
from khabar.model.values import Period, Reading, Span
from khabar.vocabulary.entries import Pos

_POINTING_BACK = frozenset({"the", "this", "that", "these", "those"})
_SPOKEN = frozenset(
    {"offer", "demand", "threat", "refusal", "talks", "agreement", "ceasefire", "sanction"}
)
_SPEECH = frozenset({"offer", "demand", "threat", "refusal"})
_AHEAD = frozenset({Modality.PLANNED, Modality.THREATENED, Modality.OFFERED, Modality.DEMANDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerExtractor:
    """Finds what trigger words tell of: one draft a mention, and one for each count inside another."""

    name: str = "trigger"

    def __call__(self, parsed: ParsedSentence, context: Context) -> tuple[Draft, ...]:
        """The drafts of a sentence; a part stands behind its whole, whose index `whole` holds."""
        tree = mend(parsed, context.vocab)
        hits = find_hits(tree, context.vocab)
        mentions = tuple(
            mention for mention in group(tree, hits, context.vocab.kinds) if _is_told(mention)
        )
        roots = tuple(clause_root(tree, mention.main.token, hits) for mention in mentions)
        telling = {
            a.token for mention in mentions for a in attributions(tree, mention.main.token, context)
        }
        drafts: list[Draft] = []
        for mention, root in zip(mentions, roots, strict=True):
            if mention.kind in _SPEECH and mention.main.token in telling:
                continue  # "threatened to bomb" is a bombing that is threatened, told once
            view = scene(tree, mention, root, roots)
            whole = _draft(parsed, mention, view, context)
            drafts.extend(_with_parts(whole, mention, view, context, len(drafts)))
        return tuple(drafts)


def _is_told(mention: Mention) -> bool:
    """False where only a means is named: missiles that nobody fires."""
    return not all(hit.trigger.weak and hit.trigger.pos is Pos.NOUN for hit in mention.hits)


def _draft(parsed: ParsedSentence, mention: Mention, view: Scene, context: Context) -> Draft:
    tree = view.tree
    chain = attributions(tree, mention.main.token, context)
    modality = read_modality(tree, mention, chain)
    when = find_when(view, context, future=modality in _AHEAD) or _when_spoken(
        tree, mention, chain, context
    )
    return Draft(
        kind=mention.kind,
        sentence=parsed.sentence,
        anchor=tree.tokens[mention.main.token].span,
        actors=read_actors(tree, mention, chain, context),
        place=find_place(view, context),
        when=when,
        figures=(),
        sources=_sources(tree, chain, context),
        modality=modality,
        scope=read_scope(tree, mention, when, context),
        rule=mention.main.trigger.lemma,
        definite=_points_back(tree, mention),
        apart=_is_apart(tree, view),
    )


def _with_parts(
    whole: Draft, mention: Mention, view: Scene, context: Context, index: int
) -> Iterator[Draft]:
    counts = read_counts(view.tree, mention, context)
    yield replace(whole, figures=tuple(count.figure for count in counts if not count.part))
    for count in counts:
        if count.part:
            anchor = view.tree.tokens[count.head].span
            yield replace(_part_of(whole, index), figures=(count.figure,), anchor=anchor)


def _part_of(whole: Draft, index: int) -> Draft:
    """What a part shares with its whole: all but those it was done to."""
    doers = tuple(actor for actor in whole.actors if actor.role is not Role.TARGET)
    return replace(whole, actors=doers, whole=index, rule="part of a count")


def _sources(tree: Tree, chain: tuple[Attribution, ...], context: Context) -> tuple[Source, ...]:
    """Those on the chain, each once, and the media whom the speaker told."""
    told = listeners(tree, context) if any(attribution.sources for attribution in chain) else ()
    by_words: dict[tuple[Span, Stance], Source] = {}
    for source in (*(s for attribution in chain for s in attribution.sources), *told):
        by_words.setdefault((source.who.span, source.stance), source)
    return tuple(by_words.values())


def _when_spoken(
    tree: Tree, mention: Mention, chain: tuple[Attribution, ...], context: Context
) -> Reading[Period] | None:
    """What is offered, demanded or refused happens when it is said."""
    if mention.kind not in _SPOKEN:
        return None
    periods = (told_when(tree, attribution.token, context) for attribution in chain)
    return next((period for period in periods if period), None)


def _points_back(tree: Tree, mention: Mention) -> bool:
    """True for "the attack", "those strikes": an event that the reader already knows."""
    return any(
        tree.tokens[k].lemma in _POINTING_BACK
        for hit in mention.hits
        if hit.trigger.pos is Pos.NOUN
        for k in tree.children(hit.token, "det")
    )


def _is_apart(tree: Tree, view: Scene) -> bool:
    """True where the words say that this is a part of something larger: "in Idlib alone"."""
    words = {tree.tokens[k].lemma for k in tree.descend(view.root)}
    return "alone" in words
