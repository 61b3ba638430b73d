"""Words of time and a publication day -> the days they mean."""

from calendar import monthrange
from datetime import date, timedelta

from khabar.model.values import Period, TimePrecision
from khabar.text.dates.times import (
    Between,
    CalendarDate,
    Decade,
    Season,
    Shift,
    Stretch,
    TimeExpression,
    Unit,
    Weekday,
)

UNKNOWN = Period(start=None, end=None, precision=TimePrecision.UNKNOWN)
RELATIVE = Period(start=None, end=None, precision=TimePrecision.RELATIVE)
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}
_HOURS = {Unit.SECOND: 1 / 3600, Unit.MINUTE: 1 / 60, Unit.HOUR: 1.0}


def resolve(expression: TimeExpression, published: date | None, future: bool = False) -> Period:
    """The days that an expression means to a reader on the publication day.

    `future`: the clause speaks of what is to come, so that "Friday" and "in May" are the next ones.
    Without a publication day an expression that needs one has precision `relative`; what names no
    days at all ("recently", "for three days", "a week earlier") has precision `unknown`.

    >>> resolve(TimeExpression(core=Weekday(number=6)), date(2016, 12, 5)).start
    datetime.date(2016, 12, 4)
    """
    try:
        period = _resolve_core(expression, published, future)
    except (OverflowError, ValueError):  # a shift out of the calendar: "3,000 years ago"
        return UNKNOWN
    if expression.clock is not None and period.precision is TimePrecision.DAY:
        return Period(start=period.start, end=period.end, precision=TimePrecision.HOUR)
    return period


def _resolve_core(expression: TimeExpression, published: date | None, future: bool) -> Period:
    match expression.core:
        case CalendarDate() as core:
            return _calendar(core, published, future)
        case Decade(year=year, century_said=True):
            return _days(date(year, 1, 1), date(year + 9, 12, 31), TimePrecision.RANGE)
        case Weekday() as core:
            return _day(_weekday(core, published, future)) if published else RELATIVE
        case Shift(unit=unit, amount=amount):
            return _shift(unit, amount, published)
        case Stretch(unit=unit, amount=amount, ahead=ahead):
            return _stretch(unit, amount, ahead, published)
        case Between() as core:
            return _between(core, published, future)
    return UNKNOWN


def _days(start: date, end: date, precision: TimePrecision) -> Period:
    return Period(start=start, end=end, precision=precision)


def _day(day: date) -> Period:
    return _days(day, day, TimePrecision.DAY)


def month_of(year: int, month: int) -> Period:
    """All days of a month."""
    last = monthrange(year, month)[1]
    return _days(date(year, month, 1), date(year, month, last), TimePrecision.MONTH)


def _year(year: int) -> Period:
    return _days(date(year, 1, 1), date(year, 12, 31), TimePrecision.YEAR)


def _calendar(core: CalendarDate, published: date | None, future: bool) -> Period:
    if core.year is None:
        if published is None:
            return RELATIVE
        year = find_year(core, published, future)
        if year is None:
            return UNKNOWN
    else:
        year = core.year
    if core.month is not None and core.day is not None:
        return _day(date(year, core.month, core.day))
    if core.month is not None:
        return month_of(year, core.month)
    if core.quarter is not None:
        start = date(year, core.quarter * 3 - 2, 1)
        return _days(start, _add_months(start, 3) - timedelta(days=1), TimePrecision.RANGE)
    return _year(year) if core.season is None else _season(core.season, year)


_SEASONS = {Season.SPRING: 3, Season.SUMMER: 6, Season.AUTUMN: 9}
"""The first of its three months as meteorologists count them north of the equator."""


def _season(season: Season, year: int) -> Period:
    """The three months of a season; a winter lies in two years."""
    if season not in _SEASONS:
        return UNKNOWN
    start = date(year, _SEASONS[season], 1)
    return _days(start, _add_months(start, 3) - timedelta(days=1), TimePrecision.RANGE)


def find_year(core: CalendarDate, published: date, future: bool) -> int | None:
    """The year of a date said without one: the latest on or before publication, or the next."""
    if core.years_on is not None:
        return published.year + core.years_on
    if core.season is not None:
        return published.year if core.step == 0 else None
    if core.quarter is not None and core.step:
        return published.year + core.step
    ahead = future or core.step > 0
    years = (
        range(published.year, published.year + 9)
        if ahead
        else range(published.year, published.year - 9, -1)
    )
    return next((year for year in years if _lies(core, year, published, ahead)), None)


def _lies(core: CalendarDate, year: int, published: date, ahead: bool) -> bool:
    """True where the date lies in `year` and on the asked side of publication, that day included."""
    month = core.month or (core.quarter or 1) * 3 - 2
    if core.day is None:
        there, here = (year, month), (published.year, published.month)
        strict = core.step != 0
        return (there > here if ahead else there < here) or (there == here and not strict)
    if core.day > monthrange(year, month)[1]:
        return False
    day = date(year, month, core.day)
    return day >= published if ahead else day <= published


def _weekday(core: Weekday, published: date, future: bool) -> date:
    """The latest such day on or before publication; from publication on in a future clause.

    "last" and "next" leave out the publication day itself; "this" stays in its week, and "of last
    week" names one.
    """
    if core.weeks_on is not None:
        return published + timedelta(days=core.number - published.weekday(), weeks=core.weeks_on)
    back = (published.weekday() - core.number) % 7
    if core.step is None:
        return published + timedelta(days=core.number - published.weekday())
    if core.step == 0 and future:
        return published + timedelta(days=-back % 7)
    if core.step > 0:
        return published + timedelta(days=-back % 7 or 7)
    return published - timedelta(days=(back or 7) if core.step < 0 else back)


def _shift(unit: Unit, amount: int | None, published: date | None) -> Period:
    if amount is None:
        return UNKNOWN
    if published is None:
        return RELATIVE
    match unit:
        case Unit.DAY:
            return _day(published + timedelta(days=amount))
        case Unit.WEEK | Unit.WEEKEND:
            return _shift_week(unit, amount, published)
        case Unit.MONTH | Unit.QUARTER:
            return _shift_months(unit, amount, published)
        case Unit.YEAR:
            return _year(published.year + amount)
    return UNKNOWN  # hours may cross midnight; decades and centuries are too coarse to count from a day


def _shift_week(unit: Unit, amount: int, published: date) -> Period:
    """An ISO week, or its Saturday and Sunday; "the weekend" is the last that has begun."""
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=amount)
    if unit is Unit.WEEK:
        return _days(monday, monday + timedelta(days=6), TimePrecision.WEEK)
    saturday = monday + timedelta(days=5)
    if amount == 0 and saturday > published:
        saturday -= timedelta(weeks=1)
    return _days(saturday, saturday + timedelta(days=1), TimePrecision.RANGE)


def _shift_months(unit: Unit, amount: int, published: date) -> Period:
    first = published.replace(day=1)
    if unit is Unit.MONTH:
        start = _add_months(first, amount)
        return month_of(start.year, start.month)
    start = _add_months(first, amount * 3 - (first.month - 1) % 3)
    return _days(start, _add_months(start, 3) - timedelta(days=1), TimePrecision.RANGE)


def _add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def _stretch(unit: Unit, amount: int | None, ahead: bool, published: date | None) -> Period:
    """From so many units before publication to publication, both days inside; ahead: the other way."""
    if amount is None:
        return UNKNOWN
    if published is None:
        return RELATIVE
    edge = _move(published, unit, amount if ahead else -amount)
    return _days(min(edge, published), max(edge, published), TimePrecision.RANGE)


def _move(day: date, unit: Unit, amount: int) -> date:
    if unit in _MONTHS:
        return _add_months(day, _MONTHS[unit] * amount)
    if unit in _HOURS:
        days = -(-abs(amount) * _HOURS[unit] // 24)
        return day + timedelta(days=days if amount > 0 else -days)
    return day + timedelta(days=_DAYS.get(unit, 7) * amount)


def _between(core: Between, published: date | None, future: bool) -> Period:
    first = resolve(core.first.value, published, future and core.last is not None)
    if core.last is None:
        last = _day(published) if published else RELATIVE
    else:
        last = resolve(core.last.value, published, future)
    if first.start is None:
        return first
    if last.end is None:
        return last
    if first.start > last.end:
        return UNKNOWN
    return _days(first.start, last.end, TimePrecision.RANGE)
