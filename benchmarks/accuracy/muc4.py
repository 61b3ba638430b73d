"""Adapter for `muc4`: one template for each incident of an article and each of its types."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from benchmarks.accuracy.articles import Row
from khabar import pipeline
from khabar import vocab as vocabulary
from khabar.errors import InputError
from khabar.model.claims import Actor, ActorClass, Certainty, Claim, Figure, Party, Role
from khabar.model.reports import Report
from khabar.model.values import PlacePrecision, Qualifier, Reading
from khabar.reconcile.articles.incidents import Incident
from khabar.reconcile.articles.victims import is_single
from khabar.vocabulary.entries import NounSort

# What the key is about, by its definition: nine countries, and no incident older than two months.
_COUNTRIES = frozenset({"AR", "BO", "CL", "CO", "EC", "GT", "HN", "PE", "SV"})
_RECENT = timedelta(days=62)
_TYPES = {
    "attack": "ATTACK",
    "armed_clash": "ATTACK",
    "air_strike": "ATTACK",
    "drone_strike": "ATTACK",
    "shelling": "ATTACK",
    "missile_strike": "ATTACK",
    "grenade_attack": "ATTACK",
    "chemical_attack": "ATTACK",
    "shooting": "ATTACK",
    "execution": "ATTACK",
    "torture": "ATTACK",
    "sexual_violence": "ATTACK",
    "toll": "ATTACK",
    "bombing": "BOMBING",
    "suicide_bombing": "BOMBING",
    "abduction": "KIDNAPPING",
    "arson": "ARSON",
    "property_destruction": "ATTACK",
}
_EFFECTS = {"killed": "DEATH", "wounded": "INJURY"}
_CONFIDENCE = {
    Certainty.STATED: "REPORTED AS FACT",
    Certainty.CLAIMED: "CLAIMED OR ADMITTED",
    Certainty.SUSPECTED: "SUSPECTED OR ACCUSED",
    Certainty.ACCUSED: "SUSPECTED OR ACCUSED",
    Certainty.DENIED: "POSSIBLE",
}
_BODIES = frozenset({ActorClass.STATE, ActorClass.STATE_FORCES, ActorClass.MILITIA})
_AUTHORITIES = frozenset({ActorClass.STATE, ActorClass.STATE_FORCES, ActorClass.OFFICIALS})


def predict(row: Row) -> dict[str, Any]:
    """The prediction for a blind row, read as a page of plain text; none where it is no report."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    page = row["text"].encode("utf-8")
    try:
        report = pipeline.read(page, published=published, publisher=row["publisher"])
    except InputError:
        return {"id": row["id"], "templates": []}
    return {"id": row["id"], "templates": write_templates(report, published)}


def write_templates(report: Report, published: date | None) -> list[dict[str, Any]]:
    """A template for each incident in the key's countries and months, and for each type that it has."""
    covered = (one for one in pipeline.incidents(report) if _is_covered(one, published))
    return [template for incident in covered for template in _write(incident, published)]


def _is_covered(incident: Incident, published: date | None) -> bool:
    """False for an incident elsewhere or long ago, which the key leaves out by its definition."""
    if incident.country and incident.country.value not in _COUNTRIES:
        return False
    end = incident.when.value.end if incident.when else None
    return not (end and published and published - end > _RECENT)


def _write(incident: Incident, published: date | None) -> Iterator[dict[str, Any]]:
    """The templates of an incident; who did it and whom it hit stand in the first."""
    shared = {"date": _day(incident, published), "location": _location(incident)}
    types = list(dict.fromkeys(_TYPES[kind] for kind in incident.kinds if kind in _TYPES))
    for number, kind in enumerate(types):
        whom = _parties(incident) if number == 0 else {}
        yield {"type": kind, **shared, **whom}


def _day(incident: Incident, published: date | None) -> dict[str, str | None]:
    """The days of an incident; on or before the day of the report where it has none."""
    when = incident.when.value if incident.when else None
    days = (when.start, when.end) if when and when.start and when.end else (None, published)
    start, end = (day.isoformat() if day else None for day in days)
    return {"from": start, "to": end}


def _parties(incident: Incident) -> dict[str, Any]:
    doers = [
        (actor, claim)
        for claim in incident.claims
        for actor in claim.actors
        if actor.role in (Role.PERPETRATOR, Role.PARTY)
    ]
    bodies = [(actor, claim) for actor, claim in doers if _is_body(actor)]
    return {
        "perp_org": [{"names": _names(actor)} for actor, _ in bodies],
        "perp_org_confidence": [_confidence(actor, claim) for actor, claim in bodies],
        "perp_individual": [actor.who.text for actor, _ in doers if _are_persons(actor)],
        "hum_tgt": [
            *(victim for claim in incident.counted for victim in _victims(claim, incident.parts)),
            *(victim for claim in incident.parts for victim in _singled_out(claim)),
        ],
    }


def _is_body(actor: Actor) -> bool:
    """True for a known actor, a state, a body with a name, and one of the state told by its noun."""
    words, party = vocabulary.load(), actor.who.value
    noun = words.find_noun(actor.who.text)
    if party.name and (words.find_actors(party.name) or words.find_country(party.name)):
        return True
    collective = noun is not None and noun.sort is NounSort.COLLECTIVE
    return collective and (party.name is not None or party.actor_class in _BODIES)


def _are_persons(actor: Actor) -> bool:
    """True for what is no body, and for the members of one: "FMLN guerrillas"."""
    noun = vocabulary.load().find_noun(actor.who.text)
    return not _is_body(actor) or (noun is not None and noun.sort is NounSort.PERSON)


def _names(actor: Actor) -> list[str]:
    """The canonical name, the one that the text uses, and the others of a known group."""
    name = actor.who.value.name
    known = vocabulary.load().find_actors(name) if name else ()
    others = [
        alias for entry in known if entry.actor_class not in _AUTHORITIES for alias in entry.aliases
    ]
    return [name for name in dict.fromkeys((name, actor.who.text, *others)) if name]


def _confidence(actor: Actor, claim: Claim) -> dict[str, Any]:
    level = _CONFIDENCE[actor.certainty]
    speakers = {source.who.value.actor_class for source in claim.sources}
    by_authorities = level == "SUSPECTED OR ACCUSED" and bool(speakers & _AUTHORITIES)
    named = f"{level} BY AUTHORITIES" if by_authorities else level
    return {"names": _names(actor), "confidence": named}


def _location(incident: Incident) -> str | None:
    """`COUNTRY: PLACE`, the place left out where only a country is known.

    Of names with one code (Zaire) the first in the vocabulary is taken: today's.
    """
    countries = {country.code: country.name for country in reversed(vocabulary.load().countries)}
    country = countries.get(incident.country.value) if incident.country else None
    place = incident.place.value if incident.place else None
    if place is None or country is None or place.precision is PlacePrecision.COUNTRY:
        return country
    return f"{country}: {place.name}"


def _victims(claim: Claim, parts: Sequence[Claim]) -> Iterator[dict[str, Any]]:
    """The figures of dead and wounded; each one for himself where all who are counted are named."""
    targets = [actor.who for actor in claim.actors if actor.role is Role.TARGET]
    words = [who.text for who in targets]
    for figure in claim.figures:
        effect = _EFFECTS.get(figure.measure)
        named = [who.text for who in targets if _spells_out(who, figure)]
        number = _number(figure)
        apart = [v for part in parts if part.part_of == claim.id for v in _singled_out(part)]
        if number != 1 and number == sum(v["effect"] == effect for v in apart):
            continue  # each has an entry for himself
        if effect and len(named) == number and number != 1:
            yield from ({"names": [name], "number": 1, "effect": effect} for name in named)
        elif effect:
            yield {"names": words, "number": number, "effect": effect}


def _singled_out(part: Claim) -> Iterator[dict[str, Any]]:
    """One person told of inside a count, "including the poet Pere Roig", who has an entry in the key."""
    for figure in part.figures:
        effect = _EFFECTS.get(figure.measure)
        if effect and is_single(figure):
            yield {"names": [figure.count.text], "number": 1, "effect": effect}


def _spells_out(who: Reading[Party], figure: Figure) -> bool:
    """True for a name that stands behind the words of a count."""
    return who.value.name is not None and who.span.start >= figure.count.span.end


def _number(figure: Figure) -> int | str:
    count = figure.count.value
    return "PLURAL" if count.qualifier is Qualifier.VAGUE else int(count.stated)
