"""Dates of the calendar from the words that a rule of the date grammar matched.

Each builder gives a `TimeExpression`, `Suppressed` where the words are known to be no time, or None
where they may be something else and other rules should be tried.
"""

import re
from datetime import date

from khabar.text.dates.found import Built, Found, Suppressed, read_edge, read_part
from khabar.text.dates.times import Between, CalendarDate, Decade, Shift, TimeExpression, Unit
from khabar.text.dates.words import MONTHS, ORDINALS, SEASONS, STEPS

_YEARS = range(1900, 2101)
_YEAR_CUE = re.compile(
    "in|since|during|the|until|till|by|late|early|mid|before|after|from|through|throughout|©"
)
_AMOUNT_BEFORE = re.compile(
    "[$€£#–-]|no|some|nearly|almost|over|than|least|up|as|approximately|roughly|another|estimated|"
    "further|additional|total"
)
_COUNTED = re.compile(
    r"(?!(?:was|is|has|as|its|his|us|this|thus|always|alas|across|towards|perhaps|besides|yes|vs)$)"
    r"(?:[^\W\d_]+[^\Ws_]s|people|men|women|children|civilian|police|personnel|staff|troops|km|kilometres?"
    r"|metres?|meters?|percent|per|%|mm|cm|m|kg|tons?|feet|ft|dead|wounded|injured|killed|other)",
)
_DECADES_CENTURY = 1900


def _month(found: Found, group: str = "month") -> int | None:
    word = found.word(group)
    return MONTHS[word] if word else None


def _is_day(year: int | None, month: int | None, day: int) -> bool:
    try:
        date(2000 if year is None else year, month or 1, day)
    except ValueError:
        return False
    return True


def iso(found: Found) -> Built | None:
    """2016-12-04."""
    year, month, day = (int(part) for part in found.lexemes.words[found.match.start()].split("-"))
    if not _is_day(year, month, day):
        return None
    return TimeExpression(core=CalendarDate(year=year, month=month, day=day))


def slashed(found: Found) -> Built | None:
    """13/12/2016 or 13-12-2016; the year alone where day and month could change places."""
    first, second, year = (
        int(part) for part in re.split("[/.-]", found.lexemes.words[found.match.start()])
    )
    if year < 100:
        year += 2000 if year < 50 else 1900
    orders = {(second, first), (first, second)}
    days = [order for order in orders if _is_day(year, *order)]
    if not days:
        return None
    month, day = days[0] if len(days) == 1 else (None, None)
    return TimeExpression(core=CalendarDate(year=year, month=month, day=day))


def calendar_date(found: Found) -> Built | None:
    """A year, month, day or season, as far as they are said."""
    year, month, day = found.number("year"), _month(found), found.number("day")
    if day is not None and not _is_day(year, month, day):
        return None
    season, step = found.word("season"), found.word("step")
    return TimeExpression(
        core=CalendarDate(
            year=year,
            month=month,
            day=day,
            season=SEASONS[season] if season else None,
            step=STEPS[step] if step else 0,
        ),
        part=read_part(found),
        edge=read_edge(found),
    )


def dateline(found: Found) -> Built | None:
    """3 JAN 90: two digits are a year only after a month in capitals."""
    year, day, month = found.number("short"), found.number("day"), _month(found)
    written = found.lexemes.words[found.match.start("month")]
    if not written.isupper() or year is None or day is None or not _is_day(1900 + year, month, day):
        return None
    return TimeExpression(core=CalendarDate(year=1900 + year, month=month, day=day))


def days_of_month(found: Found) -> Built | None:
    """December 4; 3-4 December 2016; not the May of "in May 15 people died"."""
    year = found.number("year")
    month_first = found.match.start("month") < found.match.start("day")
    if month_first and year is None and found.neighbour(-1) in {"in", "during"}:
        return None
    last = calendar_date(found)
    first = found.number("first")
    if first is None or last is None or isinstance(last, Suppressed):
        return last
    if not _is_day(year, _month(found), first):
        return None
    opening = TimeExpression(core=CalendarDate(year=year, month=_month(found), day=first))
    return TimeExpression(
        core=Between(first=found.reading("first", opening), last=found.reading("day", last)),
        part=read_part(found),
    )


def months(found: Found) -> Built:
    """From March to May 2016."""
    year = found.number("year")
    opening = TimeExpression(core=CalendarDate(year=year, month=_month(found, "first")))
    closing = TimeExpression(core=CalendarDate(year=year, month=_month(found)))
    return TimeExpression(
        core=Between(first=found.reading("first", opening), last=found.reading("month", closing))
    )


def bare_year(found: Found) -> Built | None:
    """2016, unless it counts something ("2000 people") or names an amount ("$2000")."""
    year = found.number("year")
    before, after = found.neighbour(-1), found.neighbour(1)
    cued = read_edge(found) is not None or bool(_YEAR_CUE.fullmatch(before))
    if after == "block" or (found.is_inside_name() and not cued):
        return None
    if year is None or (year not in _YEARS and not cued) or _AMOUNT_BEFORE.fullmatch(before):
        return None
    if (
        before in {"around", "about", "to", "of"} and year % 10 == 0
    ):  # approximations are round, years need not be
        return None
    if _COUNTED.fullmatch(after) and (not cued or before not in {"in", "since", "the"}):
        return None
    return TimeExpression(core=CalendarDate(year=year), edge=read_edge(found))


def split_years(found: Found) -> Built | None:
    """2012-13."""
    year, short = found.number("year"), found.number("short")
    if year is None or short is None or not year % 100 < short <= year % 100 + 30:
        return None
    closing = TimeExpression(core=CalendarDate(year=year - year % 100 + short))
    opening = TimeExpression(core=CalendarDate(year=year))
    return TimeExpression(
        core=Between(first=found.reading("year", opening), last=found.reading("short", closing))
    )


def decade(found: Found) -> Built | None:
    """The 1980s, the 80s; not somebody in his 80s."""
    digits = "".join(mark for mark in found.word("decade") or "" if mark.isdigit())
    said = len(digits) == 4
    if not said and found.neighbour(-1) in {"his", "her", "their", "in"}:
        return None
    year = int(digits) if said else _DECADES_CENTURY + int(digits)
    return TimeExpression(core=Decade(year=year, century_said=said), edge=read_edge(found))


def quarter(found: Found) -> Built | None:
    """The third quarter of 2009."""
    word = found.word("nth") or ""
    if found.neighbour(1) in {"mile", "final", "finals", "of"}:
        return None
    if word in {"last", "past"}:
        return TimeExpression(core=Shift(unit=Unit.QUARTER, amount=-1))
    nth = ORDINALS.get(word) or found.number("nth")
    if nth is None or nth > 4:
        return None
    step = STEPS[found.word("step") or "this"]
    return TimeExpression(core=CalendarDate(year=found.number("year"), quarter=nth, step=step))
