"""Pages that change at their address: which version stands, since when, and what is told of it."""

from dataclasses import replace
from datetime import date

import pytest
from books import RAID, list_events, page, put, take, tell

from khabar.model.documents import Hints
from khabar.model.events import Lapse
from khabar.record.looking.filters import Filter
from khabar.record.looking.views import find_events
from khabar.record.store import Record
from khabar.record.writer import add

LERIDA = "air_strike; Lerida; 1937-11-02; 210; the governor"
RISING = RAID.replace("12", "17")


@pytest.fixture
def record(where):
    with Record.open(where, create=True) as record:
        yield record


def test_a_changed_page_is_a_new_version_and_tells_the_difference(record):
    rising = RAID.replace("12", "17")
    put(record, page(RAID), source="a.txt")
    (added,) = put(record, page(rising, LERIDA), source="a.txt", day=2)
    assert added.changes == (
        "air strike at Granollers: killed 12 -> 17",
        f"new: air strike at Lerida: “{LERIDA}”",
    )
    old, new = tell(record, page(RAID)), tell(record, page(rising, LERIDA))
    assert added.replaces == old.article
    assert (str(old.told), str(old.superseded)) == ("1938-06-01", "2026-05-03")
    assert (str(new.told), new.superseded) == ("2026-05-03", None)


def test_a_new_version_with_a_later_day_is_told_on_that_day(record):
    put(record, page(RAID), source="a.txt")
    later = page(RAID.replace("12", "17"), published="1938-06-04")
    put(record, later, source="a.txt")
    assert str(tell(record, page(RAID)).superseded) == "1938-06-04"
    assert str(tell(record, later).told) == "1938-06-04"


def test_an_older_version_that_comes_later_is_still_the_older_one(record):
    later = page(RAID.replace("12", "17"), published="1938-06-04")
    put(record, later, source="a.txt")
    (added,) = put(record, page(RAID), source="a.txt", day=1)
    assert added.replaces is None
    assert tell(record, later).superseded is None
    assert str(tell(record, page(RAID)).superseded) == "1938-06-04"


def test_pages_at_one_address_are_versions_wherever_their_files_lie(record):
    first = page(RAID, url="https://valley.example/raid")
    second = page(RAID.replace("12", "17"), url="http://valley.example/raid/#top")
    put(record, first, source="monday/raid.html")
    (added,) = put(record, second, source="tuesday/raid.html", day=1)
    assert added.replaces == tell(record, first).article
    assert tell(record, first).superseded
    assert not tell(record, second).superseded


def test_pages_that_give_the_address_of_their_site_are_no_versions(record):
    one = page(RAID, url="https://valley.example/")
    other = page(LERIDA, url="https://valley.example")
    put(record, one, other)
    assert not tell(record, one).superseded
    assert not tell(record, other).superseded


def test_an_article_at_two_addresses_stands_until_both_have_another(record):
    put(record, page(RAID), source="a.txt")
    put(record, page(RAID), source="b.txt")
    put(record, page(LERIDA), source="a.txt", day=1)
    assert tell(record, page(RAID)).superseded is None
    put(record, page(LERIDA, publisher="Coast Post"), source="b.txt", day=4)
    assert str(tell(record, page(RAID)).superseded) == "2026-05-05"


def test_a_page_that_was_put_back_stands_again(record):
    changed = page(RAID.replace("12", "17"))
    put(record, page(RAID), source="a.txt")
    put(record, changed, source="a.txt", day=1)
    put(record, page(RAID), source="a.txt", day=2)
    assert tell(record, page(RAID)).superseded is None
    assert tell(record, changed).superseded


def read_from_stdin(record, text, hints=None):
    taken = take(text, "-", hints)
    return add(record, [replace(taken, capture=replace(taken.capture, place=None))], "1")[0]


def test_pages_without_a_place_are_no_versions_and_are_added_once(record):
    texts = [page(RAID), page(LERIDA), page(RAID)]
    assert [read_from_stdin(record, text).is_new for text in texts] == [True, True, False]
    assert {tell(record, text).superseded for text in texts} == {None}


def test_pages_without_a_place_but_with_an_address_are_its_versions(record):
    here, there = Hints(url="https://valley.example/raid"), Hints(url="https://valley.example/other")
    changed = page(RAID.replace("12", "17"))
    read_from_stdin(record, page(RAID), here)
    read_from_stdin(record, page(LERIDA), there)
    assert not read_from_stdin(record, page(RAID), here).is_new
    assert read_from_stdin(record, changed, here).replaces == tell(record, page(RAID), here).article
    assert read_from_stdin(record, page(RAID), here).is_new
    assert tell(record, changed, here).superseded
    assert not tell(record, page(RAID), here).superseded


def test_other_hints_for_one_page_take_the_place_of_the_first(record):
    unknown = page(RAID, publisher=None, published=None)
    put(record, unknown, source="a.txt")
    assert str(tell(record, unknown).told) == "2026-05-01"
    hints = Hints(publisher="Coast Post")
    put(record, unknown, source="a.txt", hints=hints)
    assert tell(record, unknown) is None
    assert tell(record, unknown, hints).publisher == "Coast Post"
    assert list_events(record) == [[RAID]]


def test_a_page_that_is_put_back_keeps_its_day_and_tells_the_return(record):
    put(record, page(RAID), source="a.txt")
    put(record, page(RISING), source="a.txt", day=1)
    (back,) = put(record, page(RAID), source="a.txt", day=4)
    assert back.is_new
    assert back.changes == ("air strike at Granollers: killed 17 -> 12",)
    first, changed = tell(record, page(RAID)), tell(record, page(RISING))
    assert back.replaces == changed.article
    assert str(first.told) == "1938-06-01"
    assert first.superseded is None
    assert first.lapses == (Lapse(start=date(2026, 5, 2), until=date(2026, 5, 5)),)
    assert (str(changed.told), str(changed.superseded)) == ("2026-05-02", "2026-05-05")


def test_what_stood_on_a_day_follows_a_page_that_goes_and_comes_back(record):
    for day, text in enumerate((RAID, RISING, RAID, RISING)):
        put(record, page(text), source="a.txt", day=day)
    (event,) = find_events(record, Filter())
    (tally,) = event.figures
    steps = [(str(step.day), step.bounds.best) for step in tally.history]
    assert steps == [("1938-06-01", 12), ("2026-05-02", 17), ("2026-05-03", 12), ("2026-05-04", 17)]


def test_a_page_with_a_later_day_can_be_put_back_too(record):
    later = page(RISING, published="1938-06-04")
    put(record, page(RAID), source="a.txt")
    put(record, later, source="a.txt", day=1)
    (back,) = put(record, page(RAID), source="a.txt", day=2)
    assert back.replaces == tell(record, later).article
    assert str(tell(record, later).superseded) == "2026-05-03"
    assert not tell(record, page(RAID)).superseded


@pytest.mark.parametrize(
    "hints",
    [Hints(published=date(1938, 5, 31)), Hints(publisher="Coast Post"), Hints(url="v.example/a")],
)
def test_a_page_that_is_put_back_with_other_hints_stands_again(record, hints):
    put(record, page(RAID), source="a.txt")
    put(record, page(RISING), source="a.txt", day=1)
    put(record, page(RAID), source="a.txt", day=2, hints=hints)
    assert not tell(record, page(RAID), hints).superseded
    assert hints.url or tell(record, page(RISING)).superseded


@pytest.mark.parametrize("hints", [Hints(published=date(1938, 6, 3)), Hints(publisher="Coast Post")])
def test_a_change_of_hints_alone_is_no_new_version(record, hints):
    put(record, page(RAID), source="a.txt")
    put(record, page(RISING), source="a.txt", day=1)
    (added,) = put(record, page(RISING), source="a.txt", day=2, hints=hints)
    assert added.is_new
    assert (added.replaces, added.changes) == (None, ())
    assert not tell(record, page(RISING), hints).superseded


def test_hints_given_to_a_copy_of_the_page_at_its_address_are_no_new_version(record):
    text = page(RAID, url="https://valley.example/raid")
    hints = Hints(publisher="Coast Post")
    put(record, text, source="monday/raid.html")
    (added,) = put(record, text, source="tuesday/raid.html", day=1, hints=hints)
    assert (added.replaces, added.changes) == (None, ())
    assert tell(record, text) is None
    assert str(tell(record, text, hints).told) == "1938-06-01"


def test_a_page_without_a_day_keeps_that_of_its_first_capture_when_hints_change(record):
    unknown = page(RAID, published=None)
    hints = Hints(publisher="Coast Post")
    put(record, unknown, source="a.txt")
    put(record, unknown, source="a.txt", day=5, hints=hints)
    assert str(tell(record, unknown, hints).told) == "2026-05-01"


def test_an_old_copy_added_from_elsewhere_does_not_put_the_page_back(record):
    old = page(RAID, url="https://valley.example/raid")
    new = page(RISING, url="https://valley.example/raid", published="1938-06-04")
    put(record, old, source="monday/raid.html")
    put(record, new, source="tuesday/raid.html", day=1)
    (copy,) = put(record, old, source="backup/raid.html", day=2)
    assert copy.replaces is None
    assert not tell(record, new).superseded


NOWHERE = "air_strike; ; ; 12; "


def list_best(record):
    """The best figure of each event and how it stands."""
    events = find_events(record, Filter())
    return [(event.figures[0].bounds.best, event.status.value) for event in events]


def test_the_old_toll_of_a_corrected_page_is_history_of_its_event(record):
    told = {"publisher": "Valley Wire", "published": None}
    put(record, page(NOWHERE, **told), source="a.txt")
    put(record, page(NOWHERE.replace("12", "17"), **told), source="a.txt", day=1)
    assert list_best(record) == [(17, "single_source")]


def test_what_a_corrected_page_says_of_another_place_or_day_is_another_event(record):
    put(record, page(RAID), source="a.txt")
    put(record, page(RAID.replace("Granollers", "Alcaniz")), source="a.txt", day=1)
    assert sorted(list_best(record)) == [(12, "retracted"), (12, "single_source")]
    put(record, page(RAID.replace("1938-05-31", "1938-05-20"), LERIDA), source="a.txt", day=2)
    assert len(list_best(record)) == 4


def test_the_claims_of_versions_go_on_one_in_one(record):
    before = ("air_strike; Alcaniz; ; 12; ", "air_strike; Lerida; ; 210; ")
    after = ("air_strike; Lerida; ; 225; ", "air_strike; Alcaniz; ; 13; ")
    put(record, page(*before, published=None), source="a.txt")
    put(record, page(*after, published=None), source="a.txt", day=1)
    assert sorted(list_best(record)) == [(13, "single_source"), (225, "single_source")]


def test_versions_come_in_any_order_to_the_same_events(where, tmp_path):
    texts = [page(NOWHERE.replace("12", f"1{n}"), published=f"1938-06-0{n}") for n in (1, 2, 3)]
    with Record.open(where, create=True) as one, Record.open(tmp_path / "b.db", create=True) as other:
        put(one, *texts, source="a.txt")
        put(other, texts[2], texts[0], texts[1], source="a.txt")
        assert [sorted(map(sorted, list_events(each))) for each in (one, other)] == [
            [sorted(text.splitlines()[-1] for text in texts)]
        ] * 2


def test_what_is_gone_at_one_place_does_not_go_on_at_another(record):
    put(record, page(RAID, LERIDA), source="a.txt")
    (added,) = put(record, page(LERIDA.replace("210", "225")), source="a.txt", day=1)
    assert added.changes == (
        "air strike at Lerida: killed 210 -> 225",
        f"gone: air strike at Granollers: “{RAID}”",
    )
