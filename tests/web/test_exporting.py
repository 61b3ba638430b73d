"""The files beside the overview hold exactly what its filter shows, and so do those of the shell."""

import csv
import io
import json

import pyarrow.parquet
import pytest
from click.testing import CliRunner

from khabar.cli import cli
from khabar.export.event_exporters import EVENT_EXPORTERS
from khabar.record.looking.filters import Filter, read_filter
from khabar.record.looking.views import find_events
from khabar.record.store import Record
from khabar.web.exporting import MOST_OPEN

ROWS_OF_EVENTS = [one for one in EVENT_EXPORTERS if "accounts" not in one.name]
QUERIES = ({}, {"kind": "attack"}, {"country": "ES", "min_killed": "10"}, {"kind": "siege"})


def read_ids(suffix, content):
    if suffix == "json":
        return [json.loads(line)["id"] for line in content.splitlines()]
    if suffix == "geojson":
        return [feature["id"] for feature in json.loads(content)["features"]]
    if suffix == "parquet":
        return pyarrow.parquet.read_table(io.BytesIO(content)).column("id").to_pylist()
    return [row["id"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("exporter", ROWS_OF_EVENTS, ids=lambda exporter: exporter.name)
def test_a_file_holds_exactly_the_events_of_its_filter(face, demo_record, exporter, query):
    answer = face.get(f"/events.{exporter.suffix}", params=query)
    assert answer.headers["content-type"] == exporter.media_type
    with Record.open(demo_record, create=False) as record:
        wanted = [event.id for event in find_events(record, read_filter(query))]
    assert read_ids(exporter.suffix, answer.content) == wanted


def test_a_file_of_accounts_has_a_row_for_each_account_of_each_figure(face, demo_record):
    rows = list(csv.DictReader(io.StringIO(face.get("/events.accounts.csv?kind=air_strike").text)))
    with Record.open(demo_record, create=False) as record:
        events = list(find_events(record, Filter(kind="air_strike")))
    told = [
        (event.id, tally, one) for event in events for tally in event.figures for one in tally.accounts
    ]
    whole = [row for row in rows if not row["group"]]
    assert [(row["event"], row["measure"]) for row in whole] == [
        (id_, tally.measure) for id_, tally, account in told if not (account.who or tally.who)
    ]
    assert {row["country"] for row in rows} == {"ES", ""}
    assert sum(len(row["claims"].split()) for row in whole) == sum(
        len(account.claims) for _, tally, account in told if not (account.who or tally.who)
    )
    assert any(row["denied_by"] and row["is_contested"] == "True" for row in rows)


def test_the_shell_writes_the_same_bytes_as_the_face(face, demo_record, tmp_path):
    for exporter in EVENT_EXPORTERS:
        file = tmp_path / exporter.suffix
        given = ["export", exporter.name, str(file), "--record", str(demo_record), "--kind", "attack"]
        ended = CliRunner().invoke(cli, given, standalone_mode=False)
        assert "events written" in ended.stderr
        served = face.get(f"/events.{exporter.suffix}", params={"kind": "attack"}).content
        assert file.read_bytes() == served


def test_a_file_of_nothing_is_not_written_and_the_shell_says_so(demo_record, tmp_path):
    given = ["export", "csv", str(tmp_path / "none.csv"), "--record", str(demo_record)]
    ended = CliRunner().invoke(cli, [*given, "--place", "Nowhere"], standalone_mode=False)
    assert (ended.return_value, list(tmp_path.iterdir())) == (4, [])


def test_a_file_can_be_as_of_a_day_and_by_another_rule(face):
    then = face.get("/events.json", params={"as_of": "1937-04-30", "rule": "min_max"})
    events = [json.loads(line) for line in then.content.splitlines()]
    assert events
    assert all(event["first_reported"] <= "1937-04-30" for event in events)


def test_a_filter_that_cannot_be_read_gives_no_file(face):
    answer = face.get("/events.csv", params={"since": "yesterday"})
    assert (answer.status_code, "content-disposition" in answer.headers) == (400, False)


def test_a_filter_of_nothing_is_every_event(face, demo_record):
    with Record.open(demo_record, create=False) as record:
        everything = sum(1 for _ in find_events(record, Filter()))
    assert len(face.get("/events.json").content.splitlines()) == everything


def test_too_many_files_at_once_are_told_to_wait_and_a_file_that_ends_makes_room(face):
    desk = face.app.state.desk
    desk.open = MOST_OPEN
    answer = face.get("/events.csv")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    desk.open = MOST_OPEN - 1
    assert [face.get("/events.csv").status_code for _ in range(2)] == [200, 200]
    assert face.get("/events.csv", params={"since": "never"}).status_code == 400
    assert desk.open == MOST_OPEN - 1
