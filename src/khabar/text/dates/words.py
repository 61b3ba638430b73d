"""The words of time by class, and what each of them stands for."""

import re
from collections.abc import Mapping

from khabar.text.dates.times import DayPart, Edge, Era, Season, Unit

_MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_WEEKDAYS = (
    ("monday", "mon"),
    ("tuesday", "tues", "tue"),
    ("wednesday", "wed"),
    ("thursday", "thurs", "thur", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)
MONTHS: Mapping[str, int] = {word: i for i, words in enumerate(_MONTHS, 1) for word in words}
WEEKDAYS: Mapping[str, int] = {word: i for i, words in enumerate(_WEEKDAYS) for word in words}

# Common words of other senses: they are months and weekdays only with a capital letter.
_CASED_MONTHS = frozenset({"may", "march"})
_CASED_WEEKDAYS = frozenset({"mon", "wed", "fri", "sat", "sun"})

UNITS: Mapping[str, Unit] = {
    **{unit.value: unit for unit in Unit if unit is not Unit.SECOND},
    **{f"{unit.value}s": unit for unit in Unit},
    "centuries": Unit.CENTURY,
    "fortnight": Unit.WEEK,
    "min": Unit.MINUTE,
    "hrs": Unit.HOUR,
    "hr": Unit.HOUR,
    "mins": Unit.MINUTE,
    "yr": Unit.YEAR,
    "yrs": Unit.YEAR,
}
FREQUENCIES: Mapping[str, Unit] = {
    "hourly": Unit.HOUR,
    "daily": Unit.DAY,
    "nightly": Unit.DAY,
    "weekly": Unit.WEEK,
    "monthly": Unit.MONTH,
    "quarterly": Unit.QUARTER,
    "yearly": Unit.YEAR,
    "annual": Unit.YEAR,
    "annually": Unit.YEAR,
}
PARTS: Mapping[str, DayPart] = {
    "morning": DayPart.MORNING,
    "dawn": DayPart.MORNING,
    "daybreak": DayPart.MORNING,
    "sunrise": DayPart.MORNING,
    "noon": DayPart.NOON,
    "midday": DayPart.NOON,
    "afternoon": DayPart.AFTERNOON,
    "evening": DayPart.EVENING,
    "dusk": DayPart.EVENING,
    "sunset": DayPart.EVENING,
    "night": DayPart.NIGHT,
    "midnight": DayPart.NIGHT,
}
RELATIVE_DAYS: Mapping[str, int] = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
STEPS: Mapping[str, int] = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
}
EDGES: Mapping[str, Edge] = {
    "early": Edge.EARLY,
    "earlier": Edge.EARLY,
    "beginning": Edge.EARLY,
    "start": Edge.EARLY,
    "mid": Edge.MID,
    "middle": Edge.MID,
    "late": Edge.LATE,
    "later": Edge.LATE,
    "end": Edge.LATE,
}
SEASONS: Mapping[str, Season] = {season.value: season for season in Season} | {"fall": Season.AUTUMN}
ERAS: Mapping[str, Era] = {
    "recently": Era.PAST,
    "recent": Era.PAST,
    "formerly": Era.PAST,
    "lately": Era.PAST,
    "now": Era.PRESENT,
    "currently": Era.PRESENT,
    "presently": Era.PRESENT,
    "nowadays": Era.PRESENT,
    "soon": Era.FUTURE,
}
ORDINALS: Mapping[str, int] = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "final": 4}

CLASSES: Mapping[str, tuple[str, ...]] = {
    "month": tuple(words[0] for words in _MONTHS if words[0] not in _CASED_MONTHS),
    "month_short": tuple(word for words in _MONTHS for word in words[1:] if word != "mar"),
    "weekday": tuple(words[0] for words in _WEEKDAYS),
    "weekdays": tuple(f"{words[0]}s" for words in _WEEKDAYS),
    "weekday_short": tuple(w for words in _WEEKDAYS for w in words[1:] if w not in _CASED_WEEKDAYS),
    "unit": tuple(w for w in UNITS if not w.endswith("s") and w not in {"weekend", "quarter"}),
    "units": tuple(w for w in UNITS if w.endswith("s") and w not in {"weekends", "quarters"}),
    "weekend": ("weekend",),
    "quarter": ("quarter", "quarters"),
    "frequency": tuple(FREQUENCIES),
    "every": ("every", "each"),
    "part": tuple(PARTS),
    "relative": tuple(RELATIVE_DAYS),
    "last": ("last", "past"),
    "next": ("next", "coming", "upcoming"),
    "following": ("following", "previous", "preceding"),
    "this": ("this", "current"),
    "same": ("same", "that"),
    "ago": ("ago",),
    "before": ("before", "after"),
    "edge": ("early", "late", "mid"),
    "shifted": ("earlier", "later"),
    "bound": ("beginning", "start", "end", "middle"),
    "season": ("spring", "summer", "autumn", "winter"),
    "fall": ("fall",),
    "era": tuple(ERAS),
    "ordinal_word": tuple(ORDINALS),
    "old": ("old",),
    "age": ("age",),
    "overnight": ("overnight",),
    "future": ("future",),
    "near": ("near", "distant", "foreseeable"),
    "finish": ("ended", "ending", "finish", "finished", "finishing", "close", "closed", "closing"),
    "long": ("long",),
    "filler": ("full", "more", "entire", "whole", "such", "working", "business"),
    "running": ("consecutive", "straight", "successive"),
    "row": ("row",),
    "single": ("single",),
    "nth": ("sixth", "seventh", "eighth", "ninth", "tenth"),
    "prior": ("prior", "previously"),
    "short": ("short", "medium"),
    "term": ("term", "run"),
    "time": ("time",),
    "being": ("being",),
    "trade": ("trading",),
    "a": ("a", "an"),
    "the": ("the",),
    "these": ("these", "those"),
    "of": ("of",),
    "on": ("on",),
    "at": ("at",),
    "in": ("in", "during", "throughout"),
    "by": ("by", "until", "till", "for"),
    "and": ("and",),
    "or": ("or",),
    "to": ("to", "through"),
    "from": ("from",),
    "between": ("between",),
    "since": ("since",),
    "half": ("half",),
    "few": (
        "several",
        "few",
        "couple",
        "many",
        "some",
        "dozens",
        "tens",
        "hundreds",
        "thousands",
        "scores",
    ),
    "comma": (",",),
    "dash": ("-", "–", "—"),  # dashes of every length join the ends of a range
    "zone": ("utc", "gmt", "local"),
    "meridiem": ("a.m.", "p.m.", "a.m", "p.m", "am", "pm"),
    "oclock": ("o'clock", "o’clock"),
    "holy": ("black", "good", "bloody", "easter", "palm", "ash", "super", "boxing"),
    "paper": (
        "times",
        "telegraph",
        "mirror",
        "express",
        "herald",
        "post",
        "world",
        "mail",
        "star",
        "nation",
    ),
    "eponym": (
        "organization",
        "organisation",
        "movement",
        "brigade",
        "brigades",
        "group",
        "attacks",
        "square",
    ),
}
SHAPES = (
    "month_word",
    "day",
    "two",
    "year",
    "hhmm",
    "number",
    "ordinal",
    "clock",
    "iso",
    "slashed",
    "decade",
    "dot",
)

_SHAPE_PATTERNS = tuple(
    (name, re.compile(pattern, re.ASCII))
    for name, pattern in (
        ("day", r"0?[1-9]|[12]\d|3[01]"),
        ("two", r"\d\d?"),
        ("year", r"1[89]\d\d|20\d\d"),
        ("hhmm", r"[01]\d[0-5]\d|2[0-3][0-5]\d"),
        ("ordinal", r"(?:[12]?\d|3[01])[a-zA-Z]{2}"),
        ("clock", r"\d\d?:\d\d(?::\d\d)?"),
        ("iso", r"\d{4}-\d\d-\d\d"),
        ("slashed", r"\d\d?/\d\d?/\d\d|\d\d?([/.-])\d\d?\1\d{4}"),
        ("decade", r"['’]?(?:\d\d)?\d0['’]?s"),
        ("number", r"\d[\d,. ]*"),
    )
)


def name_shape(word: str) -> str | None:
    """The class of a word that only its letters or its case give away; None for any other."""
    if word == ".":
        return "dot"
    if word[0].isdigit() or word[0] in "'’":
        return next((name for name, pattern in _SHAPE_PATTERNS if pattern.fullmatch(word)), None)
    if not word[0].isupper():
        return None
    lower = word.lower()
    if lower in _CASED_MONTHS:
        return "month_word"
    if lower in _CASED_WEEKDAYS:
        return "weekday_short"
    return "month_short" if lower == "mar" else None
