"""How two places lie to each other: the same, one in the other, near, apart, or nobody can tell."""

import enum
import functools
import math

from khabar.model.values import PlacePrecision
from khabar.reconcile.digests.facts import Spot

_POINTS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT})
_WIDE = (
    PlacePrecision.PROVINCE,
    PlacePrecision.COUNTRY,
    PlacePrecision.REGION,
    PlacePrecision.UNKNOWN,
)
_KM_A_DEGREE = 111.2
_SAME_KM = 2.0  # two names of one town in the gazetteer, or a quarter and its town
_NEAR_KM = 25.0  # "near" a town: half a day's walk; a suburb and its city
_COUNTY_KM = 60.0  # from the middle of a county or a small province to its towns


class Relation(enum.Enum):
    """How two places lie to each other."""

    SAME = "same"
    INSIDE = "inside"
    NEAR = "near"
    APART = "apart"
    UNKNOWN = "unknown"


@functools.lru_cache(maxsize=1 << 18)
def relate(left: Spot, right: Spot) -> Relation:
    """How two places lie to each other; the order of the two does not matter."""
    if left.country and right.country and left.country != right.country:
        return Relation.APART
    ranks = sorted((left, right), key=_rank)
    inner, outer = ranks
    if outer.precision in (PlacePrecision.REGION, PlacePrecision.UNKNOWN):
        return Relation.SAME if left.name == right.name else Relation.UNKNOWN
    if outer.precision is PlacePrecision.COUNTRY:
        return _in_country(inner, outer)
    if outer.precision is PlacePrecision.PROVINCE:
        return _in_province(inner, outer)
    return _between_points(left, right)


def find_distance(left: Spot, right: Spot) -> float | None:
    """Kilometres between two places, good to a few per cent below 200 km; None without coordinates."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    width = abs(left.lon - right.lon)
    width = min(width, 360 - width) * math.cos(math.radians((left.lat + right.lat) / 2))
    return _KM_A_DEGREE * math.hypot(left.lat - right.lat, width)


def _rank(spot: Spot) -> int:
    """0 for a point, then province, country and what is wider or not known."""
    if spot.precision in _POINTS:
        return 0
    return 1 + _WIDE.index(spot.precision)


def _in_country(inner: Spot, outer: Spot) -> Relation:
    if inner.country is None or outer.country is None:
        return Relation.UNKNOWN
    return Relation.SAME if inner.precision is PlacePrecision.COUNTRY else Relation.INSIDE


def _in_province(inner: Spot, outer: Spot) -> Relation:
    """Where a province is one of the two: by name, then by the first level that both lie in."""
    if inner.precision is PlacePrecision.PROVINCE and inner.name == outer.name:
        return Relation.SAME
    if outer.name in (inner.admin1, inner.name) or inner.name == outer.admin1:
        return Relation.INSIDE
    if inner.admin1 and outer.admin1 and inner.admin1 != outer.admin1:
        return Relation.APART
    distance = find_distance(inner, outer)
    if distance is None:
        return Relation.UNKNOWN
    return Relation.NEAR if distance <= _COUNTY_KM else Relation.APART


def _between_points(left: Spot, right: Spot) -> Relation:
    distance = find_distance(left, right)
    if distance is None:
        return _by_name(left, right)
    if distance <= _SAME_KM:
        return Relation.SAME
    exact = left.precision is PlacePrecision.EXACT and right.precision is PlacePrecision.EXACT
    return Relation.NEAR if distance <= (_NEAR_KM / 2 if exact else _NEAR_KM) else Relation.APART


def _by_name(left: Spot, right: Spot) -> Relation:
    if left.name != right.name:
        return Relation.UNKNOWN if left.country is None or right.country is None else Relation.APART
    apart = left.admin1 and right.admin1 and left.admin1 != right.admin1
    return Relation.APART if apart else Relation.SAME
