"""What filters look at: the columns beside the JSON of claims and events."""

import functools
from collections.abc import Iterator, Mapping, Sequence

from khabar.model.claims import Claim, Figure, Party
from khabar.model.events import Event, Statement, Tally
from khabar.model.values import Period, Place
from khabar.record.figures import KILLED
from khabar.record.words import fold, make_storable

Row = dict[str, object]


def describe_claim(claim: Claim) -> Row:
    """The facets of a claim in its row of `mention`."""
    killed = [figure for figure in claim.figures if figure.measure == KILLED]
    largest = max(killed, key=_read_best, default=None)
    return {
        "article": claim.article,
        "part_of": claim.part_of,
        "kind": claim.kind,
        "modality": claim.modality.value,
        "scope": claim.scope.value,
        **_describe_when(claim.when.value if claim.when else None),
        **_describe_place(claim.place.value if claim.place else None),
        "killed_low": largest.count.value.low if largest else None,
        "killed_best": _read_best(largest) if largest else None,
        "killed_high": largest.count.value.high if largest else None,
    }


def list_claim_actors(claim: Claim) -> Iterator[Row]:
    """The rows of `claim_actor` for a claim."""
    for actor in claim.actors:
        party = _describe_party(actor.who.value, actor.who.text)
        yield {"claim": claim.id, "role": actor.role.value, **party}


def list_claim_sources(claim: Claim) -> Iterator[Row]:
    """The rows of `claim_source` for a claim: those who are quoted, not who prints it."""
    for source in claim.sources:
        party = _describe_party(source.who.value, source.who.text)
        yield {"claim": claim.id, "stance": source.stance.value, **party}


def describe_event(event: Event) -> Row:
    """The facets of an event in its row of `event`."""
    killed = _find_killed(event.figures)
    return {
        "kind": event.kind,
        "modality": event.modality.value,
        "scope": event.scope.value,
        "status": event.status.value,
        "contested": bool(event.disputes),
        **_describe_when(event.when),
        **_describe_place(event.place),
        "killed_low": killed.bounds.low if killed else None,
        "killed_best": killed.bounds.best if killed else None,
        "killed_high": killed.bounds.high if killed else None,
        "first_reported": event.first_reported,
        "last_reported": event.last_reported,
        "part_of": event.part_of,
    }


def list_event_actors(event: Event) -> Iterator[Row]:
    """The rows of `event_actor` for an event."""
    for actor in event.actors:
        yield {
            "event": event.id,
            "role": actor.role.value,
            **_describe_party(actor.who, actor.text),
        }


def list_event_sources(event: str, statements: Sequence[Statement]) -> Iterator[Row]:
    """The rows of `event_source` for the event with these statements, each name once."""
    named: dict[tuple[str, str | None], Row] = {}
    for statement in statements:
        houses = (statement.telling.publisher, *statement.telling.agencies)
        parties: list[tuple[str, str | None]] = [(house, None) for house in houses if house]
        parties += [
            (source.who.value.name or source.who.text, source.who.value.actor_class.value)
            for source in statement.claim.sources
        ]
        for name, actor_class in parties:
            named[name, actor_class] = {"event": event, "class": actor_class, **_describe_name(name)}
    yield from named.values()


def _describe_party(party: Party, words: str) -> Row:
    return {**_describe_name(party.name or words), "class": party.actor_class.value}


# Papers, agencies and parties are named again and again.
@functools.lru_cache(maxsize=4096)
def _describe_name(name: str) -> Mapping[str, str]:
    return {"name": make_storable(name), "folded": fold(name)}


def _describe_when(when: Period | None) -> Row:
    return {"start": when.start if when else None, "end": when.end if when else None}


def _describe_place(place: Place | None) -> Row:
    if place is None:
        keys = ("place", "place_folded", "admin1", "admin1_folded", "country", "lat", "lon", "precision")
        return dict.fromkeys(keys)
    return {
        "place": make_storable(place.name),
        "place_folded": fold(place.name),
        "admin1": make_storable(place.admin1) if place.admin1 else None,
        "admin1_folded": fold(place.admin1) if place.admin1 else None,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision.value,
    }


def _read_best(figure: Figure) -> float:
    return figure.count.value.stated


def _find_killed(figures: Sequence[Tally]) -> Tally | None:
    return next((tally for tally in figures if tally.measure == KILLED), None)
