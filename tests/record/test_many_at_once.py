"""Some add while others look: nobody is turned away, and each sees a whole record."""

import os
import subprocess
import sys
from pathlib import Path

import books
import pytest
from sqlalchemy import func, select

from khabar.record import schema
from khabar.record.databases.migrations import MIGRATIONS
from khabar.record.store import Record

pytestmark = pytest.mark.no_cover
SECONDS = float(os.environ.get("KHABAR_MINUTE", "3"))  # KHABAR_MINUTE=60 for the full minute
WRITERS = ("Valley Wire", "Coast Post")


def work(where, seconds, readers):
    """How many pages each writer added, and how often each reader looked; see `crowd.py`."""
    path = os.pathsep.join([str(Path(books.__file__).parent), os.environ.get("PYTHONPATH", "")])
    crowd = Path(__file__).with_name("crowd.py")
    done = subprocess.run(
        [sys.executable, crowd, where, str(seconds), str(readers), *WRITERS],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counts = [int(count) for count in done.stdout.split()]
    return counts[: len(WRITERS)], counts[len(WRITERS) :]


def test_two_add_while_ten_look_and_nobody_is_turned_away(where):
    Record.open(where, create=True).close()
    added, looks = work(where, SECONDS, 10)
    assert len(looks) == 10
    assert min(looks) > 0
    with Record.open(where, create=False) as record, record.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.telling)) == sum(added) >= 2


def test_two_that_make_a_record_at_once_make_one(where):
    added, _ = work(where, 0.2, 0)
    with Record.open(where, create=False) as record, record.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.telling)) == sum(added)
        assert connection.scalar(select(func.count()).select_from(schema.migration)) == len(MIGRATIONS)
