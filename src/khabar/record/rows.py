"""Rows of a record: written, and read back to the types that flow."""

import functools
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Column, Connection, Row, Select, Table, func, select

from khabar.errors import InputError, RecordError
from khabar.model.claims import Claim, Rejected
from khabar.model.codec import from_line
from khabar.model.decode import decode
from khabar.model.documents import Article, Page
from khabar.model.events import Statement, Telling
from khabar.model.reports import Report
from khabar.record import schema

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
V = TypeVar("V", Article, Claim, Rejected)

# Values in one `IN (...)`: SQLite allows 32,766 parameters in a statement, PostgreSQL 65,535.
_AT_ONCE = 10_000


def find_next(connection: Connection, column: Column[int]) -> int:
    """The number after the highest one in `column`: without gaps, as only one writes at a time."""
    return (connection.scalar(select(func.max(column))) or 0) + 1


def insert(connection: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
    """Adds the rows, if there are any."""
    listed = list(rows)
    if listed:
        connection.execute(table.insert(), listed)


def split_values(values: Collection[str]) -> Iterator[Sequence[str]]:
    """The values, each once, in lists that fit into one statement."""
    listed = sorted(set(values))
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]


def select_in(
    connection: Connection, query: Select[Any], column: Column[Any], values: Collection[str]
) -> Iterator[AnyRow]:
    """The rows of `query` in which `column` is one of `values`."""
    for some in split_values(values):
        yield from connection.execute(query.where(column.in_(some)))


def load_page(connection: Connection, sha256: str, source: str) -> Page:
    """A page as it was captured, under the name `source`."""
    columns = schema.page.c
    row = connection.execute(
        select(columns.content, columns.content_type).where(columns.sha256 == sha256)
    ).one()
    try:
        content = zlib.decompress(row.content)
    except zlib.error as error:
        raise RecordError(f"expected the bytes of page {sha256}, they are damaged: {error}") from error
    return Page(source=source, content=content, content_type=row.content_type, sha256=sha256)


def load_article(connection: Connection, reading: int) -> Article:
    """The article of a reading."""
    columns = schema.reading.c
    written = connection.execute(select(columns.json).where(columns.number == reading)).scalar_one()
    return _decode(written, Article)


def load_report(connection: Connection, reading: int) -> Report:
    """The article of a reading with its claims, and the parts of the page that were not read."""
    unread = connection.execute(
        select(schema.reading.c.unread).where(schema.reading.c.number == reading)
    ).scalar_one()
    return Report(
        article=load_article(connection, reading),
        claims=load_reading_claims(connection, reading),
        rejected=tuple(_decode(line, Rejected) for line in unread.splitlines()),
    )


def load_reading_claims(connection: Connection, reading: int) -> tuple[Claim, ...]:
    """The claims of a reading, in the order of the text; none where it has no report."""
    columns = schema.claim.c
    claims = select(columns.json).where(columns.reading == reading).order_by(columns.seq)
    return tuple(map(read_claim, connection.scalars(claims)))


def load_claims(connection: Connection, article: str) -> tuple[Claim, ...]:
    """The claims of an article by its present reading, in the order of the text."""
    mention, claim = schema.mention.c, schema.claim.c
    query = select(claim.json).join_from(schema.mention, schema.claim, claim.seq == mention.seq)
    written = connection.scalars(query.where(mention.article == article).order_by(claim.seq)).all()
    return tuple(map(read_claim, written))


# An event is built from all its claims each time that one more comes: those of the events that a run
# touches again and again are decoded once. About 4 KiB each.
@functools.lru_cache(maxsize=10_000)
def read_claim(written: str) -> Claim:
    """The claim that was written as exact JSON."""
    return _decode(written, Claim)


def read_telling(row: AnyRow) -> Telling:
    """The telling in a row that holds the columns of `telling`."""
    return Telling(
        article=row.article,
        title=row.title,
        url=row.url,
        publisher=row.publisher,
        owner=row.owner,
        agencies=tuple(json.loads(row.agencies)),
        published=row.published,
        told=row.told,
        wire=row.wire,
        superseded=row.superseded,
    )


def load_tellings(connection: Connection, articles: Collection[str]) -> Mapping[str, Telling]:
    """The tellings of those articles that stand."""
    rows = select_in(connection, select(schema.telling), schema.telling.c.article, articles)
    return {row.article: read_telling(row) for row in rows}


def load_statements(connection: Connection, claims: Collection[str]) -> tuple[Statement, ...]:
    """The statements of those claims that stand, in the order in which they were recorded."""
    mention, claim = schema.mention.c, schema.claim.c
    query = select(mention.first, mention.article, claim.json).join_from(
        schema.mention, schema.claim, claim.seq == mention.seq
    )
    rows = sorted(select_in(connection, query, mention.claim, claims), key=lambda row: row.first)
    tellings = load_tellings(connection, {row.article for row in rows})
    return tuple(Statement(claim=read_claim(row.json), telling=tellings[row.article]) for row in rows)


def _decode(written: str, kind: type[V]) -> V:
    try:
        value = decode(from_line(written.encode("utf-8")))
    except InputError as error:
        raise RecordError(f"expected {kind.__name__.lower()} in the record, {error.detail}") from error
    if not isinstance(value, kind):
        raise RecordError(f"expected {kind.__name__.lower()} in the record, got {type(value).__name__}")
    return value
