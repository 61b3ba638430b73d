"""Copies of a record that is in use: of one state of it, whole or not there."""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from khabar.errors import RecordError, UsageError
from khabar.record.databases.damage import damaged, find_faults
from khabar.record.databases.sqlite import explain_plainly, open_plainly

_SERVERS = ("postgresql://", "postgres://")


def back_up(where: str, file: Path) -> int:
    """The bytes of a copy of the record at `where`, put in place of `file` when it is whole and checked.

    Who adds meanwhile is not held up, and what they add is not in it. Raises UsageError where no file
    can be there, and for a record that is no file; RecordError where there is none, it is damaged, or
    there is no room.
    """
    if where.startswith(_SERVERS):
        raise UsageError(
            "expected a record in a file; PostgreSQL makes its own copies of a database that is in use: "
            "pg_dump --format=custom --file=FILE DATABASE, and pg_restore puts one back"
        )
    place = _check_place(file, Path(where))
    with closing(open_plainly(where)) as source:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        os.close(handle)
        beside = Path(name)
        try:
            _copy(source, beside)
            beside.replace(place)
        finally:
            for leftover in (beside, Path(f"{beside}-wal"), Path(f"{beside}-shm")):
                leftover.unlink(missing_ok=True)
    _sync(place.parent)
    return place.stat().st_size


def _check_place(file: Path, record: Path) -> Path:
    place = file.resolve()
    if not place.parent.is_dir():
        raise UsageError(f"expected a folder that exists, got {file.parent} for {place.name}")
    if place.exists() and not place.is_file():
        raise UsageError(f"expected the name of a file, {file} is none")
    if place.exists() and record.exists() and place.samefile(record):
        raise UsageError(f"expected another file than the record itself, got {file}")
    return place


def _copy(source: sqlite3.Connection, beside: Path) -> None:
    """All pages in one step: a state of the record that no writer changes, and that holds up none."""
    try:
        with closing(sqlite3.connect(beside)) as target:
            source.backup(target, pages=-1)
    except sqlite3.Error as error:
        raise explain_plainly(error, str(beside)) from error
    found = find_faults(beside)
    if found:
        raise damaged(beside, found)
    _sync(beside)


def _sync(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError as error:  # a system on which folders cannot be opened
        if path.is_dir():
            return
        raise RecordError(f"expected to read the copy again, got {error.strerror}: {path}") from error
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
