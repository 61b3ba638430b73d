"""Adapter for `muc4`: one template for each claim of violence that is told as done."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from benchmarks.accuracy.articles import Row
from khabar import pipeline
from khabar import vocab as vocabulary
from khabar.errors import InputError
from khabar.model.claims import Actor, ActorClass, Certainty, Claim, Figure, Modality, Role, Scope
from khabar.model.values import PlacePrecision, Qualifier
from khabar.vocabulary.entries import NounSort

_TOLD = frozenset({Modality.HAPPENED, Modality.SUSPECTED, Modality.DENIED})
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
    templates = [write_template(claim, row["published"]) for claim in report.claims if _is_told(claim)]
    return {"id": row["id"], "templates": templates}


def _is_told(claim: Claim) -> bool:
    in_scope = claim.scope is Scope.INCIDENT and claim.part_of is None
    return in_scope and claim.kind in _TYPES and claim.modality in _TOLD


def write_template(claim: Claim, published: str | None) -> dict[str, Any]:
    """A claim as a template; on or before the day of the report where it has no day of its own."""
    when = claim.when.value if claim.when else None
    days = (when.start, when.end) if when and when.start else (None, None)
    doers = [a for a in claim.actors if a.role in (Role.PERPETRATOR, Role.PARTY)]
    bodies = [actor for actor in doers if _is_body(actor)]
    return {
        "type": _TYPES[claim.kind],
        "date": {
            "from": days[0].isoformat() if days[0] else None,
            "to": days[1].isoformat() if days[1] else published,
        },
        "location": _location(claim),
        "perp_org": [{"names": _names(actor)} for actor in bodies],
        "perp_org_confidence": [_confidence(actor, claim) for actor in bodies],
        "perp_individual": [actor.who.text for actor in doers if _are_persons(actor)],
        "hum_tgt": list(_victims(claim)),
    }


def _is_body(actor: Actor) -> bool:
    """True for a known actor, a state, and a body of the state or a militia told by a common noun."""
    words, party = vocabulary.load(), actor.who.value
    noun = words.find_noun(actor.who.text)
    if party.name and (words.find_actors(party.name) or words.find_country(party.name)):
        return True
    return noun is not None and noun.sort is NounSort.COLLECTIVE and party.actor_class in _BODIES


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


def _location(claim: Claim) -> str | None:
    """`COUNTRY: PLACE`, the place left out where only a country is named.

    Of names with one code (Zaire) the first in the vocabulary is taken: today's.
    """
    place = claim.place.value if claim.place else None
    countries = {country.code: country.name for country in reversed(vocabulary.load().countries)}
    country = countries.get(place.country or "") if place else None
    if place is None or country is None:
        return None
    return country if place.precision is PlacePrecision.COUNTRY else f"{country}: {place.name}"


def _victims(claim: Claim) -> Iterator[dict[str, Any]]:
    targets = [actor.who.text for actor in claim.actors if actor.role is Role.TARGET]
    for figure in claim.figures:
        if figure.measure in _EFFECTS:
            yield {"names": targets, "number": _number(figure), "effect": _EFFECTS[figure.measure]}


def _number(figure: Figure) -> int | str:
    count = figure.count.value
    return "PLURAL" if count.qualifier is Qualifier.VAGUE else int(count.stated)
