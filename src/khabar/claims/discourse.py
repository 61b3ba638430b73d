"""What a sentence leaves to those before it: who "he" is, which place, which day, part of what.

Each step takes the drafts of an article in order and gives new ones; none looks at words that are
not in the article, and what stays open stays null.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from khabar.claims.context import Context
from khabar.claims.counts.apart import ELSEWHERE
from khabar.claims.deeds.causes import settle_causes
from khabar.claims.deeds.founding import keep_founded
from khabar.claims.deeds.grouping import family
from khabar.claims.draft import Draft
from khabar.claims.extractors.backdrops import join_backdrops
from khabar.claims.extractors.blames import settle_blames
from khabar.claims.extractors.denials import ANSWER, DENIABLE, answer
from khabar.claims.extractors.situations import AGAIN, AMONG
from khabar.claims.people.naming import name_actors, name_speakers, name_victims
from khabar.claims.scene.jurisdiction import place_by_force
from khabar.claims.scene.nearby_days import date_by_neighbours
from khabar.claims.telling.relays import add_relays
from khabar.model.claims import Actor, Figure, Modality, Role, Scope
from khabar.model.values import PlacePrecision, Qualifier, Quantity, Reading
from khabar.vocabulary.entries import Kind

Step = Callable[[Sequence[Draft], Context], tuple[Draft, ...]]

_BACKWARD = 3  # sentences that "the attack" or a bare place may lie back; chosen, not tuned
_TOLD = frozenset({Modality.HAPPENED, Modality.SUSPECTED, Modality.DENIED})
_TOWNS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR})
_UNSTATED = frozenset({"attack", "toll"})
_ANSWERED_WITHIN = 4  # sentences between a claim and the answer to it; chosen, not tuned
_MOVING = frozenset(
    {"talks", "offer", "demand", "threat", "refusal", "agreement", "ceasefire", "sanction"}
)


def resolve(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """The drafts with what the article says elsewhere filled in."""
    for step in STEPS:
        drafts = step(drafts, context)
    return tuple(drafts)


def carry_setting(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """Place and day of a draft that points back, from the nearest one before that it can mean.

    A part takes them from its whole alone, never from another part.
    """
    done: list[Draft] = []
    for draft in drafts:
        of_whole = None if draft.whole is None else done[draft.whole]
        earlier = of_whole or _antecedent(draft, done, context.vocab.kinds)
        done.append(_fill_in(draft, earlier) if earlier else draft)
    return tuple(done)


def _fill_in(draft: Draft, earlier: Draft) -> Draft:
    stated = earlier.kind not in _UNSTATED
    kind = earlier.kind if draft.kind in _UNSTATED and draft.definite and stated else draft.kind
    own = _doers(draft) or not draft.definite or _is_another(draft, earlier)
    actors = draft.actors if own else (*_doers(earlier), *draft.actors)
    place, when = draft.place or earlier.place, draft.when or earlier.when
    return replace(draft, kind=kind, actors=actors, place=place, when=when)


def _is_another(draft: Draft, earlier: Draft) -> bool:
    """True for deeds of one sentence by other means: "raided Tui after the bombing of Lugo"."""
    once = draft.kind in _UNSTATED or draft.kind == earlier.kind
    return draft.sentence.index == earlier.sentence.index and not once


def _doers(draft: Draft) -> tuple[Actor, ...]:
    return tuple(actor for actor in draft.actors if actor.role is Role.PERPETRATOR)


def _antecedent(draft: Draft, done: Sequence[Draft], kinds: Mapping[str, Kind]) -> Draft | None:
    if draft.kind in _MOVING:
        return None
    for earlier in reversed(done):
        near = draft.sentence.index - earlier.sentence.index
        if near > _BACKWARD:
            return None
        same = family(earlier.kind, kinds) == family(draft.kind, kinds) and earlier.scope is draft.scope
        bare = draft.kind in _UNSTATED and not draft.place and near <= 1
        points = draft.definite or draft.apart or near == 0 or draft.whole is not None or bare
        if same and points and not _differ(draft, earlier):
            return earlier
    return None


def _differ(draft: Draft, earlier: Draft) -> bool:
    """True where both name a place and it is not the same, or both a day."""
    days = draft.when and earlier.when and draft.when.value != earlier.when.value
    places = draft.place and earlier.place and draft.place.value.country != earlier.place.value.country
    return bool(days or places)


def answer_denials(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """Denials put beside the sources of what they deny; what answers nothing told before is no claim.

    A draft that is told only as denied, of a kind that stands asserted before it, is such an answer.
    """
    done: list[Draft] = []
    moved: dict[int, int] = {}
    for i, draft in enumerate(drafts):
        at = _answered(draft, done, context) if draft.modality is Modality.DENIED else None
        if at is not None:
            for earlier in _in_one_breath(done, at):
                done = answer(done, draft, earlier)
        elif draft.kind != ANSWER:
            moved[i] = len(done)
            deed = replace(draft, modality=Modality.HAPPENED) if draft.part_denied else draft
            done.append(deed if draft.whole is None else replace(deed, whole=moved.get(draft.whole)))
    return tuple(done)


def _in_one_breath(done: Sequence[Draft], at: int) -> tuple[int, ...]:
    """The draft, and those of its statement that tell of other places: a denial answers them all."""
    first = at
    while first > 0 and done[first].rule == ELSEWHERE:
        first -= 1
    return tuple(range(first, at + 1))


def _answered(denial: Draft, done: Sequence[Draft], context: Context) -> int | None:
    """The index of the nearest violent draft before a denial that can be meant by it.

    None for who rejects a truce: he answers nothing that was told to have been done.
    """
    if denial.kind != ANSWER and family(denial.kind, context.vocab.kinds) not in DENIABLE:
        return None
    for at in range(len(done) - 1, -1, -1):
        earlier = done[at]
        if denial.sentence.index - earlier.sentence.index > _ANSWERED_WITHIN:
            return None
        other = denial.sentence.index != earlier.sentence.index or denial.kind == ANSWER
        other = other and not _is_own(denial, earlier)
        violent = family(earlier.kind, context.vocab.kinds) in DENIABLE and earlier.whole is None
        if _are_apart(denial, earlier):
            continue
        if other and violent and earlier.modality is not Modality.DENIED and not denial.figures:
            return at
    return None


def _are_apart(denial: Draft, earlier: Draft) -> bool:
    """True where both name a town, and not the same."""
    places = [draft.place.value for draft in (denial, earlier) if draft.place]
    towns = [place for place in places if place.precision in _TOWNS]
    return len(towns) > 1 and towns[0].name != towns[1].name


def _is_own(denial: Draft, earlier: Draft) -> bool:
    """True for what the denier says himself, or what is told behind the denial."""
    deniers = {source.who.text.lower() for source in denial.sources}
    said = any(source.who.text.lower() in deniers for source in earlier.sources)
    return said or (denial.kind == ANSWER and earlier.anchor.start > denial.anchor.start)


def join_accounts(drafts: Sequence[Draft], _: Context) -> tuple[Draft, ...]:
    """Second counts with the kind, measure, place and day of what they count, told just before.

    One that counts nothing told before is no claim; but "six children were among the dead" tells, where
    all the dead are counted nowhere, of six at least.
    """
    done: list[Draft] = []
    moved: dict[int, int] = {}
    for i, draft in enumerate(drafts):
        if draft.kind == AGAIN and not _is_told_so(draft):
            continue
        if draft.rule == AMONG and done and _is_bare(done[-1], draft):
            done.pop()
        first = _counted_before(draft, done)
        if draft.kind != AGAIN:
            moved[i] = len(done)
            done.append(draft if draft.whole is None else replace(draft, whole=moved.get(draft.whole)))
        elif first:
            whole = done.index(first) if draft.apart else None
            done.append(replace(_as_account(draft, first), whole=whole, apart=False))
        elif draft.rule == AMONG and not draft.definite:
            done.append(_as_toll(draft))
    return tuple(done)


def _is_told_so(draft: Draft) -> bool:
    """False for who is not, or not known to be, among the dead; denied is told as denied."""
    return draft.modality in _TOLD and any(f.count.value.high != 0 for f in draft.figures)


def _is_bare(earlier: Draft, draft: Draft) -> bool:
    """True for the dead that a sentence denies and counts none of, before those among them."""
    beside = earlier.sentence.index == draft.sentence.index and earlier.modality is Modality.DENIED
    return beside and earlier.kind == "toll" and not (earlier.figures or earlier.actors)


def _as_toll(draft: Draft) -> Draft:
    """Some of the dead as a count of dead; how many more there are is not told."""
    figures = tuple(replace(f, measure="killed", count=_at_least(f.count)) for f in draft.figures)
    return replace(draft, kind="toll", figures=figures, scope=Scope.INCIDENT, apart=False)


def _at_least(count: Reading[Quantity]) -> Reading[Quantity]:
    if count.value.qualifier is not Qualifier.EXACTLY:
        return count
    return replace(count, value=replace(count.value, high=None, qualifier=Qualifier.AT_LEAST))


def _counted_before(draft: Draft, done: Sequence[Draft]) -> Draft | None:
    """The draft whose count another account or a part is of: the nearest, for some dead one of dead."""
    if draft.rule != AMONG:
        told = (d for d in reversed(done) if d.figures and not _is_behind(d, draft))
        first = next((d for d in told if not _is_part_beside(d, draft)), None)
        near = first is not None and draft.sentence.index - first.sentence.index <= 1
        return first if first and near and _may_hold(first, draft) else None
    for earlier in reversed(done):
        dead = [f for f in earlier.figures if f.measure == "killed"]
        enough = any(_holds(f, draft.figures[0]) for f in dead)
        if (
            enough
            and earlier.whole is None
            and not _is_listed_beside(earlier, draft)
            and draft.sentence.index - earlier.sentence.index <= _BACKWARD
        ):
            return earlier
    return None


def _is_behind(draft: Draft, other: Draft) -> bool:
    """True for what the same sentence tells later: "Seven of them were women, and 90 were hurt"."""
    return draft.sentence.index == other.sentence.index and draft.anchor.start > other.anchor.start


def _is_listed_beside(draft: Draft, other: Draft) -> bool:
    """True for another of the dead that the same sentence tells of, where all are counted nowhere."""
    return draft.rule == AMONG and draft.sentence.index == other.sentence.index


def _is_part_beside(draft: Draft, other: Draft) -> bool:
    """True for another part that the same sentence tells: "the victims were Pere Roig and Ana Mas"."""
    return draft.whole is not None and draft.sentence.index == other.sentence.index


def _may_hold(first: Draft, draft: Draft) -> bool:
    """False for a part that is larger than its whole, or one of people in a count of things."""
    persons = (f for f in first.figures if f.unit == "persons")
    parts = draft.figures if draft.apart else ()
    return not parts or any(_holds(figure, parts[0]) for figure in persons)


def _holds(whole: Figure, part: Figure) -> bool:
    return whole.count.value.stated >= part.count.value.stated


def _as_account(draft: Draft, first: Draft) -> Draft:
    counted = next((f for f in first.figures if f.measure == "killed"), first.figures[0])
    figures = tuple(replace(f, measure=counted.measure, who=f.who or counted.who) for f in draft.figures)
    place, when = draft.place or first.place, draft.when or first.when
    return replace(draft, kind=first.kind, figures=figures, place=place, when=when, scope=first.scope)


def find_wholes(drafts: Sequence[Draft], _: Context) -> tuple[Draft, ...]:
    """Drafts whose words say that they are a part, tied to the nearest larger count before them.

    A part that does not say by what means it was done has the whole's kind.
    """
    done: list[Draft] = []
    for draft in drafts:
        apart = draft.apart and draft.whole is None
        whole = _whole_of(draft, done) if apart else draft.whole
        kind = draft.kind if whole is None or draft.kind not in _UNSTATED else done[whole].kind
        done.append(replace(draft, whole=whole, kind=kind) if whole is not None else draft)
    return tuple(done)


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


STEPS: tuple[Step, ...] = (
    join_accounts,
    join_backdrops,
    settle_blames,
    answer_denials,
    settle_causes,
    keep_founded,
    find_wholes,
    carry_setting,
    date_by_neighbours,
    place_by_force,
    name_speakers,
    add_relays,
    name_actors,
    name_victims,
)
