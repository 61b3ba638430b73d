"""Words of time: what they say, and which days they mean to a reader on the publication day."""

from datetime import date

import pytest

from khabar.model.values import Period, Reading, Span, TimePrecision
from khabar.text.dates.expressions import find_times, looks_future, resolve
from khabar.text.dates.times import (
    TimeExpression,
)

MONDAY = date(2016, 12, 5)

# text, words of the reading, first day, last day, precision; told on Monday, 5 December 2016
RESOLVED = [
    ("It fell on Sunday.", "Sunday", "2016-12-04", "2016-12-04", "day"),
    ("It fell on Monday.", "Monday", "2016-12-05", "2016-12-05", "day"),
    ("It fell on Tuesday.", "Tuesday", "2016-11-29", "2016-11-29", "day"),
    ("It fell last Monday.", "last Monday", "2016-11-28", "2016-11-28", "day"),
    ("It fell last Sunday.", "last Sunday", "2016-12-04", "2016-12-04", "day"),
    ("It opens next Monday.", "next Monday", "2016-12-12", "2016-12-12", "day"),
    ("It opens this Friday.", "this Friday", "2016-12-09", "2016-12-09", "day"),
    ("It fell on Saturday night.", "Saturday night", "2016-12-03", "2016-12-03", "day"),
    ("It fell early Friday.", "early Friday", "2016-12-02", "2016-12-02", "day"),
    ("It fell late on Thursday.", "late on Thursday", "2016-12-01", "2016-12-01", "day"),
    ("At 11:40 p.m. Wednesday it fell.", "11:40 p.m. Wednesday", "2016-11-30", "2016-11-30", "hour"),
    ("It fell on Friday at 7 am.", "Friday at 7 am", "2016-12-02", "2016-12-02", "hour"),
    ("It fell yesterday.", "yesterday", "2016-12-04", "2016-12-04", "day"),
    ("It fell late yesterday.", "late yesterday", "2016-12-04", "2016-12-04", "day"),
    ("It fell today.", "today", "2016-12-05", "2016-12-05", "day"),
    ("It falls tomorrow morning.", "tomorrow morning", "2016-12-06", "2016-12-06", "day"),
    ("It fell last night.", "last night", "2016-12-04", "2016-12-04", "day"),
    ("It fell this morning.", "this morning", "2016-12-05", "2016-12-05", "day"),
    ("It falls tonight.", "tonight", "2016-12-05", "2016-12-05", "day"),
    ("It fell overnight.", "overnight", "2016-12-04", "2016-12-05", "range"),
    ("It fell the day before yesterday.", "the day before yesterday", "2016-12-03", "2016-12-03", "day"),
    ("It fell last month.", "last month", "2016-11-01", "2016-11-30", "month"),
    ("It fell earlier this month.", "earlier this month", "2016-12-01", "2016-12-31", "month"),
    ("It fell last week.", "last week", "2016-11-28", "2016-12-04", "week"),
    ("It falls this week.", "this week", "2016-12-05", "2016-12-11", "week"),
    ("It fell last year.", "last year", "2015-01-01", "2015-12-31", "year"),
    ("It falls next year.", "next year", "2017-01-01", "2017-12-31", "year"),
    ("It fell in June last year.", "June last year", "2015-06-01", "2015-06-30", "month"),
    ("It fell on 4 May last year.", "4 May last year", "2015-05-04", "2015-05-04", "day"),
    ("It fell in March of this year.", "March of this year", "2016-03-01", "2016-03-31", "month"),
    ("It falls in May next year.", "May next year", "2017-05-01", "2017-05-31", "month"),
    ("It fell in late June last year.", "late June last year", "2015-06-01", "2015-06-30", "month"),
    ("It fell in the spring last year.", "last year", "2015-01-01", "2015-12-31", "year"),
    ("It fell on Friday last week.", "Friday last week", "2016-12-02", "2016-12-02", "day"),
    ("It fell on Monday of last week.", "Monday of last week", "2016-11-28", "2016-11-28", "day"),
    ("It falls on Friday this week.", "Friday this week", "2016-12-09", "2016-12-09", "day"),
    ("It fell over the weekend.", "the weekend", "2016-12-03", "2016-12-04", "range"),
    ("It fell two days ago.", "two days ago", "2016-12-03", "2016-12-03", "day"),
    ("It fell a week ago.", "a week ago", "2016-11-28", "2016-12-04", "week"),
    ("It fell three years ago.", "three years ago", "2013-01-01", "2013-12-31", "year"),
    ("It fell six months ago.", "six months ago", "2016-06-01", "2016-06-30", "month"),
    ("It fell in March.", "March", "2016-03-01", "2016-03-31", "month"),
    ("It fell in MAY.", "MAY", "2016-05-01", "2016-05-31", "month"),
    ("It fell last September.", "last September", "2016-09-01", "2016-09-30", "month"),
    ("It fell on Dec. 4.", "Dec. 4", "2016-12-04", "2016-12-04", "day"),
    ("It fell on 4 December.", "4 December", "2016-12-04", "2016-12-04", "day"),
    ("It fell on the 4th of December.", "the 4th of December", "2016-12-04", "2016-12-04", "day"),
    ("It fell on December 24.", "December 24", "2015-12-24", "2015-12-24", "day"),
    ("It fell on February 29.", "February 29", "2016-02-29", "2016-02-29", "day"),
    (
        "It fell on Sunday, 4 December 2016.",
        "Sunday, 4 December 2016",
        "2016-12-04",
        "2016-12-04",
        "day",
    ),
    ("It fell on April 26, 1937.", "April 26, 1937", "1937-04-26", "1937-04-26", "day"),
    ("BILBAO, 3 JAN 90", "3 JAN 90", "1990-01-03", "1990-01-03", "day"),
    ("Then [3 January] it was calm.", "3 January", "2016-01-03", "2016-01-03", "day"),
    ("Killed last year [1936] there.", "last year [1936]", "1936-01-01", "1936-12-31", "year"),
    ("Sunday [3 January] was calm.", "Sunday [3 January]", "2016-01-03", "2016-01-03", "day"),
    ("It fell on 10 October 2017.", "10 October 2017", "2017-10-10", "2017-10-10", "day"),
    ("Printed 2017-10-10 here.", "2017-10-10", "2017-10-10", "2017-10-10", "day"),
    ("Printed 13/12/2016 here.", "13/12/2016", "2016-12-13", "2016-12-13", "day"),
    ("Printed 23-04-2016 here.", "23-04-2016", "2016-04-23", "2016-04-23", "day"),
    ("Printed 13/12/16 here.", "13/12/16", "2016-12-13", "2016-12-13", "day"),
    ("Printed 13/12/37 here.", "13/12/37", "2037-12-13", "2037-12-13", "day"),
    ("Printed 13/12/87 here.", "13/12/87", "1987-12-13", "1987-12-13", "day"),
    ("Printed 23.04.2016.", "23.04.2016", "2016-04-23", "2016-04-23", "day"),
    ("Printed 12/13/2016 here.", "12/13/2016", "2016-12-13", "2016-12-13", "day"),
    ("Printed 4/4/2016 here.", "4/4/2016", "2016-04-04", "2016-04-04", "day"),
    ("Printed 10/12/2016 here.", "10/12/2016", "2016-01-01", "2016-12-31", "year"),
    (
        "GMT 20:04 2017 Tuesday ,10 October",
        "GMT 20:04 2017 Tuesday ,10 October",
        "2017-10-10",
        "2017-10-10",
        "hour",
    ),
    ("It fell on 3-4 December.", "3-4 December", "2016-12-03", "2016-12-04", "range"),
    ("It fell on 3 and 4 May.", "3 and 4 May", "2016-05-03", "2016-05-04", "range"),
    ("It fell between 3 and 5 May.", "between 3 and 5 May", "2016-05-03", "2016-05-05", "range"),
    (
        "From Thursday to Saturday it rained.",
        "From Thursday to Saturday",
        "2016-12-01",
        "2016-12-03",
        "range",
    ),
    ("From 30 May to 4 June 2015.", "From 30 May to 4 June 2015", "2015-05-30", "2015-06-04", "range"),
    ("From March to May 1937.", "From March to May 1937", "1937-03-01", "1937-05-31", "range"),
    ("The 1937-38 war.", "1937-38", "1937-01-01", "1938-12-31", "range"),
    ("It fell in 2012.", "2012", "2012-01-01", "2012-12-31", "year"),
    ("The 2011 rising failed.", "2011", "2011-01-01", "2011-12-31", "year"),
    ("It fell in early 2013.", "early 2013", "2013-01-01", "2013-12-31", "year"),
    ("It fell in mid-March 1938.", "mid-March 1938", "1938-03-01", "1938-03-31", "month"),
    ("It fell at the end of May 1937.", "the end of May 1937", "1937-05-01", "1937-05-31", "month"),
    ("It began in the summer of 1936.", "the summer of 1936", "1936-06-01", "1936-08-31", "range"),
    ("It began in the fall of 1936.", "the fall of 1936", "1936-09-01", "1936-11-30", "range"),
    ("In the 1980s it was calm.", "the 1980s", "1980-01-01", "1989-12-31", "range"),
    ("In the third quarter of 2009.", "the third quarter of 2009", "2009-07-01", "2009-09-30", "range"),
    ("In the last quarter.", "the last quarter", "2016-07-01", "2016-09-30", "range"),
    (
        "In the first quarter of last year.",
        "the first quarter of last year",
        "2015-01-01",
        "2015-03-31",
        "range",
    ),
    ("In the third quarter it fell.", "the third quarter", "2016-07-01", "2016-09-30", "range"),
    ("In the past week it fell.", "the past week", "2016-11-28", "2016-12-05", "range"),
    ("In the next month it falls.", "the next month", "2016-12-05", "2017-01-05", "range"),
    ("It fell a fortnight ago.", "a fortnight ago", "2016-11-21", "2016-11-27", "week"),
    (
        "It fell in the last week of March.",
        "the last week of March",
        "2016-03-01",
        "2016-03-31",
        "month",
    ),
    (
        "From 3 May 2016 to 4 June 2016.",
        "From 3 May 2016 to 4 June 2016",
        "2016-05-03",
        "2016-06-04",
        "range",
    ),
    ("Since 2011 it burns.", "Since 2011", "2011-01-01", "2016-12-05", "range"),
    ("Since Friday it burns.", "Since Friday", "2016-12-02", "2016-12-05", "range"),
    (
        "Since the March 2011 rising it burns.",
        "Since the March 2011",
        "2011-03-01",
        "2016-12-05",
        "range",
    ),
    ("Since May 12 it burns.", "Since May 12", "2016-05-12", "2016-12-05", "range"),
    ("In the past 24 hours.", "the past 24 hours", "2016-12-04", "2016-12-05", "range"),
    ("In the past six weeks.", "the past six weeks", "2016-10-24", "2016-12-05", "range"),
    ("In the last three months.", "the last three months", "2016-09-05", "2016-12-05", "range"),
    ("In the next two days.", "the next two days", "2016-12-05", "2016-12-07", "range"),
]

# Expressions of time that name no days.
UNRESOLVED = [
    "recently",
    "now",
    "three days",
    "several years",
    "30 minutes",
    "two and a half years",
    "every Friday",
    "each day",
    "daily",
    "Fridays",
    "years ago",
    "a week earlier",
    "two days later",
    "the following day",
    "that day",
    "later in the day",
    "earlier in the week",
    "29 February last year",
    "recent weeks",
    "last winter",
    "winter 1936",
    "two hours ago",
    "the 80s",
    "the previous two weeks",
    "from 9 May 2016 to 4 May 2016",
]

NO_TIMES = [
    "They may march in the sun.",
    "He sat down in the second row.",
    "May Chidiac spoke.",
    "The Sunday Times said so.",
    "They met at the Black Friday sale.",
    "The May 15 Organization said so.",
    "A 27-year-old was hurt.",
    "A boy of 12 years of age was hurt.",
    "2000 people fled.",
    "About 2000 were hurt.",
    "They took $2000 from it.",
    "A man in his 80s was hurt.",
    "Jan Smith spoke.",
    "He read Ulster Today.",
    "He read the Daily Bugle.",
    "A horse won the first quarter mile.",
    "It rang at 31:70.",
    "Order 2016-13-45 stands.",
    "Version 10.12.14 is out.",
    "It fell on 31/31/2016.",
    "The march began.",
    "The end of the past of the town came.",
    "They gave the future of the town away.",
    "The day before the vote the market burned.",
    "Three quarters of the town burned.",
    "The fall of Bilbao came.",
    "",
]


def find(text: str) -> tuple[Reading[TimeExpression], ...]:
    return find_times(text, Span(0, len(text)))


def read(words: str) -> TimeExpression:
    (reading,) = find(words)
    return reading.value


@pytest.mark.parametrize(("text", "words", "start", "end", "precision"), RESOLVED)
def test_words_of_time_mean_days(text: str, words: str, start: str, end: str, precision: str) -> None:
    (reading,) = find(text)
    assert reading.text == words
    assert resolve(reading.value, MONDAY) == Period(
        start=date.fromisoformat(start),
        end=date.fromisoformat(end),
        precision=TimePrecision(precision),
    )


@pytest.mark.parametrize("words", UNRESOLVED)
def test_words_of_time_that_name_no_days_stay_unknown(words: str) -> None:
    (reading,) = find(f"It was {words}, they said.")
    assert reading.text == words
    period = resolve(reading.value, MONDAY)
    assert (period.start, period.end, period.precision) == (None, None, TimePrecision.UNKNOWN)


@pytest.mark.parametrize("text", NO_TIMES)
def test_words_that_look_like_a_time_are_left(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "words",
    [
        *("Sunday", "yesterday", "last month", "Dec. 4", "in March", "since Friday", "two days ago"),
        *("the past 24 hours", "from Monday to Friday", "last night", "since 2011"),
    ],
)
def test_without_a_publication_day_relative_words_stay_relative(words: str) -> None:
    period = resolve(read(words), None)
    assert (period.start, period.end, period.precision) == (None, None, TimePrecision.RELATIVE)


@pytest.mark.parametrize("words", ["April 26, 1937", "in 1937", "the 1980s", "from March to May 1937"])
def test_absolute_dates_need_no_publication_day(words: str) -> None:
    assert resolve(read(words), None) == resolve(read(words), MONDAY)


@pytest.mark.parametrize(
    ("words", "start", "precision"),
    [
        ("Friday", "2016-12-09", "day"),
        ("Monday", "2016-12-05", "day"),
        ("Jan. 20", "2017-01-20", "day"),
        ("in March", "2017-03-01", "month"),
        ("in December", "2016-12-01", "month"),
        ("next month", "2017-01-01", "month"),
    ],
)
def test_in_a_future_clause_the_next_such_day_is_meant(words: str, start: str, precision: str) -> None:
    period = resolve(read(words), MONDAY, future=True)
    assert (period.start, period.precision) == (date.fromisoformat(start), TimePrecision(precision))


@pytest.mark.parametrize(
    ("text", "words", "future"),
    [
        ("The talks will open on Friday.", "Friday", True),
        ("On Friday the talks will open.", "Friday", True),
        ("The vote is scheduled for May 4.", "May 4", True),
        ("They must leave by Friday.", "Friday", True),
        ("By the time he takes office on Jan. 20 it ends.", "Jan. 20", True),
        ("He said on Friday that talks will open.", "Friday", False),
        ("The council told reporters late Friday it would not leave.", "Friday", False),
        ("The town fell on Friday.", "Friday", False),
        ("The bridge should be cleared in May.", "May", True),
        ("The bridge should have been cleared in May.", "May", False),
        ("They let the June 3 deadline pass.", "June 3", True),
        ("Talks on Friday have been scheduled.", "Friday", True),
        ("Talks will open. The town fell on Friday.", "Friday", False),
        ("The town fell on Friday. Talks will open.", "Friday", False),
        ("He was killed by rebels on Friday.", "Friday", False),
    ],
)
def test_future_is_seen_by_the_words_around(text: str, words: str, future: bool) -> None:
    start = text.index(words)
    assert looks_future(text, Span(start, start + len(words))) is future
