import papers
import pytest
from books import RAID, count, dump, list_events, page, put
from sqlalchemy import select

from khabar.errors import UsageError
from khabar.model.links import Action
from khabar.record import schema
from khabar.record.captures import read_hints
from khabar.record.decisions import Person, link, list_decisions, split, undo
from khabar.record.events import resolve
from khabar.record.rereading import find_stored
from khabar.record.rows import load_page
from khabar.record.store import Record
from khabar.record.writer import Reread, add_rereadings

WE = Person(name="desk", reason="read both pages")
LERIDA = "air_strike; Lerida; 1937-11-02; 210; the governor"
RIOT = "riot; Granollers; 1938-05-31; ; "


@pytest.fixture
def record(where):
    with Record.open(where, create=True) as record:
        yield record


def list_claims(record):
    columns = schema.mention.c
    with record.reading() as connection:
        return connection.scalars(select(columns.claim).order_by(columns.first)).all()


def find_home(record, id_):
    with record.reading() as connection:
        return resolve(connection, id_)


def test_a_link_makes_one_event_of_two_and_undoing_it_two_again(record):
    put(record, page(RAID, LERIDA))
    before = dump(record)
    raid, lerida = list_claims(record)
    decision = link(record, raid, lerida, WE)
    assert (decision.number, decision.action, decision.by) == (1, Action.LINK, "desk")
    assert list_events(record) == [[RAID, LERIDA]]
    undo(record, 1, WE)
    after = dump(record)
    assert {name for name in after if after[name] != before[name]} == {"decision", "decision_claim"}


def test_a_split_parts_an_event_and_undoing_it_joins_it(record):
    put(record, page(RAID), page(RAID, publisher="Coast Post"), page(RAID, publisher="Hill Sun"))
    before = dump(record)
    first, second, third = list_claims(record)
    split(record, first, [second], WE)
    assert list_events(record) == [[RAID, RAID], [RAID]]
    assert find_home(record, second) == second
    undo(record, 1, WE)
    assert list_events(record) == [[RAID, RAID, RAID]]
    assert dump(record)["event"] == before["event"]
    assert find_home(record, second) == first
    assert find_home(record, third) is None


def test_a_decision_holds_for_what_comes_later(record):
    put(record, page(RAID), page(RAID, publisher="Coast Post"))
    first, second = list_claims(record)
    split(record, first, [second], WE)
    put(record, page(RAID, publisher="Hill Sun"), source="c.txt")
    homes = [[claim in event for event in list_event_claims(record)] for claim in (first, second)]
    assert homes[0] != homes[1]


def list_event_claims(record):
    columns = schema.event_claim.c
    events = {}
    with record.reading() as connection:
        for row in connection.execute(select(columns.event, columns.claim)).all():
            events.setdefault(row.event, set()).add(row.claim)
    return [events[event] for event in sorted(events)]


def test_a_decision_outlives_rereading(record):
    put(record, page(RAID, LERIDA, RIOT))
    raid, lerida, riot = list_claims(record)
    link(record, raid, lerida, WE)
    link(record, raid, riot, WE)
    reread(record, papers.read_better, "2")
    assert list_events(record) == [[RAID, LERIDA]]
    reread(record, papers.read, "3")
    assert list_events(record) == [[RAID, LERIDA, RIOT]]


def reread(record, read, reader):
    batch = []
    for one in find_stored(record, reader, everything=False):
        with record.reading() as connection:
            stored = load_page(connection, one.sha256, one.source)
        outcome = read(stored, read_hints(one.hints))
        batch.append(Reread(source=one.source, sha256=one.sha256, hints=one.hints, outcome=outcome))
    return add_rereadings(record, batch, reader)


def test_the_id_of_an_event_stands_for_all_its_claims(record):
    put(record, page(RAID), page(RAID, publisher="Coast Post"), page(LERIDA))
    first, second, lerida = list_claims(record)
    decision = link(record, lerida, first, WE)
    assert (decision.claims, decision.others) == ((lerida,), (first, second))
    assert list_events(record) == [[RAID, RAID, LERIDA]]


def test_former_ids_lead_to_the_event_for_ever_and_live_again(record):
    put(record, page(RAID, LERIDA))
    raid, lerida = list_claims(record)
    assert find_home(record, lerida) == lerida
    link(record, raid, lerida, WE)
    assert find_home(record, lerida) == raid
    undo(record, 1, WE)
    assert find_home(record, lerida) == lerida
    assert find_home(record, "nobody's") is None


def test_an_event_of_which_nothing_is_left_leads_nowhere(record):
    put(record, page(RIOT))
    (riot,) = list_claims(record)
    reread(record, papers.read_better, "2")
    assert find_home(record, riot) is None
    assert count(record, schema.redirect) == 1
    assert count(record, schema.event) == 0


def test_decisions_are_listed_with_those_that_were_undone(record):
    put(record, page(RAID, LERIDA))
    raid, lerida = list_claims(record)
    link(record, raid, lerida, WE)
    undo(record, 1, Person(name="chief", reason=None))
    first, second = list_decisions(record)
    assert (first.claims, first.others, first.reason) == ((raid,), (lerida,), "read both pages")
    assert (second.action, second.undoes, second.by) == (Action.UNDO, 1, "chief")


def test_unknown_ids_are_refused_and_nothing_is_written(record):
    put(record, page(RAID, LERIDA))
    raid, lerida = list_claims(record)
    before = dump(record)
    for call in (
        lambda: link(record, raid, "nobody's", WE),
        lambda: link(record, raid, raid, WE),
        lambda: split(record, "nobody's", [raid], WE),
        lambda: split(record, raid, [lerida], WE),
        lambda: split(record, raid, [raid], WE),
        lambda: split(record, raid, [], WE),
        lambda: undo(record, 1, WE),
    ):
        with pytest.raises(UsageError, match="expected"):
            call()
    assert dump(record) == before


def test_what_was_undone_cannot_be_undone_again(record):
    put(record, page(RAID, LERIDA))
    raid, lerida = list_claims(record)
    link(record, raid, lerida, WE)
    undo(record, 1, WE)
    with pytest.raises(UsageError, match="1 was undone by 2"):
        undo(record, 1, WE)
    with pytest.raises(UsageError, match="2 undoes 1"):
        undo(record, 2, WE)
