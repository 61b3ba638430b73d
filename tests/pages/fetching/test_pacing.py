"""When a host may be asked again; the clock and the waiting are the test's."""

from datetime import UTC, datetime

import pytest

from khabar.errors import UnreachableError
from khabar.pages.fetching.answers import read_retry_after
from khabar.pages.fetching.pacing import Pace

NOON = datetime(1937, 4, 26, 12, tzinfo=UTC)


class Watch:
    """A clock that goes on only where somebody waits."""

    def __init__(self):
        self.now = 100.0
        self.waits = []

    def sleep(self, seconds):
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def pace(watch):
    return Pace(2.0, now=lambda: watch.now, sleep=watch.sleep)


def test_requests_to_one_host_are_kept_apart_and_others_do_not_wait(pace, watch):
    for host in ("a.example", "b.example", "a.example", "a.example"):
        pace.wait(host)
    assert watch.waits == [2.0, 2.0]


@pytest.mark.parametrize(("asked", "waited"), [(0.5, 2.0), (7.0, 7.0), (86_400.0, 60.0)])
def test_a_host_may_ask_for_a_longer_pause_up_to_a_minute(pace, watch, asked, waited):
    pace.wait("a.example", asked)
    pace.wait("a.example", asked)
    assert watch.waits == [waited]


def test_a_host_that_is_held_is_refused_until_its_time_has_come(pace, watch):
    pace.hold("a.example", 30.0)
    with pytest.raises(UnreachableError, match=r"paused: .* 30 s more"):
        pace.wait("a.example")
    pace.wait("b.example")
    watch.now += 31.0
    pace.wait("a.example")


def test_an_answer_between_them_makes_strikes_begin_anew(pace):
    for _ in range(2):
        pace.strike("a.example")
        pace.strike("a.example")
        pace.forgive("a.example")
    pace.wait("a.example")
    for _ in range(3):
        pace.strike("a.example")
    with pytest.raises(UnreachableError, match="paused"):
        pace.wait("a.example")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("0", 0.0),
        ("9" * 40, 86_400.0),
        ("Mon, 26 Apr 1937 12:01:00 GMT", 60.0),
        ("Mon, 26 Apr 1937 11:00:00 GMT", 0.0),
        ("Mon, 26 Apr 2037 12:01:00 GMT", 86_400.0),
        ("-5", None),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", None),
        ("Mon, 26 Apr 1937 12:01:00 +99999999999999999", None),
        ("Fri, 31 Dec 9999 23:59:00 -2359", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_pause_is_read_in_both_of_its_forms(value, seconds):
    assert read_retry_after(value, NOON) == seconds
