import json
from copy import deepcopy
from dataclasses import replace

import pytest
import strategies as some
from hypothesis import given
from sample import BRIDGE, MAYOR, REPORT, WIRE

from khabar.errors import InputError
from khabar.model.codec import encode, encode_outcome, from_line, to_line
from khabar.model.decode import decode
from khabar.model.values import Qualifier, Quantity
from khabar.record import quick

ARTICLE_KEYS = (
    "type schema id url title publisher agencies author published language sha256 text related dropped"
)
CLAIM_KEYS = (
    "type schema id article kind quote span actors place when figures sources modality scope"
    " part_of cause"
)


@given(some.articles)
def test_an_article_comes_back_as_it_went(article):
    assert decode(from_line(to_line(encode(article, exact=True)))) == article


@given(some.articles)
def test_an_article_leaves_the_box_as_it_was(article):
    assert deepcopy(article) == article  # which goes the way of pickle


@given(some.claims)
def test_a_claim_comes_back_as_it_went(claim):
    line = to_line(encode(claim, exact=True))
    assert decode(from_line(line)) == claim
    assert quick.read_claim(json.loads(line)) == claim


@given(some.rejections)
def test_a_rejection_comes_back_as_it_went(rejected):
    assert decode(from_line(to_line(encode(rejected)))) == rejected


def test_an_article_has_the_keys_of_schema_1_in_their_order():
    assert " ".join(encode(WIRE)) == ARTICLE_KEYS


def test_a_claim_has_the_keys_of_schema_1_in_their_order():
    record = encode(BRIDGE)
    assert " ".join(record) == CLAIM_KEYS
    assert " ".join(record["actors"][0]) == "role text name class certainty span"
    assert " ".join(record["place"]) == "text name admin1 country lat lon precision geonames span"
    assert " ".join(record["when"]) == "text start end precision span"
    assert " ".join(record["figures"][0]) == "measure low high qualifier unit who text span"
    assert " ".join(record["sources"][0]) == "text name class stance cue span"


def test_a_whole_number_is_written_whole():
    figure = encode(BRIDGE)["figures"][0]
    assert json.dumps(figure["low"]) == "12"
    assert figure["high"] is None


def test_a_broken_number_keeps_its_fraction():
    half = Quantity(low=2.5, high=2.5, qualifier=Qualifier.ABOUT, percent=True)
    figure = BRIDGE.figures[0]
    claim = replace(BRIDGE, figures=(replace(figure, count=replace(figure.count, value=half)),))
    assert encode(claim)["figures"][0]["low"] == 2.5


def test_nothing_is_null_or_empty_or_zero_by_accident():
    record = encode(MAYOR)
    assert record["place"] is None
    assert record["figures"] == []


def test_the_lines_of_a_report_stand_together():
    lines = encode_outcome(REPORT)
    assert [line["type"] for line in lines] == ["article", "claim", "claim", "rejected"]


@pytest.mark.parametrize("hostile", ["\ud800", "\u2028", "\x85", "\n", "\x00", "\U0001f54a"])
def test_a_line_is_one_line_of_utf8_whatever_the_text(hostile):
    line = to_line(encode(replace(WIRE, title=hostile)))
    assert line.decode("utf-8").splitlines(keepends=True) == [line.decode("utf-8")]
    assert from_line(line)["title"] == hostile


def exact():
    return json.loads(to_line(encode(BRIDGE, exact=True)))


FAULTS = [
    (("figures", 0, "low"), "12", "$.claims[3].figures[0].low: expected a number, got '12'"),
    (("figures", 0, "low"), True, "$.claims[3].figures[0].low: expected a number, got True"),
    (("figures", 0, "qualifier"), "sort_of", "figures[0].qualifier: expected one of exactly, at_least"),
    (("figures", 0, "high"), 3, "$.claims[3].figures[0]: at_least: wrong open end above"),
    (("figures",), {}, "$.claims[3].figures: expected a list, got {}"),
    (("when", "start"), "5 Dec", "$.claims[3].when.start: expected a day as YYYY-MM-DD, got '5 Dec'"),
    (("when", "end"), "1899-01-01", "$.claims[3].when: expected start <= end"),
    (("when",), 7, "$.claims[3].when: expected an object, got 7"),
    (("place", "geonames"), 1.5, "$.claims[3].place.geonames: expected a whole number, got 1.5"),
    (("span",), [1, 2, 3], "$.claims[3].span: expected a pair [start, end]"),
    (("span",), [9, 3], "$.claims[3].span: expected 0 <= start <= end"),
    (("sources", 0, "stance"), "x" * 99, "$.claims[3].sources[0].stance: expected one of asserts"),
    (("actors", 0, "text"), "no", "$.claims[3].actors[0]: expected the words of"),
    (("kind",), None, "$.claims[3].kind: expected a string, got None"),
    (("figures", 0, "percent"), 0, "percent: expected true or false, got 0"),
    (("schema",), 2, "$.claims[3].schema: expected schema 1, got 2"),
    (("type",), "event", "$.claims[3].type: expected one of article, claim, rejected, got 'event'"),
]


@pytest.mark.parametrize(("where", "value", "message"), FAULTS)
def test_a_wrong_value_is_refused_with_its_path(where, value, message):
    record = exact()
    target = record
    for step in where[:-1]:
        target = target[step]
    target[where[-1]] = value
    with pytest.raises(InputError) as caught:
        decode(record, "$.claims[3]")
    assert caught.value.reason == "bad_json"
    assert message in caught.value.detail


def test_a_missing_field_is_named():
    record = exact()
    del record["place"]["lat"]
    with pytest.raises(InputError, match=r"\$\.place\.lat: expected a value, the field is missing"):
        decode(record)


def test_a_line_that_is_not_json_is_refused():
    with pytest.raises(InputError, match="expected a line of JSON"):
        from_line(b"{")


def test_only_types_of_the_schema_are_encoded():
    with pytest.raises(TypeError, match="got str"):
        encode("words")
