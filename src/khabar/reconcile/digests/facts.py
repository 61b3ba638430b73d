"""What is kept of a claim to compare it with others: small, frozen, and the same on every machine.

Names, quotations and words are kept as 32-bit hashes: enough to see that two reports share them, and no
list of private persons.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

from khabar.model.values import PlacePrecision


class Spot(NamedTuple):
    """A place as comparing needs it; names are folded, `country` is ISO 3166-1 alpha-2.

    A tuple and no dataclass: it is looked up by its hash for each pair of claims.
    """

    name: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision


class Count(NamedTuple):
    """A figure without its words; None is an open end, `who` "people" is everybody."""

    measure: str
    who: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an article says of one event, all its claims about it taken together.

    `group` parts what happened (or is denied) from what is planned, offered, threatened. `start` and
    `end` are days as ordinals, both inside; `is_day` is true where the words give one day, `is_edge`
    where they name a night or an early hour. `told` is the day of the report, None where unknown. `town`
    is the hash of the name of a place that is a point. `doers` are armed parties named as perpetrators,
    `is_sure` where all of them are stated to be. `counted` are the hashes of what is counted, `counts`
    those with the numbers. `people` are the hashes of names that stand in the claims, `names` of those
    in the paragraphs around, `caps` of all words and short runs of words with capitals there, `numbers`
    of those of streets, roads and units, `persons` of surnames with an age. `words` is a sketch of the
    paragraphs, and of the title where it is about them. `pages` are the hashes of the addresses where
    the report is one of several versions.
    """

    family: str
    kinds: frozenset[str]
    group: str
    cumulative: bool
    start: int | None
    end: int | None
    is_day: bool
    is_edge: bool
    told: int | None
    spot: Spot | None
    town: int | None
    figures: tuple[Count, ...]
    counted: frozenset[int]
    counts: frozenset[int]
    doers: frozenset[str]
    is_sure: bool
    people: frozenset[int]
    names: frozenset[int]
    caps: frozenset[int]
    numbers: frozenset[int]
    ages: frozenset[int]
    persons: frozenset[int]
    quotes: frozenset[int]
    words: frozenset[int]
    tellers: frozenset[str]
    pages: frozenset[int] = frozenset()


BLANK = Facts(
    family="",
    kinds=frozenset(),
    group="",
    cumulative=False,
    start=None,
    end=None,
    is_day=False,
    is_edge=False,
    told=None,
    spot=None,
    town=None,
    figures=(),
    counted=frozenset(),
    counts=frozenset(),
    doers=frozenset(),
    is_sure=False,
    people=frozenset(),
    names=frozenset(),
    caps=frozenset(),
    numbers=frozenset(),
    ages=frozenset(),
    persons=frozenset(),
    quotes=frozenset(),
    words=frozenset(),
    tellers=frozenset(),
)
"""What an article says that says nothing."""


_BLANKS: Mapping[str, Any] = {one.name: getattr(BLANK, one.name) for one in fields(BLANK)}


def fill(**values: Any) -> Facts:
    """Facts that say nothing but these values, by name: `alter` of BLANK in a third of its time."""
    return Facts(**{**_BLANKS, **values})


def alter(facts: Facts, **values: Any) -> Facts:
    """The same facts with other values for some fields, by name."""
    return replace(facts, **values)


_PLAIN = (
    "family",
    "group",
    "cumulative",
    "start",
    "end",
    "is_day",
    "is_edge",
    "told",
    "town",
    "is_sure",
)
_SETS = (
    *("kinds", "counted", "counts", "doers", "people", "names", "caps", "numbers"),
    *("ages", "persons", "quotes", "words", "tellers", "pages"),
)


def encode_facts(facts: Facts) -> list[object]:
    """A list that JSON can hold; the same for equal facts."""
    plain = [getattr(facts, name) for name in _PLAIN]
    return [plain, facts.spot, facts.figures, [sorted(getattr(facts, name)) for name in _SETS]]


def decode_facts(parts: list[Any]) -> Facts:
    """The facts that `encode_facts` made a list of."""
    plain, spot, figures, sets = parts
    values: dict[str, Any] = dict(zip(_PLAIN, plain, strict=True))
    values.update((name, frozenset(some)) for name, some in zip(_SETS, sets, strict=True))
    return Facts(
        spot=_decode_spot(*spot) if spot else None,
        figures=tuple(Count(*figure) for figure in figures),
        **values,
    )


def _decode_spot(*parts: Any) -> Spot:
    name, admin1, country, lat, lon, precision = parts
    return Spot(name, admin1, country, lat, lon, PlacePrecision(precision))
