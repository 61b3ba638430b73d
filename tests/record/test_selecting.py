"""The picture of a record answers filters as the database does."""

from datetime import date

import pytest
import shelf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.record.looking.filters import Circle, Filter
from khabar.record.looking.panorama import Panorama
from khabar.record.looking.selecting import select_rows
from khabar.record.looking.views import find_events
from khabar.record.store import Record
from khabar.record.writer import add

DAYS = st.none() | st.dates(date(1938, 4, 28), date(1938, 5, 20))
CIRCLES = st.builds(
    Circle,
    lat=st.sampled_from([41.6, 39.5, 0.0]),
    lon=st.sampled_from([2.3, -0.4]),
    km=st.floats(0, 25_000),
)
FILTERS = st.builds(
    Filter,
    since=DAYS,
    until=DAYS,
    kind=st.none() | st.sampled_from(["attack", "shelling", "protest", "siege"]),
    country=st.none() | st.sampled_from(["ES", "FR", "GB"]),
    place=st.none() | st.sampled_from(["Tarrenz", "Catalonia", "Nowhere", "?"]),
    within=st.none() | CIRCLES,
    actor=st.none() | st.sampled_from(["fleet", "militia", "?"]),
    source=st.none() | st.sampled_from(["valley", "medics"]),
    min_killed=st.none() | st.sampled_from([0, 5, 40, 1000]),
    contested=st.booleans(),
    text=st.none() | st.sampled_from(["stone", '"old mill"', "?"]),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with Record.open(tmp_path_factory.mktemp("selecting") / "shelf.db", create=True) as opened:
        reports = shelf.build_reports(3, 60)
        add(opened, [shelf.take(report, number) for number, report in enumerate(reports)], "1")
        yield opened


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=FILTERS)
def test_the_picture_and_the_database_select_the_same_events(record, wanted):
    panorama = Panorama(record)
    picture = panorama.look()
    selected = {picture.ids[row] for row in select_rows(panorama, picture, wanted)}
    assert selected == {event.id for event in find_events(record, wanted)}


def test_an_empty_record_is_an_empty_picture(tmp_path):
    with Record.open(tmp_path / "empty.db", create=True) as record:
        panorama = Panorama(record)
        assert len(select_rows(panorama, panorama.look(), Filter(kind="attack", text="x"))) == 0
