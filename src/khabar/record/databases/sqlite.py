"""A record in one SQLite file: write-ahead log, foreign keys, every acknowledged write on the disk."""

import functools
import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    TextClause,
    column,
    create_engine,
    select,
    table,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from khabar.errors import RecordError
from khabar.record.databases.damage import check_before_writing, damaged, find_damage
from khabar.record.databases.dialects import ARTICLE_WORDS, CLAIM_WORDS, PATIENCE, Phrase, start

# "khab" in ASCII: tells a record from other SQLite files (PRAGMA application_id).
_MARK = 0x6B686162
_FIRST_BYTES = b"SQLite format 3\x00"
# Where the write-ahead log's shared memory holds the lock of the one who writes
# (sqlite.org/walformat.html, 2.3.1).
_WRITE_LOCK = 120


class Sqlite:
    """What SQLite does in its own way."""

    def make_engine(self, where: str, *, create: bool) -> Engine:
        """An engine for the file at `where`, made where `create` is true and there is none."""
        path = Path(where)
        _check_file(path, create=create)
        if create:
            check_before_writing(path)
        address = f"file:{quote(str(path.absolute()))}?{_choose_mode(path, create=create)}"

        def connect() -> sqlite3.Connection:
            return _connect(address)

        return create_engine(
            "sqlite:///record",
            creator=connect,
            poolclass=QueuePool,
            pool_use_lifo=True,  # the one used last has in memory what is asked for most
            max_overflow=-1,
        )

    def begin_writing(self, engine: Engine) -> Connection:
        """A connection that holds the one lock for writing."""
        return start(engine.connect(), "BEGIN IMMEDIATE")

    def begin_reading(self, engine: Engine) -> Connection:
        """A connection that sees one state of the file; it neither waits for writers nor stops them."""
        return start(engine.connect(), "BEGIN")

    def wipe_deleted(self, connection: Connection) -> None:
        """Zeros stand in the file in the place of old words, once the write-ahead log is in it."""
        connection.exec_driver_sql("PRAGMA secure_delete = ON")

    def count_changes(self, connection: Connection) -> object:
        """A number that is another one after each commit of another connection, in whichever process."""
        return connection.exec_driver_sql("PRAGMA data_version").scalar()

    def create_words(self, connection: Connection) -> None:
        """Makes the FTS5 tables, which keep no second copy of the texts."""
        connection.exec_driver_sql(f"PRAGMA application_id = {_MARK}")
        for index in (ARTICLE_WORDS, CLAIM_WORDS):
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE {index} USING fts5("
                "words, content='', tokenize='unicode61 remove_diacritics 0')"
            )

    def add_words(
        self, connection: Connection, index: str, rows: Iterable[tuple[int, tuple[str, ...]]]
    ) -> None:
        """Enters texts, by number, in `index`."""
        entered = [{"number": number, "words": " ".join(words)} for number, words in rows]
        if entered:
            connection.execute(_write_entry(index), entered)

    def find_words(self, index: str, phrases: tuple[Phrase, ...]) -> Select[tuple[int]]:
        """The numbers of the texts that hold all of `phrases`."""
        query = " AND ".join(f'"{" ".join(phrase.words)}"{"*" * phrase.is_open}' for phrase in phrases)
        found = table(index, column("rowid"), column(index))
        return select(found.c.rowid).where(found.c[index].op("MATCH")(query))

    def explain(self, error: DBAPIError, where: str) -> RecordError | None:
        """What a result code of SQLite means to the person who asked."""
        return _explain(error.orig, where)

    def find_damage(self, where: str) -> RecordError | None:
        """What is wrong with the file, where it is damaged."""
        return find_damage(Path(where))


def open_plainly(where: str) -> sqlite3.Connection:
    """The file of a record by the module of Python; raises RecordError where there is none."""
    path = Path(where)
    _check_file(path, create=False)
    try:
        return _connect(f"file:{quote(str(path.absolute()))}?{_choose_mode(path, create=False)}")
    except sqlite3.Error as error:
        raise explain_plainly(error, where) from error


def explain_plainly(error: sqlite3.Error, where: str) -> RecordError:
    """What an error of the module of Python means to the person who asked."""
    return _explain(error, where) or RecordError(f"expected to read and write {where}, got: {error}")


def _explain(error: BaseException | None, where: str) -> RecordError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # the module's own complaint, not that of SQLite
        return damaged(where, error) if "decode to UTF-8" in str(error) else None
    if code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return damaged(where, error)
    known = _MEANINGS.get(code & 0xFF)
    if known is None:
        return None
    if code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        known += _name_holder(where)
    return RecordError(f"{known}: {where} ({error})")


_MEANINGS = {
    sqlite3.SQLITE_FULL: "expected room for the record, the disk is full; nothing was half-written",
    sqlite3.SQLITE_BUSY: f"expected a turn to write within {PATIENCE} s, the record is locked",
    sqlite3.SQLITE_LOCKED: f"expected a turn to write within {PATIENCE} s, the record is locked",
    sqlite3.SQLITE_READONLY: "expected a record that can be written, it is read-only",
    sqlite3.SQLITE_PERM: "expected a record that can be opened, permission was refused",
    sqlite3.SQLITE_CANTOPEN: "expected a record that can be opened, the system refused",
    sqlite3.SQLITE_IOERR: "expected to read and write the record, the disk failed",
    sqlite3.SQLITE_NOLFS: "expected a file system for large files",
    sqlite3.SQLITE_PROTOCOL: "expected a file system with locks for the record",
}


@functools.cache
def _write_entry(index: str) -> TextClause:
    return text(f"INSERT INTO {index} (rowid, words) VALUES (:number, :words)")  # noqa: S608  # ours


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise RecordError(f"expected the name of a file for the record, {path} is a folder")
    if not path.exists():
        if not create:
            raise RecordError(f"expected a record, found nothing at {path}; `khabar add` makes one")
        if not path.absolute().parent.is_dir():
            raise RecordError(f"expected a folder that exists for the record, got {path.parent}")
        return
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except OSError as error:
        raise RecordError(f"expected a record that can be read, got {error.strerror}: {path}") from error
    if start and not start.startswith(_FIRST_BYTES):
        raise RecordError(f"expected a record of khabar, {path} is something else or damaged")
    if start and int.from_bytes(start[68:72], "big") not in (0, _MARK):
        raise RecordError(f"expected a record of khabar, {path} is a database of something else")


def _choose_mode(path: Path, *, create: bool) -> str:
    """A record on a disk that cannot be written is read as it stands: nobody can write to it."""
    if create:
        return "mode=rwc"
    log = path.with_name(path.name + "-wal")
    if not os.access(path.absolute().parent, os.W_OK) and not log.exists():
        return "immutable=1"
    return "mode=rw"


def _connect(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # 64 MiB for each connection: with the 2 MiB that SQLite takes by itself, adding to a record of
        # 100,000 claims read the same pages of its indexes again and again.
        # 8 MiB where a record is only looked at, as a face does through forty connections at once.
        cached = 65536 if "mode=rwc" in address else 8192
        connection.execute(f"PRAGMA cache_size = -{cached}")
        if "mode=rwc" in address:
            _keep_log(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _keep_log(connection: sqlite3.Connection) -> None:
    """Turns the write-ahead log on; SQLite does not wait by itself where two processes do so at once."""
    deadline = time.monotonic() + PATIENCE
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _name_holder(where: str) -> str:
    """Who holds the lock for writing, as Linux tells it; empty where it does not.

    The file is not opened: closing it would give up the locks of this process.
    """
    try:
        inode = Path(f"{where}-shm").stat().st_ino
        lines = Path("/proc/locks").read_text("ascii").splitlines()
    except OSError:
        return ""
    for line in lines:
        _, kind, _, mode, process, place, start, end = line.replace("-> ", "").split()[:8]
        holds = end == "EOF" or int(start) <= _WRITE_LOCK <= int(end)
        if (kind, mode) == ("POSIX", "WRITE") and place.endswith(f":{inode}") and holds:
            return f" by process {process}"
    return ""
