"""Denials whose sentence names no event, such as "The minister rejected the allegations".

Such a sentence makes no claim of its own; it is an answer to one told before, and the denier is put
beside those who told it. A denial lowers no figure.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from khabar.claims.context import Context, touching
from khabar.claims.deeds.grouping import family
from khabar.claims.deeds.triggers import find_hits
from khabar.claims.draft import Draft
from khabar.claims.telling.cues import find_cue
from khabar.claims.telling.falsehoods import denied, find_verdicts
from khabar.claims.telling.sources import attributions, is_undecided, speakers
from khabar.claims.tree import Tree
from khabar.model.claims import Modality, Scope, Source, Stance
from khabar.vocab import Vocab
from khabar.vocabulary.entries import Trigger

_BACK = frozenset(
    {
        "it",
        "this",
        "that",
        "them",
        "involvement",
        "responsibility",
        "role",
        "part",
        "wrongdoing",
        "blame",
    }
    | {"connection", "link", "knowledge", "incident", "figure", "toll", "number", "account", "news"}
    | {"report", "information", "version", "story"}
)
_INFLATING = frozenset({"exaggerating", "inflating", "fabricating", "inventing", "overstating"})
DENIABLE: Final = frozenset(
    {"violence", "property_destruction", "abduction", "siege", "aid_obstruction"}
)
"""The families of kinds that a denial without an event of its own can be an answer to."""
ANSWER: Final = "denial"
"""The kind of a draft that only answers another; no claim ever has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialExtractor:
    """Finds denials of what was told before."""

    name: str = "denial"

    def __call__(self, tree: Tree, context: Context) -> tuple[Draft, ...]:
        """One draft of kind `ANSWER` for each denying word that has no event of its own below it."""
        denying = _denying_words(context.vocab)
        verdicts = tuple(find_verdicts(tree, context.vocab))
        words = {token.text.lower() for token in tree.tokens}
        lemmas = {token.lemma for token in tree.tokens}
        if not verdicts and denying.isdisjoint(lemmas) and _INFLATING.isdisjoint(words):
            return ()
        hits = find_hits(tree, context.vocab)
        events = [hit.token for hit in hits if not hit.trigger.weak]
        weak = [hit.token for hit in hits if hit.trigger.weak and _is_deniable(hit.trigger, context)]
        found = []
        for token in (t for t in tree.tokens if t.lemma in denying):
            cue = find_cue(tree, token.i, context)
            denies = cue is not None and cue.stance is Stance.DENIES
            denies = denies and not is_undecided(tree, token.i)
            answers = _is_answer(tree, token.i, context) or _has_event(tree, token.i, weak)
            if denies and answers and not _has_event(tree, token.i, events):
                found.append(_answer(token.i, tree, _deniers(tree, token.i, context)))
        for verdict, judged in verdicts:
            if _points_back(tree, judged, context) and not any(tree.is_under(e, judged) for e in events):
                found.append(_answer(verdict, tree, _judges(tree, verdict, context)))
        found += [_answer(word, tree, sources) for word, sources in _exaggerators(tree, context)]
        return tuple(draft for draft in found if draft.sources)


@functools.cache
def _denying_words(vocab: Vocab) -> frozenset[str]:
    return frozenset(cue.words[0] for cue in vocab.cues if cue.stance is Stance.DENIES)


def _has_event(tree: Tree, verb: int, events: list[int]) -> bool:
    """True where what is denied names an event; what the denier did besides does not count."""
    beside = {"conj", "nsubj", "advcl", "agent"}
    denied = [kid for kid in tree.kids[verb] if tree.tokens[kid].dep not in beside]
    return any(tree.is_under(event, kid) for event in events for kid in denied)


def _is_answer(tree: Tree, verb: int, context: Context) -> bool:
    """True where what is denied was said before: an allegation, it, a part in it; or is not named."""
    told = tree.children(verb, "dobj", "pobj", "xcomp", "ccomp")
    if tree.tokens[verb].dep == "relcl" and any(tree.tokens[k].lemma == "which" for k in told):
        above = tree.tokens[verb].head  # "200 died in Reus, which the army denies"
        place = bool(touching(context.places, tree.tokens[above].span))
        return place or tree.is_verb(above) or _points_back(tree, above, context)
    return not told or any(_points_back(tree, k, context) for k in told)


def _points_back(tree: Tree, token: int, context: Context) -> bool:
    cue = find_cue(tree, token, context) if tree.is_noun(token) else None
    lemma = _join_hyphened(tree, token)
    triggers = context.vocab.triggers_by_first.get(lemma, ())
    weak = any(t.weak and len(t.words) == 1 and _is_deniable(t, context) for t in triggers)
    return cue is not None or weak or lemma in _BACK


def _join_hyphened(tree: Tree, i: int) -> str:
    """A noun's lemma, of "wrong-doing" and "cease-fire" that of both parts."""
    parts = tree.tokens[max(0, i - 2) : i + 1]
    hyphened = len(parts) == 3 and parts[1].text == "-"
    return f"{parts[0].lemma}{parts[2].lemma}" if hyphened else tree.tokens[i].lemma


def _is_deniable(trigger: Trigger, context: Context) -> bool:
    """False for a truce or an offer: who rejects it denies nothing."""
    return not trigger.kind or family(trigger.kind, context.vocab.kinds) in DENIABLE


def _exaggerators(tree: Tree, context: Context) -> Iterator[tuple[int, tuple[Source, ...]]]:
    """The word in "accused the rebels of inflating the toll", with those who accuse them."""
    for token in tree.tokens:
        if token.text.lower() not in _INFLATING or not _is_answer(tree, token.i, context):
            continue
        above = next(iter(attributions(tree, token.i, context)), None)
        if above and above.cue.stance is Stance.ACCUSES:
            yield token.i, tuple(replace(source, stance=Stance.DENIES) for source in above.sources)


def _deniers(tree: Tree, denying: int, context: Context) -> tuple[Source, ...]:
    cue = find_cue(tree, denying, context)
    return tuple(speakers(tree, denying, cue, context)) if cue else ()


def _judges(tree: Tree, verdict: int, context: Context) -> tuple[Source, ...]:
    """Who says "the figure is false", or calls it so: the nearest that speaks."""
    calling = tree.tokens[verdict].head
    cue = find_cue(tree, calling, context) if tree.tokens[verdict].dep == "oprd" else None
    if cue:
        return tuple(speakers(tree, calling, denied(cue), context))
    above = next(iter(attributions(tree, verdict, context)), None)
    return tuple(replace(source, stance=Stance.DENIES) for source in above.sources) if above else ()


def _answer(word: int, tree: Tree, sources: tuple[Source, ...]) -> Draft:
    return Draft(
        kind=ANSWER,
        sentence=tree.sentence,
        anchor=tree.tokens[word].span,
        actors=(),
        place=None,
        when=None,
        figures=(),
        sources=sources,
        modality=Modality.DENIED,
        scope=Scope.INCIDENT,
        rule="denial",
    )


def answer(drafts: list[Draft], denial: Draft, at: int) -> list[Draft]:
    """The drafts with the deniers of `denial` beside the sources of the draft `at`."""
    known = {(source.who.text, source.stance) for source in drafts[at].sources}
    added = tuple(source for source in denial.sources if (source.who.text, source.stance) not in known)
    answered = replace(drafts[at], sources=(*drafts[at].sources, *added))
    return [*drafts[:at], answered, *drafts[at + 1 :]]
