"""The grammar of times: rules over classes of words, each with what it builds."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from khabar.text import calendar_dates, relative_dates
from khabar.text.date_found import Built, Found, Suppressed
from khabar.text.date_words import CLASSES, SHAPES, name_shape
from khabar.text.lexemes import Alphabet, Lexemes, build_alphabet
from khabar.text.number_words import load_number_words
from khabar.text.times import TimeExpression

_PHRASES = {
    "MONTH": "(?:{month}|{month_word}|{month_short}{dot}?)",
    "DAY": "[{day}{ordinal}]",
    "TILL": "[{dash}{to}{and}]",
    "NAMED_DAY": "(?:[{weekday}{weekday_short}]{dot}?{comma}?{the}?)?",
    "OF_YEAR": "(?:{of}|{comma})?(?P<year>{year})",
    "PART": "(?:(?:{at}|{in}{the})?(?P<part>{part}))?",
    "EDGE": "(?:(?P<edge>[{edge}{shifted}])(?:{dash}|{on}|{in})?)?",
    "BOUND": "(?:{the}?(?P<bound>{bound}){of}{the}?)?",
    "MANY": "[{count}{scale}]",
    "BARE": "(?:{half}{a}|{a}?{few}{of}?"
    "|(?:{count}|{a}?{scale})(?:(?:{dash}|{and}?{a}?)(?:{MANY}|{half})){0,6})",
    "AMOUNT": "(?:[{day}{two}{number}{hhmm}{year}]{scale}?|{BARE}|{a})",
    "UP_FROM": "(?:{between}{AMOUNT}{and}|{AMOUNT}[{to}{dash}{or}])?",
    "UNITS": "[{unit}{units}]",
    "TIME": "(?:{clock}{meridiem}?|[{day}{number}](?:{meridiem}|{oclock})|{count}{oclock}"
    "|[{year}{hhmm}](?={zone}))",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern over classes of words, and what its words mean; `build` gives None for no time."""

    name: str
    pattern: str
    build: Callable[[Found], Built | None]


RULES: tuple[Rule, ...] = (
    Rule(name="iso", pattern="{iso}", build=calendar_dates.iso),
    Rule(name="slashed", pattern="{slashed}", build=calendar_dates.slashed),
    Rule(
        name="stamp",
        pattern="(?P<year>{year})[{weekday}{weekday_short}]{comma}?(?P<day>{day})(?P<month>{MONTH})",
        build=calendar_dates.calendar_date,
    ),
    Rule(
        name="dateline",
        pattern="(?P<day>{day})(?P<month>{month_short})(?P<short>{two})",
        build=calendar_dates.dateline,
    ),
    Rule(
        name="day_month",
        pattern="{NAMED_DAY}(?:(?P<open>[{from}{between}]?{the}?)(?P<first>{DAY}){TILL}{the}?)?{the}?"
        "(?P<day>{DAY}){of}?(?P<month>{MONTH})(?:{comma}?(?P<year>{year}))?{PART}",
        build=calendar_dates.days_of_month,
    ),
    Rule(
        name="month_day",
        pattern="{NAMED_DAY}(?P<month>{MONTH})(?:(?P<first>{DAY})(?:{dash}|{to}))?(?P<day>{DAY})"
        "(?!{eponym})(?:{comma}?(?P<year>{year}))?{PART}",
        build=calendar_dates.days_of_month,
    ),
    Rule(
        name="months",
        pattern="[{from}{between}]?(?P<first>{MONTH}){TILL}(?P<month>{MONTH}){OF_YEAR}",
        build=calendar_dates.months,
    ),
    Rule(
        name="month_year",
        pattern="{BOUND}{EDGE}(?P<month>{MONTH}){OF_YEAR}",
        build=calendar_dates.calendar_date,
    ),
    Rule(
        name="month",
        pattern="{BOUND}{EDGE}(?P<step>[{last}{this}{next}])?(?P<month>{month})",
        build=calendar_dates.calendar_date,
    ),
    Rule(
        name="month_word",
        pattern="(?:{BOUND}{EDGE}(?P<step>[{last}{this}{next}])|(?P<edge2>[{edge}]){dash}?"
        "|(?<=[{in}{since}{by}{of}{from}{between}{before}]))(?P<month>{month_word}|{month_short}{dot})",
        build=calendar_dates.calendar_date,
    ),
    Rule(name="year", pattern="{BOUND}{EDGE}(?P<year>{year})", build=calendar_dates.bare_year),
    Rule(
        name="years",
        pattern="(?P<year>{year})(?:{dash})(?P<short>[{day}{two}])(?!{dash})",
        build=calendar_dates.split_years,
    ),
    Rule(name="decade", pattern="{EDGE}{the}?{EDGE2}(?P<decade>{decade})", build=calendar_dates.decade),
    Rule(
        name="quarter",
        pattern="{the}?(?P<nth>[{ordinal_word}{ordinal}{last}]){dash}?{quarter}"
        "(?:{OF_YEAR}|{of}{the}?(?P<step>[{this}{last}{next}]){unit})?",
        build=calendar_dates.quarter,
    ),
    Rule(
        name="season",
        pattern="{EDGE}{the}?(?P<season>{season}){OF_YEAR}",
        build=calendar_dates.calendar_date,
    ),
    Rule(
        name="season_near",
        pattern="(?P<step>[{last}{this}{next}])(?P<season>{season})",
        build=calendar_dates.calendar_date,
    ),
    Rule(
        name="weekday",
        pattern="{EDGE}(?P<step>[{last}{this}{next}{following}])?(?P<weekday>{weekday})(?!{paper}){PART}",
        build=relative_dates.weekday,
    ),
    Rule(
        name="relative_day",
        pattern="{EDGE}(?P<relative>{relative}){PART}",
        build=relative_dates.relative_day,
    ),
    Rule(
        name="day_beyond",
        pattern="{the}{unit}(?P<way>{before})(?P<relative>{relative})",
        build=relative_dates.day_beyond,
    ),
    Rule(
        name="part", pattern="(?P<step>[{last}{this}])(?P<part>{part})", build=relative_dates.near_part
    ),
    Rule(name="overnight", pattern="{overnight}", build=relative_dates.overnight),
    Rule(
        name="shift",
        pattern="{BOUND}{EDGE}(?P<the>{the})?(?P<step>[{last}{this}{next}{following}])"
        "(?P<unit>[{unit}{weekend}{quarter}])",
        build=relative_dates.shift,
    ),
    Rule(
        name="edge_of_unit",
        pattern="{the}?(?P<bound>{bound}){of}{the}(?P<unit>{unit})",
        build=relative_dates.edge_of_unit,
    ),
    Rule(
        name="week_of_month",
        pattern="{the}?[{last}{ordinal}{ordinal_word}]{unit}{of}(?P<month>{MONTH})(?:{comma}?(?P<year>{year}))?",
        build=calendar_dates.calendar_date,
    ),
    Rule(name="weekend", pattern="{the}(?P<unit>{weekend})", build=relative_dates.weekend),
    Rule(name="same", pattern="{the}?{same}(?P<unit>{unit})", build=relative_dates.same),
    Rule(name="ago", pattern="(?P<amount>{AMOUNT})(?P<unit>{UNITS}){ago}", build=relative_dates.ago),
    Rule(name="ago_vague", pattern="(?P<unit>{units}){ago}", build=relative_dates.ago),
    Rule(
        name="anchored",
        pattern="(?P<amount>{AMOUNT})(?P<unit>{UNITS})(?P<way>{shifted})",
        build=relative_dates.anchored,
    ),
    Rule(
        name="stretch",
        pattern="(?:{the}|{these}|{this})?(?P<way>[{last}{next}{following}])(?P<amount>{AMOUNT})"
        "(?P<unit>{UNITS})",
        build=relative_dates.stretch,
    ),
    Rule(
        name="stretch_vague",
        pattern="(?:{the}|{these})?(?P<way>[{last}{next}{era}])(?P<unit>{units})",
        build=relative_dates.stretch,
    ),
    Rule(
        name="age",
        pattern="{AMOUNT}{dash}?{UNITS}(?:{dash}?{old}|{of}{age})",
        build=relative_dates.nothing,
    ),
    Rule(
        name="duration",
        pattern="{UP_FROM}(?P<amount>{AMOUNT})[{dash}{filler}]?(?P<unit>{UNITS})(?:{dash}{long})?",
        build=relative_dates.duration,
    ),
    Rule(
        name="duration_vague",
        pattern="(?P<unit>{units})(?:{dash}{long})?",
        build=relative_dates.duration,
    ),
    Rule(name="eponym", pattern="{MONTH}{DAY}{eponym}|{holy}{weekday}", build=relative_dates.nothing),
    Rule(name="frequency", pattern="(?P<frequency>{frequency})", build=relative_dates.frequency),
    Rule(
        name="every",
        pattern="{every}(?:(?P<weekday>{weekday})|(?P<unit>{unit}))|(?P<weekdays>{weekdays})",
        build=relative_dates.every,
    ),
    Rule(name="era", pattern="(?P<era>{era})", build=relative_dates.era),
    Rule(name="clock", pattern="{zone}?(?P<clock>{TIME})(?P<zone>{zone})?", build=relative_dates.clock),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a rule built from lexemes `first` to `last - 1`."""

    rule: str
    first: int
    last: int
    expression: TimeExpression


@functools.cache
def alphabet() -> Alphabet:
    """The classes of words that the rules speak of."""
    table = load_number_words()
    counts = tuple(word for word in table.cardinals if word != "zero")
    words = {**CLASSES, "count": counts, "scale": tuple(table.multipliers)}
    return build_alphabet(words, SHAPES, name_shape)


@functools.cache
def _compiled() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    phrases = {**_PHRASES, "EDGE2": _PHRASES["EDGE"].replace("edge>", "edge2>")}
    return tuple((rule, alphabet().compile(rule.pattern, phrases)) for rule in RULES)


def find_matches(lexemes: Lexemes, spelled: str) -> list[Match]:
    """Where the rules match, in order, never overlapping: the earliest first, of these the longest."""
    candidates = [
        (found.start(), -found.end(), i, found)
        for i, (_, pattern) in enumerate(_compiled())
        for found in pattern.finditer(spelled)
    ]
    kept = []
    end = 0
    for start, _, i, found in sorted(candidates, key=lambda candidate: candidate[:3]):
        built = RULES[i].build(Found(lexemes=lexemes, match=found)) if start >= end else None
        if built is None:
            continue
        end = found.end()
        if not isinstance(built, Suppressed):
            kept.append(Match(rule=RULES[i].name, first=start, last=end, expression=built))
    return kept
