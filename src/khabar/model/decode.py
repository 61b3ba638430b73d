"""JSON of the exact form back to types: the other half of `codec`."""

from collections.abc import Callable
from typing import TypeVar

from khabar.model.claims import (
    Actor,
    ActorClass,
    Certainty,
    Claim,
    Figure,
    Modality,
    Party,
    Rejected,
    Role,
    Scope,
    Source,
    Stance,
)
from khabar.model.codec import SCHEMA
from khabar.model.cursor import Cursor, Json, day_or_none, number_or_none, text_or_none
from khabar.model.documents import Article, Dropped, Related
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

T = TypeVar("T")


def decode(record: Json, path: str = "$") -> Article | Claim | Rejected:
    """The value that `encode(value, exact=True)` wrote; `path` is where `record` stands.

    Raises InputError `bad_json` that names the place, what was expected and what came.
    """
    at = Cursor(record, path)
    kind = at.at("type")
    if kind.value not in _DECODERS:
        raise kind.refuse("one of " + ", ".join(_DECODERS))
    if kind.value != "rejected" and at.at("schema").value != SCHEMA:
        raise at.at("schema").refuse(f"schema {SCHEMA}")
    return _DECODERS[kind.text()](at)


def decode_place(at: Cursor) -> Place:
    """The place whose fields `encode_place` wrote."""
    geonames = at.at("geonames").known()
    return Place(
        name=at.at("name").text(),
        admin1=text_or_none(at.at("admin1")),
        country=text_or_none(at.at("country")),
        lat=number_or_none(at.at("lat")),
        lon=number_or_none(at.at("lon")),
        precision=at.at("precision").choice(PlacePrecision),
        geonames=None if geonames is None else geonames.whole(),
    )


def decode_period(at: Cursor) -> Period:
    """The period whose fields `encode_period` wrote."""
    with at.checking():
        return Period(
            start=day_or_none(at.at("start")),
            end=day_or_none(at.at("end")),
            precision=at.at("precision").choice(TimePrecision),
        )


def _rejected(at: Cursor) -> Rejected:
    return Rejected(
        source=at.at("source").text(), reason=at.at("reason").text(), detail=at.at("detail").text()
    )


def _article(at: Cursor) -> Article:
    return Article(
        id=at.at("id").text(),
        url=text_or_none(at.at("url")),
        title=text_or_none(at.at("title")),
        publisher=text_or_none(at.at("publisher")),
        agencies=tuple(agency.text() for agency in at.at("agencies").each()),
        author=text_or_none(at.at("author")),
        published=day_or_none(at.at("published")),
        language=text_or_none(at.at("language")),
        sha256=at.at("sha256").text(),
        text=at.at("text").text(),
        headings=tuple(heading.span() for heading in at.at("headings").each()),
        related=tuple(_related(related) for related in at.at("related").each()),
        dropped=tuple(_dropped(dropped) for dropped in at.at("dropped").each()),
        words_in=at.at("words_in").whole(),
    )


def _related(at: Cursor) -> Related:
    return Related(title=at.at("title").text(), published=day_or_none(at.at("published")))


def _dropped(at: Cursor) -> Dropped:
    return Dropped(text=at.at("text").text(), reason=at.at("reason").text(), at=at.at("at").whole())


def _claim(at: Cursor) -> Claim:
    place, when, cause = at.at("place").known(), at.at("when").known(), at.find("cause")
    return Claim(
        id=at.at("id").text(),
        article=at.at("article").text(),
        kind=at.at("kind").text(),
        quote=at.at("quote").text(),
        span=at.at("span").span(),
        actors=tuple(_actor(actor) for actor in at.at("actors").each()),
        place=None if place is None else _place(place),
        when=None if when is None else _period(when),
        figures=tuple(_figure(figure) for figure in at.at("figures").each()),
        sources=tuple(_source(source) for source in at.at("sources").each()),
        modality=at.at("modality").choice(Modality),
        scope=at.at("scope").choice(Scope),
        part_of=text_or_none(at.at("part_of")),
        rule=at.at("rule").text(),
        cause=None if cause is None else _reading(cause, cause.at("name").text()),
    )


def _actor(at: Cursor) -> Actor:
    return Actor(
        role=at.at("role").choice(Role),
        who=_reading(at, _party(at)),
        certainty=at.at("certainty").choice(Certainty),
    )


def _party(at: Cursor) -> Party:
    return Party(name=text_or_none(at.at("name")), actor_class=at.at("class").choice(ActorClass))


def _place(at: Cursor) -> Reading[Place]:
    return _reading(at, decode_place(at))


def _period(at: Cursor) -> Reading[Period]:
    return _reading(at, decode_period(at))


def _figure(at: Cursor) -> Figure:
    with at.checking():
        count = Quantity(
            low=number_or_none(at.at("low")),
            high=number_or_none(at.at("high")),
            qualifier=at.at("qualifier").choice(Qualifier),
            percent=at.at("percent").flag(),
        )
    return Figure(
        measure=at.at("measure").text(),
        count=_reading(at, count),
        unit=at.at("unit").text(),
        who=text_or_none(at.at("who")),
    )


def _source(at: Cursor) -> Source:
    cue = at.at("cue").known()
    return Source(
        who=_reading(at, _party(at)),
        stance=at.at("stance").choice(Stance),
        cue=None if cue is None else _cue(at),
    )


def _cue(at: Cursor) -> Reading[str]:
    span, text = at.at("cue_span").span(), at.at("cue").text()
    with at.at("cue").checking():
        return Reading(
            value=at.at("cue_value").text(), span=span, text=text, rule=at.at("cue_rule").text()
        )


def _reading(at: Cursor, value: T) -> Reading[T]:
    span: Span = at.at("span").span()
    with at.checking():
        return Reading(value=value, span=span, text=at.at("text").text(), rule=at.at("rule").text())


_DECODERS: dict[str, Callable[[Cursor], Article | Claim | Rejected]] = {
    "article": _article,
    "claim": _claim,
    "rejected": _rejected,
}
