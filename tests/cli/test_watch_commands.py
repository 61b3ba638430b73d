"""`khabar watch` and `khabar sources`, as they are called."""

import io
import json
import socket
import sys
from dataclasses import replace
from pathlib import Path

import papers
import pytest
from books import NOON

from khabar import vocab
from khabar.cli.program import main
from khabar.record.store import Record
from khabar.record.watching.leads import Found, keep_found
from khabar.record.watching.watched import Health, keep_health
from khabar.watch import plan_file
from khabar.watch.outlets import find_facts
from khabar.watch.plan_file import read_plan

STARTER = Path(plan_file.__file__).with_name("starter.toml")


@pytest.fixture(autouse=True)
def _at_home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code


@pytest.fixture
def watched():
    health = Health(
        name="coast",
        kind="feed",
        address="https://coast.example/feed",
        due=NOON,
        outlet_class="state_media",
        owner="Coast Group",
    )
    ill = replace(health, name="valley", failures=3, failed_at=NOON, reason="timed_out", detail="slow")
    with Record.open("khabar.db", create=True) as record, record.writing() as connection:
        keep_health(connection, health)
        keep_health(connection, ill)
        keep_found(connection, "coast", [Found(address="https://coast.example/a", host="c")], NOON)


@pytest.mark.usefixtures("watched")
def test_sources_lists_who_answers_and_who_does_not(capfdbinary):
    assert run("sources") == 0
    told = " ".join(capfdbinary.readouterr().out.decode().split())
    assert "state" in told
    assert "timed" in told
    assert "2 sources, 1 failing" in told


@pytest.mark.usefixtures("watched")
def test_sources_tells_all_in_json(capfdbinary):
    assert run("sources", "--json") == 0
    coast, valley = map(json.loads, capfdbinary.readouterr().out.splitlines())
    assert (coast["type"], coast["name"], coast["waiting"], coast["due"]) == (
        "source",
        "coast",
        1,
        "2026-05-01T12:00:00+00:00",
    )
    assert (valley["failures"], valley["reason"], valley["good_at"]) == (3, "timed_out", None)


def test_sources_of_a_record_that_nothing_was_watched_into(capsys):
    Record.open("khabar.db", create=True).close()
    assert run("sources") == 4
    assert "no source was ever watched" in capsys.readouterr().err
    assert run("sources", "--record", "none.db") == 7


def test_the_starter_list_can_be_watched_and_tells_facts_of_the_table_of_publishers(capsys):
    assert run("sources", "--starter") == 0
    written = capsys.readouterr().out
    assert written == STARTER.read_text("utf-8")
    plan = read_plan(STARTER)
    houses = {house.name: house for house in vocab.load().publishers}
    for source in plan.sources:
        facts, house = find_facts(source), houses[source.name]
        assert (facts.outlet_class, facts.owner) == (house.outlet_class.value, house.owner), source.name
    assert len({find_facts(source).outlet_class for source in plan.sources}) >= 6


def test_a_list_of_addresses_is_watched_once(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(papers.__file__).parent), prepend=":")
    (tmp_path / "mine.txt").write_text("https://[::1]/inside\n")
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nname = "mine"\nkind = "addresses"\naddress = "mine.txt"\n'
    )
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    assert run("watch", "sources.toml", "--once", "--metrics", "0") == 3
    events = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [one["event"] for one in events] == [
        "metrics",
        "watch begins",
        "source asked",
        "page failed",
        "watch ends",
    ]
    assert events[3]["reason"] == "forbidden_address"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none.toml",), "No such file"),
        (("sources.toml", "--metrics", "http"), "expected a port such as 9464"),
        (("sources.toml", "--metrics", "99999"), "expected a port such as 9464"),
        (("sources.toml",), "sources.toml:1: [[source]] 1: expected a key"),
    ],
)
def test_a_wrong_call_is_told_before_anything_is_asked(tmp_path, capsys, arguments, message):
    (tmp_path / "sources.toml").write_text("[[source]]\n")
    assert run("watch", *arguments) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "khabar.db").exists()


def test_a_port_that_another_has_is_told_before_anything_is_asked(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("")
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nname = "mine"\nkind = "addresses"\naddress = "mine.txt"\n'
    )
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run("watch", "sources.toml", "--once", "--metrics", str(port)) == 2
    told = capsys.readouterr().err
    assert (
        f"--metrics: expected a port that is free, got Address already in use for 127.0.0.1:{port}"
        in told
    )
    assert not (tmp_path / "khabar.db").exists()
