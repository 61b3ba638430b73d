"""What a sentence leaves to those before it: who "he" is, which place, which day, part of what.

Each step takes the drafts of an article in order and gives new ones; none looks at words that are
not in the article, and what stays open stays null.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from khabar.claims.context import Context
from khabar.claims.draft import Draft
from khabar.claims.grouping import family
from khabar.model.claims import ActorClass, Party, Source
from khabar.model.values import Reading
from khabar.vocabulary.entries import Kind

Step = Callable[[Sequence[Draft], Context], tuple[Draft, ...]]

_BACKWARD = 3  # sentences that "the attack" or a bare place may lie back; chosen, not tuned
_MOVING = frozenset(
    {"talks", "offer", "demand", "threat", "refusal", "agreement", "ceasefire", "sanction"}
)


def resolve(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """The drafts with what the article says elsewhere filled in."""
    for step in STEPS:
        drafts = step(drafts, context)
    return tuple(drafts)


def carry_setting(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """Place and day of a draft that points back, from the nearest one before that it can mean."""
    done: list[Draft] = []
    for draft in drafts:
        earlier = _antecedent(draft, done, context.vocab.kinds)
        done.append(_fill_in(draft, earlier) if earlier else draft)
    return tuple(done)


def _fill_in(draft: Draft, earlier: Draft) -> Draft:
    kind = earlier.kind if draft.kind == "toll" and draft.definite else draft.kind
    return replace(draft, kind=kind, place=draft.place or earlier.place, when=draft.when or earlier.when)


def _antecedent(draft: Draft, done: Sequence[Draft], kinds: Mapping[str, Kind]) -> Draft | None:
    if (draft.place and draft.when) or draft.kind in _MOVING:
        return None
    for earlier in reversed(done):
        near = draft.sentence.index - earlier.sentence.index
        if near > _BACKWARD:
            return None
        same = family(earlier.kind, kinds) == family(draft.kind, kinds) and earlier.scope is draft.scope
        points = draft.definite or draft.apart or near == 0 or draft.whole is not None
        if same and points and not _differ(draft, earlier):
            return earlier
    return None


def _differ(draft: Draft, earlier: Draft) -> bool:
    """True where both name a place and it is not the same, or both a day."""
    days = draft.when and earlier.when and draft.when.value != earlier.when.value
    places = draft.place and earlier.place and draft.place.value.country != earlier.place.value.country
    return bool(days or places)


def name_speakers(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """Sources named by "he" or "the monitor", with the name that the article gives them."""
    named: list[Reading[Party]] = []
    done = []
    for draft in drafts:
        done.append(
            replace(draft, sources=tuple(_name(source, named, context) for source in draft.sources))
        )
        named.extend(source.who for source in done[-1].sources if source.who.value.name)
    return tuple(done)


def _name(source: Source, named: Sequence[Reading[Party]], context: Context) -> Source:
    if source.who.value.name:
        return source
    is_pronoun = source.who.text.lower() in {"he", "she"}
    for earlier in reversed(named):
        same_class = earlier.value.actor_class is source.who.value.actor_class
        if is_pronoun or (same_class and source.who.value.actor_class is not ActorClass.UNKNOWN):
            return replace(source, who=replace(source.who, value=earlier.value))
    return _name_ahead(source, context)


def _name_ahead(source: Source, context: Context) -> Source:
    """For "a monitor said", the one monitor that the article names, be it later."""
    if source.who.value.actor_class is not ActorClass.MONITOR:
        return source
    names = {
        entry.name
        for reading in context.actors
        for entry in reading.value
        if entry.actor_class is ActorClass.MONITOR
    }
    if len(names) != 1:
        return source
    party = Party(name=names.pop(), actor_class=ActorClass.MONITOR)
    return replace(source, who=replace(source.who, value=party))


def find_wholes(drafts: Sequence[Draft], _: Context) -> tuple[Draft, ...]:
    """Drafts whose words say that they are a part, tied to the nearest larger count before them."""
    return tuple(
        replace(draft, whole=_whole_of(draft, drafts[:i]))
        if draft.apart and draft.whole is None
        else draft
        for i, draft in enumerate(drafts)
    )


def _whole_of(draft: Draft, before: Sequence[Draft]) -> int | None:
    counts = {figure.measure: figure.count.value.stated for figure in draft.figures}
    for i in range(len(before) - 1, -1, -1):
        for figure in before[i].figures:
            if (
                figure.count.value.stated > counts.get(figure.measure, float("inf"))
                and before[i].whole is None
            ):
                return i
    return None


STEPS: tuple[Step, ...] = (find_wholes, carry_setting, name_speakers)
