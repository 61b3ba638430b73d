"""An event as one flat row: the columns that tables for programs and spreadsheets share."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from khabar.export.event_phrases import phrase_event_actor, phrase_tally
from khabar.model.claims import Role
from khabar.model.events import Event, Tally
from khabar.model.values import PlacePrecision

Cell: TypeAlias = str | int | float | bool | date | None

MEASURES = ("killed", "wounded", "missing", "abducted", "detained", "displaced")
"""Measures with columns of their own; the others stand together in `other_figures`."""

POINTS = (PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT)
"""How fine a place is that has a point; the coordinates of others are those of some point inside."""

_BOUNDS = ("low", "best", "high")
COLUMNS: Mapping[str, str] = {
    "id": "the event's id",
    "kind": "what happened, a word of the vocabulary",
    "modality": "happened, suspected, denied, threatened, planned, offered, demanded ...",
    "scope": "incident, ongoing, cumulative or background: only incidents may be added up",
    "start": "its first possible day",
    "end": "its last possible day",
    "when_precision": "how fine the day is: day, week, month, year, range ...",
    "place": "name of the place",
    "admin1": "the province that it lies in",
    "country": "ISO 3166-1 alpha-2",
    "latitude": "WGS84 degrees; of a province or country some point inside",
    "longitude": "WGS84 degrees; of a province or country some point inside",
    "place_precision": "how fine the place is: exact, near, district, province, country, region ...",
    "geonames": "the place's number in GeoNames",
    "perpetrators": "who did it, with what is doubtful and who denies it",
    "targets": "to whom it was done",
    "others": "parties, organisers and others, each with the role",
    **{
        f"{measure}_{bound}": f"{measure}: {bound} by the rule"
        for measure in MEASURES
        for bound in _BOUNDS
    },
    "other_figures": "figures of other measures and units, as words",
    "rule": "the rule that chose low, best and high",
    "status": "single_source, corroborated, contested, denied or retracted",
    "disputes": "what the sources do not agree on",
    "independent_sources": "first tellers, not addresses",
    "reports": "how many articles tell of it",
    "first_reported": "the day on which it was first told",
    "last_reported": "the day on which it was last told",
    "part_of": "the event that contains this one: their figures are never added up",
    "claims": "ids of its claims",
    "articles": "ids of its articles",
}
"""The columns of a row in their order, each with what stands in it."""


def flatten(event: Event) -> dict[str, Cell]:
    """The row of an event: a cell for each of `COLUMNS`, None for what is not known."""
    cells: dict[str, Cell] = {
        "id": event.id,
        "kind": event.kind,
        "modality": event.modality.value,
        "scope": event.scope.value,
        **_describe_when_and_where(event),
        **_name_actors(event),
        **_list_figures(event.figures),
        "status": event.status.value,
        "disputes": "; ".join(f"{one.about.value}: {one.why}" for one in event.disputes) or None,
        "independent_sources": event.independent_sources,
        "reports": len(event.articles),
        "first_reported": event.first_reported,
        "last_reported": event.last_reported,
        "part_of": event.part_of,
        "claims": " ".join(event.claims),
        "articles": " ".join(event.articles),
    }
    return {column: cells[column] for column in COLUMNS}


def _describe_when_and_where(event: Event) -> dict[str, Cell]:
    when, place = event.when, event.place
    return {
        "start": when.start if when else None,
        "end": when.end if when else None,
        "when_precision": when.precision.value if when else None,
        "place": place.name if place else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "place_precision": place.precision.value if place else None,
        "geonames": place.geonames if place else None,
    }


def _name_actors(event: Event) -> dict[str, Cell]:
    named: dict[str, list[str]] = {"perpetrators": [], "targets": [], "others": []}
    columns = {Role.PERPETRATOR: "perpetrators", Role.TARGET: "targets"}
    for actor in event.actors:
        column = columns.get(actor.role, "others")
        role = f"{actor.role.value}: " if column == "others" else ""
        named[column].append(role + phrase_event_actor(actor))
    return {column: "; ".join(names) or None for column, names in named.items()}


def _list_figures(figures: Sequence[Tally]) -> dict[str, Cell]:
    """The bounds of figures of persons under their measures; of one measure in two units, the first."""
    known: dict[str, Cell] = {f"{measure}_{bound}": None for measure in MEASURES for bound in _BOUNDS}
    others = []
    for tally in figures:
        if tally.measure in MEASURES and tally.unit == "persons":
            known |= {f"{tally.measure}_{bound}": getattr(tally.bounds, bound) for bound in _BOUNDS}
        else:
            others.append(phrase_tally(tally))
    rules = {tally.rule for tally in figures}
    known["other_figures"] = "; ".join(others) or None
    known["rule"] = " ".join(sorted(rules)) or None
    return known
