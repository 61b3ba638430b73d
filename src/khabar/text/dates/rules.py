"""The rules of the grammar of times: patterns over classes of words, each with what it builds."""

from collections.abc import Callable
from dataclasses import dataclass

from khabar.text.dates import calendar as calendar_dates
from khabar.text.dates import relative as relative_dates
from khabar.text.dates.found import Built, Found

PHRASES = {
    "MONTH": "(?:{month}|{month_word}|{month_short}{dot}?)",
    "DAY": "[{day}{ordinal}]",
    "TILL": "[{dash}{to}{and}]",
    "NAMED_DAY": "(?:[{weekday}{weekday_short}]{dot}?{comma}?{the}?)?",
    "OF_YEAR": "(?:{of}|{comma})?(?P<year>{year})",
    "PART": "(?:(?:{at}|{in}{the})?(?P<part>{part}))?",
    "EDGE": "(?:(?P<edge>[{edge}{shifted}])(?:{dash}|{on}|{in})?)?",
    "BOUND": "(?:{the}?(?P<bound>{bound}){of}{the}?)?",
    "FILLER": "[{filler}{running}{trade}]",
    "MANY": "[{count}{scale}]",
    "BARE": "(?:{half}{a}|{a}?{few}{of}?"
    "|(?:{count}|{a}?{scale})(?:(?:{dash}|{and}?{a}?)(?:{MANY}|{half})){0,6})",
    "AMOUNT": "(?:[{day}{two}{number}{hhmm}{year}]{scale}?|{BARE}|{a})",
    "UP_FROM": "(?:{between}{AMOUNT}{and}|{AMOUNT}[{to}{dash}{or}])?",
    "NTH": "[{ordinal_word}{ordinal}{nth}]",
    "UNITS": "[{unit}{units}]",
    "TIME": "(?:{clock}{meridiem}?|[{day}{number}](?:{meridiem}|{oclock})|{count}{oclock}"
    "|[{year}{hhmm}](?={zone})|(?<={at})[{year}{hhmm}](?=[{on}{relative}{weekday}]))",
}
_MONTHS = ("month", "month_word", "month_short")
_UNITS = ("unit", "units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern over classes of words, and what its words mean; `build` gives None for no time.

    Every match of the pattern holds a word of one of the classes that it `needs`.
    """

    name: str
    needs: tuple[str, ...]
    pattern: str
    build: Callable[[Found], Built | None]


RULES: tuple[Rule, ...] = (
    Rule(name="iso", needs=("iso",), pattern="{iso}", build=calendar_dates.iso),
    Rule(name="slashed", needs=("slashed",), pattern="{slashed}", build=calendar_dates.slashed),
    Rule(
        name="stamp",
        needs=_MONTHS,
        pattern="(?P<year>{year})[{weekday}{weekday_short}]{comma}?(?P<day>{day})(?P<month>{MONTH})",
        build=calendar_dates.calendar_date,
    ),
    Rule(
        name="dateline",
        needs=("month_short",),
        pattern="(?P<day>{day})(?P<month>{month_short})(?P<short>{two})",
        build=calendar_dates.dateline,
    ),
    Rule(
        name="day_month",
        needs=_MONTHS,
        pattern="{NAMED_DAY}(?:(?P<open>[{from}{between}]?{the}?)(?P<first>{DAY}){TILL}{the}?)?{the}?"
        "(?P<day>{DAY}){of}?(?P<month>{MONTH})(?:{comma}?(?P<year>{year}))?{PART}",
        build=calendar_dates.days_of_month,
    ),
    Rule(
        name="month_day",
        needs=_MONTHS,
        pattern="{NAMED_DAY}(?P<month>{MONTH})(?:(?P<first>{DAY})(?:{dash}|{to}))?(?P<day>{DAY})"
        "(?!{eponym})(?:{comma}?(?P<year>{year}))?{PART}",
        build=calendar_dates.days_of_month,
    ),
    Rule(
        name="months",
        needs=_MONTHS,
        pattern="[{from}{between}]?(?P<first>{MONTH}){TILL}(?P<month>{MONTH}){OF_YEAR}",
        build=calendar_dates.months,
    ),
    Rule(
        name="month_year",
        needs=_MONTHS,
        pattern="{BOUND}{EDGE}(?P<month>{MONTH}){OF_YEAR}",
        build=calendar_dates.calendar_date,
    ),
    Rule(
        name="month",
        needs=("month",),
        pattern="{BOUND}{EDGE}(?P<step>[{last}{this}{next}])?(?P<month>{month})",
        build=calendar_dates.calendar_date,
    ),
    Rule(
        name="month_word",
        needs=("month_word", "month_short"),
        pattern="(?:{BOUND}{EDGE}(?P<step>[{last}{this}{next}])|(?P<edge2>[{edge}]){dash}?"
        "|(?<=[{in}{since}{by}{of}{from}{between}{before}]))(?P<month>{month_word}|{month_short}{dot})",
        build=calendar_dates.calendar_date,
    ),
    Rule(
        name="year",
        needs=("year",),
        pattern="{BOUND}{EDGE}(?P<year>{year})",
        build=calendar_dates.bare_year,
    ),
    Rule(
        name="years",
        needs=("year",),
        pattern="(?P<year>{year})(?:{dash})(?P<short>[{day}{two}])(?!{dash})",
        build=calendar_dates.split_years,
    ),
    Rule(
        name="decade",
        needs=("decade",),
        pattern="{EDGE}{the}?{EDGE2}(?P<decade>{decade})",
        build=calendar_dates.decade,
    ),
    Rule(
        name="quarter",
        needs=("quarter",),
        pattern="{the}?(?P<nth>[{ordinal_word}{ordinal}{last}]){dash}?{quarter}"
        "(?:{OF_YEAR}|{of}{the}?(?P<step>[{this}{last}{next}]){unit})?",
        build=calendar_dates.quarter,
    ),
    Rule(
        name="season",
        needs=("season", "fall"),
        pattern="{EDGE}{the}?(?P<season>[{season}{fall}]){OF_YEAR}",
        build=calendar_dates.calendar_date,
    ),
    Rule(
        name="season_near",
        needs=("season",),
        pattern="(?P<step>[{last}{this}{next}])(?P<season>{season})",
        build=calendar_dates.calendar_date,
    ),
    Rule(
        name="weekday",
        needs=("weekday",),
        pattern="{EDGE}(?P<step>[{last}{this}{next}{following}])?(?P<weekday>{weekday})(?!{paper}){PART}",
        build=relative_dates.weekday,
    ),
    Rule(
        name="relative_day",
        needs=("relative",),
        pattern="{EDGE}(?P<relative>{relative}){PART}",
        build=relative_dates.relative_day,
    ),
    Rule(
        name="day_beyond",
        needs=("relative",),
        pattern="{the}{unit}(?P<way>{before})(?P<relative>{relative})",
        build=relative_dates.day_beyond,
    ),
    Rule(
        name="part",
        needs=("part",),
        pattern="(?P<step>[{last}{this}])(?P<part>{part})",
        build=relative_dates.near_part,
    ),
    Rule(
        name="part_of_day",
        needs=("part",),
        pattern="(?<={in}){the}(?P<part>{part})",
        build=relative_dates.part_of_day,
    ),
    Rule(
        name="part_of_trading",
        needs=("trade",),
        pattern="{EDGE}(?P<part>{part})(?={trade})",
        build=relative_dates.part_of_day,
    ),
    Rule(name="overnight", needs=("overnight",), pattern="{overnight}", build=relative_dates.overnight),
    Rule(
        name="shift",
        needs=(*_UNITS, "weekend", "quarter"),
        pattern="{BOUND}{EDGE}(?P<the>{the})?(?P<step>[{last}{this}{next}{following}])"
        "(?P<unit>[{unit}{weekend}{quarter}])",
        build=relative_dates.shift,
    ),
    Rule(
        name="in_unit",
        needs=("edge", "shifted"),
        pattern="(?P<edge>[{edge}{shifted}]){in}{the}(?:{same})?(?P<unit>{unit})",
        build=relative_dates.same,
    ),
    Rule(
        name="finished_unit",
        needs=("finish", "bound"),
        pattern="(?<=[{finish}{bound}]){the}(?P<unit>{unit})",
        build=relative_dates.same,
    ),
    Rule(
        name="unit_before",
        needs=("before", "prior", "following"),
        pattern="{the}(?P<unit>{unit})(?P<way>[{before}{prior}{following}])(?=[{comma}{dot}])",
        build=relative_dates.anchored,
    ),
    Rule(
        name="edge_of_unit",
        needs=("bound",),
        pattern="{the}?(?P<bound>{bound}){of}{the}(?P<unit>{unit})",
        build=relative_dates.edge_of_unit,
    ),
    Rule(
        name="week_of_month",
        needs=_MONTHS,
        pattern="{the}?[{last}{ordinal}{ordinal_word}]{unit}{of}(?P<month>{MONTH})(?:{comma}?(?P<year>{year}))?",
        build=calendar_dates.calendar_date,
    ),
    Rule(
        name="weekend",
        needs=("weekend",),
        pattern="{the}(?P<unit>{weekend})",
        build=relative_dates.weekend,
    ),
    Rule(
        name="same", needs=("unit",), pattern="{the}?{same}(?P<unit>{unit})", build=relative_dates.same
    ),
    Rule(
        name="ago",
        needs=("ago",),
        pattern="(?P<amount>{AMOUNT})(?P<unit>{UNITS}){ago}(?:{on}?[{relative}{weekday}])?",
        build=relative_dates.ago,
    ),
    Rule(name="ago_vague", needs=("ago",), pattern="(?P<unit>{units}){ago}", build=relative_dates.ago),
    Rule(
        name="anchored",
        needs=("shifted", "prior"),
        pattern="(?P<amount>{AMOUNT})(?P<unit>{UNITS})(?P<way>[{shifted}{prior}])(?!{to})",
        build=relative_dates.anchored,
    ),
    Rule(
        name="stretch",
        needs=_UNITS,
        pattern="(?:{the}|{these}|{this})?(?P<way>[{last}{next}{following}])(?P<amount>{AMOUNT})"
        "{FILLER}?(?P<unit>{UNITS})",
        build=relative_dates.stretch,
    ),
    Rule(
        name="stretch_vague",
        needs=_UNITS,
        pattern="(?:{the}|{these})?(?P<way>[{last}{next}{era}])(?P<unit>{units})",
        build=relative_dates.stretch,
    ),
    Rule(
        name="age",
        needs=_UNITS,
        pattern="{UP_FROM}{AMOUNT}{dash}?{UNITS}(?:{dash}?{old}|{of}{age})",
        build=relative_dates.nothing,
    ),
    Rule(
        name="duration",
        needs=_UNITS,
        pattern="{UP_FROM}(?P<amount>{AMOUNT}|{a}?{single})(?:{dash}|{FILLER})?(?P<unit>{UNITS})"
        "(?:{dash}{long})?",
        build=relative_dates.duration,
    ),
    Rule(
        name="quarters",
        needs=("quarter",),
        pattern="(?P<amount>{AMOUNT}){FILLER}(?P<unit>{quarter})",
        build=relative_dates.duration,
    ),
    Rule(
        name="running",
        needs=("running", "row"),
        pattern="[{the}{a}]?{NTH}(?:{running}(?P<unit>{unit})|(?P<unit2>{unit}){in}{a}{row})",
        build=relative_dates.running,
    ),
    Rule(
        name="duration_vague",
        needs=("units",),
        pattern="(?P<unit>{units})(?:{dash}{long})?",
        build=relative_dates.duration,
    ),
    Rule(
        name="eponym",
        needs=("eponym", "holy"),
        pattern="{MONTH}{DAY}{eponym}|{holy}{weekday}",
        build=relative_dates.nothing,
    ),
    Rule(
        name="frequency",
        needs=("frequency",),
        pattern="(?P<frequency>{frequency})",
        build=relative_dates.frequency,
    ),
    Rule(
        name="every",
        needs=("every", "weekdays"),
        pattern="{every}(?:(?P<weekday>{weekday})|(?P<unit>{unit}))|(?P<weekdays>{weekdays})",
        build=relative_dates.every,
    ),
    Rule(name="era", needs=("era",), pattern="(?P<era>{era})", build=relative_dates.era),
    Rule(
        name="past_or_future",
        needs=("last", "future"),
        pattern="(?<=[{in}{of}]){the}[{near}{era}]?(?P<era>[{last}{future}])",
        build=relative_dates.past_or_future,
    ),
    Rule(
        name="outlook",
        needs=("term", "being"),
        pattern="(?<=[{in}{by}]){the}(?:(?P<far>[{near}{short}{long}]){dash}?{term}|{time}{being})",
        build=relative_dates.outlook,
    ),
    Rule(
        name="clock",
        needs=("clock", "meridiem", "oclock", "zone", "at"),
        pattern="{zone}?(?P<clock>{TIME})(?P<zone>{zone})?",
        build=relative_dates.clock,
    ),
)
