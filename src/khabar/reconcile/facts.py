"""What is kept of a claim to compare it with others: small, frozen, and the same on every machine.

Names, quotations and words are kept as 32-bit hashes: enough to see that two reports share them, and no
list of private persons.
"""

from dataclasses import dataclass
from typing import Any

from khabar.model.values import PlacePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place as comparing needs it; names are folded, `country` is ISO 3166-1 alpha-2."""

    name: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Count:
    """A figure without its words; None is an open end, `who` None is everybody."""

    measure: str
    who: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Side:
    """Somebody in a role; `sure` is false where the words only suspect, accuse, claim or deny."""

    role: str
    name: str
    actor_class: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an article says of one event, all its claims about it taken together.

    `group` parts what happened (or is denied) from what is planned, offered, threatened. `start` and
    `end` are days as ordinals, both inside; `is_day` is true where the words give one day. `told` is the
    day of the report, None where unknown. `people` are names that stand in the claims, `names` those of
    two words or more in the paragraphs around, `caps` single capitalised words there. `words` is a
    sketch of the paragraphs.
    """

    family: str
    kinds: tuple[str, ...]
    group: str
    cumulative: bool
    start: int | None
    end: int | None
    is_day: bool
    told: int | None
    spot: Spot | None
    figures: tuple[Count, ...]
    sides: tuple[Side, ...]
    people: frozenset[int]
    names: frozenset[int]
    caps: frozenset[int]
    ages: frozenset[int]
    quotes: frozenset[int]
    words: frozenset[int]
    tellers: tuple[str, ...]


def encode_facts(facts: Facts) -> list[object]:
    """A list that JSON can hold; the same for equal facts."""
    spot = facts.spot
    place = spot and [spot.name, spot.admin1, spot.country, spot.lat, spot.lon, spot.precision.value]
    sets = (facts.people, facts.names, facts.caps, facts.ages, facts.quotes, facts.words)
    return [
        facts.family,
        facts.kinds,
        facts.group,
        facts.cumulative,
        facts.start,
        facts.end,
        facts.is_day,
        facts.told,
        place,
        [[one.measure, one.who, one.low, one.high] for one in facts.figures],
        [[one.role, one.name, one.actor_class, one.sure] for one in facts.sides],
        *(sorted(some) for some in sets),
        facts.tellers,
    ]


def decode_facts(parts: list[Any]) -> Facts:
    """The facts that `encode_facts` made a list of."""
    family, kinds, group, cumulative, start, end, is_day, told, place, figures, sides, *rest = parts
    people, names, caps, ages, quotes, words = map(frozenset, rest[:6])
    return Facts(
        family=family,
        kinds=tuple(kinds),
        group=group,
        cumulative=cumulative,
        start=start,
        end=end,
        is_day=is_day,
        told=told,
        spot=_decode_spot(*place) if place else None,
        figures=tuple(Count(measure=m, who=who, low=low, high=high) for m, who, low, high in figures),
        sides=tuple(Side(role=r, name=name, actor_class=c, sure=sure) for r, name, c, sure in sides),
        people=people,
        names=names,
        caps=caps,
        ages=ages,
        quotes=quotes,
        words=words,
        tellers=tuple(rest[6]),
    )


def _decode_spot(name: str, admin1: str | None, country: str | None, *rest: Any) -> Spot:
    lat, lon, precision = rest
    return Spot(
        name=name, admin1=admin1, country=country, lat=lat, lon=lon, precision=PlacePrecision(precision)
    )
