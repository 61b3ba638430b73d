"""A record, open: who writes takes turns, who reads sees one state, errors say what is wrong."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from khabar.errors import RecordError
from khabar.record.databases import migrations
from khabar.record.databases.choosing import choose
from khabar.record.databases.dialects import Dialect
from khabar.record.rows import forget_claims

# What code meets where rows are at odds with each other: a fault in khabar, or a damaged file.
_AT_ODDS = (AssertionError, AttributeError, LookupError, SQLAlchemyError, TypeError, ValueError)


class _Held(threading.local):
    connection: Connection | None = None


class Record:
    """A record that can be read and written; `where` is a path, or an address without its password.

    Closed by `close` or at the end of a `with`.
    """

    def __init__(self, engine: Engine, dialect: Dialect, where: str) -> None:
        self._engine = engine
        self._where = where
        self._watching: Connection | None = None
        self._lock = threading.Lock()
        self._held = _Held()
        self.dialect = dialect

    @classmethod
    def open(cls, where: str | Path, *, create: bool) -> "Record":
        """The record at `where`: the path of a file, or a postgresql:// address.

        With `create` it is made where there is none, and brought up to this version where it is older.
        Raises RecordError where there is no record, it is of a newer khabar, damaged or out of reach.
        """
        place = str(where)
        dialect = choose(place)
        record = cls(dialect.make_engine(place, create=create), dialect, place)
        try:
            record._prepare(create=create)
        except BaseException:
            record.close()
            raise
        return record

    def __enter__(self) -> "Record":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives back all connections; whoever asks the record later gets new ones."""
        if self._watching is not None:
            self._watching.close()
            self._watching = None
        self._engine.dispose()

    def find_state(self) -> object:
        """Stays the same as long as nothing is written to the record; None where that is not known."""
        with self._lock, self._explaining():
            if self._watching is None:
                self._watching = self._engine.connect()
            return self.dialect.count_changes(self._watching)

    def speak(self, dialect: Dialect) -> "Record":
        """The same record, asked in another dialect; it is closed by closing this one."""
        return Record(self._engine, dialect, self._where)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record, whatever is written meanwhile."""
        if self._held.connection is not None:
            yield self._held.connection
            return
        with self._explaining(), self.dialect.begin_reading(self._engine) as connection:
            yield connection

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Until the end of the `with`, all that this thread reads is of one state, by one connection."""
        with self.reading() as connection:
            self._held.connection = connection
            try:
                yield
            finally:
                self._held.connection = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose writes are all in the record at the end of the `with`, or none of them.

        Only one is open at a time, whichever process it is in; the others wait for their turn.
        """
        with self._explaining(), self.dialect.begin_writing(self._engine) as connection:
            try:
                yield connection
                _commit(connection)
            except BaseException:
                forget_claims(connection)
                raise

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            meaning = self.dialect.explain(error, self._where)
            meaning = meaning or self.dialect.find_damage(self._where)
            if meaning is None:
                raise
            raise meaning from error
        except _AT_ODDS as error:
            damage = self.dialect.find_damage(self._where)
            if damage is None:
                raise
            raise damage from error

    def _prepare(self, *, create: bool) -> None:
        with self.reading() as connection:
            version = migrations.find_version(connection)
        if version is not None:
            migrations.check_version(version)
        if version == migrations.MIGRATIONS[-1].number:
            return
        if version is None and not create:
            raise RecordError(f"expected a record, found none in {self._where}; `khabar add` makes one")
        with self.writing() as connection:
            migrations.bring_up(connection, self.dialect)


def _commit(connection: Connection) -> None:
    try:
        connection.commit()
    except DBAPIError:
        connection.invalidate()  # SQLite keeps a transaction open whose end it refused
        raise
