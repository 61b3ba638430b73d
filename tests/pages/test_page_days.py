from datetime import date

import pytest

from khabar.pages.days import find_address_day, find_day, find_iso_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tuesday, 9 March 1994", date(1994, 3, 9)),
        ("Published: March 9, 1994 at 06:30 GMT", date(1994, 3, 9)),
        ("9th of nothing, then Mar. 9th, 1994", date(1994, 3, 9)),
        ("March 9,1994", date(1994, 3, 9)),
        ("1994-03-09T06:30:00Z", date(1994, 3, 9)),
        ("1994/03/09", date(1994, 3, 9)),
        ("09.03.1994", date(1994, 3, 9)),
        ("09-03-1994", date(1994, 3, 9)),
        ("19/03/1994", date(1994, 3, 19)),
        ("03/19/1994", date(1994, 3, 19)),
        ("3/3/1994", date(1994, 3, 3)),
        ("GMT 20:04 1994 Wednesday ,09 March", date(1994, 3, 9)),
        ("Sept 30 2001", date(2001, 9, 30)),
    ],
)
def test_a_whole_day_is_read_however_it_is_written(text: str, day: date) -> None:
    found = find_day(text)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "text",
    [
        "March 9",
        "March 1994",
        "03/09/1994",
        "13/14/1994",
        "31 June 1994",
        "room 9 March1 994",
        "1994",
        "29.13.2001",
        "",
    ],
)
def test_what_is_no_whole_day_gives_nothing(text: str) -> None:
    assert find_day(text) is None


def test_the_words_of_a_day_include_the_clock_beside_it() -> None:
    text = "9 March 1994 18:40 GMT Harbour"
    found = find_day(text)
    assert found is not None
    assert text[found.start : found.end] == "9 March 1994 18:40 GMT"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/1994/03/09/quay/", date(1994, 3, 9)),
        ("https://a.example/world/1994/mar/09/quay", date(1994, 3, 9)),
        ("https://a.example/1994/03/quay-31", None),
        ("https://a.example/1994/33/09/quay", None),
        (None, None),
    ],
)
def test_an_address_states_a_day_only_in_its_path(address: str | None, day: date | None) -> None:
    assert find_address_day(address) == day


def test_a_stamp_keeps_the_day_of_its_own_zone() -> None:
    assert find_iso_day("1994-03-09T23:30:00-05:00") == date(1994, 3, 9)
    assert find_iso_day("yesterday") is None
