"""What words of time say, before a publication day turns them into days.

A `TimeExpression` is a core (a date, a weekday, a shift from the publication day ...) with what the
words add to it: the part of the day, the clock, the edge ("early", "late").
"""

import enum
from dataclasses import dataclass

from khabar.model.values import Reading


class Unit(enum.StrEnum):
    """A length of time that words count in."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class DayPart(enum.StrEnum):
    """A named part of a day; it does not make a period finer than the day."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Edge(enum.StrEnum):
    """Which end of a period is meant; kept as said, the period stays whole."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


class Season(enum.StrEnum):
    """A season; it resolves to the three months that it has north of the equator, a winter to none."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


class Era(enum.StrEnum):
    """A time that is named without being counted."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDate:
    """A date of the calendar; None where the words leave it out.

    `step` is -1 in "last May", 1 in "next May", 0 elsewhere. `years_on` counts from the year of
    publication where words do: -1 in "May last year".
    """

    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    season: Season | None = None
    step: int = 0
    years_on: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decade:
    """Ten years from `year`, which ends in 0; `century_said` is False for "the 80s"."""

    year: int
    century_said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A day of the week, 0 for Monday; `step` as in CalendarDate, None for "this Friday".

    `weeks_on` counts from the week of publication where words do: -1 in "Friday last week".
    """

    number: int
    step: int | None = 0
    weeks_on: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """The unit that lies `amount` units after (before, where negative) that of the publication day.

    `amount` None: the words say only the direction ("years ago").
    """

    unit: Unit
    amount: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The `amount` units up to the publication day ("the past six weeks"), or from it on."""

    unit: Unit
    amount: int | None
    ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """A shift from another time of the text ("a week earlier", "the same day"), not known here."""

    unit: Unit
    amount: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long something took: no period. `amount` None: not said ("for years")."""

    unit: Unit
    amount: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """How often something happens ("daily", "every Friday"): no period."""

    unit: Unit
    weekday: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockOnly:
    """A time of day without a day; the clock is in the expression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """An uncounted time ("recently", "now")."""

    era: Era


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day; `utc` where the words say UTC or GMT, other zones are not kept."""

    hour: int
    minute: int
    utc: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """From one time to another, both inside; `last` None: until the publication day ("since 2011")."""

    first: "Reading[TimeExpression]"
    last: "Reading[TimeExpression] | None"


Core = (
    CalendarDate
    | Decade
    | Weekday
    | Shift
    | Stretch
    | Anchored
    | Duration
    | Recurrence
    | ClockOnly
    | Vague
    | Between
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """What words of time say: the core, and what the words add to it (None where nothing)."""

    core: Core
    part: DayPart | None = None
    clock: Clock | None = None
    edge: Edge | None = None
