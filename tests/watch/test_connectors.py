"""Connectors against answers written from the public documentation of the services; all invented."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from khabar.errors import InputError, UsageError
from khabar.watch.connectors import CONNECTORS, find_connector

RELIEFWEB = {
    "href": "https://api.reliefweb.int/v2/reports?appname=khabar-tests",
    "time": 12,
    "totalCount": 2,
    "count": 2,
    "data": [
        {
            "id": "901",
            "score": 1,
            "href": "https://api.reliefweb.int/v2/reports/901",
            "fields": {
                "title": "Valley: Flash Update & Needs",
                "url": "https://reliefweb.int/node/901",
                "url_alias": "https://reliefweb.int/report/valley/flash-update-901",
                "body-html": "<p>Shelling displaced 300 families from Granollers.</p>",
                "date": {
                    "original": "2026-05-01T00:00:00+00:00",
                    "created": "2026-05-02T08:00:00+00:00",
                    "changed": "2026-05-02T09:00:00+00:00",
                },
                "source": [{"id": 1, "name": "Valley Relief", "shortname": "VR"}],
                "language": [{"id": 267, "name": "English", "code": "en"}],
            },
        },
        {
            "id": "902",
            "fields": {
                "title": "Map",
                "url": "https://reliefweb.int/node/902",
                "date": {"created": "soon"},
                "source": [{"name": "A"}, {"name": "B"}],
            },
        },
        {"id": "903", "fields": {"title": "No address"}},
        "nothing",
    ],
}
GDELT = {
    "articles": [
        {
            "url": "https://coast.example/raid",
            "url_mobile": "",
            "title": "Raid on the coast",
            "seendate": "20260501T120000Z",
            "socialimage": "",
            "domain": "coast.example",
            "language": "English",
            "sourcecountry": "Spain",
        },
        {"url": "javascript:alert(1)", "title": "No address"},
        {"url": "https://coast.example/" + "x" * 3000},
    ]
}


def read(name, answer):
    return find_connector(name).read(json.dumps(answer).encode())


def test_reliefweb_gives_reports_with_their_texts():
    report, map_ = read("reliefweb", RELIEFWEB)
    assert report.address == "https://reliefweb.int/report/valley/flash-update-901"
    assert (report.host, report.publisher) == ("reliefweb.int", "Valley Relief")
    assert (report.stamp, report.published.date().isoformat()) == (
        "2026-05-02T09:00:00+00:00",
        "2026-05-01",
    )
    assert report.is_whole
    assert report.text.startswith("<h1>Valley: Flash Update &amp; Needs</h1>\n<p>Shelling")
    assert (map_.address, map_.text, map_.is_whole) == ("https://reliefweb.int/node/902", None, False)
    assert (map_.publisher, map_.published) == (None, None)


def test_a_moment_in_no_calendar_is_not_known():
    fields = RELIEFWEB["data"][0]["fields"] | {"date": {"original": "0001-01-01T00:00:00+23:59"}}
    (report,) = read("reliefweb", {"data": [{"id": "1", "fields": fields}]})
    assert report.published is None


def test_reliefweb_is_asked_in_its_own_words():
    address = find_connector("reliefweb").build_address(
        {"appname": "khabar-tests", "country": "ESP", "query": "shelling OR raid", "limit": "5"}
    )
    asked = parse_qs(urlsplit(address).query)
    assert asked["appname"] == ["khabar-tests"]
    assert asked["query[value]"] == ["shelling OR raid"]
    assert asked["filter[conditions][1][value]"] == ["ESP"]
    assert "body-html" in asked["fields[include][]"]
    with pytest.raises(UsageError, match="limit = a number from 1 to 1000"):
        find_connector("reliefweb").build_address({"appname": "a", "limit": "5000"})


def test_reliefweb_says_what_it_did_not_like():
    refusal = {"status": 403, "error": {"type": "AccessDenied", "message": "appname is not approved"}}
    with pytest.raises(InputError, match="appname is not approved"):
        read("reliefweb", refusal)


def test_gdelt_gives_addresses():
    (raid,) = read("gdelt", GDELT)
    assert (raid.address, raid.title, raid.text) == (
        "https://coast.example/raid",
        "Raid on the coast",
        None,
    )
    assert raid.published is None
    assert read("gdelt", {}) == ()


def test_an_answer_with_a_number_that_never_ends_is_read():
    endless = json.dumps(GDELT)[:-1] + ', "total": ' + "9" * 5_000 + "}"
    (raid,) = find_connector("gdelt").read(endless.encode())
    assert raid.address == "https://coast.example/raid"


def test_an_address_with_half_a_character_is_none():
    assert read("gdelt", {"articles": [{"url": "https://coast.example/\ud800"}]}) == ()


def test_gdelt_is_asked_in_its_own_words():
    address = find_connector("gdelt").build_address({"query": '"air raid" sourcelang:eng'})
    asked = parse_qs(urlsplit(address).query)
    assert asked["query"] == ['"air raid" sourcelang:eng']
    assert (asked["mode"], asked["format"], asked["timespan"]) == (["artlist"], ["json"], ["1d"])


@pytest.mark.parametrize("connector", CONNECTORS, ids=lambda one: one.name)
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"Your query was too short.",
        b"[]",
        b"null",
        b'{"message": "no"}',
        b"[" * 100_000,
        b"\xff\x00",
    ],
)
def test_an_answer_that_is_none_is_told(connector, answer):
    with pytest.raises(InputError, match="bad_answer"):
        connector.read(answer)


@pytest.mark.parametrize("connector", CONNECTORS, ids=lambda one: one.name)
@pytest.mark.parametrize(
    "answer",
    [
        {"data": 3, "articles": 3},
        {"data": [{"fields": []}], "articles": [{"url": 4}]},
        {
            "data": [{"fields": {"url": "file:///etc/passwd"}}],
            "articles": [{"url": "file:///etc/passwd"}],
        },
    ],
)
def test_odd_values_in_an_answer_are_no_articles(connector, answer):
    assert connector.read(json.dumps(answer).encode()) == ()
