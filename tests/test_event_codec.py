"""Events as JSON lines; that each comes back as it went is among the properties of merging."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "reconcile"))

from invented import claim, figure, report, tell

from khabar.errors import InputError
from khabar.model.codec import to_line
from khabar.model.event_codec import decode_event, encode_event
from khabar.reconcile.merging.merge import build_event

GROUPS = report("b", claim("c", figure("9", "civilians"), figure("2", "soldiers", start=20)))


def line():
    return json.loads(to_line(encode_event(build_event((*tell("a", "at least 12"), *GROUPS)))))


def test_a_group_stands_under_its_word_and_an_open_end_is_null():
    killed = line()["figures"]["killed"]
    assert list(killed["of_whom"]) == ["civilians", "soldiers"]
    assert killed["of_whom"]["soldiers"]["best"] == 2
    assert [account["high"] for account in killed["accounts"]] == [11, None]
    assert killed["history"] == [{"day": "1938-05-30", "low": 11, "best": 11, "high": None}]


FAULTS = [
    (("type",), "claim", "$.type: expected type event, got 'claim'"),
    (("schema",), 2, "$.schema: expected schema 1, got 2"),
    (("status",), "sure", "$.status: expected one of single_source"),
    (("figures",), [], "$.figures: expected an object, got []"),
    (("figures", "killed", "low"), 99, "$.figures.killed: expected low <= best <= high"),
    (("figures", "killed", "of_whom", "soldiers", "contested"), 0, "soldiers.contested: expected true"),
    (("first_reported",), "May", "$.first_reported: expected a day"),
]


@pytest.mark.parametrize(("where", "value", "message"), FAULTS)
def test_a_wrong_value_is_refused_with_its_path(where, value, message):
    record = target = line()
    for step in where[:-1]:
        target = target[step]
    target[where[-1]] = value
    with pytest.raises(InputError) as caught:
        decode_event(record)
    assert message in caught.value.detail
