"""Answers that are kept are those that would be made now, and nobody gets what is for another."""

import gzip
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from books import RAID, page, put
from starlette.testclient import TestClient

from khabar.record.looking.filters import Filter
from khabar.record.looking.panorama import Panorama
from khabar.record.looking.views import find_events
from khabar.record.people.accounts import Account, Role
from khabar.record.store import Record
from khabar.web.app import Face, build_app
from khabar.web.people.who import Who


@pytest.fixture
def record(tmp_path):
    with Record.open(tmp_path / "small.db", create=True) as opened:
        put(opened, page(RAID))
        yield opened


def open_face(record, patience=0.0):
    app = build_app(Face(record=record, version="0"))
    panorama = Panorama(record, patience=patience, share=0)
    app.state.panorama = panorama
    return TestClient(app, base_url="http://127.0.0.1")


def test_an_answer_changes_when_the_record_does(record):
    face = open_face(record)
    assert "1 event<" in face.get("/").text
    put(record, page("air_strike; Lerida; 1937-11-02; 210; the governor", publisher="Coast Post"))
    assert "2 events<" in face.get("/").text


def test_an_answer_that_is_asked_for_again_is_not_made_again(record, monkeypatch):
    face = open_face(record, patience=3600)
    first = face.get("/")
    monkeypatch.setattr("khabar.web.overview.render", lambda *_, **__: pytest.fail("made again"))
    again = face.get("/")
    assert (again.text, again.headers["etag"]) == (first.text, first.headers["etag"])
    unchanged = face.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_who_is_signed_in_is_not_given_what_is_kept(record, monkeypatch):
    face = open_face(record, patience=3600)
    kept = face.get("/").text
    reader = Account(
        number=1,
        name="Ada",
        role=Role.READER,
        is_disabled=False,
        made_at=datetime(1938, 6, 1, tzinfo=UTC),
    )
    monkeypatch.setattr("khabar.web.answers.find_who", lambda _: Who(account=reader))
    monkeypatch.setattr("khabar.web.rendering.find_who", lambda _: Who(account=reader))
    assert "Ada" in face.get("/", headers={"cookie": "khabar_session=hers"}).text
    monkeypatch.undo()
    assert face.get("/").text == kept


def test_faults_are_not_kept(record):
    face = open_face(record, patience=3600)
    assert [face.get("/?since=never").status_code for _ in range(2)] == [400, 400]


def test_answers_are_compressed_for_those_who_take_it(record):
    face = open_face(record, patience=3600)
    plain = face.get("/", headers={"accept-encoding": "identity"})
    zipped = face.get("/", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert (zipped.headers["content-encoding"], zipped.text) == ("gzip", plain.text)
    assert int(zipped.headers["content-length"]) == len(gzip.compress(plain.content, 5, mtime=0))


def test_only_the_answers_asked_for_last_are_kept(record):
    face = open_face(record, patience=3600)
    face.app.state.answers.room = 1
    assert face.get("/").text == face.get("/").text
    assert face.app.state.answers._taken == 0


def test_a_file_of_the_face_is_sent_from_memory_compressed_or_not_or_as_the_browser_has_it(record):
    face = open_face(record)
    zipped = face.get("/static/css/site.css")
    plain = face.get("/static/css/site.css", headers={"accept-encoding": "identity"})
    assert (zipped.headers["content-encoding"], zipped.content) == ("gzip", plain.content)
    assert plain.content == files("khabar.web").joinpath("static/css/site.css").read_bytes()
    known = face.get("/static/css/site.css", headers={"if-none-match": plain.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert [face.get(f"/static/{name}").status_code for name in ("css", "css/none.css")] == [404, 404]
    assert face.head("/static/css/site.css").content == b""


def test_the_page_of_an_event_is_kept_until_anything_is_written(record, monkeypatch):
    face = open_face(record)
    event = next(iter(find_events(record, Filter()))).id
    first = face.get(f"/events/{event}")
    with monkeypatch.context() as patched:
        patched.setattr("khabar.web.event_page.render", lambda *_, **__: pytest.fail("made again"))
        assert face.get(f"/events/{event}").text == first.text
        known = face.get(f"/events/{event}", headers={"if-none-match": first.headers["etag"]})
        assert known.status_code == 304
    assert "http://127.0.0.1/" in first.text
    assert "http://127.0.0.1/" not in face.get(f"http://localhost/events/{event}").text
    put(record, page("air_strike; Granollers; 1938-05-31; 300; the governor", publisher="Coast Post"))
    assert face.get(f"/events/{event}").headers["etag"] != first.headers["etag"]


def test_where_it_is_not_known_whether_anything_was_written_the_page_of_an_event_is_made_anew(
    record, monkeypatch
):
    face = open_face(record)
    monkeypatch.setattr(Record, "find_state", lambda _: None)
    event = next(iter(find_events(record, Filter()))).id
    before = face.get(f"/events/{event}").headers["etag"]
    put(record, page("air_strike; Granollers; 1938-05-31; 300; the governor", publisher="Coast Post"))
    assert face.get(f"/events/{event}").headers["etag"] != before


def test_where_too_many_wait_one_more_is_told_so_and_what_is_at_hand_is_sent(record, monkeypatch):
    face = open_face(record, patience=3600)
    assert face.get("/").status_code == 200
    monkeypatch.setattr("khabar.web.people.house.MOST_WAITING", 0)
    assert [face.get(address).status_code for address in ("/", "/static/css/site.css")] == [200, 200]
    for address in ("/?page=2", "/about"):
        answer = face.get(address)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
