"""All that somebody has to see to answer a question."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from khabar.model.claims import Claim, Figure, Source, Stance
from khabar.model.documents import Article
from khabar.model.events import Statement
from khabar.model.values import Place, Span
from khabar.record import schema
from khabar.record.comments.writing import load_words
from khabar.record.figures import name_aspect
from khabar.record.review.questions import Question, Sort
from khabar.record.rows import load_article, load_statements
from khabar.record.store import Record
from khabar.record.words import fold

_MENTION, _MEMBER, _TELLING = schema.mention.c, schema.event_claim.c, schema.telling.c
_MOST_PLACES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A claim with the article that it stands in; `event` is where it is now."""

    statement: Statement
    article: Article
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that may be meant, told by another claim of the record."""

    name: str
    admin1: str | None
    country: str | None
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A question with one claim, or two, and the words that it is about.

    `places` are those that may be meant where the question is about a place, `comment` are the words of
    a visitor who opened it.
    """

    question: Question
    sides: tuple[Side, ...]
    marked: tuple[Span, ...]
    places: tuple[Candidate, ...]
    comment: str | None = None


def load_screen(record: Record, asked: Question) -> Screen | None:
    """What to show of a question; None where what it asks about is read no more."""
    wanted = [asked.claim] if asked.other is None else [asked.claim, asked.other]
    with record.reading() as connection:
        found = {one.claim.id: one for one in load_statements(connection, wanted)}
        if set(found) != set(wanted):
            return None
        sides = tuple(_load_side(connection, found[id_]) for id_ in wanted)
        marked = tuple(find_marked(asked, sides[0].statement.claim))
        comment = None if asked.comment is None else load_words(connection, asked.comment)
        if (not marked and asked.sort in _POINTED) or comment == "":  # which was erased
            return None
        places = tuple(_find_places(connection, sides[0])) if asked.sort is Sort.PLACE else ()
    return Screen(question=asked, sides=sides, marked=marked, places=places, comment=comment)


_POINTED = frozenset({Sort.FIGURE, Sort.SPEAKER, Sort.PLACE})


def find_figure(asked: Question, claim: Claim) -> Figure | None:
    """The largest figure of a claim of what a question about a figure names."""
    named = [figure for figure in claim.figures if name_aspect(figure) == asked.aspect]
    return max(named, key=lambda figure: figure.count.value.stated, default=None)


def find_denials(claim: Claim) -> tuple[Source, ...]:
    """Those who deny a claim."""
    return tuple(source for source in claim.sources if source.stance is Stance.DENIES)


def find_marked(asked: Question, claim: Claim) -> Iterator[Span]:
    """The words of a claim that a question is about; none where it is about all of it."""
    figure = find_figure(asked, claim)
    if asked.sort is Sort.FIGURE and figure is not None:
        yield figure.count.span
    if asked.sort is Sort.PLACE and claim.place is not None:
        yield claim.place.span
    if asked.sort is Sort.SPEAKER:
        yield from (source.who.span for source in find_denials(claim))


def _load_side(connection: Connection, statement: Statement) -> Side:
    id_ = statement.claim.id
    event = connection.scalar(select(_MEMBER.event).where(_MEMBER.claim == id_))
    reading = connection.scalar(
        select(_TELLING.reading).where(_TELLING.article == statement.telling.article)
    )
    return Side(
        statement=statement, article=load_article(connection, int(reading or 0)), event=event or id_
    )


def _find_places(connection: Connection, side: Side) -> Iterator[Candidate]:
    """Places of that name in other claims, then those of the same article and event, each once."""
    place = side.statement.claim.place
    own = None if place is None else _name(place.value)
    columns = (_MENTION.place, _MENTION.admin1, _MENTION.country, _MENTION.lat, _MENTION.lon)
    query = select(*columns).where(_MENTION.lat.is_not(None), _MENTION.place.is_not(None)).distinct()
    same = fold(place.value.name) if place else ""
    alike = query.where(_MENTION.place_folded == same)
    near = query.where(_MENTION.article == side.statement.telling.article)
    members = select(_MEMBER.claim).where(_MEMBER.event == side.event)
    seen: set[tuple[object, ...]] = set()
    for one in (alike, near, query.where(_MENTION.claim.in_(members))):
        for row in connection.execute(one.order_by(_MENTION.place).limit(_MOST_PLACES)):
            key = (row.place, row.country, row.lat, row.lon)
            if key not in seen and key != own:
                seen.add(key)
                yield Candidate(
                    name=row.place, admin1=row.admin1, country=row.country, lat=row.lat, lon=row.lon
                )


def _name(place: Place) -> tuple[object, ...]:
    return (place.name, place.country, place.lat, place.lon)
