"""What the names of an article vote for: countries, provinces and points, by name and together."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, exp, hypot, radians
from typing import Generic, NamedTuple, TypeVar

from khabar.text.places.gazetteer import Entry, Kind

K = TypeVar("K")
Division = tuple[str, str]

_REACH = 80.0  # kilometres at which nearness has fallen to 37 %
_DEGREE = 111.2  # kilometres
_FAR = 3.2  # degrees of latitude, 356 km, beyond which nearness is below 1.2 %


@dataclass(frozen=True, slots=True)
class Votes(Generic[K]):
    """Votes by candidate and their sum."""

    each: dict[K, float]
    total: float

    @classmethod
    def add_up(cls, votes: Iterable[tuple[K, float]]) -> "Votes[K]":
        """The votes with those for one candidate added up."""
        each: dict[K, float] = defaultdict(float)
        for candidate, vote in votes:
            each[candidate] += vote
        return cls(dict(each), sum(each.values()))

    def times(self, weight: float) -> "Votes[K]":
        """The votes, each counting that much."""
        return Votes(
            {candidate: vote * weight for candidate, vote in self.each.items()}, self.total * weight
        )

    def share(self, candidate: K, own: "Votes[K]") -> float:
        """The share of a candidate, 0 to 1, without the votes in `own`."""
        total = self.total - own.total
        if total <= 1e-9:
            return 0.0
        return (self.each.get(candidate, 0.0) - own.each.get(candidate, 0.0)) / total


class Point(NamedTuple):
    """Where a name may lie, in degrees, its division, and how likely beside the best known place."""

    lat: float
    lon: float
    division: Division
    likely: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """What one name says about where the article plays."""

    countries: Votes[str]
    divisions: Votes[Division]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The votes of an article, by name and together."""

    ballots: dict[str, Ballot]
    countries: Votes[str]
    divisions: Votes[Division]

    def share_of_country(self, key: str, country: str) -> float:
        """The share of the other names' votes that a country has, 0 to 1."""
        return self.countries.share(country, self.ballots[key].countries)

    def share_of_division(self, key: str, division: Division) -> float:
        """The share of the other names' votes that a country's first-level division has, 0 to 1."""
        return self.divisions.share(division, self.ballots[key].divisions)

    def nearness(self, key: str, entry: Entry) -> float:
        """How near a place is to any that the other names may mean, 0 to 1: two of them suffice.

        So two small towns by each other win over two great cities far apart. A country or province is
        near to what lies in it, and no place is near to itself by another of its names: who names
        Mexico City need not mean it by Mexico.
        """
        others = (ballot.points for other, ballot in self.ballots.items() if other != key)
        return min(1.0, sum(_likeliest(points, entry) / 2 for points in others if points))


def _likeliest(points: tuple[Point, ...], entry: Entry) -> float:
    if entry.kind is Kind.COUNTRY:
        inside = (point.likely for point in points if point.division[0] == entry.country)
        return max(inside, default=0.0)
    if entry.kind is Kind.ADMIN1:
        division = (entry.country or "", entry.admin1 or "")
        inside = (point.likely for point in points if point.division == division)
        return max((_nearest(points, entry), *inside))
    return _nearest(points, entry)


def _nearest(points: tuple[Point, ...], entry: Entry) -> float:
    best, own_lat, own_lon = 0.0, entry.lat, entry.lon
    shrink = cos(radians(own_lat))
    for lat, lon, _, likely in points:
        if likely > best and (lat, lon) != (own_lat, own_lon) and -_FAR <= lat - own_lat <= _FAR:
            away = _DEGREE * hypot(lat - own_lat, (lon - own_lon) * shrink)
            best = max(best, likely * exp(-away / _REACH))
    return best
