"""What a record holds of the words that somebody looks for: articles and claims.

Words are read as the filter for text reads them: no writing of them is wrong.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, false, func, select

from khabar.model.documents import Article
from khabar.model.events import Statement, Telling
from khabar.record import schema
from khabar.record.databases.dialects import ARTICLE_WORDS, CLAIM_WORDS
from khabar.record.looking.conditions import read_phrases
from khabar.record.rows import load_article, load_statements, load_tellings
from khabar.record.store import Record

MOST_COUNTED = 1_000
"""Of what is found, so much is counted; more is said to be more."""

_TELLING, _MENTION, _MEMBER = schema.telling.c, schema.mention.c, schema.event_claim.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article that was found."""

    article: Article
    telling: Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found: the newest first, and how many there are, up to `MOST_COUNTED`.

    `homes` are the events that the claims are in.
    """

    articles: tuple[Told, ...]
    article_count: int
    claims: tuple[Statement, ...]
    claim_count: int
    homes: dict[str, str]


def search(record: Record, text: str, *, most: int) -> Findings:
    """Up to `most` articles and claims that hold all of the words."""
    phrases = read_phrases(text)
    told: ColumnElement[bool] = false()
    said: ColumnElement[bool] = false()
    if phrases:
        told = _TELLING.number.in_(record.dialect.find_words(ARTICLE_WORDS, phrases))
        said = _MENTION.first.in_(record.dialect.find_words(CLAIM_WORDS, phrases))
    mentions = select(_MENTION.claim).join_from(
        schema.mention, schema.telling, _MENTION.article == _TELLING.article
    )
    newest = (_TELLING.told.desc(), _TELLING.number)
    with record.reading() as connection:
        articles = connection.execute(select(schema.telling).where(told).order_by(*newest).limit(most))
        ids = connection.scalars(mentions.where(said).order_by(*newest, _MENTION.seq).limit(most)).all()
        found = {one.claim.id: one for one in load_statements(connection, ids)}
        return Findings(
            articles=_load(connection, [(row.article, row.reading) for row in articles]),
            article_count=_count(connection, select(_TELLING.article).where(told)),
            claims=tuple(found[id_] for id_ in ids),
            claim_count=_count(connection, select(_MENTION.claim).where(said)),
            homes=_find_homes(connection, ids),
        )


def _load(connection: Connection, rows: list[tuple[str, int]]) -> tuple[Told, ...]:
    tellings = load_tellings(connection, [article for article, _ in rows])
    return tuple(
        Told(article=load_article(connection, reading), telling=tellings[article])
        for article, reading in rows
    )


def _count(connection: Connection, query: Select[Any]) -> int:
    listed = query.limit(MOST_COUNTED).subquery()
    return connection.scalar(select(func.count()).select_from(listed)) or 0


def _find_homes(connection: Connection, claims: Any) -> dict[str, str]:
    rows = connection.execute(
        select(_MEMBER.claim, _MEMBER.event).where(_MEMBER.claim.in_(list(claims)))
    )
    return {row.claim: row.event for row in rows}
