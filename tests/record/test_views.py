"""Looking into a record: events by any rule and day, all about one id, the books."""

from datetime import date, timedelta

import pytest
import shelf
from books import RAID, page, put

from khabar.errors import RecordError, UsageError
from khabar.model.documents import Hints
from khabar.model.events import Status
from khabar.model.links import Verdict
from khabar.reconcile.merging.rules import RULES, find_rule
from khabar.record import schema
from khabar.record.decisions import Person, link, split
from khabar.record.finding import Sort, complete_id, find_id
from khabar.record.looking.filters import Filter
from khabar.record.looking.showing import ArticleShowing, Gone, find_showing
from khabar.record.looking.stock import count_books
from khabar.record.looking.views import find_claims, find_events, load_members
from khabar.record.store import Record

WE = Person(name="desk", reason=None)
LERIDA = "air_strike; Lerida; 1937-11-02; 210; the governor"
LATE = RAID.replace("; 12;", "; 17;").replace("the mayor", "the doctor")
ALL = Filter()


@pytest.fixture
def record(where):
    with Record.open(where, create=True) as record:
        yield record


@pytest.fixture
def raids(record):
    """A raid that is told twice, with 12 and with 17 killed, and an older one in another town."""
    put(
        record,
        page(RAID, LERIDA),
        page(LATE, publisher="Coast Post", published="1938-06-03"),
    )
    return record


def find_one(record, **asked):
    (event,) = find_events(record, Filter(place="Granollers"), **asked)
    return event


def bounds(event):
    (killed,) = [tally for tally in event.figures if tally.measure == "killed"]
    return (killed.bounds.low, killed.bounds.best, killed.bounds.high)


def test_events_stand_in_the_order_of_their_days_and_undated_ones_last(raids):
    put(raids, page("riot; Alcaniz; ; ; ", publisher="Hill Sun"), source="undated.txt")
    days = [event.when and str(event.when.start) for event in find_events(raids, ALL)]
    assert days == ["1937-11-02", "1938-05-31", None]


def test_claims_stand_in_the_order_of_telling(raids):
    told = [(str(one.telling.told), one.claim.quote) for one in find_claims(raids, ALL)]
    assert told == [("1938-06-01", RAID), ("1938-06-01", LERIDA), ("1938-06-03", LATE)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_chooses_from_the_same_accounts(raids, rule):
    event, default = find_one(raids, rule=rule), find_one(raids)
    assert {tally.rule for tally in event.figures} == {rule.name}
    assert [tally.accounts for tally in event.figures] == [t.accounts for t in default.figures]
    assert (event.id, event.claims, event.part_of) == (default.id, default.claims, default.part_of)


def test_events_built_anew_are_those_that_are_stored(shelves):
    stored = list(find_events(shelves, ALL))
    assert list(find_events(shelves, ALL, as_of=date(9999, 1, 1))) == stored
    assert list(find_events(shelves, ALL, rule=find_rule("reliable"))) == stored


def test_an_event_as_of_a_day_knows_nothing_of_later_ones(shelves):
    today = {event.id: event for event in find_events(shelves, ALL)}
    for day in (shelf.MAY + timedelta(number) for number in range(22)):
        then = list(find_events(shelves, ALL, as_of=day))
        assert {event.id for event in then} == {
            event.id for event in today.values() if event.first_reported <= day
        }
        for event in then:
            assert event.last_reported <= day
            assert set(event.claims) <= set(today[event.id].claims)
            assert event.first_reported == today[event.id].first_reported


def test_a_filter_on_figures_goes_by_the_rule(raids):
    wanted = Filter(place="Granollers", min_killed=17)
    assert bounds(find_one(raids, rule=find_rule("conservative")))[1] == 12
    assert not list(find_events(raids, wanted, rule=find_rule("conservative")))
    assert list(find_events(raids, wanted, rule=find_rule("latest")))


def test_an_event_stood_as_had_been_told_until_then(raids):
    assert bounds(find_one(raids, as_of=date(1938, 6, 2))) == (12, 12, 12)
    assert bounds(find_one(raids, as_of=date(1938, 6, 3))) == bounds(find_one(raids))
    assert not list(find_events(raids, ALL, as_of=date(1938, 5, 31)))


def test_an_event_keeps_its_id_when_its_first_recorded_claim_was_not_told_yet(record):
    late, early = page(LATE, published="1938-06-03"), page(RAID, publisher="Coast Post")
    put(record, late, early)
    then = find_one(record, as_of=date(1938, 6, 1))
    assert then.id == find_one(record).id
    assert then.id not in then.claims


def test_filters_on_figures_ask_about_the_day_and_others_about_today(raids):
    day = date(1938, 6, 2)
    assert list(find_events(raids, Filter(min_killed=12), as_of=day))
    places = Filter(place="Granollers", min_killed=13)
    assert not list(find_events(raids, places, as_of=day))
    today = list(find_events(raids, Filter(source="Coast Post"), as_of=day))
    assert [event.id for event in today] == [find_one(raids).id]


def test_a_claim_that_was_replaced_later_still_stood(record):
    put(record, page(RAID), source="a.txt")
    put(record, page(LERIDA, published="1938-06-05"), source="a.txt", day=1)
    (now,) = find_events(record, Filter(place="Granollers"))
    assert now.status is Status.RETRACTED
    assert find_one(record, as_of=date(1938, 6, 4)).status is Status.SINGLE_SOURCE


def test_an_event_is_shown_with_all_that_is_known_of_it(raids):
    event = find_one(raids)
    showing = find_showing(raids, event.id)
    assert showing.event == event
    assert showing.found.sort is Sort.EVENT
    assert [one.claim.quote for one in showing.statements] == [RAID, LATE]
    assert [article.publisher for article in showing.articles] == ["Valley Wire", "Coast Post"]
    assert [shown.verdict for shown in showing.links] == [Verdict.SAME]
    assert all(reason.why for reason in showing.links[0].reasons)
    assert (showing.decisions, showing.whole, showing.parts) == ((), None, ())


def test_an_event_is_shown_as_it_stood(raids):
    showing = find_showing(raids, find_one(raids).id, as_of=date(1938, 6, 1))
    assert [one.claim.quote for one in showing.statements] == [RAID]
    assert [article.publisher for article in showing.articles] == ["Valley Wire"]
    assert showing.links == ()
    assert find_showing(raids, find_one(raids).id, as_of=date(1937, 1, 1)) is None


def test_a_claim_leads_to_its_event(raids):
    event = find_one(raids)
    other = next(claim for claim in event.claims if claim != event.id)
    showing = find_showing(raids, other)
    assert (showing.event.id, showing.found.sort, showing.found.id) == (event.id, Sort.CLAIM, other)


def test_an_article_is_shown_with_its_claims_and_their_events(raids):
    (event,) = find_events(raids, Filter(place="Lerida"))
    showing = find_showing(raids, event.articles[0])
    assert isinstance(showing, ArticleShowing)
    assert [claim.quote for claim in showing.claims] == [RAID, LERIDA]
    assert {showing.event_of[claim.id] for claim in showing.claims} == {one.id for one in showing.events}
    assert showing.main == showing.events[0]
    assert len(showing.main.articles) == 2


def test_the_first_signs_of_an_id_are_enough(raids):
    event = find_one(raids)
    assert find_showing(raids, event.id[:6]).event == event
    with raids.reading() as connection:
        assert complete_id(connection, event.id[:7]) == event.id


def test_too_few_signs_are_wrong_usage(raids):
    with pytest.raises(UsageError, match="expected 6 signs of an id or more, got '1234'"):
        find_showing(raids, "1234")


def test_signs_of_several_ids_are_wrong_usage_that_lists_them(raids):
    with raids.writing() as connection:
        connection.execute(
            schema.redirect.insert(),
            [{"old": f"abcdef{number}", "new": None, "at": "2026"} for number in range(2)],
        )
    with pytest.raises(UsageError, match="abcdef begins abcdef0, abcdef1"):
        find_showing(raids, "abcdef")
    with raids.reading() as connection:
        assert find_id(connection, "abcdef1").sort is Sort.GONE


@pytest.mark.parametrize("text", ["zzzzzzzz", "%%%%%%", "______"])
def test_an_unknown_id_is_nothing(raids, text):
    assert find_showing(raids, text) is None
    with raids.reading() as connection, pytest.raises(UsageError, match="nothing in the record begins"):
        complete_id(connection, text)


def test_the_id_of_an_event_that_was_joined_to_another_leads_there(raids):
    first, second = (event.id for event in find_events(raids, ALL))
    link(raids, first, second, WE)
    (event,) = find_events(raids, ALL)
    gone = ({first, second} - {event.id}).pop()
    showing = find_showing(raids, gone)
    assert (showing.event.id, showing.found.id) == (event.id, gone)
    assert [decision.number for decision in showing.decisions] == [1]


def test_an_id_of_which_nothing_is_left_says_so(record):
    put(record, page(RAID), source="a.txt", hints=Hints())
    (event,) = find_events(record, ALL)
    put(record, page(RAID), source="a.txt", hints=Hints(publisher="Coast Post"))
    showing = find_showing(record, event.id)
    assert isinstance(showing, Gone)
    assert showing.found.id == event.id


def test_events_of_the_same_place_and_days_are_nearby(raids):
    event = find_one(raids)
    other = next(claim for claim in event.claims if claim != event.id)
    split(raids, event.id, [other], WE)
    showing = find_showing(raids, event.id)
    (near,) = showing.near
    assert near.event.id == other
    assert [decision.number for decision in showing.decisions] == [1]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_an_event_on_the_last_day_of_the_calendar_is_shown(record, day):
    put(record, page(RAID.replace("1938-05-31", day)))
    showing = find_showing(record, find_one(record).id)
    assert showing.event.when.start.isoformat() == day


def test_wholes_and_parts_name_each_other(shelves):
    events = {event.id: event for event in find_events(shelves, ALL)}
    parts = [event for event in events.values() if event.part_of]
    assert parts
    for part in parts:
        whole = find_showing(shelves, part.part_of)
        assert part.id in {one.id for one in whole.parts}
        assert find_showing(shelves, part.id).whole.id == part.part_of


def test_a_part_stands_right_behind_its_whole(shelves):
    events = list(find_events(shelves, ALL))
    places = {event.id: place for place, event in enumerate(events)}
    for event in events:
        if event.part_of and not events[places[event.part_of]].part_of:
            between = events[places[event.part_of] + 1 : places[event.id]]
            assert all(one.part_of == event.part_of for one in between)


def test_members_are_in_the_order_of_recording(raids):
    event = find_one(raids)
    with raids.reading() as connection:
        members = load_members(connection, [event.id])[event.id]
    assert members[0].claim.id == event.id


def test_a_damaged_event_is_an_error_of_the_record(raids):
    with raids.writing() as connection:
        connection.execute(schema.event.update().values(json="{}"))
    with pytest.raises(RecordError, match="expected an event in the record"):
        list(find_events(raids, ALL))


def test_the_books_of_a_record_balance(raids):
    put(raids, page(), source="no report.txt")
    stock = count_books(raids)
    pages = stock.pages
    assert pages.captures == pages.read + sum(pages.rejected.values()) + sum(pages.missing.values()) == 3
    assert pages.rejected == {"no_report": 1}
    assert stock.words.taken == stock.words.kept + sum(stock.words.dropped.values())
    assert stock.words.dropped == {"navigation": 4}
    assert (stock.articles, stock.replaced, stock.claims, stock.events) == (2, 0, 3, 2)
    assert stock.modalities == {"happened": 3}
    assert sum(stock.statuses.values()) == stock.events
    assert stock.decisions == {}


def test_versions_and_decisions_are_in_the_books(raids):
    put(raids, page(LATE.replace("17", "19"), publisher="Hill Sun"), source="v.txt")
    put(raids, page(LATE.replace("17", "21"), publisher="Hill Sun"), source="v.txt", day=1)
    first, second = [event.id for event in find_events(raids, ALL)][:2]
    link(raids, first, second, WE)
    stock = count_books(raids)
    assert stock.replaced == 1
    assert stock.decisions == {"link": 1}


def test_an_empty_record_has_empty_books(record):
    stock = count_books(record)
    assert (stock.events, stock.words.taken, stock.pages.captures) == (0, 0, 0)
    assert list(find_events(record, ALL)) == list(find_claims(record, ALL)) == []
