"""Which articles stand, by which reading, and from which day a newer version took their place.

All of it follows from captures and readings; `settle` brings the rows of `telling` up to them.
"""

import functools
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection, bindparam, delete, select

from khabar import vocab
from khabar.model.documents import Article
from khabar.model.events import Telling
from khabar.model.reports import Report
from khabar.reconcile.articles.titles import find_lead
from khabar.record import schema
from khabar.record.derived.versions import (
    Version,
    find_captured,
    find_versions,
    is_last,
    list_lapses,
    select_captures,
)
from khabar.record.rows import (
    AnyRow,
    find,
    insert,
    load_report,
    one_of,
    read_telling,
    select_in,
    write_lapses,
)
from khabar.record.words import fold, make_storable


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What became of an article: its present reading before and now, None where it does not stand.

    `report` is what the one says that is present now.
    `is_retold` is true where what merging knows of the article is another than before. `replaces` says
    in whose place it stands, by the number of the capture from which on it does; `pages` are the
    addresses where it is one of several versions.
    """

    article: str
    before: int | None
    now: int | None
    is_retold: bool
    report: Report | None = None
    replaces: Mapping[int, str] = field(default_factory=dict)
    pages: frozenset[str] = frozenset()


def find_touched(connection: Connection, pages: Collection[str]) -> tuple[str, ...]:
    """The articles that captures or readings of these pages (sha256) may have moved, sorted."""
    found = (row.article for row in select_in(connection, _TOUCHED, pages))
    return tuple(sorted(article for article in found if article is not None))


_CAPTURE, _READING = schema.capture.c, schema.reading.c
_HERE = select(_CAPTURE.address).where(one_of(_CAPTURE.sha256), _CAPTURE.address.is_not(None))
_BESIDE = select(_CAPTURE.sha256).where(_CAPTURE.address.in_(_HERE), _CAPTURE.sha256.is_not(None))
_TOUCHED = (
    select(_READING.article)
    .where(
        one_of(_READING.sha256) | _READING.sha256.in_(_BESIDE),
        _READING.article.is_not(None),
    )
    .distinct()
)


def settle(connection: Connection, articles: Iterable[str]) -> tuple[Shift, ...]:
    """What became of each article, when its row of `telling` says so."""
    return tuple(_settle(connection, article) for article in articles)


def _settle(connection: Connection, article: str) -> Shift:
    known = find(connection, _TOLD, {"wanted": article})
    before, old = (read_telling(known[0]), known[0].reading) if known else (None, None)
    standing = _find_standing(connection, article)
    if not standing:
        _forget(connection, article)
        return Shift(article=article, before=old, now=None, is_retold=before is not None)
    # Pages of one text and publisher may differ in the day: the first one known is when it was told.
    best = min(standing, key=lambda row: (row.published or date.max, row.sha256, -row.reading))
    places = _find_places(connection, article, standing)
    report = load_report(connection, best.reading)
    telling = _tell(report.article, places)
    lead = find_lead(report.claims)
    telling = replace(telling, wire=before.wire if before else None, lead=lead)
    if telling != before or old != best.reading:
        if before:
            _forget(connection, article)
        _write(connection, telling, best.reading)
    return Shift(
        article=article,
        before=old,
        now=best.reading,
        is_retold=telling != before,
        report=report,
        replaces={place.capture: place.replaces for place in places if place.replaces},
        pages=frozenset(place.address for place in places if place.replaces or place.until),
    )


_TOLD = select(schema.telling).where(schema.telling.c.article == bindparam("wanted"))
_NUMBER = select(schema.article.c.number).where(schema.article.c.id == bindparam("wanted"))


def _forget(connection: Connection, article: str) -> None:
    connection.execute(delete(schema.telling).where(schema.telling.c.article == article))


def _find_standing(connection: Connection, article: str) -> Sequence[AnyRow]:
    return find(connection, _OF_ARTICLE, {"wanted": article})


_OF_ARTICLE = select_captures().where(schema.reading.c.article == bindparam("wanted"), is_last())


def _find_places(
    connection: Connection, article: str, standing: Sequence[AnyRow]
) -> tuple[Version, ...]:
    """The article as a version at each of its addresses; a page without one has no other versions."""
    addresses = sorted({row.address for row in standing if row.address})
    versions = (one for address in addresses for one in find_versions(connection, address))
    alone = (
        Version(
            article=article,
            address="",
            capture=row.number,
            told=row.published or find_captured(connection, row),
            until=None,
            replaces=None,
        )
        for row in standing
        if not row.address
    )
    return (*(version for version in versions if version.article == article), *alone)


def _tell(article: Article, places: Sequence[Version]) -> Telling:
    """The telling of an article; it stands wherever it is the last version at one of its addresses."""
    ends = [version.until for version in places]
    return Telling(
        article=article.id,
        title=article.title,
        url=article.url,
        publisher=article.publisher,
        owner=_find_owners().get((article.publisher or "").casefold()),
        agencies=article.agencies,
        published=article.published,
        told=min(version.told for version in places),
        superseded=None if None in ends else max(end for end in ends if end),
        lapses=list_lapses((version.told, version.until) for version in places),
    )


@functools.cache
def _find_owners() -> Mapping[str, str | None]:
    """Who owns a publisher, by its names in lower case."""
    return {
        name.casefold(): publisher.owner
        for publisher in vocab.load().publishers
        for name in (publisher.name, *publisher.aliases)
    }


def _write(connection: Connection, telling: Telling, reading: int) -> None:
    number = find(connection, _NUMBER, {"wanted": telling.article})[0].number
    texts = {"title": telling.title, "url": telling.url, "publisher": telling.publisher}
    houses = (telling.publisher, *telling.agencies)
    row: dict[str, object] = {
        "article": telling.article,
        "number": number,
        "reading": reading,
        "owner": telling.owner,
        "agencies": json.dumps(telling.agencies),
        "houses": "\n".join(f" {fold(house)}" for house in houses if house),
        "published": telling.published,
        "told": telling.told,
        "wire": telling.wire,
        "superseded": telling.superseded,
        "lapses": write_lapses(telling.lapses),
        "lead": telling.lead,
    }
    row |= {key: make_storable(text) if text else text for key, text in texts.items()}
    insert(connection, schema.telling, [row])
