"""Values as they are read from words: spans, quantities, periods, places.

Every value in khabar travels as a `Reading`: the value, the words it was read from, and the name
of the rule that read it. A value without words cannot be built.
"""

import enum
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of Unicode code points in an article's text.

    >>> Span(0, 5).cut("Syria burns")
    'Syria'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"expected 0 <= start <= end, got [{self.start}, {self.end})")

    def cut(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """True where `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """True where the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def join(self, other: "Span") -> "Span":
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[T]):
    """A value, the words it was read from, and the rule that read it.

    `text` is exactly `article.text[span.start:span.end]`.
    """

    value: T
    span: Span
    text: str
    rule: str

    def __post_init__(self) -> None:
        if not self.text or len(self.text) != self.span.end - self.span.start:
            raise ValueError(f"expected the words of {self.span}, got {self.text!r}")

    @classmethod
    def at(cls, span: Span, article_text: str, value: T, rule: str) -> "Reading[T]":
        """The reading of `value` from the words that `span` cuts out of `article_text`."""
        return cls(value=value, span=span, text=span.cut(article_text), rule=rule)


class Qualifier(enum.StrEnum):
    """How a count was hedged; which bounds are open follows from it."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    UP_TO = "up_to"
    AS_MANY_AS = "as_many_as"
    ABOUT = "about"
    NEARLY = "nearly"
    BETWEEN = "between"
    VAGUE = "vague"


_NO_HIGH = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.VAGUE})
_NO_LOW = frozenset({Qualifier.AT_MOST, Qualifier.UP_TO, Qualifier.AS_MANY_AS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count with its bounds, both inside; None is an open end.

    `exactly`, `about`, `nearly`: low equals high. `at_least`, `more_than`, `vague`: high is None.
    `at_most`, `up_to`, `as_many_as`: low is None. `between`: both, low <= high.
    `percent` is true where the words say percent; `low` and `high` are then percentages.
    """

    low: float | None
    high: float | None
    qualifier: Qualifier
    percent: bool = False

    def __post_init__(self) -> None:
        if (self.high is None) != (self.qualifier in _NO_HIGH):
            raise ValueError(f"{self.qualifier}: wrong open end above: {self.low}..{self.high}")
        if (self.low is None) != (self.qualifier in _NO_LOW):
            raise ValueError(f"{self.qualifier}: wrong open end below: {self.low}..{self.high}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"expected low <= high, got {self.low}..{self.high}")

    @property
    def stated(self) -> float:
        """The number that the words name, whichever bound it is."""
        number = self.low if self.low is not None else self.high
        assert number is not None  # noqa: S101  # __post_init__ leaves no quantity without bounds
        return number


class TimePrecision(enum.StrEnum):
    """How fine a period is; `relative`: the words need a publication day that is not known."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    RELATIVE = "relative"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of days, both ends inside; both None where the words stay relative."""

    start: date | None
    end: date | None
    precision: TimePrecision

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"expected start <= end, got {self.start}..{self.end}")


class PlacePrecision(enum.StrEnum):
    """How fine a place is, never finer than the words."""

    EXACT = "exact"
    NEAR = "near"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as the gazetteer knows it; None where it is not known or not said.

    `country` is ISO 3166-1 alpha-2, `lat` and `lon` WGS84 degrees, `geonames` a GeoNames id.
    For `province`, `country` and `region` the coordinates are those of a point inside, to draw by.
    """

    name: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    geonames: int | None
