"""Statements that are asked again and again, of SQLite's driver itself.

SQLAlchemy spends five times as long on a short statement as SQLite does. It writes the statement, once,
and says which values are turned into others, as days are; what the driver says of it is told as
SQLAlchemy tells it. PostgreSQL is asked through SQLAlchemy.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import CompoundSelect, Connection, Delete, Dialect, Insert, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Statement = Select[Any] | CompoundSelect[Any] | Insert | Delete
Turn = Callable[[Any], Any]
K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A statement as the driver takes it, its values' names in their order, and what rows become.

    `fixed` are the values that stand in the statement itself. `given` and `found` are what turns values
    on their way in, by name, and out, by place.
    """

    text: str
    names: tuple[str, ...]
    fixed: Mapping[str, object]
    make: Callable[[Iterable[Any]], Any]
    given: Mapping[str, Turn]
    found: Mapping[int, Turn]

    def bind(self, values: Mapping[str, object]) -> list[object]:
        """The values as the driver takes them."""
        listed = [values[name] if name in values else self.fixed[name] for name in self.names]
        if self.given:
            for place, name in enumerate(self.names):
                if name in self.given:
                    listed[place] = self.given[name](listed[place])
        return listed

    def read(self, row: Sequence[Any]) -> Any:
        """The row that the driver found."""
        if not self.found:
            return self.make(row)
        listed = list(row)
        for place, turn in self.found.items():
            listed[place] = turn(listed[place])
        return self.make(listed)


def prepare(statement: Statement, dialect: Dialect, keys: Sequence[str] = ()) -> Plain | None:
    """The statement for the driver; None where SQLAlchemy is needed. An insert has columns `keys`."""
    if dialect.name != "sqlite" or (isinstance(statement, Insert) and _is_filled_in(statement, keys)):
        return None
    compiled = statement.compile(dialect=dialect, column_keys=list(keys) if keys else None)
    assert isinstance(compiled, SQLCompiler)  # noqa: S101  # what writes statements
    columns = statement.selected_columns if isinstance(statement, Select | CompoundSelect) else None
    kinds = [column.type for column in columns or ()]
    row = namedtuple("row", columns.keys() if columns else [], rename=True)  # type: ignore[misc]
    return Plain(
        text=str(compiled),
        names=tuple(compiled.positiontup or ()),
        fixed={name: value for name, value in compiled.params.items() if value is not None},
        make=row._make,
        given=_find_all({name: _binds(one.type, dialect) for name, one in compiled.binds.items()}),
        found=_find_all({place: _makes(kind, dialect) for place, kind in enumerate(kinds)}),
    )


def _is_filled_in(statement: Insert, keys: Sequence[str]) -> bool:
    """True where SQLAlchemy gives a column a value that nobody else does."""
    return any(one.default is not None and one.name not in keys for one in statement.table.columns)


def _find_all(turns: Mapping[K, Turn | None]) -> dict[K, Turn]:
    """Those that there are."""
    return {key: turn for key, turn in turns.items() if turn is not None}


def ask(connection: Connection, plain: Plain, values: Mapping[str, object]) -> list[Any]:
    """The rows that a statement finds."""
    given = plain.bind(values)
    try:
        found = _reach(connection).execute(plain.text, given).fetchall()
    except sqlite3.Error as error:
        raise _explain(connection, plain, given, error) from error
    return list(map(plain.read, found))


def write(connection: Connection, plain: Plain, rows: Sequence[Mapping[str, object]]) -> None:
    """Does a statement for each row of values."""
    given = list(map(plain.bind, rows))
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


def _binds(kind: TypeEngine[Any], dialect: Dialect) -> Turn | None:
    """What turns values of a kind into those that the driver takes, if something has to."""
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _makes(kind: TypeEngine[Any], dialect: Dialect) -> Turn | None:
    """What turns that which the driver found into values of a kind, if something has to."""
    return kind.dialect_impl(dialect).result_processor(dialect, None)
