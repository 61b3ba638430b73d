"""Days that are written out with day, month and year, as pages write them beside a report.

Only whole days: "December 5" has no year and gives nothing, "05/12/2016" could be two days and gives
nothing either; "31/12/2016" is one.
"""

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?[ ]+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = (
    rf"{_WEEKDAY}{_DAY}[ -]+{_MONTH},?[ -]+{_YEAR}",
    rf"{_WEEKDAY}{_MONTH}[ ]+{_DAY}(?:,?[ ]+|,){_YEAR}",
    rf"{_YEAR}[ ]+{_WEEKDAY},?[ ]*{_DAY}[ ]+{_MONTH}",
    rf"{_YEAR}-(?P<number>\d\d)-{_DAY}(?:T[\d:.]+Z?)?",
    rf"{_YEAR}/(?P<number>\d\d)/{_DAY}",
    rf"(?P<left>\d\d?)/(?P<right>\d\d?)/{_YEAR}",
    rf"{_DAY}\.(?P<number>\d\d)\.{_YEAR}",
    rf"{_DAY}-(?P<number>\d\d)-{_YEAR}",
)
_PATTERNS = tuple(re.compile(rf"(?<![\w/]){form}(?![\w/]|-\d)", re.IGNORECASE) for form in _FORMS)
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)/?([01]\d|[a-z]{3})/?([0-3]\d)(?=[/_-]|\d*[./]|$)", re.IGNORECASE
)
_ISO = re.compile(r"\s*((?:19|20)\d\d)-(\d\d)-(\d\d)(?=$|[T\s])")
_CLOCK = re.compile(
    r"[\s,;|@–-]*(?:\bat\b\s*)?\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*(?:am|pm|a\.m\.|p\.m\.))?"
    r"(?:\s*(?:GMT|UTC|BST|EST|EDT|ET|CET|PST|PDT)\b)?(?:\s*[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWords:
    """A day and the half-open range of the words that state it, with the time of day beside it."""

    day: date
    start: int
    end: int


def find_day(text: str) -> DayWords | None:
    """The first whole day that `text` states, or None where it states none that exists.

    >>> find_day("Posted on Tuesday, 26th April 1937 at 18:40 by A. Ruiz").day
    datetime.date(1937, 4, 26)
    >>> find_day("on 05/12/2016") is None
    True
    """
    if not _ANY_YEAR.search(text):
        return None
    found = [match for pattern in _PATTERNS if (match := pattern.search(text))]
    for match in sorted(found, key=lambda match: match.start()):
        day = _build(match)
        if day:
            clock = _CLOCK.match(text, match.end())
            return DayWords(day=day, start=match.start(), end=clock.end() if clock else match.end())
    return None


def find_iso_day(stamp: str | None) -> date | None:
    """The day at the head of a machine's time stamp such as `1937-04-27T06:00:00Z`, or None.

    The day is that of the stamp's own time zone.
    """
    match = _ISO.match(stamp or "")
    return make_day(*map(int, match.groups())) if match else None


def find_address_day(address: str | None) -> date | None:
    """The day in the path of an address (`/1937/04/27/`, `/1937/apr/27/`), or None."""
    match = _ADDRESS.search(address or "")
    if not match:
        return None
    year, month, day = match.groups()
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    return make_day(int(year), number, int(day))


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _build(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if parts.get("left"):
        return _settle(int(parts["year"]), int(parts["left"]), int(parts["right"]))
    month = int(parts["number"]) if parts.get("number") else _MONTHS[parts["month"].lower()]
    return make_day(int(parts["year"]), month, int(parts["day"]))


def _settle(year: int, left: int, right: int) -> date | None:
    """Day and month in the order of either continent, where only one order gives a month."""
    if left == right or left > 12 >= right:
        return make_day(year, right, left)
    return make_day(year, left, right) if right > 12 >= left else None
