"""Claims from JSON that khabar wrote itself, ten times as fast as `decode`: nothing is checked twice.

What is not as it should be raises some error here; `decode` then says what and where.
"""

from datetime import date
from typing import Any, TypeVar

from khabar.model.claims import (
    Actor,
    ActorClass,
    Certainty,
    Claim,
    Figure,
    Modality,
    Party,
    Role,
    Scope,
    Source,
    Stance,
)
from khabar.model.values import (
    Period,
    Place,
    PlacePrecision,
    Qualifier,
    Quantity,
    Reading,
    Span,
    TimePrecision,
)

Fields = dict[str, Any]
T = TypeVar("T")

FAULTS = (KeyError, TypeError, ValueError, AttributeError)
"""What `read_claim` raises where the JSON is no claim."""

_ROLES, _CERTAINTIES = {one.value: one for one in Role}, {one.value: one for one in Certainty}
_CLASSES, _STANCES = {one.value: one for one in ActorClass}, {one.value: one for one in Stance}
_MODALITIES, _SCOPES = {one.value: one for one in Modality}, {one.value: one for one in Scope}
_PLACES = {one.value: one for one in PlacePrecision}
_TIMES = {one.value: one for one in TimePrecision}
_QUALIFIERS = {one.value: one for one in Qualifier}


def read_claim(fields: Fields) -> Claim:
    """The claim that `codec.encode(claim, exact=True)` wrote; raises one of FAULTS where it is none."""
    place, when, cause = fields["place"], fields["when"], fields.get("cause")
    return Claim(
        id=fields["id"],
        article=fields["article"],
        kind=fields["kind"],
        quote=fields["quote"],
        span=Span(*fields["span"]),
        actors=tuple(map(_actor, fields["actors"])),
        place=None if place is None else _reading(place, read_place(place)),
        when=None if when is None else _reading(when, read_period(when)),
        figures=tuple(map(_figure, fields["figures"])),
        sources=tuple(map(_source, fields["sources"])),
        modality=_MODALITIES[fields["modality"]],
        scope=_SCOPES[fields["scope"]],
        part_of=fields["part_of"],
        rule=fields["rule"],
        cause=None if cause is None else _reading(cause, cause["name"]),
    )


def _actor(fields: Fields) -> Actor:
    return Actor(
        role=_ROLES[fields["role"]],
        who=_reading(fields, _party(fields)),
        certainty=_CERTAINTIES[fields["certainty"]],
    )


def _party(fields: Fields) -> Party:
    return Party(name=fields["name"], actor_class=_CLASSES[fields["class"]])


def read_place(fields: Fields) -> Place:
    """The place whose fields `encode_place` wrote."""
    lat, lon = fields["lat"], fields["lon"]
    return Place(
        name=fields["name"],
        admin1=fields["admin1"],
        country=fields["country"],
        lat=None if lat is None else float(lat),
        lon=None if lon is None else float(lon),
        precision=_PLACES[fields["precision"]],
        geonames=fields["geonames"],
    )


def read_period(fields: Fields) -> Period:
    """The period whose fields `encode_period` wrote."""
    start, end = fields["start"], fields["end"]
    return Period(
        start=None if start is None else date.fromisoformat(start),
        end=None if end is None else date.fromisoformat(end),
        precision=_TIMES[fields["precision"]],
    )


def _figure(fields: Fields) -> Figure:
    low, high = fields["low"], fields["high"]
    count = Quantity(
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        qualifier=_QUALIFIERS[fields["qualifier"]],
        percent=fields["percent"],
    )
    return Figure(
        measure=fields["measure"],
        count=_reading(fields, count),
        unit=fields["unit"],
        who=fields["who"],
    )


def _source(fields: Fields) -> Source:
    return Source(
        who=_reading(fields, _party(fields)), stance=_STANCES[fields["stance"]], cue=_cue(fields)
    )


def _cue(fields: Fields) -> Reading[str] | None:
    text = fields["cue"]
    if text is None:
        return None
    span = Span(*fields["cue_span"])
    return Reading(value=fields["cue_value"], span=span, text=text, rule=fields["cue_rule"])


def _reading(fields: Fields, value: T) -> Reading[T]:
    return Reading(value=value, span=Span(*fields["span"]), text=fields["text"], rule=fields["rule"])
