"""Exactly one notice for each change of an event that a rule asks for."""

import json
from dataclasses import replace

import papers
import pytest
from books import NOON, RAID, page, put

from khabar.model.links import Action
from khabar.record import decisions
from khabar.record.captures import read_hints
from khabar.record.decisions import Person
from khabar.record.looking.filters import Filter
from khabar.record.rereading import find_stored
from khabar.record.rows import load_page
from khabar.record.store import Record
from khabar.record.watching.notice_facts import Change
from khabar.record.watching.notices import NoticeRule, look
from khabar.record.watching.outbox import (
    claim,
    count_unsent,
    find_next_due,
    give_up,
    list_latest,
    list_unsent,
    mark_sent,
    postpone,
)
from khabar.record.writer import Reread, add_rereadings

LERIDA = "air_strike; Lerida; 1937-11-02; 210; the governor"
RIOT = "riot; Granollers; 1938-05-31; ; "
ALL = frozenset({Change.APPEARS, Change.CHANGES, Change.CONTESTED})


@pytest.fixture
def record(where):
    with Record.open(where, create=True) as opened:
        yield opened


def make_rule(changes=ALL, asks="all", **wanted):
    return NoticeRule(name="strikes", asks=asks, changes=changes, wanted=Filter(**wanted))


def tell(record, rule):
    """What changed since the last look, as (change, killed before, killed now)."""
    with record.writing() as connection:
        many = look(connection, record.dialect, rule, NOON)
        written = [json.loads(one.written) for one in list_latest(connection, rule.name, many)]
    return [
        (one["change"], count_killed(one["before"]), count_killed(one["now"])) for one in written[::-1]
    ]


def count_killed(facts):
    return facts and next((one["best"] for one in facts["figures"] if one["measure"] == "killed"), None)


def test_a_new_rule_tells_nothing_of_what_is_there(record):
    put(record, page(RAID))
    assert tell(record, make_rule()) == []
    put(record, page(LERIDA, publisher="Coast Post"), source="b.txt")
    assert tell(record, make_rule()) == [("appears", None, 210)]
    assert tell(record, make_rule()) == []


def test_a_change_is_told_once_with_what_was_told_before(record):
    tell(record, make_rule())
    put(record, page(RAID))
    assert tell(record, make_rule()) == [("appears", None, 12)]
    put(record, page(RAID.replace("12", "17"), published="1938-06-02"), day=1)
    assert tell(record, make_rule()) == [("changes", 12, 17)]
    assert tell(record, make_rule()) == []


def test_the_same_report_by_another_paper_is_no_change_of_its_figures(record):
    tell(record, make_rule(changes=frozenset({Change.APPEARS, Change.CHANGES})))
    put(record, page(RAID), page(RAID, publisher="Coast Post"))
    assert [change for change, *_ in tell(record, make_rule())] == ["appears"]


def test_an_event_that_becomes_contested_is_told_as_such(record):
    tell(record, make_rule())
    put(record, page(RAID))
    tell(record, make_rule())
    other = RAID.replace("12", "97").replace("the mayor", "the general staff")
    put(record, page(other, publisher="Coast Post"), source="b.txt")
    assert [change for change, *_ in tell(record, make_rule())] == ["contested"]
    only = make_rule(changes=frozenset({Change.CONTESTED}), asks="contested")
    assert tell(record, only) == []


def test_what_fell_below_the_rule_is_still_told_to_those_who_were_told_more(record):
    rule = make_rule(asks="10", min_killed=10)
    tell(record, rule)
    put(record, page(RAID, LERIDA))
    assert sorted(tell(record, rule)) == [("appears", None, 12), ("appears", None, 210)]
    put(record, page(RAID.replace("12", "3"), LERIDA, published="1938-06-02"), day=1)
    assert tell(record, rule) == [("changes", 12, 3)]


def test_what_the_rule_does_not_ask_for_is_not_told(record):
    rule = make_rule(asks="100", min_killed=100)
    tell(record, rule)
    put(record, page(RAID))
    assert tell(record, rule) == []


def test_a_rule_that_asks_for_something_else_begins_anew(record):
    tell(record, make_rule(asks="100", min_killed=100))
    put(record, page(RAID, LERIDA))
    assert tell(record, make_rule(asks="10", min_killed=10)) == []


def test_two_events_that_are_one_are_told_as_one(record):
    tell(record, make_rule())
    put(record, page(RAID, LERIDA))
    assert len(tell(record, make_rule())) == 2
    with record.reading() as connection:
        one, other = (one.event for one in list_latest(connection, "strikes", 2))
    decision = decisions.link(record, one, other, Person(name="Ana", reason=None))
    assert decision.action is Action.LINK
    told = tell(record, make_rule())
    assert len(told) <= 1
    assert all(change in ("changes", "contested") for change, *_ in told)
    decisions.undo(record, decision.number, Person(name="Ana", reason=None))
    assert "gone" not in [change for change, *_ in tell(record, make_rule())]


def test_an_event_that_nobody_tells_of_any_more_is_gone(record):
    tell(record, make_rule())
    put(record, page(RIOT))
    assert tell(record, make_rule()) == [("appears", None, None)]
    (stored,) = find_stored(record, "2", everything=False)
    with record.reading() as connection:
        found = load_page(connection, stored.sha256, stored.source)
    outcome = papers.read_better(found, read_hints(stored.hints))
    again = Reread(source=stored.source, sha256=stored.sha256, hints=stored.hints, outcome=outcome)
    add_rereadings(record, [again], "2")
    assert tell(record, make_rule()) == [("gone", None, None)]
    assert tell(record, make_rule()) == []


def test_notices_of_a_rule_are_sent_in_their_order(record):
    tell(record, make_rule())
    put(record, page(RAID, LERIDA))
    tell(record, make_rule())
    with record.writing() as connection:
        (first,) = list_unsent(connection, ["strikes"], NOON)
        postpone(connection, first, NOON.replace(hour=13), "no answer")
        assert list_unsent(connection, ["strikes"], NOON) == ()
        assert find_next_due(connection, ["strikes"]) == NOON.replace(hour=13)
        give_up(connection, first, "status 410")
        (second,) = list_unsent(connection, ["strikes"], NOON)
        assert second.number == first.number + 1


def test_what_nobody_asked_to_have_sent_does_not_wait(record):
    quiet = replace(make_rule(), sends=False)
    tell(record, quiet)
    put(record, page(RAID))
    assert len(tell(record, quiet)) == 1
    with record.reading() as connection:
        assert count_unsent(connection, ["strikes"]) == 0


def test_a_notice_waits_until_it_was_sent(record):
    tell(record, make_rule())
    put(record, page(RAID))
    tell(record, make_rule())
    with record.writing() as connection:
        (one,) = list_unsent(connection, ["strikes"], NOON)
        postpone(connection, one, NOON.replace(hour=13), "no answer")
        assert list_unsent(connection, ["strikes"], NOON) == ()
        (again,) = list_unsent(connection, ["strikes"], NOON.replace(hour=14))
        assert (again.id, again.tries) == (one.id, 1)
        assert count_unsent(connection, ["strikes"]) == 1
        mark_sent(connection, again)
        assert count_unsent(connection, ["strikes"]) == 0
        assert list_unsent(connection, ["other"], NOON) == ()


def test_a_notice_is_sent_by_one_until_nothing_was_heard_of_it_for_a_while(record):
    tell(record, make_rule())
    put(record, page(RAID))
    tell(record, make_rule())
    later, latest = NOON.replace(hour=13), NOON.replace(hour=14)
    with record.writing() as connection:
        (one,) = list_unsent(connection, ["strikes"], NOON)
        assert claim(connection, one, NOON, later)
    with record.writing() as connection:
        assert not claim(connection, one, NOON, later)
        assert list_unsent(connection, ["strikes"], NOON) == ()
        assert claim(connection, one, later, latest)
        mark_sent(connection, one)
        give_up(connection, one, "told too late")
        assert count_unsent(connection, ["strikes"]) == 0
        assert not claim(connection, one, latest, latest)
