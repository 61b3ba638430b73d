"""Some add while others look: nobody is turned away, and each sees a whole record."""

import os
import subprocess
import sys
from pathlib import Path

import books
from sqlalchemy import func, select

from khabar.record import schema
from khabar.record.databases.migrations import MIGRATIONS
from khabar.record.store import Record

SECONDS = float(os.environ.get("KHABAR_MINUTE", "4"))  # KHABAR_MINUTE=60 for the full minute

ADD = """
import sys, time
import books
from khabar.record.store import Record
where, name, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
with Record.open(where, create=True) as record:
    number, end = 0, time.monotonic() + seconds
    while not number or time.monotonic() < end:
        raid = f"air_strike; Town {number % 50}; 1938-05-{number % 28 + 1:02}; {number % 9}; the mayor"
        books.put(record, books.page(raid, publisher=name), source=f"{name}{number}.txt")
        number += 1
print(number)
"""

LOOK = """
import sys, time
import books
from sqlalchemy import func, select
from khabar.record import schema
from khabar.record.store import Record
where, seconds = sys.argv[1], float(sys.argv[2])
looks, end = 0, time.monotonic() + seconds
with Record.open(where, create=False) as record:
    while not looks or time.monotonic() < end:
        with record.reading() as connection:
            counts = [
                connection.scalar(select(func.count()).select_from(table))
                for table in (schema.claim, schema.mention, schema.event_claim, schema.telling)
            ]
            assert len(set(counts)) == 1, counts
        looks += 1
print(looks)
"""


def start(program, *arguments):
    path = os.pathsep.join([str(Path(books.__file__).parent), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": path}
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def end(process):
    out, error = process.communicate()
    assert process.returncode == 0, error
    return int(out)


def test_two_add_while_ten_look_and_nobody_is_turned_away(where):
    Record.open(where, create=True).close()
    adding = [start(ADD, where, name, SECONDS) for name in ("Valley Wire", "Coast Post")]
    looking = [start(LOOK, where, SECONDS) for _ in range(10)]
    added = sum(map(end, adding))
    assert min(map(end, looking)) > 0
    with Record.open(where, create=False) as record, record.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.telling)) == added >= 2


def test_two_that_make_a_record_at_once_make_one(where):
    first, second = (start(ADD, where, name, 0.2) for name in ("Valley Wire", "Coast Post"))
    added = end(first) + end(second)
    with Record.open(where, create=False) as record, record.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.telling)) == added
        assert connection.scalar(select(func.count()).select_from(schema.migration)) == len(MIGRATIONS)
