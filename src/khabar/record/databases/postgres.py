"""A record in a PostgreSQL database of its own, for teams."""

from collections.abc import Iterable

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    column,
    create_engine,
    literal,
    make_url,
    select,
    table,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from khabar.errors import RecordError, UsageError
from khabar.record.databases.dialects import ARTICLE_WORDS, CLAIM_WORDS, PATIENCE, Phrase, start

# Any number, the same in every khabar: those who write to one record wait for this lock.
_TURN = 0x6B686162
# PostgreSQL keeps the places of words up to this one only; later words are entered without a place.
_LAST_PLACE = 16_383


class Postgres:
    """What PostgreSQL does in its own way."""

    def make_engine(self, where: str, *, create: bool) -> Engine:  # noqa: ARG002  # the database is there or not
        """An engine for the database at `where`."""
        try:
            address = make_url(where).set(drivername="postgresql+psycopg")
        except (ArgumentError, ValueError) as error:
            raise UsageError(f"expected postgresql://user@host/database, got {where!r}") from error
        options = f"-c lock_timeout={PATIENCE}s -c client_encoding=UTF8"
        return create_engine(address, connect_args={"options": options}, max_overflow=-1)

    def begin_writing(self, engine: Engine) -> Connection:
        """A connection that holds the lock of those who write, until its transaction ends."""
        connection = start(engine.connect())
        try:
            connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
        except BaseException:
            connection.close()
            raise
        return connection

    def begin_reading(self, engine: Engine) -> Connection:
        """A connection that sees one state of the database."""
        return start(engine.connect().execution_options(isolation_level="REPEATABLE READ"))

    def wipe_deleted(self, connection: Connection) -> None:
        """Nothing to do: the server's own vacuum gives the place of old words to new ones."""

    def count_changes(self, connection: Connection) -> object:  # noqa: ARG002  # as in the protocol
        """None: a server has no such number at hand, and asking it takes a way there and back."""
        return None

    def create_words(self, connection: Connection) -> None:
        """Makes the tables of words with an index over each."""
        for index in (ARTICLE_WORDS, CLAIM_WORDS):
            connection.exec_driver_sql(
                f"CREATE TABLE {index} (number integer PRIMARY KEY, words tsvector NOT NULL)"
            )
            connection.exec_driver_sql(f"CREATE INDEX {index}_found ON {index} USING gin (words)")

    def add_words(
        self, connection: Connection, index: str, rows: Iterable[tuple[int, tuple[str, ...]]]
    ) -> None:
        """Enters texts, by number, in `index`."""
        entry = text(
            f"INSERT INTO {index} (number, words) VALUES (:number, CAST(:words AS tsvector))"  # noqa: S608
        )
        for number, words in rows:
            places = (
                f"{_quote(word)}:{place}" if place <= _LAST_PLACE else _quote(word)
                for place, word in enumerate(words, 1)
            )
            connection.execute(entry, {"number": number, "words": " ".join(places)})

    def find_words(self, index: str, phrases: tuple[Phrase, ...]) -> Select[tuple[int]]:
        """The numbers of the texts that hold all of `phrases`."""
        query = " & ".join(f"({_write(phrase)})" for phrase in phrases)
        found = table(index, column("number"), column("words"))
        wanted = literal(query).op("::", precedence=15)(text("tsquery"))
        return select(found.c.number).where(found.c.words.op("@@")(wanted))

    def explain(self, error: DBAPIError, where: str) -> RecordError | None:
        """What a state of PostgreSQL means to the person who asked; the address without its password."""
        shown = make_url(where).render_as_string(hide_password=True)
        state = getattr(error.orig, "sqlstate", None)
        known = _MEANINGS.get(state or "")
        if known:
            return RecordError(f"{known}: {shown} ({_first_line(error)})")
        if isinstance(error, OperationalError) or error.connection_invalidated:
            return RecordError(f"expected to reach PostgreSQL: {shown} ({_first_line(error)})")
        return None

    def find_damage(self, where: str) -> RecordError | None:  # noqa: ARG002  # as in the protocol
        """None: the server looks after its files, and tells of damage itself."""
        return None


_MEANINGS = {
    "53100": "expected room for the record, the disk is full; nothing was half-written",
    "55P03": f"expected a turn to write within {PATIENCE} s, the record is locked",
    "25006": "expected a record that can be written, it is read-only",
    "42501": "expected a record that can be opened, permission was refused",
    "3D000": "expected a database that exists",
    "XX001": "expected a whole record, the database is damaged",
    "XX002": "expected a whole record, the database is damaged",
}


def _quote(word: str) -> str:
    """A folded word, which holds letters and digits only, as tsvector and tsquery take it."""
    return f"'{word}'"


def _write(phrase: Phrase) -> str:
    *firsts, last = map(_quote, phrase.words)
    return " <-> ".join([*firsts, last + ":*" * phrase.is_open])


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().partition("\n")[0]
