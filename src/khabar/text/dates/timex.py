"""A TimeExpression as a TIMEX3 type and value (ISO-TimeML), for measuring against annotated text."""

import enum
from dataclasses import dataclass
from datetime import date

from khabar.model.values import Period, Reading, Span, TimePrecision
from khabar.text.dates.expressions import ends_sentence, find_times, looks_future
from khabar.text.dates.periods import find_year, resolve
from khabar.text.dates.times import (
    Anchored,
    Between,
    CalendarDate,
    Clock,
    ClockOnly,
    DayPart,
    Decade,
    Duration,
    Era,
    Recurrence,
    Season,
    Shift,
    Stretch,
    TimeExpression,
    Unit,
    Vague,
)

_UNKNOWN_DAY = "XXXX-XX-XX"
_LETTERS = {
    Unit.SECOND: "TS",
    Unit.MINUTE: "TM",
    Unit.HOUR: "TH",
    Unit.DAY: "D",
    Unit.WEEKEND: "WE",
    Unit.WEEK: "W",
    Unit.MONTH: "M",
    Unit.QUARTER: "Q",
    Unit.YEAR: "Y",
    Unit.DECADE: "Y",
    Unit.CENTURY: "Y",
}
_YEARS = {Unit.DECADE: 10, Unit.CENTURY: 100}
_ERAS = {Era.PAST: "PAST_REF", Era.PRESENT: "PRESENT_REF", Era.FUTURE: "FUTURE_REF"}
_PARTS = {
    DayPart.MORNING: "TMO",
    DayPart.NOON: "T12:00",
    DayPart.AFTERNOON: "TAF",
    DayPart.EVENING: "TEV",
    DayPart.NIGHT: "TNI",
}
_SEASONS = {Season.SPRING: "SP", Season.SUMMER: "SU", Season.AUTUMN: "FA", Season.WINTER: "WI"}


class TimexType(enum.StrEnum):
    """The types of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """Type and value of a TIMEX3 tag."""

    type: TimexType
    value: str


def tag_times(text: str, published: date | None) -> tuple[tuple[Span, Timex], ...]:
    """Each expression of time of a text with its tag, in order.

    As annotators do, the ends of a range are tagged one by one and "since" is left out. What counts
    from another time of the text ("the same day") counts from the last day told before it, or from
    publication where there is none; a time of day from the day that its own sentence tells before it.

    >>> [(span.start, tag.value) for span, tag in tag_times("On 4 May 1937, later in the day.", None)]
    [(3, '1937-05-04'), (15, '1937-05-04')]
    """
    tagged = []
    anchor = published
    told = 0
    for reading in find_times(text, Span(0, len(text))):
        opened = isinstance(reading.value.core, Between) and reading.value.core.last is None
        for part in _split(reading):
            future = not opened and looks_future(text, part.span)
            relative = isinstance(part.value.core, Anchored) or (
                isinstance(part.value.core, ClockOnly)
                and not ends_sentence(text[told : part.span.start])
            )
            tagged.append(
                (part.span, write_timex(part.value, anchor if relative else published, future))
            )
            period = resolve(part.value, published, future)
            if period.start and period.start == period.end:
                anchor, told = period.start, part.span.end
    return tuple(tagged)


def _split(reading: Reading[TimeExpression]) -> tuple[Reading[TimeExpression], ...]:
    core = reading.value.core
    if not isinstance(core, Between):
        return (reading,)
    return (core.first,) if core.last is None else (core.first, core.last)


def write_timex(expression: TimeExpression, published: date | None, future: bool = False) -> Timex:
    """The TIMEX3 tag of an expression; days that are not known are written with X.

    What counts from another time of the text counts from `published`.

    >>> write_timex(TimeExpression(core=Duration(unit=Unit.DAY, amount=3)), None).value
    'P3D'
    """
    match expression.core:
        case Duration(unit=unit, amount=amount) | Stretch(unit=unit, amount=amount):
            return Timex(type=TimexType.DURATION, value=_length(unit, amount))
        case Recurrence(weekday=int(number)):
            return Timex(type=TimexType.SET, value=f"XXXX-WXX-{number + 1}")
        case Recurrence(unit=unit):
            return Timex(type=TimexType.SET, value=_length(unit, 1))
        case Vague(era=era):
            return Timex(type=TimexType.DATE, value=_ERAS[era])
        case Between(first=first, last=None):
            return write_timex(first.value, published)
        case Shift(amount=None):
            return Timex(type=TimexType.DATE, value="PAST_REF")
    day = _date(expression, published, future)
    hour = _PARTS[expression.part] if expression.part else ""
    if expression.clock:
        hour = _hour(expression.clock)
    return Timex(type=TimexType.TIME if hour else TimexType.DATE, value=day + hour)


def _hour(clock: Clock) -> str:
    return f"T{clock.hour:02}:{clock.minute:02}" + ("Z" if clock.utc else "")


def _length(unit: Unit, amount: float | None) -> str:
    letter = _LETTERS[unit]
    time, letter = ("T", letter[1]) if letter[0] == "T" else ("", letter)
    if amount is None:
        return f"P{time}X{letter}"
    return f"P{time}{amount * _YEARS.get(unit, 1):g}{letter}"


def _date(expression: TimeExpression, published: date | None, future: bool) -> str:
    match expression.core:
        case ClockOnly():
            return published.isoformat() if published else _UNKNOWN_DAY
        case Decade(year=year):
            return str(year // 10)
        case (
            CalendarDate(quarter=None, season=None)
            | Shift(unit=Unit.DAY | Unit.MONTH | Unit.WEEK | Unit.YEAR)
        ):
            return _write(resolve(expression, published, future))
        case CalendarDate() as core:
            found = core.year or (find_year(core, published, future) if published else None)
            season = _SEASONS[core.season] if core.season else f"Q{core.quarter}"
            return f"{found or 'XXXX'}-{season}"
        case Shift(unit=unit):
            return _write_shift(unit, resolve(expression, published, future))
        case Anchored(unit=unit, amount=amount):
            anchor = TimeExpression(core=Shift(unit=unit, amount=amount))
            return _write(resolve(anchor, published, future))
    return _write(resolve(expression, published, future))


def _write_shift(unit: Unit, period: Period) -> str:
    start = period.start
    if start is None:
        return _UNKNOWN_DAY
    if unit is Unit.WEEKEND:
        return f"{start:%G-W%V}-WE"
    if unit is Unit.QUARTER:
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return _write(period)


def _write(period: Period) -> str:
    start = period.start
    if start is None:
        return _UNKNOWN_DAY
    formats = {TimePrecision.YEAR: "%Y", TimePrecision.MONTH: "%Y-%m", TimePrecision.WEEK: "%G-W%V"}
    return start.strftime(formats.get(period.precision, "%Y-%m-%d"))
