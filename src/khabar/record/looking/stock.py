"""The books of a record: what went in, what was read, what was dropped and why, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, FromClause, Select, exists, func, select

from khabar.record import schema
from khabar.record.store import Record

_CAPTURE, _READING, _TELLING, _MENTION = (
    schema.capture.c,
    schema.reading.c,
    schema.telling.c,
    schema.mention.c,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBooks:
    """What became of pages: `captures` is `read` plus `rejected` plus `missing`, by reason.

    A capture is a source that gave another answer than before; `missing` gave no page. `pages` are
    different ones, by their bytes; `readings` those of all versions of khabar. `unread` counts the parts
    of pages that were not read.
    """

    captures: int
    pages: int
    read: int
    rejected: Mapping[str, int]
    missing: Mapping[str, int]
    readings: int
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordBooks:
    """The words of the articles that stand: `taken` is `kept` plus those `dropped`, by reason."""

    taken: int
    kept: int
    dropped: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What a record holds; mappings count by word.

    `articles` stand; of them `replaced` are older versions of a page, `copies` are in `texts` groups of
    copies of one text. `links` are the machine's, by verdict.
    """

    pages: PageBooks
    words: WordBooks
    articles: int
    replaced: int
    copies: int
    texts: int
    claims: int
    modalities: Mapping[str, int]
    scopes: Mapping[str, int]
    links: Mapping[str, int]
    events: int
    statuses: Mapping[str, int]
    parts: int
    decisions: Mapping[str, int]


def count_books(record: Record) -> Stock:
    """The books of `record`, all of one moment."""
    with record.reading() as connection:
        return Stock(
            pages=_count_pages(connection),
            words=_count_words(connection),
            articles=_count(connection, schema.telling),
            replaced=_count(connection, schema.telling, _TELLING.superseded),
            copies=_count(connection, schema.telling, _TELLING.wire),
            texts=connection.scalar(select(func.count(_TELLING.wire.distinct()))) or 0,
            claims=_count(connection, schema.mention),
            modalities=_group(connection, _MENTION.modality),
            scopes=_group(connection, _MENTION.scope),
            links=_group(connection, schema.link.c.verdict),
            events=_count(connection, schema.event),
            statuses=_group(connection, schema.event.c.status),
            parts=_count(connection, schema.event, schema.event.c.part_of),
            decisions=_group(connection, schema.decision.c.action),
        )


def _count_pages(connection: Connection) -> PageBooks:
    newer = schema.reading.alias("newer")
    outcomes = (
        select(_READING.reason, func.count())
        .join_from(
            schema.capture,
            schema.reading,
            (_READING.sha256 == _CAPTURE.sha256) & (_READING.hints == _CAPTURE.hints),
        )
        .where(
            ~exists().where(
                newer.c.sha256 == _READING.sha256,
                newer.c.hints == _READING.hints,
                newer.c.number > _READING.number,
            )
        )
        .group_by(_READING.reason)
    )
    counted = {row.reason: row[1] for row in connection.execute(outcomes)}
    return PageBooks(
        captures=_count(connection, schema.capture),
        pages=_count(connection, schema.page),
        read=counted.pop(None, 0),
        rejected=dict(sorted(counted.items())),
        missing=_group(connection, _CAPTURE.reason),
        readings=_count(connection, schema.reading),
        unread=_count_unread(connection),
    )


def _count_unread(connection: Connection) -> int:
    """The parts of present pages that were not read: a line of JSON each."""
    query = _of_present(select(_READING.unread)).where(_READING.unread != "")
    return sum(len(lines.splitlines()) for lines in connection.scalars(query))


def _count_words(connection: Connection) -> WordBooks:
    drop = schema.reading_drop.c
    sums = _of_present(select(func.sum(_READING.words_in), func.sum(_READING.words_kept)))
    taken, kept = connection.execute(sums).one()
    dropped = (
        _of_present(select(drop.reason, func.sum(drop.words)))
        .join(schema.reading_drop, drop.reading == _READING.number)
        .group_by(drop.reason)
    )
    counted = {str(row[0]): int(row[1]) for row in sorted(connection.execute(dropped).all())}
    return WordBooks(taken=int(taken or 0), kept=int(kept or 0), dropped=counted)


def _of_present(query: Select[Any]) -> Select[Any]:
    """The same of the readings of articles that stand."""
    return query.select_from(schema.telling).join(schema.reading, _READING.number == _TELLING.reading)


def _count(connection: Connection, table: FromClause, column: Column[object] | None = None) -> int:
    """The rows of `table`, or those in which `column` is set."""
    counted = func.count() if column is None else func.count(column)
    return connection.scalar(select(counted).select_from(table)) or 0


def _group(connection: Connection, column: Column[object]) -> Mapping[str, int]:
    """How often each value of `column` stands there, sorted; what is null is not counted."""
    query = select(column, func.count()).where(column.is_not(None)).group_by(column)
    return {str(row[0]): row[1] for row in sorted(connection.execute(query).all())}
