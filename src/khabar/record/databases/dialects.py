"""All that SQLite and PostgreSQL do not do alike.

That is opening, taking turns at writing, searching words, and what their errors mean.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, Engine, Select
from sqlalchemy.exc import DBAPIError

from khabar.errors import RecordError

PATIENCE = 60
"""Seconds that a writer waits for its turn before it gives up."""

ARTICLE_WORDS, CLAIM_WORDS = "article_words", "claim_words"
"""The full-text indexes: titles and texts by `article.number`, quotes by the claim's `mention.first`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Folded words that stand one after another; with `is_open`, the last may go on."""

    words: tuple[str, ...]
    is_open: bool = False


class Dialect(Protocol):
    """What a kind of database does in its own way."""

    def make_engine(self, where: str, *, create: bool) -> Engine:
        """An engine for the record at `where`; raises RecordError where there is none to open."""
        ...

    def begin_writing(self, engine: Engine) -> Connection:
        """A connection inside a transaction that no other writer's overlaps."""
        ...

    def begin_reading(self, engine: Engine) -> Connection:
        """A connection inside a transaction that sees one state of the record throughout."""
        ...

    def wipe_deleted(self, connection: Connection) -> None:
        """Has the bytes of what this connection deletes or changes overwritten, if they would stay."""
        ...

    def count_changes(self, connection: Connection) -> object:
        """What another number comes after on this connection once somebody else wrote; None: not known.

        It is asked for with each page, so it has to cost next to nothing.
        """
        ...

    def create_words(self, connection: Connection) -> None:
        """Makes the full-text indexes."""
        ...

    def add_words(
        self, connection: Connection, index: str, rows: Iterable[tuple[int, tuple[str, ...]]]
    ) -> None:
        """Enters texts, by number, in the full-text index `index`."""
        ...

    def find_words(self, index: str, phrases: tuple[Phrase, ...]) -> Select[tuple[int]]:
        """The numbers in `index` of the texts that hold all of `phrases`, one phrase at least."""
        ...

    def explain(self, error: DBAPIError, where: str) -> RecordError | None:
        """What `error` means to the person who asked; None where it is a fault in khabar, or damage."""
        ...

    def find_damage(self, where: str) -> RecordError | None:
        """What is wrong with a record in which something was not as expected; None where it is whole."""
        ...


def start(connection: Connection, first: str | None = None) -> Connection:
    """The same connection, inside a transaction; closed where none could be begun.

    `first` is what the driver does not send by itself. An engine that listens for the beginning would
    look for listeners at each statement as well, which takes a quarter of its time.
    """
    try:
        connection.begin()
        if first is not None:
            connection.exec_driver_sql(first)
    except BaseException:
        connection.close()
        raise
    return connection
