"""What an article tells of an event, as JSON: claims without their words and figures, and its counts.

Persons and places of a large event are the same few: they are made once and not for each claim.
"""

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from khabar.model.claims import (
    Actor,
    ActorClass,
    Certainty,
    Claim,
    Modality,
    Party,
    Role,
    Scope,
    Source,
    Stance,
)
from khabar.model.events import Lapse, Statement, Telling
from khabar.model.values import Period, Place, PlacePrecision, Reading, Span, TimePrecision
from khabar.reconcile.articles.counts import Count, Cover
from khabar.reconcile.merging.accounts import Footing, Remembered, Told
from khabar.reconcile.merging.tellers import Teller
from khabar.record.rows import Recorded

Fields = list[Any]

_MODALITIES, _SCOPES = {one.value: one for one in Modality}, {one.value: one for one in Scope}
_COVERS = {one.value: one for one in Cover}


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What one article tells of an event: its claims in their order, and what they come to."""

    article: str
    claims: tuple[str, ...]
    recorded: Mapping[str, Recorded]
    known: Remembered


def write_portion(portion: Portion) -> str:
    """JSON text."""
    held = [portion.recorded[claim] for claim in portion.claims]
    claims = [[one.place, _write_claim(one.statement.claim)] for one in held]
    told = [
        [footing.value, claims_, [_write_told(one) for one in some]]
        for footing, (claims_, some) in portion.known.told.items()
    ]
    parts = [_write_telling(held[0].statement.telling), claims, told, portion.known.is_aside]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


# The claims of large events are met again and again. About 3 KiB each.
@functools.lru_cache(maxsize=10_000)
def read_portion(written: str) -> Portion:
    """The portion that was written; those that were read lately are at hand."""
    first, claims, told, is_aside = json.loads(written)
    telling = _read_telling(*first)
    held = {
        claim[0]: Recorded(
            place=place, statement=Statement(claim=_read_claim(telling.article, *claim), telling=telling)
        )
        for place, claim in claims
    }
    known = {
        Footing(footing): (tuple(ids), tuple([_read_told(telling, *one) for one in some]))
        for footing, ids, some in told
    }
    return Portion(
        article=telling.article,
        claims=tuple(held),
        recorded=held,
        known=Remembered(told=known, is_aside=is_aside),
    )


def _write_telling(telling: Telling) -> Fields:
    days = [None if day is None else day.isoformat() for day in (telling.published, telling.superseded)]
    lapses = [(lapse.start.isoformat(), lapse.until.isoformat()) for lapse in telling.lapses]
    texts = [telling.article, telling.title, telling.url, telling.publisher, telling.owner]
    return [
        *texts,
        telling.agencies,
        telling.told.isoformat(),
        telling.wire,
        *days,
        lapses,
        telling.lead,
    ]


def _read_telling(*parts: Any) -> Telling:
    article, title, url, publisher, owner, agencies, told, wire, published, superseded, lapses, lead = (
        parts
    )
    return Telling(
        article=article,
        title=title,
        url=url,
        publisher=publisher,
        owner=owner,
        agencies=tuple(agencies),
        published=_read_day(published),
        told=date.fromisoformat(told),
        wire=wire,
        superseded=_read_day(superseded),
        lapses=tuple(
            Lapse(start=date.fromisoformat(start), until=date.fromisoformat(until))
            for start, until in lapses
        ),
        lead=lead,
    )


def _read_day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _write_claim(claim: Claim) -> Fields:
    place, when = claim.place and claim.place.value, claim.when and claim.when.value
    return [
        claim.id,
        claim.kind,
        claim.modality.value,
        claim.scope.value,
        (claim.span.start, claim.span.end),
        claim.part_of,
        place and _write_place(place),
        when and _write_period(when),
        [_write_actor(actor) for actor in claim.actors],
        [[*_write_party(one.who), one.stance.value] for one in claim.sources],
    ]


def _write_place(place: Place) -> Fields:
    names = [place.name, place.admin1, place.country]
    return [*names, place.lat, place.lon, place.precision.value, place.geonames]


def _write_period(when: Period) -> Fields:
    ends = [None if day is None else day.isoformat() for day in (when.start, when.end)]
    return [*ends, when.precision.value]


def _write_actor(actor: Actor) -> Fields:
    return [*_write_party(actor.who), actor.role.value, actor.certainty.value]


def _write_party(who: Reading[Party]) -> Fields:
    return [who.value.name, who.value.actor_class.value, who.text]


def _read_claim(article: str, *parts: Any) -> Claim:
    id_, kind, modality, scope, span, part_of, place, when, actors, sources = parts
    return Claim(
        id=id_,
        article=article,
        kind=kind,
        quote="",
        span=Span(*span),
        actors=_read_actors(actors),
        place=None if place is None else _read_place(*place),
        when=None if when is None else _read_period(*when),
        figures=(),
        sources=tuple([_read_source(*one) for one in sources]),
        modality=_MODALITIES[modality],
        scope=_SCOPES[scope],
        part_of=part_of,
        rule="",
    )


def _read_actors(actors: Iterable[Sequence[Any]]) -> tuple[Actor, ...]:
    return tuple([_read_actor(*one) for one in actors])


_BLANK = Span(0, 1)


@functools.lru_cache(maxsize=4096)
def _read_place(*parts: Any) -> Reading[Place]:
    name, admin1, country, lat, lon, precision, geonames = parts
    place = Place(
        name=name,
        admin1=admin1,
        country=country,
        lat=lat,
        lon=lon,
        precision=PlacePrecision(precision),
        geonames=geonames,
    )
    return Reading(value=place, span=_BLANK, text=" ", rule="")


@functools.lru_cache(maxsize=4096)
def _read_period(start: str | None, end: str | None, precision: str) -> Reading[Period]:
    period = Period(start=_read_day(start), end=_read_day(end), precision=TimePrecision(precision))
    return Reading(value=period, span=_BLANK, text=" ", rule="")


@functools.lru_cache(maxsize=4096)
def _read_actor(name: str | None, class_: str, text: str, role: str, certainty: str) -> Actor:
    return Actor(role=Role(role), who=_read_party(name, class_, text), certainty=Certainty(certainty))


@functools.lru_cache(maxsize=4096)
def _read_source(name: str | None, class_: str, text: str, stance: str) -> Source:
    return Source(who=_read_party(name, class_, text), stance=Stance(stance), cue=None)


def _read_party(name: str | None, class_: str, text: str) -> Reading[Party]:
    party = Party(name=name, actor_class=ActorClass(class_))
    return Reading(value=party, span=Span(0, len(text)), text=text, rule="")


def _write_told(told: Told) -> Fields:
    count = told.count._replace(cover=told.count.cover.value)  # type: ignore[arg-type]  # JSON, no count
    return [count, _write_teller(told.teller), told.footing.value, [*map(_write_teller, told.denied_by)]]


def _write_teller(teller: Teller) -> Fields:
    return [teller.name, teller.words, teller.named, teller.actor_class.value]


def _read_told(telling: Telling, count: Fields, teller: Fields, footing: str, deniers: Fields) -> Told:
    measure, unit, who, low, high, hedged, cover, claims, name, *flags = count
    return Told(
        count=Count(measure, unit, who, low, high, hedged, _COVERS[cover], tuple(claims), name, *flags),
        teller=_read_teller(*teller),
        telling=telling,
        footing=Footing(footing),
        denied_by=tuple([_read_teller(*one) for one in deniers]),
    )


@functools.lru_cache(maxsize=4096)
def _read_teller(name: str, words: str, named: bool, class_: str) -> Teller:
    return Teller(name=name, words=words, named=named, actor_class=ActorClass(class_))
