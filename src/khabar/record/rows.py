"""Rows of a record: written, and read back to the types that flow."""

import functools
import hashlib
import json
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Delete,
    Dialect,
    Insert,
    Integer,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    func,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from khabar.errors import InputError, RecordError
from khabar.model.claims import Claim, Rejected
from khabar.model.codec import SCHEMA, from_line
from khabar.model.decode import decode
from khabar.model.documents import Article, Page
from khabar.model.events import Lapse, Statement, Telling
from khabar.model.reports import Report
from khabar.record import quick, schema
from khabar.record.databases.plain import Plain, ask, prepare, write

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
V = TypeVar("V", Article, Claim, Rejected)


class _OneOf(FunctionElement[bool]):
    """A condition that is the same text however many values there are: it is prepared once."""

    name = "one_of"
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: object = None) -> "_OneOf":  # noqa: ARG002  # as SQLAlchemy calls it
        """The condition as it is: `(... IN ...) = 1`, as SQLite would get, finds no index."""
        return self


@compiles(_OneOf, "sqlite")
def _write_sqlite(element: _OneOf, compiler: SQLCompiler, **given: Any) -> str:
    column, values = (compiler.process(part, **given) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608  # parts of a statement


@compiles(_OneOf, "postgresql")
def _write_postgresql(element: _OneOf, compiler: SQLCompiler, **given: Any) -> str:
    column, values = (compiler.process(part, **given) for part in element.clauses)
    listed = f"json_array_elements_text(CAST({values} AS json))"
    if any(isinstance(part.type, Integer) for part in element.clauses):
        listed = f"CAST({listed} AS bigint)"
    return f"{column} = ANY (ARRAY (SELECT {listed}))"


def one_of(
    column: ColumnElement[str] | ColumnElement[str | None] | ColumnElement[int],
) -> ColumnElement[bool]:
    """True where `column` is one of `values`, a list as JSON: that which `select_in` makes."""
    return _OneOf(column, bindparam("values", type_=Text))


def find_next(connection: Connection, column: Column[int]) -> int:
    """The number after the highest one in `column`: without gaps, as only one writes at a time."""
    return (find(connection, _find_highest(column))[0][0] or 0) + 1


@functools.cache
def _find_highest(column: Column[int]) -> Select[Any]:
    return select(func.max(column))


def insert(connection: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
    """Adds the rows, if there are any."""
    listed = list(rows)
    if not listed:
        return
    plain = _prepare_insert(table, connection.dialect, tuple(listed[0]))
    if plain is None:
        connection.execute(_insert(table), listed)
    else:
        write(connection, plain, listed)


@functools.cache
def _insert(table: Table) -> Insert:
    return table.insert()


@functools.lru_cache(maxsize=500)
def _prepare_insert(table: Table, dialect: Dialect, keys: tuple[str, ...]) -> Plain | None:
    return prepare(_insert(table), dialect, keys)


def select_in(
    connection: Connection, query: Select[Any] | CompoundSelect[Any], values: Iterable[str | None]
) -> Sequence[AnyRow]:
    """The rows of `query`, which holds `one_of`, for these values; nothing is asked for none."""
    listed = sorted({value for value in values if value is not None})
    if not listed:
        return ()
    return find(connection, query, {"values": json.dumps(listed)})


def find(
    connection: Connection,
    query: Select[Any] | CompoundSelect[Any],
    values: Mapping[str, object] = MappingProxyType({}),
) -> Sequence[AnyRow]:
    """The rows of a query that is asked again and again, for the values of its parameters."""
    plain = _prepare(query, connection.dialect)
    return connection.execute(query, values).all() if plain is None else ask(connection, plain, values)


_prepare = functools.lru_cache(maxsize=500)(prepare)


def delete_in(connection: Connection, column: Column[Any], values: Iterable[str]) -> None:
    """Takes away the rows of a table in which `column` is one of the values."""
    listed = sorted(set(values))
    if not listed:
        return
    given, plain = {"values": json.dumps(listed)}, _prepare(_delete(column), connection.dialect)
    if plain is None:
        connection.execute(_delete(column), given)
    else:
        write(connection, plain, [given])


@functools.cache
def _delete(column: Column[Any]) -> Delete:
    return delete(column.table).where(one_of(column))


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
    if hashlib.sha256(content).hexdigest() != sha256:
        raise RecordError(f"expected the bytes of page {sha256}, they are others: the record is damaged")
    return Page(source=source, content=content, content_type=row.content_type, sha256=sha256)


_READING, _CLAIM, _MENTION, _TELLING = (
    schema.reading.c,
    schema.claim.c,
    schema.mention.c,
    schema.telling.c,
)
_ARTICLE = select(_READING.json, _READING.unread).where(_READING.number == bindparam("wanted"))
_CLAIMS = (
    select(_CLAIM.seq, _CLAIM.json).where(_CLAIM.reading == bindparam("wanted")).order_by(_CLAIM.seq)
)
_CLAIMS_OF_ARTICLE = (
    select(_CLAIM.json)
    .join_from(schema.mention, schema.claim, _CLAIM.seq == _MENTION.seq)
    .where(_MENTION.article == bindparam("wanted"))
    .order_by(_CLAIM.seq)
)
_TELLINGS = select(schema.telling).where(one_of(_TELLING.article))
_STATEMENTS = (
    select(_MENTION.first, _MENTION.article, _MENTION.claim, _MENTION.seq)
    .where(one_of(_MENTION.claim))
    .order_by(_MENTION.first)
)
_WRITTEN = (
    select(_CLAIM.seq, _CLAIM.json)
    .join_from(schema.mention, schema.claim, _CLAIM.seq == _MENTION.seq)
    .where(one_of(_MENTION.claim))
)


def load_article(connection: Connection, reading: int) -> Article:
    """The article of a reading."""
    return _decode(find(connection, _ARTICLE, {"wanted": reading})[0].json, Article)


def load_report(connection: Connection, reading: int) -> Report:
    """The article of a reading with its claims, and the parts of the page that were not read."""
    row = find(connection, _ARTICLE, {"wanted": reading})[0]
    return Report(
        article=_decode(row.json, Article),
        claims=load_reading_claims(connection, reading),
        rejected=tuple(_decode(line, Rejected) for line in row.unread.splitlines()),
    )


def load_reading_claims(connection: Connection, reading: int) -> tuple[Claim, ...]:
    """The claims of a reading, in the order of the text; none where it has no report."""
    rows = find(connection, _CLAIMS, {"wanted": reading})
    claims = _keep_at_hand(connection, rows)
    return tuple(claims[row.seq] for row in rows)


def load_claims(connection: Connection, article: str) -> tuple[Claim, ...]:
    """The claims of an article by its present reading, in the order of the text."""
    written = connection.scalars(_CLAIMS_OF_ARTICLE, {"wanted": article}).all()
    return tuple(map(read_claim, written))


# An event is built from all its claims each time that one more comes: what a connection has decoded is
# kept by its row, which nobody ever changes. About 4 KiB each.
_MOST_AT_HAND = 20_000
_AT_HAND = "khabar.claims"


def _keep_at_hand(connection: Connection, written: Iterable[AnyRow] = ()) -> dict[int, Claim]:
    """The claims at hand by their rows, with those written among them."""
    claims: dict[int, Claim] = connection.info.setdefault(_AT_HAND, {})
    for row in written:
        if row.seq not in claims:
            claims[row.seq] = read_claim(row.json)
    return claims


def forget_claims(connection: Connection) -> None:
    """Keeps no claims at hand: rows of a transaction that failed may come again with other claims."""
    if not connection.closed and not connection.invalidated:
        connection.info.pop(_AT_HAND, None)


def read_claim(written: str) -> Claim:
    """The claim that was written as exact JSON."""
    try:
        fields = json.loads(written)
        if (fields["type"], fields["schema"]) == ("claim", SCHEMA):
            return quick.read_claim(fields)
    except quick.FAULTS:
        pass  # told in full below
    return _decode(written, Claim)


def build_telling(row: AnyRow) -> Telling:
    """The telling in a row that holds the columns of `telling`, among others."""
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
        lapses=tuple(_read_lapse(*days) for days in json.loads(row.lapses)),
        lead=row.lead,
    )


read_telling = functools.lru_cache(maxsize=20_000)(build_telling)
"""The same of a row that holds nothing else: those that were read lately are at hand."""


def write_lapses(lapses: Iterable[Lapse]) -> str:
    """The lapses as JSON: a list of pairs of days."""
    return json.dumps([[lapse.start.isoformat(), lapse.until.isoformat()] for lapse in lapses])


def _read_lapse(start: str, until: str) -> Lapse:
    return Lapse(start=date.fromisoformat(start), until=date.fromisoformat(until))


def load_tellings(connection: Connection, articles: Collection[str]) -> Mapping[str, Telling]:
    """The tellings of those articles that stand."""
    rows = select_in(connection, _TELLINGS, articles)
    return {row.article: read_telling(row) for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A statement and its place in the order of recording."""

    place: int
    statement: Statement


def load_recorded(connection: Connection, claims: Iterable[str]) -> Mapping[str, Recorded]:
    """The statements of those claims that stand, by claim, in the order in which they were recorded."""
    rows = select_in(connection, _STATEMENTS, claims)
    tellings = load_tellings(connection, {row.article for row in rows})
    known = _keep_at_hand(connection)
    if len(known) > _MOST_AT_HAND:
        known.clear()
    missing = (row.claim for row in rows if row.seq not in known)
    _keep_at_hand(connection, select_in(connection, _WRITTEN, missing))
    return {
        row.claim: Recorded(
            place=row.first,
            statement=Statement(claim=known[row.seq], telling=tellings[row.article]),
        )
        for row in rows
    }


def load_statements(connection: Connection, claims: Iterable[str]) -> tuple[Statement, ...]:
    """The statements of those claims that stand, in the order in which they were recorded."""
    return tuple(one.statement for one in load_recorded(connection, claims).values())


def _decode(written: str, kind: type[V]) -> V:
    try:
        value = decode(from_line(written.encode("utf-8")))
    except InputError as error:
        raise RecordError(f"expected {kind.__name__.lower()} in the record, {error.detail}") from error
    if not isinstance(value, kind):
        raise RecordError(f"expected {kind.__name__.lower()} in the record, got {type(value).__name__}")
    return value
