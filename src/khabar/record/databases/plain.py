"""Statements whose values need no turning into others, asked of SQLite's driver itself.

SQLAlchemy spends five times as long on a short statement as SQLite does. It writes the statement, once;
what the driver says of it is told as SQLAlchemy tells it. PostgreSQL is asked through SQLAlchemy.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Delete, Dialect, Insert, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

Statement = Select[Any] | CompoundSelect[Any] | Insert | Delete


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A statement as the driver takes it, its values' names in their order, and what rows become.

    `fixed` are the values that stand in the statement itself.
    """

    text: str
    names: tuple[str, ...]
    fixed: Mapping[str, object]
    make: Callable[[Iterable[Any]], Any]


def prepare(statement: Statement, dialect: Dialect, keys: Sequence[str] = ()) -> Plain | None:
    """The statement for the driver; None where SQLAlchemy is needed. An insert has columns `keys`."""
    if dialect.name != "sqlite":
        return None
    if isinstance(statement, Insert):
        columns = statement.table.c
        if any(_binds(columns[key].type, dialect) for key in keys):
            return None
        return _compile(statement, dialect, keys, keys)
    if isinstance(statement, Delete):
        return _compile(statement, dialect, (), ())
    found = statement.selected_columns
    if any(_makes(column.type, dialect) for column in found):
        return None
    return _compile(statement, dialect, (), found.keys())


def _compile(
    statement: Statement, dialect: Dialect, keys: Sequence[str], columns: Sequence[str]
) -> Plain:
    compiled = statement.compile(dialect=dialect, column_keys=list(keys) if keys else None)
    row = namedtuple("row", list(columns), rename=True)  # type: ignore[misc]  # known here alone
    names = getattr(compiled, "positiontup", None) or ()
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    return Plain(text=str(compiled), names=tuple(names), fixed=fixed, make=row._make)


def ask(connection: Connection, plain: Plain, values: Mapping[str, object]) -> list[Any]:
    """The rows that a statement finds."""
    given = [values[name] if name in values else plain.fixed[name] for name in plain.names]
    try:
        found = _reach(connection).execute(plain.text, given).fetchall()
    except sqlite3.Error as error:
        raise _explain(connection, plain, given, error) from error
    return list(map(plain.make, found))


def write(connection: Connection, plain: Plain, rows: Sequence[Mapping[str, object]]) -> None:
    """Does a statement for each row of values."""
    given = [[row[name] for name in plain.names] for row in rows]
    try:
        _reach(connection).executemany(plain.text, given)
    except sqlite3.Error as error:
        raise _explain(connection, plain, given, error) from error


def _reach(connection: Connection) -> sqlite3.Connection:
    reached = connection.connection.driver_connection
    assert isinstance(reached, sqlite3.Connection)  # noqa: S101  # by the dialect's name
    return reached


def _explain(connection: Connection, plain: Plain, given: object, error: sqlite3.Error) -> BaseException:
    return DBAPIError.instance(plain.text, [given], error, sqlite3.Error, dialect=connection.dialect)


def _binds(kind: TypeEngine[Any], dialect: Dialect) -> bool:
    """True where what is written has to be turned into something else."""
    return kind.dialect_impl(dialect).bind_processor(dialect) is not None


def _makes(kind: TypeEngine[Any], dialect: Dialect) -> bool:
    """True where what is read has to be turned into something else."""
    return kind.dialect_impl(dialect).result_processor(dialect, None) is not None
