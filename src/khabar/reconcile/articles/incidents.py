"""The incidents that one article tells of, each with all its values.

A report tells an incident in many sentences and says its day and its place in one of them. What is told
in general, as a total or as long past is no incident of the article, and fighting between armed sides
is none either: that is combat (`is_combat`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from khabar.model.claims import Actor, ActorClass, Claim, Modality, Role, Scope
from khabar.model.documents import Article
from khabar.model.values import Period, Place, PlacePrecision, Reading, TimePrecision
from khabar.reconcile.articles.leading import find_kind
from khabar.reconcile.articles.retold import tell_once
from khabar.reconcile.articles.towns import INFERRED
from khabar.reconcile.digests.families import find_family
from khabar.reconcile.digests.strands import find_strands


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What an article tells of one event, from all claims about it, in the order of the text.

    `counted` are the same claims with each count of people given once, where it is told first, and
    `parts` those that count some of them ("including a priest"), which add nothing up.
    `kinds` are those that the claims tell, the one that `leading` chooses first. `place` and `when` are
    the finest that a claim says; a town that the report is only filed from is none. `country` is that
    of the place, else the one that the article is about (rule `dateline` or `homeland`); `when` has
    the rule `beside` where it is the day of what is told before it. All three are None where nothing
    in the article says them.
    """

    claims: tuple[Claim, ...]
    counted: tuple[Claim, ...]
    parts: tuple[Claim, ...]
    kinds: tuple[str, ...]
    place: Reading[Place] | None
    country: Reading[str] | None
    when: Reading[Period] | None


_FAMILIES = frozenset({"attack", "abduction"})
_OPEN = frozenset({"attack", "toll"})
_TOLD = frozenset({Modality.HAPPENED, Modality.SUSPECTED, Modality.DENIED})
_STATE = frozenset({ActorClass.STATE_FORCES, ActorClass.FOREIGN_FORCES})
_REBELS = frozenset({ActorClass.REBEL, ActorClass.MILITIA, ActorClass.JIHADIST})
_UNARMED = frozenset(
    {ActorClass.CIVILIANS, ActorClass.RESIDENTS, ActorClass.OFFICIALS, ActorClass.MEDIA}
    | {ActorClass.STATE, ActorClass.PROTESTERS, ActorClass.MEDICS, ActorClass.NGO}
)
_ARMED_WHO = frozenset({"fighters", "soldiers", "combatants", "attackers"})
_FILED = "dateline"  # the rule of a town that a report is only filed from: its country is taken
# Words for what is done to those who cannot fight, whoever they are.
_MURDERS = frozenset(
    {"murder", "assassinate", "assassination", "massacre", "execute", "execution", "behead", "torture"}
    | {"rape", "slay"}
)
_LOCAL = "local name"  # the rule of a place that no gazetteer has
_OTHERS = re.compile(r"\bothers$", re.IGNORECASE)  # of whom nothing is said: "and three others"
_ENEMIES = frozenset({"enemy", "enemies"})
_FINENESS = {
    PlacePrecision.EXACT: 0,
    PlacePrecision.NEAR: 0,
    PlacePrecision.DISTRICT: 0,
    PlacePrecision.UNKNOWN: 1,
    PlacePrecision.PROVINCE: 1,
    PlacePrecision.REGION: 2,
    PlacePrecision.COUNTRY: 3,
}


def find_incidents(
    claims: Sequence[Claim], article: Article, homeland: Reading[str] | None
) -> tuple[Incident, ...]:
    """The incidents of violence that an article tells of, in the order of their first claims.

    `homeland` is the country that the article is about, for incidents without a place.
    """
    told = [claim for claim in claims if _is_incident(claim) and not _is_bare(claim)]
    chosen = [claim for claim in told if not is_combat(claim)]
    strands = [strand.claims for strand in find_strands(chosen, article)]
    parts = [claim for claim in claims if claim.part_of is not None]
    found = [_join(strand, parts, homeland) for strand in strands if any(map(_says_more, strand))]
    return tuple(_date(found))


def _is_incident(claim: Claim) -> bool:
    told = claim.modality in _TOLD and claim.scope is Scope.INCIDENT and claim.part_of is None
    return told and find_family(claim.kind) in _FAMILIES


def _says_more(claim: Claim) -> bool:
    """False for what is named in passing: no day, no place, no count, and one party at most."""
    return bool(claim.place or claim.when or claim.figures or len(claim.actors) > 1)


def _is_bare(claim: Claim) -> bool:
    """True for an attack by nobody on nobody: the words say only that there was one."""
    return claim.kind in _OPEN and not claim.actors and not claim.figures


def is_combat(claim: Claim) -> bool:
    """True for fighting of armed sides, and for what armies do to others than the unarmed.

    Rebels who attack soldiers do not fight a battle by that alone.
    """
    if _names_unarmed(claim) or (claim.rule in _MURDERS and not _harms_armed(claim)):
        return False
    doers = {a.who.value.actor_class for a in claim.actors if a.role is Role.PERPETRATOR}
    if claim.kind == "armed_clash" or doers & _STATE:
        return True
    return _harms_armed(claim) and not doers & _REBELS


def _names_unarmed(claim: Claim) -> bool:
    targets = {a.who.value.actor_class for a in claim.actors if a.role is Role.TARGET}
    counted = {figure.who for figure in claim.figures if not _OTHERS.search(figure.count.text)} - {None}
    return bool(targets & _UNARMED or counted - _ARMED_WHO - {"security_forces", "police"})


def _harms_armed(claim: Claim) -> bool:
    targets = [actor for actor in claim.actors if actor.role is Role.TARGET]
    enemies = any(_ENEMIES & set(actor.who.text.lower().split()) for actor in targets)
    counted = any(figure.who in _ARMED_WHO for figure in claim.figures)
    return enemies or counted or any(_is_armed(actor) for actor in targets)


def _is_armed(actor: Actor) -> bool:
    """True for people under arms, and for the posts of armed bodies; not for any headquarters."""
    return actor.who.value.actor_class in _STATE | _REBELS


def _join(claims: Sequence[Claim], parts: Iterable[Claim], homeland: Reading[str] | None) -> Incident:
    place = _find_place(claims)
    wholes = {claim.id for claim in claims}
    kinds = dict.fromkeys((find_kind(claims), *(claim.kind for claim in claims)))
    return Incident(
        claims=tuple(claims),
        counted=tuple(tell_once(claims)),
        parts=tuple(part for part in parts if part.part_of in wholes),
        kinds=tuple(kinds),
        place=place if place and place.rule != _FILED else None,
        country=_country_of(place) or homeland,
        when=_find_day(claims),
    )


def _country_of(place: Reading[Place] | None) -> Reading[str] | None:
    if place is None or place.value.country is None:
        return None
    return Reading(value=place.value.country, span=place.span, text=place.text, rule=place.rule)


def _find_place(claims: Iterable[Claim]) -> Reading[Place] | None:
    """The finest place that a claim says, one of its own words before one that is inferred."""
    places = [claim.place for claim in claims if claim.place]
    return min(places, key=lambda p: (p.rule in INFERRED, _fineness(p)), default=None)


def _fineness(place: Reading[Place]) -> int:
    """How coarse a place is; a local name is as fine as a town, though nobody knows where it lies."""
    return 0 if place.rule == _LOCAL else _FINENESS[place.value.precision]


def _find_day(claims: Iterable[Claim]) -> Reading[Period] | None:
    """The shortest stretch of days that a claim says."""
    periods = [claim.when for claim in claims if claim.when]
    return min(periods, key=lambda period: _length(period.value), default=None)


def _length(period: Period) -> int:
    if period.start is None or period.end is None or period.precision is TimePrecision.RELATIVE:
        return 10_000
    return (period.end - period.start).days


def _date(incidents: Sequence[Incident]) -> Iterator[Incident]:
    """The incidents, those without a day with that of the one before, else with the first."""
    last = next((one.when for one in incidents if one.when and one.when.value.start), None)
    for incident in incidents:
        if incident.when and incident.when.value.start:
            last = incident.when
            yield incident
        else:
            yield replace(incident, when=replace(last, rule="beside") if last else incident.when)
