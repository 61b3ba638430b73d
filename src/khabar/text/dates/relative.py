"""Weekdays, shifts, lengths and clocks from the words that a rule of the date grammar matched.

Each builder gives a `TimeExpression`, `Suppressed` where the words are known to be no time, or None
where they may be something else and other rules should be tried.
"""

import re

from khabar.text.dates.found import Built, Found, Suppressed, read_edge, read_part
from khabar.text.dates.times import (
    Anchored,
    Clock,
    ClockOnly,
    DayPart,
    Duration,
    Era,
    Recurrence,
    Shift,
    Stretch,
    TimeExpression,
    Unit,
    Vague,
    Weekday,
)
from khabar.text.dates.words import ERAS, FREQUENCIES, RELATIVE_DAYS, STEPS, UNITS, WEEKDAYS
from khabar.text.number_words import read_cardinal

_CLAUSE_WORDS = {
    "and",
    "but",
    "or",
    "when",
    "as",
    "it",
    "he",
    "she",
    "they",
    "we",
    "the",
    "there",
    "this",
}
_BACK = frozenset({"earlier", "before", "prior", "previously", "previous", "preceding"})
_ERAS_ALONE = {"past": Era.PAST, "future": Era.FUTURE}


def nothing(found: Found) -> Built:  # noqa: ARG001  # every builder takes what was found
    """No time."""
    return Suppressed()


def _amount(found: Found) -> float | None:
    """The number of an amount; 1 for "a", None for "several" and the like."""
    words = [word for word in found.words("amount") if word != "of"]
    if "single" in words:
        return 1
    if not words or any(word in {"several", "few", "couple", "many", "some"} for word in words):
        return None
    if len(words) == 1 and words[0] in {"a", "an"}:
        return 1
    return read_cardinal(words)


def _whole_amount(found: Found) -> int | None:
    amount = _amount(found)
    return int(amount) if amount is not None and amount == int(amount) else None


def weekday(found: Found) -> Built:
    """Sunday; last Friday; early Monday; Saturday night."""
    step = found.word("step")
    day = found.word("weekday") or ""
    core = Weekday(number=WEEKDAYS[day], step=(STEPS[step] or None) if step else 0)
    return TimeExpression(core=core, part=read_part(found), edge=read_edge(found))


def relative_day(found: Found) -> Built | None:
    """Yesterday; late today; tomorrow morning; not the name "Sport Today"."""
    word = found.word("relative") or ""
    if found.is_in_name():
        return None
    part = DayPart.NIGHT if word == "tonight" else read_part(found)
    core = Shift(unit=Unit.DAY, amount=RELATIVE_DAYS[word])
    return TimeExpression(core=core, part=part, edge=read_edge(found))


def day_beyond(found: Found) -> Built | None:
    """The day before yesterday, the day after tomorrow."""
    ends = (found.word("way"), found.word("relative"))
    amounts = {("before", "yesterday"): -2, ("after", "tomorrow"): 2}
    if ends not in amounts:
        return None
    return TimeExpression(core=Shift(unit=Unit.DAY, amount=amounts[ends]))


def near_part(found: Found) -> Built:
    """Last night, this morning."""
    amount = -1 if found.word("step") in {"last", "past"} else 0
    return TimeExpression(core=Shift(unit=Unit.DAY, amount=amount), part=read_part(found))


def shift(found: Found) -> Built:
    """Last month, this week, next year; "the past week" is a stretch, "the next day" is anchored."""
    step = STEPS[found.word("step") or ""]
    unit = UNITS[found.word("unit") or ""]
    word = found.word("step")
    with_article = found.word("the") is not None
    if word in {"following", "previous", "preceding"} or (unit is Unit.DAY and step):
        return TimeExpression(core=Anchored(unit=unit, amount=step))
    if with_article and word in {"last", "past", "next", "coming"} and unit is not Unit.QUARTER:
        return TimeExpression(core=Stretch(unit=unit, amount=1, ahead=step > 0))
    return TimeExpression(core=Shift(unit=unit, amount=step), edge=read_edge(found))


def edge_of_unit(found: Found) -> Built:
    """The end of the year."""
    unit = UNITS[found.word("unit") or ""]
    return TimeExpression(core=Shift(unit=unit, amount=0), edge=read_edge(found))


def part_of_day(found: Found) -> Built:
    """In the morning, during the night: of a day that the text has named."""
    return TimeExpression(core=Anchored(unit=Unit.DAY, amount=0), part=read_part(found))


def weekend(found: Found) -> Built:  # noqa: ARG001  # every builder takes what was found
    """The weekend."""
    return TimeExpression(core=Shift(unit=Unit.WEEKEND, amount=0))


def same(found: Found) -> Built:
    """That day, the same week, later in the day, "the day" behind "ended"."""
    core = Anchored(unit=UNITS[found.word("unit") or ""], amount=0)
    return TimeExpression(core=core, edge=read_edge(found))


def running(found: Found) -> Built:
    """The third straight day, the fourth week in a row: the one that the text has come to."""
    unit = UNITS[found.word("unit") or found.word("unit2") or ""]
    return TimeExpression(core=Anchored(unit=unit, amount=0))


def overnight(found: Found) -> Built:  # noqa: ARG001  # every builder takes what was found
    """Overnight: the night that ends on the publication day."""
    return TimeExpression(core=Stretch(unit=Unit.DAY, amount=1), part=DayPart.NIGHT)


def ago(found: Found) -> Built:
    """Three days ago, years ago, a year ago today."""
    amount = _whole_amount(found)
    unit = UNITS[found.word("unit") or ""]
    if amount is not None and found.word("unit") == "fortnight":
        amount *= 2
    return TimeExpression(core=Shift(unit=unit, amount=None if amount is None else -amount))


def anchored(found: Found) -> Built:
    """A week earlier, two days after, the day before."""
    amount = _whole_amount(found) if found.words("amount") else 1
    back = found.word("way") in _BACK
    signed = None if amount is None else (-amount if back else amount)
    return TimeExpression(core=Anchored(unit=UNITS[found.word("unit") or ""], amount=signed))


def stretch(found: Found) -> Built | None:
    """The past 24 hours, the next six months, recent weeks."""
    way = found.word("way") or ""
    if way in ERAS and ERAS[way] is not Era.PAST:
        return None
    unit = UNITS[found.word("unit") or ""]
    if way in {"following", "previous", "preceding"}:
        return TimeExpression(core=Anchored(unit=unit, amount=_whole_amount(found)))
    if way in ERAS:
        return TimeExpression(core=Vague(era=Era.PAST))
    ahead = STEPS.get(way, -1) > 0
    return TimeExpression(core=Stretch(unit=unit, amount=_whole_amount(found), ahead=ahead))


def duration(found: Found) -> Built:
    """Three days, a nine-month, for years; the "a year" of "15 a year" is a frequency."""
    if found.words("amount") == ("a",) and found.neighbour(-1).isdigit():
        return TimeExpression(core=Recurrence(unit=UNITS[found.word("unit") or ""]))
    return TimeExpression(core=Duration(unit=UNITS[found.word("unit") or ""], amount=_amount(found)))


def frequency(found: Found) -> Built | None:
    """Daily, weekly, annual; not the name "Daily Mail"."""
    if found.is_in_name():
        return None
    return TimeExpression(core=Recurrence(unit=FREQUENCIES[found.word("frequency") or ""]))


def every(found: Found) -> Built:
    """Every Friday, each day, Fridays."""
    day = found.word("weekday") or (found.word("weekdays") or "").removesuffix("s")
    if day:
        return TimeExpression(core=Recurrence(unit=Unit.WEEK, weekday=WEEKDAYS[day]))
    return TimeExpression(core=Recurrence(unit=UNITS[found.word("unit") or ""]))


def era(found: Found) -> Built | None:
    """Recently, now, soon; not the name "News Now"."""
    if found.is_in_name():
        return None
    return TimeExpression(core=Vague(era=ERAS[found.word("era") or ""]))


def past_or_future(found: Found) -> Built | None:
    """In the past, in the near future; not the past of something."""
    after = found.neighbour(1)
    if after.isalpha() and after not in _CLAUSE_WORDS:
        return None
    named = _ERAS_ALONE.get(found.word("era") or "")
    return TimeExpression(core=Vague(era=named)) if named else None


def outlook(found: Found) -> Built:
    """In the near term, for the time being."""
    era = Era.FUTURE if found.word("far") else Era.PRESENT
    return TimeExpression(core=Vague(era=era))


def clock(found: Found) -> Built | None:
    """20:04; 11:40 p.m.; 7 am; 0800 UTC."""
    words = found.words("clock")
    hour, minute = _read_clock(words[0])
    if hour is None or minute is None:
        return None
    if words[-1].startswith("p") and hour < 12:
        hour += 12
    if words[-1].startswith("a") and hour == 12:
        hour = 0
    zone = {found.word("zone"), found.lexemes.words[found.match.start()].lower()}
    if hour > 23 or minute > 59:
        return None
    return TimeExpression(
        core=ClockOnly(), clock=Clock(hour=hour, minute=minute, utc=bool(zone & {"utc", "gmt"}))
    )


def _read_clock(word: str) -> tuple[int | None, int | None]:
    digits = re.findall(r"\d+", word)
    if not digits:
        hour = read_cardinal([word])
        return (int(hour), 0) if hour is not None else (None, None)
    if len(digits) == 1:
        number = digits[0]
        return (int(number[:-2]), int(number[-2:])) if len(number) == 4 else (int(number), 0)
    return int(digits[0]), int(digits[1])
