"""Addresses that sources name: each is to be read once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from books import NOON

from khabar.record.store import Record
from khabar.record.watching.leads import (
    Choice,
    Found,
    State,
    Verdict,
    find_next_due,
    hold_back,
    is_read,
    is_waiting,
    keep_found,
    list_ready,
    note_alias,
    settle,
)
from khabar.record.watching.watched import (
    Backlog,
    Health,
    count_backlogs,
    count_new,
    keep_health,
    load_health,
)

HOUR = timedelta(hours=1)
RAID = Found(address="https://coast.example/raid", host="coast.example", stamp="1", text="<p>Raid</p>")
FAIR = replace(RAID, address="https://coast.example/fair")
COAST = Choice(sources=["coast"])
MILL = Found(address="https://valley.example/mill", host="valley.example")


@pytest.fixture
def connection(where):
    with Record.open(where, create=True) as record, record.writing() as opened:
        yield opened


def list_addresses(connection, busy=(), at=NOON, sources=("coast",)):
    return [one.found.address for one in list_ready(connection, Choice(sources=sources, busy=busy), at)]


def test_each_site_is_asked_for_its_oldest_address_first(connection):
    assert keep_found(connection, "coast", [RAID, FAIR, MILL], NOON) == 3
    assert list_addresses(connection) == [RAID.address, MILL.address]
    assert list_addresses(connection, busy=("coast.example",)) == [MILL.address]
    assert list_addresses(connection, at=NOON - HOUR) == []
    assert list_addresses(connection, sources=("other",)) == []
    assert find_next_due(connection, ["coast"]) == NOON
    assert find_next_due(connection, []) is None


def test_an_address_is_kept_once_for_all_sources(connection):
    assert keep_found(connection, "coast", [RAID, RAID], NOON) == 1
    assert keep_found(connection, "valley", [RAID], NOON) == 0
    assert count_backlogs(connection) == {"coast": Backlog(waiting=1)}


def test_what_was_read_is_not_read_again_unless_its_source_says_that_it_changed(connection):
    keep_found(connection, "coast", [RAID], NOON)
    (lead,) = list_ready(connection, COAST, NOON)
    assert lead.found == RAID
    settle(connection, lead, Verdict(state=State.READ, due=NOON, etag='"1"'))
    assert is_read(connection, RAID.address)
    assert not is_waiting(connection, lead.number)
    assert keep_found(connection, "coast", [RAID, replace(RAID, stamp=None)], NOON) == 0
    assert keep_found(connection, "coast", [replace(RAID, stamp="2")], NOON + HOUR / 2) == 1
    assert list_ready(connection, COAST, NOON + HOUR / 2) == ()
    (again,) = list_ready(connection, COAST, NOON + HOUR)
    assert (again.number, again.etag, again.found.stamp) == (lead.number, '"1"', "2")


def test_what_failed_waits_until_it_is_due_and_keeps_the_text_of_its_source(connection):
    keep_found(connection, "coast", [RAID], NOON)
    (lead,) = list_ready(connection, COAST, NOON)
    later = Verdict(state=State.WAITING, due=NOON + HOUR, reason="timed_out", detail="no answer")
    settle(connection, lead, later)
    assert list_addresses(connection) == []
    (again,) = list_ready(connection, COAST, NOON + HOUR)
    assert (again.tries, again.found.text) == (1, RAID.text)
    settle(connection, again, replace(later, state=State.FAILED))
    assert count_backlogs(connection) == {"coast": Backlog(failed=1)}


def test_a_site_that_does_not_answer_is_left_alone_for_a_while(connection):
    keep_found(connection, "coast", [RAID, FAIR, MILL], NOON)
    hold_back(connection, "coast.example", NOON + HOUR)
    assert list_addresses(connection) == [MILL.address]
    assert list_addresses(connection, at=NOON + HOUR) == [RAID.address, MILL.address]


def test_an_address_that_leads_to_another_one_makes_that_read_as_well(connection):
    keep_found(connection, "coast", [RAID], NOON)
    (lead,) = list_ready(connection, COAST, NOON)
    assert list_ready(connection, replace(COAST, in_hand=[lead.number]), NOON) == ()
    for _ in range(2):
        note_alias(connection, lead, FAIR.address, NOON)
    assert is_read(connection, FAIR.address)
    assert keep_found(connection, "coast", [FAIR], NOON) == 0


def test_health_is_kept_as_it_is(connection):
    health = Health(name="coast", kind="feed", address="https://coast.example/feed", due=NOON)
    keep_health(connection, health)
    ill = replace(health, asked_at=NOON, failed_at=NOON, failures=2, reason="robots", detail="no")
    keep_health(connection, ill)
    count_new(connection, "coast", articles=2, claims=7)
    assert load_health(connection) == {"coast": replace(ill, articles=2, claims=7)}
