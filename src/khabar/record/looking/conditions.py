"""Filters as conditions in SQL, for events and for claims, on every database alike."""

import math
import re
from collections.abc import Iterator

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    true,
)

from khabar.model.values import PlacePrecision
from khabar.record import schema
from khabar.record.databases.dialects import ARTICLE_WORDS, CLAIM_WORDS, Dialect, Phrase
from khabar.record.looking.filters import Circle, Filter, list_names, list_narrower
from khabar.record.words import fold, split_words

_EVENT, _MENTION, _MEMBER = schema.event.c, schema.mention.c, schema.event_claim.c

EARTH = 6371.0  # km, the mean radius (IUGG)
_KM_PER_DEGREE = math.pi * EARTH / 180
# Of other places the coordinates are those of some point inside (`model.values.Place`).
POINTS = (PlacePrecision.EXACT.value, PlacePrecision.NEAR.value, PlacePrecision.DISTRICT.value)
_QUOTED = re.compile(r'"([^"]*)"|([^"\s]+)')


def match_events(wanted: Filter, dialect: Dialect) -> ColumnElement[bool]:
    """What holds for the rows of `event` that are asked for."""
    conditions = list(_match_facets(wanted, schema.event))
    if wanted.actor is not None:
        named = _match_party(schema.event_actor, wanted.actor)
        conditions.append(_EVENT.id.in_(select(schema.event_actor.c.event).where(named)))
    if wanted.source is not None:
        named = _match_party(schema.event_source, wanted.source)
        conditions.append(_EVENT.id.in_(select(schema.event_source.c.event).where(named)))
    if wanted.min_killed is not None:
        killed = func.coalesce(_EVENT.killed_best, _EVENT.killed_low)
        conditions.append(killed >= wanted.min_killed)
    if wanted.contested:
        conditions.append(_EVENT.contested.is_(true()))
    if wanted.text is not None:
        conditions.append(_match_reports(wanted.text, dialect))
    return and_(true(), *conditions)


def match_claims(wanted: Filter, dialect: Dialect) -> ColumnElement[bool]:
    """What holds for the rows of `mention`, joined with `telling`, that are asked for."""
    conditions = list(_match_facets(wanted, schema.mention))
    if wanted.actor is not None:
        named = _match_party(schema.claim_actor, wanted.actor)
        conditions.append(_MENTION.claim.in_(select(schema.claim_actor.c.claim).where(named)))
    if wanted.source is not None:
        conditions.append(_match_tellers(wanted.source))
    if wanted.min_killed is not None:
        conditions.append(_MENTION.killed_low >= wanted.min_killed)
    if wanted.contested:
        disputed = select(_MEMBER.claim).join_from(
            schema.event_claim, schema.event, _MEMBER.event == _EVENT.id
        )
        conditions.append(_MENTION.claim.in_(disputed.where(_EVENT.contested.is_(true()))))
    if wanted.text is not None:
        phrases = read_phrases(wanted.text)
        found = _MENTION.first.in_(dialect.find_words(CLAIM_WORDS, phrases)) if phrases else false()
        conditions.append(found)
    return and_(true(), *conditions)


def read_phrases(text: str) -> tuple[Phrase, ...]:
    """The phrases that a person's words ask for; none where there are no words.

    No writing is wrong: what is no word, no `"..."` and no `*` at the end of a word says nothing.

    >>> [phrase.words for phrase in read_phrases('school "the old mill" AND "river')]
    [('school',), ('the', 'old', 'mill'), ('and',), ('river',)]
    >>> read_phrases("bomb*")
    (Phrase(words=('bomb',), is_open=True),)
    """
    found = (one[0] or one[1] for one in _QUOTED.findall(text))
    phrases = ((split_words(part), part.rstrip().endswith("*")) for part in found)
    return tuple(Phrase(words=words, is_open=is_open) for words, is_open in phrases if words)


def _match_facets(wanted: Filter, table: FromClause) -> Iterator[ColumnElement[bool]]:
    """The conditions on columns that events and claims both have."""
    column = table.c
    if wanted.since is not None:
        yield column.end >= wanted.since
    if wanted.until is not None:
        yield column.start <= wanted.until
    if wanted.kind is not None:
        yield column.kind.in_(list_narrower(wanted.kind))
    if wanted.country is not None:
        yield column.country == wanted.country
    if wanted.place is not None:
        names = list_names(wanted.place)
        named = or_(column.place_folded.in_(names), column.admin1_folded.in_(names))
        yield named if fold(wanted.place) else false()
    if wanted.within is not None:
        yield _match_circle(wanted.within, table)


def _match_circle(circle: Circle, table: FromClause) -> ColumnElement[bool]:
    """Places with a point inside: first by latitude, which has an index, then by the great circle."""
    column = table.c
    degrees = circle.km / _KM_PER_DEGREE * (1 + 1e-9)
    lat, lon = func.radians(column.lat), func.radians(column.lon)
    here = math.radians(circle.lat), math.radians(circle.lon)
    # the haversine of the angle between the two points
    swing = _square(func.sin((lat - here[0]) / 2))
    turn = _square(func.sin((lon - here[1]) / 2)) * func.cos(lat) * math.cos(here[0])
    angle = min(circle.km / EARTH, math.pi)
    return and_(
        column.precision.in_(POINTS),
        column.lat.between(circle.lat - degrees, circle.lat + degrees),
        swing + turn <= math.sin(angle / 2) ** 2,
    )


def _square(value: ColumnElement[float]) -> ColumnElement[float]:
    return value * value


def _match_party(table: FromClause, name: str) -> ColumnElement[bool]:
    """Rows of parties by name, from the start of any word of it, or by class; none without a word."""
    folded = fold(name)
    if not folded:
        return false()
    starts = (literal(" ") + table.c.folded).contains(f" {folded}")
    return or_(starts, table.c["class"] == folded.replace(" ", "_"))


def _match_tellers(name: str) -> ColumnElement[bool]:
    """Claims by whom they quote, and by the houses that print them."""
    folded = fold(name)
    if not folded:
        return false()
    quoted = select(schema.claim_source.c.claim).where(_match_party(schema.claim_source, name))
    return or_(_MENTION.claim.in_(quoted), schema.telling.c.houses.contains(f" {folded}"))


def _match_reports(text: str, dialect: Dialect) -> ColumnElement[bool]:
    phrases = read_phrases(text)
    if not phrases:
        return false()
    reports = select(schema.telling.c.article).where(
        schema.telling.c.number.in_(dialect.find_words(ARTICLE_WORDS, phrases))
    )
    telling = select(_MEMBER.event).join_from(
        schema.event_claim, schema.mention, _MEMBER.claim == _MENTION.claim
    )
    return _EVENT.id.in_(telling.where(_MENTION.article.in_(reports)))
