"""Words of time: what they say, part by part, as TIMEX3 too, whatever day they are read on."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.model.values import Reading, Span, TimePrecision
from khabar.text.dates.expressions import find_times, resolve
from khabar.text.dates.times import (
    Between,
    CalendarDate,
    Clock,
    DayPart,
    Duration,
    Edge,
    Recurrence,
    Season,
    Shift,
    TimeExpression,
    Unit,
    Weekday,
)
from khabar.text.dates.timex import tag_times, write_timex

MONDAY = date(2016, 12, 5)


def find(text: str) -> tuple[Reading[TimeExpression], ...]:
    return find_times(text, Span(0, len(text)))


def read(words: str) -> TimeExpression:
    (reading,) = find(words)
    return reading.value


def test_the_parts_of_an_expression_are_kept() -> None:
    assert read("early Saturday") == TimeExpression(core=Weekday(number=5), edge=Edge.EARLY)
    assert read("Saturday night").part is DayPart.NIGHT
    assert read("at 11:40 p.m.").clock == Clock(hour=23, minute=40)
    assert read("0800 GMT").clock == Clock(hour=8, minute=0, utc=True)
    assert read("12 a.m.").clock == Clock(hour=0, minute=0)
    assert read("ten o'clock").clock == Clock(hour=10, minute=0)
    assert read("nine-month").core == Duration(unit=Unit.MONTH, amount=9)
    assert read("every Friday").core == Recurrence(unit=Unit.WEEK, weekday=4)
    assert read("15 a year").core == Recurrence(unit=Unit.YEAR)
    assert read("the summer of 1936").core == CalendarDate(year=1936, season=Season.SUMMER)
    assert read("a decade ago").core == Shift(unit=Unit.DECADE, amount=-1)


def test_the_ends_of_a_range_keep_their_words() -> None:
    core = read("between 3 and 5 May").core
    assert isinstance(core, Between)
    assert core.last is not None
    assert (core.first.text, core.last.text) == ("3", "5")


def test_a_month_alone_after_in_leaves_the_number_to_the_noun() -> None:
    (reading,) = find("In May 15 people were killed.")
    assert reading.text == "May"


def test_a_shift_out_of_the_calendar_is_unknown() -> None:
    assert resolve(read("3,000 years ago"), MONDAY).precision is TimePrecision.UNKNOWN


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("Sunday", "DATE", "2016-12-04"),
        ("Sunday morning", "TIME", "2016-12-04TMO"),
        ("last week", "DATE", "2016-W48"),
        ("last month", "DATE", "2016-11"),
        ("last year", "DATE", "2015"),
        ("last weekend", "DATE", "2016-W48-WE"),
        ("the last quarter", "DATE", "2016-Q3"),
        ("the 1980s", "DATE", "198"),
        ("the third quarter of 2009", "DATE", "2009-Q3"),
        ("summer 1936", "DATE", "1936-SU"),
        ("three days", "DURATION", "P3D"),
        ("30 minutes", "DURATION", "PT30M"),
        ("several years", "DURATION", "PXY"),
        ("a decade", "DURATION", "P10Y"),
        ("daily", "SET", "P1D"),
        ("every Friday", "SET", "XXXX-WXX-5"),
        ("recently", "DATE", "PAST_REF"),
        ("now", "DATE", "PRESENT_REF"),
        ("years ago", "DATE", "PAST_REF"),
        ("since Friday", "DATE", "2016-12-02"),
        ("18:00 UTC", "TIME", "2016-12-05T18:00Z"),
        ("two days later", "DATE", "2016-12-07"),
    ],
)
def test_expressions_are_written_as_timex(words: str, kind: str, value: str) -> None:
    timex = write_timex(read(words), MONDAY)
    assert (timex.type, timex.value) == (kind, value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On 4 May 1937 shells fell, later in the day bombs.", ["1937-05-04", "1937-05-04"]),
        ("On 4 May 1937 the town ended the day in ruins.", ["1937-05-04", "1937-05-04"]),
        ("On 4 May 1937 shells fell; in the evening bombs.", ["1937-05-04", "1937-05-04TEV"]),
        ("It fell on 4 May 1937. Two had died the day before.", ["1937-05-04", "1937-05-03"]),
        ("It fell in May 1937. Two had died the day before.", ["1937-05", "2016-12-04"]),
        ("In the past it was calm.", ["PAST_REF"]),
        ("It will be calm in the near future.", ["FUTURE_REF"]),
        ("It was calm in recent weeks.", ["PAST_REF"]),
        ("From 3 May 1937 to 5 May 1937.", ["1937-05-03", "1937-05-05"]),
        ("Since 2011 it burns.", ["2011"]),
        ("It lost men for two straight quarters.", ["P2Q"]),
        ("On 4 May 1937 shells fell at 18:00 UTC.", ["1937-05-04", "1937-05-04T18:00Z"]),
        ("On 4 May 1937 shells fell. Bombs fell at 18:00 UTC.", ["1937-05-04", "2016-12-05T18:00Z"]),
        ("Shells fell on 4 May 1937, for a third straight day.", ["1937-05-04", "1937-05-04"]),
        ("Shells fell on 4 May 1937, the sixth day in a row.", ["1937-05-04", "1937-05-04"]),
        ("Shells fell on 4 May 1937. Two days prior it was calm.", ["1937-05-04", "1937-05-02"]),
        ("It grew in 1937. It had shrunk the year previous.", ["1937", "2015"]),
        ("Two days prior to the march it was calm.", ["P2D"]),
        ("It was the worst single-day loss.", ["P1D"]),
        ("It rained on the past five working days.", ["P5D"]),
        ("On 4 May 1937 it fell in early morning trading.", ["1937-05-04", "1937-05-04TMO"]),
        ("It is calm for the time being.", ["PRESENT_REF"]),
        ("It may burn in the near term.", ["FUTURE_REF"]),
    ],
)
def test_times_of_a_text_are_tagged_and_count_from_one_another(text: str, values: list[str]) -> None:
    assert [tag.value for _, tag in tag_times(text, MONDAY)] == values


def test_a_timex_without_publication_day_has_no_day() -> None:
    assert write_timex(read("Sunday"), None).value == "XXXX-XX-XX"


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_full_date_means_itself_whenever_it_is_read(day: date, published: date) -> None:
    for written in (
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        day.isoformat(),
        f"{day:%b. %d, %Y}",
    ):
        if written.startswith("May."):
            continue
        period = resolve(read(written), published)
        assert (period.start, period.end) == (day, day)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 6))
def test_a_weekday_is_within_the_week_before_publication(published: date, number: int) -> None:
    past = resolve(TimeExpression(core=Weekday(number=number)), published)
    ahead = resolve(TimeExpression(core=Weekday(number=number)), published, future=True)
    assert past.start is not None
    assert ahead.start is not None
    assert past.start.weekday() == ahead.start.weekday() == number
    assert published - timedelta(days=6) <= past.start <= published <= ahead.start
    assert ahead.start <= published + timedelta(days=6)


@given(
    st.dates(date(1904, 1, 1), date(2090, 12, 31)), st.integers(1, 12), st.integers(1, 31), st.booleans()
)
def test_a_day_without_year_is_the_nearest_on_its_side(
    published: date, month: int, day: int, future: bool
) -> None:
    period = resolve(TimeExpression(core=CalendarDate(month=month, day=day)), published, future)
    if period.start is None:
        assert day > 29
    else:
        assert (period.start >= published) if future else (period.start <= published)


PIECES = (
    "since 2011 May 3 and from to between Monday last the past week 24 hours ago a early 20:04 "
    "p.m. GMT , - in of Dec . 1980s every day year quarter third 12 yesterday \n summer later"
)
WORDS = st.sampled_from(PIECES.split(" "))


@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=80))
def test_times_quote_their_words_never_overlap_and_resolve(text: str) -> None:
    found = find(text)
    for reading in found:
        assert reading.text == text[reading.span.start : reading.span.end]
        for published in (None, MONDAY):
            resolve(reading.value, published)
            assert write_timex(reading.value, published).value
    for left, right in pairwise(found):
        assert left.span.end <= right.span.start


@pytest.mark.parametrize(
    "piece", ["one hundred ", "May 3, ", "3-", "between ", "a few ", "last ", "two and "]
)
def test_long_runs_of_time_words_are_read_in_one_pass(piece: str) -> None:
    assert isinstance(find(piece * (100_000 // len(piece))), tuple)
