"""A hundred kills at random moments of adding and rereading: the record is whole each time.

What a killed run leaves must be what an undisturbed run had in the record after some number of pages, no
fewer than were acknowledged; started again until it ends, a run must leave what an undisturbed one does.
"""

import itertools
import json
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import papers
import pytest
from books import PASSING, page, take
from nursery import KILLED

from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.record import schema
from khabar.record.captures import read_hints
from khabar.record.rereading import find_stored
from khabar.record.rows import load_page
from khabar.record.store import Record
from khabar.record.writer import Reread, add, add_rereadings, refresh_all

pytestmark = pytest.mark.no_cover
KILLS = 100
PAGES = 8
TOWNS = ("Granollers", "Lerida", "Alcaniz")


def write_pages(folder):
    """Reports of a few raids by several papers, one page that holds no report, one riot in four."""
    folder.mkdir()
    chance = random.Random(7)  # noqa: S311
    for number in range(PAGES):
        town, day = chance.choice(TOWNS), chance.randint(1, 3)
        lines = [f"air_strike; {town}; 1938-05-0{day}; {chance.randint(1, 3)}; the mayor"]
        lines += [f"riot; {town}; 1938-05-0{day}; ; "] if number % 4 == 0 else []
        text = page(*(lines if number != 5 else []), publisher=f"Paper {number % 4}")
        (folder / f"{number:02}.txt").write_text(text)
    return folder


class Nursery:
    """Runs of khabar that can be killed; see `nursery.py`."""

    def __init__(self, folder):
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("nursery.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, verb, record, pages, seconds):
        """True where the run came to its end, false where it was killed after so many seconds of CPU.

        `seconds` of the nursery are those that it took.
        """
        output = self._folder / "output"
        output.unlink(missing_ok=True)
        self._process.stdin.write(f"{verb} {record} {pages} {output} {seconds}\n")
        self._process.stdin.flush()
        status, self.seconds = map(float, self._process.stdout.readline().split())
        assert status in (0, -KILLED), output.read_text()
        return status == 0

    def count_acknowledged(self):
        """How many pages the last run said were in the record; its last line may be cut off."""
        output = self._folder / "output"
        told = output.read_text().split("\n")[:-1] if output.exists() else []
        lines = [json.loads(line) for line in told if line.startswith("{")]
        return sum(line["type"] in ("article", "rejected") for line in lines)

    def end(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="module")
def nursery(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(papers.__file__).parent))
        nursery = Nursery(tmp_path_factory.mktemp("nursery"))
        yield nursery
        nursery.end()


def look(path):
    """What is in the record of a killed run, opened as the next run would open it."""
    Record.open(path, create=True).close()
    return dump(path)


def dump(path):
    """All rows that follow from what was added; `books.dump` takes six times as long for the same."""
    tables = [one for one in schema.METADATA.sorted_tables if one.name not in ("migration", "redirect")]
    with closing(sqlite3.connect(path)) as connection:
        return {table.name: _list_rows(connection, table) for table in tables}


def _list_rows(connection, table):
    columns = ", ".join(f'"{column.name}"' for column in table.columns if column.name not in PASSING)
    return sorted(connection.execute(f'SELECT {columns} FROM "{table.name}"'), key=repr)  # noqa: S608


def check_whole(path):
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def add_by_page(path, pages):
    """What is in a record after each page of an undisturbed run."""
    states = []
    with Record.open(path, create=True) as record:
        states.append(dump(path))
        for file in sorted(pages.iterdir()):
            add(record, [take_file(file)], "1")
            states.append(dump(path))
    return states


def reread_by_page(path):
    """What is in a record after each step of an undisturbed run: all made anew, then page by page."""
    with Record.open(path, create=False) as record:
        states = [dump(path)]
        refresh_all(record, "2", force=False)
        states.append(dump(path))
        for one in find_stored(record, "2", everything=False):
            add_rereadings(record, [reread(record, one)], "2")
            states.append(dump(path))
    return states


def take_file(file):
    taken = take(file.read_text(), str(file))
    return replace(taken, capture=replace(taken.capture, place=str(file)))


def reread(record, one):
    with record.reading() as connection:
        stored = load_page(connection, one.sha256, one.source)
    try:
        outcome = papers.read_better(stored, read_hints(one.hints))
    except InputError as error:
        outcome = Rejected(source=one.source, reason=error.reason, detail=error.detail)
    return Reread(source=one.source, sha256=one.sha256, hints=one.hints, outcome=outcome)


def find_difference(state, states):
    """The tables in which the record is not as after any page, compared with the nearest such state."""
    near = min(states, key=lambda known: abs(len(known["reading"]) - len(state["reading"])))
    return [name for name in near if near[name] != state[name]]


def run_killed(nursery, order, states, moments):
    """After how many pages a run was killed, each time until it came to its end."""
    record, reached = order[1], [0]
    while not nursery.run(*order, next(moments)):
        if record.exists():
            check_whole(record)
        state = look(record)
        assert state in states, (
            f"of a page neither all nor nothing is in {find_difference(state, states)}"
        )
        assert states.index(state) >= reached[-1] + nursery.count_acknowledged()
        reached.append(states.index(state))
    assert look(record) == states[-1]
    return reached[1:]


def test_a_run_that_is_killed_and_started_again_leaves_what_an_undisturbed_one_does(nursery, tmp_path):
    pages, chance = write_pages(tmp_path / "pages"), random.Random(1)  # noqa: S311
    undisturbed = tmp_path / "undisturbed.db"
    states = {"add": add_by_page(undisturbed, pages), "reread": reread_by_page(undisturbed)}
    longest = {verb: time_run(nursery, (verb, tmp_path / "whole.db", pages)) for verb in states}
    kills, names = {"add": [], "reread": []}, itertools.count()
    while sum(map(len, kills.values())) < KILLS:
        record = tmp_path / f"{next(names)}.db"
        for verb, reached in kills.items():
            moments = iter(partial(chance.uniform, 0, longest[verb]), None)
            reached.extend(run_killed(nursery, (verb, record, pages), states[verb], moments))
    for verb, reached in kills.items():
        assert len(set(reached)) > PAGES / 2, f"{verb} was not killed at many moments: {reached}"


def time_run(nursery, order):
    """The CPU seconds that an undisturbed run takes here and now."""
    assert nursery.run(*order, 60)
    return nursery.seconds
