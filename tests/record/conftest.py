"""Each test that takes `where` runs on both kinds of database.

PostgreSQL is started here where it is installed, Debian's or the one on PATH, with its data in a folder
of its own, and is reached by a socket in that folder alone. Without one, the tests on PostgreSQL are
skipped with the reason.
"""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import shelf
from sqlalchemy import create_engine, text

from khabar.record.store import Record
from khabar.record.writer import add

_ABSENT = (
    "PostgreSQL is not installed here: the record was tested on SQLite alone (tools/ensure_packages.sh)"
)


@pytest.fixture(scope="session")
def _postgres() -> Iterator[str]:
    """The address of a server without the database's name."""
    programs = find_programs()
    if programs is None:
        pytest.skip(_ABSENT)
    # not tmp_path: a socket's path has 107 bytes at most, and another user has to get there
    folder = Path(tempfile.mkdtemp(prefix="khabar-pg"))
    folder.chmod(0o755)
    data, user = folder / "data", ()
    if os.geteuid() == 0:  # PostgreSQL does not run as root
        user = ("runuser", "-u", "postgres", "--")
        shutil.chown(folder, "postgres")
    initdb = [programs / "initdb", "-D", data, "-A", "trust", "-U", "khabar", "-E", "UTF8"]
    run([*user, *initdb, "--locale=C.UTF-8", "--no-sync"])
    control = [*user, programs / "pg_ctl", "-D", data, "-w"]
    options = f"-k {folder} -h '' -c fsync=off -c max_connections=60"
    run([*control, "-l", folder / "log", "-o", options, "start"])
    try:
        yield f"postgresql://khabar@/{{database}}?host={folder}"
    finally:
        run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def run(command) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, cwd="/", check=True)


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl: the newest of Debian's, else the one on PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    found = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    whole = [path for path in found if (path / "initdb").exists() and (path / "pg_ctl").exists()]
    return whole[-1] if whole else None


@pytest.fixture(scope="session")
def _databases() -> Iterator[int]:
    """Numbers for the names of databases."""
    return iter(range(10_000))


@contextmanager
def make_database(server: str, numbers: Iterator[int]) -> Iterator[str]:
    """The address of an empty database."""
    name = f"record{next(numbers)}"
    engine = create_engine(
        server.format(database="postgres").replace("postgresql:", "postgresql+psycopg:"),
        isolation_level="AUTOCOMMIT",
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield server.format(database=name)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def postgres(_postgres, _databases) -> Iterator[str]:
    """The address of an empty database."""
    with make_database(_postgres, _databases) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request, tmp_path) -> str:
    """Where a record may be made: a path that is free, or an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "khabar.db")
    return request.getfixturevalue("postgres")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shelves(request, tmp_path_factory) -> Iterator[Record]:
    """A record on each kind of database, of reports with parts and wholes; no test writes to it."""
    with ExitStack() as stack:
        where = str(tmp_path_factory.mktemp("shelves") / "khabar.db")
        if request.param == "postgresql":
            server, numbers = map(request.getfixturevalue, ("_postgres", "_databases"))
            where = stack.enter_context(make_database(server, numbers))
        record = stack.enter_context(Record.open(where, create=True))
        add(record, list(map(shelf.take, shelf.build_reports(7, 60), itertools.count())), "1")
        yield record
