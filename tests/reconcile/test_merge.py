from datetime import timedelta

import pytest
from invented import FIRST, bounds, claim, figure, find, report, tell

from khabar.model.event_codec import decode_event, encode_event
from khabar.model.events import Status
from khabar.reconcile.merge import build_event


def test_an_event_has_the_id_of_its_first_recorded_claim():
    late, early = tell("a", "12", told=FIRST + timedelta(1)), tell("b", "12")
    assert build_event((*late, *early)).id == "c-a"
    assert build_event((*early, *late)).id == "c-b"


def test_there_is_no_event_without_a_statement():
    with pytest.raises(ValueError, match="at least one statement"):
        build_event(())


def test_two_tellers_who_agree_make_one_account_and_corroborate():
    event = build_event((*tell("a", "12"), *tell("b", "12")))
    (account,) = find(event).accounts
    assert account.said_by == ("The a Post", "The b Post")
    assert event.status is Status.CORROBORATED
    assert bounds(find(event)) == (12, 12, 12)


def test_an_event_comes_back_from_json_as_it_went():
    groups = claim("c", figure("9", "civilians"), figure("2", "soldiers"))
    event = build_event((*tell("a", "at least 12"), *report("d", groups)))
    assert decode_event(encode_event(event)) == event
