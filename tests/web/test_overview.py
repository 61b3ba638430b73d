"""The overview: counts, pages, the timeline and the map hold what the filters ask for."""

import gzip
import re
from collections import Counter
from datetime import date

import pytest

from khabar.model.values import PlacePrecision
from khabar.record.looking import overviews
from khabar.record.looking.filters import Filter, read_filter
from khabar.record.looking.opinions import Opinion
from khabar.record.looking.overviews import Order, Slice, list_slice, overlook
from khabar.record.looking.panorama import Panorama
from khabar.record.looking.places import list_places
from khabar.record.looking.views import find_events
from khabar.record.store import Record


def test_the_overview_lists_events_that_an_address_asks_for(face):
    everything, some = face.get("/"), face.get("/", params={"kind": "air_strike", "place": "Guernica"})
    assert everything.status_code == some.status_code == 200
    assert "Guernica" in some.text
    assert 0 < some.text.count("/events/") < everything.text.count("/events/")


def test_a_filter_that_cannot_be_read_says_what_was_expected(face):
    answer = face.get("/", params={"since": "yesterday"})
    assert answer.status_code == 400
    assert "expected a day as YYYY-MM-DD" in answer.text


def test_what_does_not_exist_is_a_page_that_says_so(face):
    answer = face.get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


def test_every_answer_forbids_what_khabar_does_not_serve(face):
    for path in ("/", "/nowhere", "/static/css/site.css"):
        policy = face.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def load(demo_record, **words):
    with Record.open(demo_record, create=False) as record:
        return tuple(find_events(record, read_filter(words)))


def place_of(event):
    place = event.place
    return (place.name, place.admin1, place.country, place.precision) if place else None


@pytest.mark.parametrize("order", Order)
def test_pages_of_any_order_hold_every_event_once(demo_record, order):
    opinion = Opinion()
    with Record.open(demo_record, create=False) as record:
        panorama = Panorama(record)
        total = overlook(panorama, Filter(), opinion).total
        pages = [
            list_slice(panorama, Filter(), opinion, Slice(order=order, start=start, count=30))
            for start in range(0, total, 30)
        ]
    listed = [event.id for page in pages for event in page]
    assert sorted(listed) == sorted(event.id for event in load(demo_record))


@pytest.mark.parametrize("words", [{}, {"kind": "attack"}, {"min_killed": "20"}, {"kind": "disaster"}])
def test_counts_are_those_of_the_events_that_are_asked_for(demo_record, words):
    events = load(demo_record, **words)
    with Record.open(demo_record, create=False) as record:
        panorama = Panorama(record)
        found = overlook(panorama, read_filter(words), Opinion())
        places = list_places(panorama, read_filter(words), None)
    assert found.total == len(events)
    assert {share.word: share.events for share in found.kinds} == Counter(one.kind for one in events)
    for shares in (found.kinds, found.statuses, found.countries, found.days, places):
        assert sum(share.events for share in shares) == len(events)


@pytest.mark.parametrize("order", Order)
def test_what_is_built_anew_is_counted_and_ordered_as_what_is_stored(demo_record, order):
    """As of the last day of all, everything stands as it does now."""
    stored, built = Opinion(), Opinion(as_of=date(2100, 1, 1))
    which = Slice(order=order, start=0, count=1000)
    with Record.open(demo_record, create=False) as record:
        panorama = Panorama(record)
        assert overlook(panorama, Filter(), stored) == overlook(panorama, Filter(), built)
        ids = [
            [event.id for event in list_slice(panorama, Filter(), opinion, which)]
            for opinion in (stored, built)
        ]
    assert ids[0] == ids[1]


def test_what_would_take_too_long_to_build_is_not_shown_as_nothing(face, monkeypatch):
    monkeypatch.setattr(overviews, "MOST_BUILT", 10)
    answer = face.get("/", params={"as_of": "2000-01-01"})
    assert "More events than can be built anew" in answer.text
    assert "/events.json?as_of=2000-01-01" in answer.text


def test_each_thing_asked_for_can_be_taken_away(face):
    answer = face.get("/", params={"kind": "attack", "min_killed": "10", "sort": "killed"})
    assert 'href="/?min_killed=10&amp;sort=killed"' in answer.text
    assert 'href="/?kind=attack&amp;sort=killed"' in answer.text


def test_a_form_with_empty_fields_leads_to_the_address_without_them(face):
    answer = face.get("/?kind=attack&since=&country=&sort=told", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?kind=attack&sort=told")


def test_a_page_beyond_the_last_leads_to_the_last(face):
    assert re.search(r'<a href="/\?page=(\d)">page \1</a>', face.get("/?page=9999").text)


def test_an_unknown_order_says_which_there_are(face):
    answer = face.get("/?sort=random")
    assert answer.status_code == 400
    assert "latest, earliest, killed, told" in answer.text


def test_nothing_found_says_what_to_do(face):
    answer = face.get("/", params={"kind": "disaster", "country": "FR"})
    assert "Take one of the filters above away" in answer.text
    assert 'href="/?kind=disaster"' in answer.text


def test_the_map_and_its_table_hold_the_same_events(face, demo_record):
    cells = face.get("/map.json?zoom=5").json()["cells"]
    placed = [event for event in load(demo_record) if event.place and event.place.lat is not None]
    assert sum(cell["events"] for cell in cells) == len(placed)
    points = sum(cell["events"] for cell in cells if cell["how"] == "point")
    assert points == sum(1 for one in placed if one.place.precision is PlacePrecision.EXACT)
    assert face.get("/places").text.count('<th scope="row">') == len(
        {
            (one.place.name, one.place.admin1, one.place.country, one.place.precision)
            if one.place
            else None
            for one in load(demo_record)
        }
    )


def test_a_part_of_the_map_holds_only_what_is_in_it(face):
    cells = face.get("/map.json?zoom=8&box=-3,43,-2,44").json()["cells"]
    assert cells
    assert all(43 <= cell["at"][0] <= 44 and -3 <= cell["at"][1] <= -2 for cell in cells)


@pytest.mark.parametrize("query", ["zoom=x", "box=1,2", "box=a,b,c,d", "zoom=14", "box=nan,1,2,3"])
def test_a_map_that_cannot_be_drawn_says_what_was_expected(face, query):
    answer = face.get(f"/map.json?{query}")
    assert answer.status_code == 400
    assert "expected" in answer.text


def test_files_are_sent_compressed_and_not_again_where_they_are_known(face):
    path = "/static/css/overview.css"
    plain = face.get(path, headers={"accept-encoding": "identity"})
    zipped = face.get(path, headers={"accept-encoding": "gzip"})
    assert (zipped.headers["content-encoding"], zipped.text) == ("gzip", plain.text)
    assert face.get(path, headers={"if-none-match": zipped.headers["etag"]}).status_code == 304
    assert face.get("/static/../app.py").status_code == face.get("/static/none.css").status_code == 404


def test_the_first_view_is_small(face):
    """Less than 250 kB compressed, without the countries of the map."""
    page = face.get("/").text
    paths = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    sizes = [int(face.get(path).headers["content-length"]) for path in paths]
    assert len(paths) > 4
    assert sum(sizes) + len(gzip.compress(page.encode())) < 250_000
