"""Whether the file of a SQLite record is whole: bytes that a disk or a copy changed are found here."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from khabar.errors import RecordError
from khabar.record import schema

# `PRAGMA quick_check` takes 1.0 to 1.1 s of CPU time for each GB that is in memory (208 MB of rows with
# an index, two runs): up to this size it is not felt beside the start of a run.
_QUICKLY = 256 * 2**20


def check_before_writing(path: Path) -> None:
    """Raises RecordError where the file is damaged; a large one is not looked through."""
    if not path.exists() or path.stat().st_size > _QUICKLY:
        return
    found = _ask(path, "PRAGMA quick_check(1)")
    if found:
        raise damaged(path, found)


def find_damage(path: Path) -> RecordError | None:
    """What is wrong with the file, after something in it was not as expected; None where it is whole.

    All of it is read, and what the tables say of each other is compared.
    """
    found = next(_find_all(path), None)
    return None if found is None else damaged(path, found)


def damaged(path: Path | str, what: object) -> RecordError:
    """The error for a damaged file, with what to do."""
    return RecordError(
        f"expected a whole record, the file is damaged: {path} ({what}); take its last copy, or add its "
        "pages to a new record"
    )


def _find_all(path: Path) -> Iterator[str]:
    missing = {table.name for table in schema.METADATA.sorted_tables}
    for name in _list_tables(path):
        missing.discard(name)
    if missing:
        yield f"no table {min(missing)}"
    found = find_faults(path)
    if found:
        yield found


def find_faults(path: Path) -> str:
    """The first thing that is wrong inside the file or between its rows; empty where nothing is."""
    questions = ("PRAGMA integrity_check(1)", "PRAGMA foreign_key_check")
    return next(filter(None, (_ask(path, question) for question in questions)), "")


def _list_tables(path: Path) -> tuple[str, ...]:
    try:
        with closing(_open(path)) as connection:
            return tuple(name for (name,) in connection.execute("SELECT name FROM sqlite_master"))
    except (sqlite3.Error, UnicodeError):
        return ()


def _ask(path: Path, question: str) -> str:
    """The first thing that a check finds, empty where it finds nothing or gets no turn to look."""
    try:
        with closing(_open(path)) as connection:
            row = connection.execute(question).fetchone()
    except sqlite3.OperationalError as error:
        return "" if error.sqlite_errorcode & 0xFF in _NO_TURN else str(error)
    except (sqlite3.Error, UnicodeError) as error:
        return str(error)
    if row is None or row == ("ok",):
        return ""
    return str(row[0]) if len(row) == 1 else f"a row of {row[0]} leads to none in {row[2]}"


_NO_TURN = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)
