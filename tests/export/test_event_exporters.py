import csv
import io
import json
from dataclasses import replace
from datetime import date

import pyarrow.parquet
import pytest
from happenings import RAID, RUMOUR
from hypothesis import given
from hypothesis import strategies as st

from khabar.export import event_csv, event_geojson, event_parquet
from khabar.export.event_exporters import EVENT_EXPORTERS, list_lines
from khabar.export.event_rows import COLUMNS, POINTS, flatten
from khabar.model.codec import from_line
from khabar.model.event_codec import decode_event
from khabar.model.values import Place, PlacePrecision

BAY = Place(
    name="=Bay+1",
    admin1="-North",
    country="ES",
    lat=43.31,
    lon=-2.68,
    precision=PlacePrecision.EXACT,
    geonames=None,
)
AT_SEA = replace(RAID, id="at sea", place=BAY)
EVENTS = (RAID, AT_SEA, RUMOUR)


def read_rows(parts):
    return list(csv.DictReader(io.StringIO(b"".join(parts).decode("utf-8-sig"), newline="")))


def read_table(parts):
    return pyarrow.parquet.read_table(io.BytesIO(b"".join(parts))).to_pylist()


def test_lines_of_json_hold_all_of_each_event():
    assert tuple(decode_event(from_line(line)) for line in list_lines(EVENTS)) == EVENTS


def test_every_column_is_described_and_filled():
    for event in EVENTS:
        assert tuple(flatten(event)) == tuple(COLUMNS)


def test_rows_hold_bounds_places_and_days():
    raid, at_sea, rumour = read_rows(event_csv.list_parts(EVENTS))
    killed = next(tally.bounds for tally in RAID.figures if tally.measure == "killed")
    assert float(raid["killed_low"]) == killed.low
    assert date.fromisoformat(raid["first_reported"]) == RAID.first_reported
    assert (at_sea["place"], at_sea["longitude"]) == ("=Bay+1", "-2.68")
    assert rumour["id"] == RUMOUR.id


def test_the_sheet_guards_texts_and_leaves_negative_longitudes_numbers():
    _, at_sea, _ = read_rows(event_csv.list_guarded_parts(EVENTS))
    assert (at_sea["place"], at_sea["admin1"]) == ("'=Bay+1", "'-North")
    assert at_sea["longitude"] == "-2.68"


@given(st.text() | st.from_regex(r"\A\s*[=+\-@\t\r].*", fullmatch=True))
def test_no_text_in_a_sheet_begins_a_formula(text):
    shown = event_csv.guard(text)
    assert not str(shown).lstrip().startswith(("=", "+", "-", "@"))
    assert str(shown).removeprefix("'").endswith(text[1:]) or "\\" in str(shown)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.booleans())
def test_a_number_in_a_sheet_is_that_number(number):
    assert event_csv.guard(number) == number


@pytest.mark.parametrize("precision", PlacePrecision)
def test_a_feature_has_a_point_only_where_the_words_have_one(precision):
    event = replace(AT_SEA, place=replace(BAY, precision=precision))
    collection = json.loads(b"".join(event_geojson.list_parts((event,))))
    feature = collection["features"][0]
    point = {"type": "Point", "coordinates": [-2.68, 43.31]}
    assert feature["geometry"] == (point if precision in POINTS else None)
    assert feature["properties"]["place_precision"] == precision.value
    assert feature["properties"]["is_precise"] == (precision is PlacePrecision.EXACT)


def test_no_event_is_still_a_collection_of_features():
    assert json.loads(b"".join(event_geojson.list_parts(()))) == {
        "type": "FeatureCollection",
        "features": [],
    }


def test_parquet_has_typed_columns_and_lists():
    raid, at_sea, rumour = read_table(event_parquet.list_parts(EVENTS))
    assert raid["first_reported"] == RAID.first_reported
    assert raid["claims"] == list(RAID.claims)
    assert [figure["low"] for figure in raid["figures"]] == [one.bounds.low for one in RAID.figures]
    assert [actor["role"] for actor in raid["actors"]] == [one.role.value for one in RAID.actors]
    assert at_sea["longitude"] == -2.68
    assert rumour["place"] == (RUMOUR.place.name if RUMOUR.place else None)


def test_parquet_of_many_row_groups_is_one_file(monkeypatch):
    monkeypatch.setattr(event_parquet, "_GROUP", 4)
    many = [replace(RAID, id=f"{number}") for number in range(10)]
    assert [row["id"] for row in read_table(event_parquet.list_parts(many))] == [one.id for one in many]


@pytest.mark.parametrize("exporter", EVENT_EXPORTERS, ids=lambda exporter: exporter.name)
def test_a_lone_surrogate_goes_through_every_format(exporter):
    place = replace(BAY, name="bay \ud800")
    assert b"ud800" in b"".join(exporter.list_parts((replace(RAID, place=place),)))


@pytest.mark.parametrize("exporter", EVENT_EXPORTERS, ids=lambda exporter: exporter.name)
def test_events_are_taken_only_as_they_are_written(exporter):
    taken = []

    def come():
        for number in range(9_000):
            taken.append(number)
            yield RAID

    parts = exporter.list_parts(come())
    while len(taken) < 2:
        next(parts)
    assert len(taken) < 2_100
