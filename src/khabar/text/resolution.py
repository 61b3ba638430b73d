"""Which of the places of one name is meant, settled for a whole article at once."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import exp, log10

from typing import TypeVar

from khabar.text.chains import kilometres, lies_in
from khabar.text.folding import fold, sound
from khabar.text.gazetteer import Entry, Kind
from khabar.text.toponyms import Toponym

K = TypeVar("K")

# Weights in units of one power of ten of population. Each was moved by half and by double on geoparse dev (815
# articles) with the others fixed; figures in docs/decisions/0004-gazetteer.md.
_KIND = {
    Kind.COUNTRY: 3.0,
    Kind.ADMIN1: 0.6,
    Kind.ADMIN2: -0.3,
    Kind.CITY: 0.0,
    Kind.REGION: 1.5,
    Kind.DISTRICT: 0.5,
}
_ALTERNATE = -1.5
_CAPITAL = 2.0
_COUNTRY = 2.5
_ADMIN1 = 2.5
_NEARNESS = 2.0
_REACH = 150.0  # kilometres at which nearness has fallen to 37 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an article says about where it plays.

    `countries` and `admin1` share out 1.0 among the countries and first-level divisions that are
    spoken of; `points` are places of the article, each (latitude, longitude, weight).
    """

    countries: dict[str | None, float]
    admin1: dict[tuple[str | None, str | None], float]
    points: tuple[tuple[float, float, float], ...]


def resolve(toponyms: tuple[Toponym, ...], hints: Counter[str]) -> tuple[Entry | None, ...]:
    """The place meant by each toponym; None where several fit equally well.

    `hints` weighs countries that demonyms, the date line or the publisher point to.
    """
    choices = [_narrow(toponym, toponyms) for toponym in toponyms]
    chosen = [_best(toponym, entries, None) for toponym, entries in zip(toponyms, choices, strict=True)]
    for _ in range(2):
        evidence = {
            key: _weigh(key, toponyms, chosen, hints) for key in {toponym.key for toponym in toponyms}
        }
        chosen = [
            _best(toponym, entries, evidence[toponym.key])
            for toponym, entries in zip(toponyms, choices, strict=True)
        ]
    return tuple(chosen)


def _narrow(toponym: Toponym, toponyms: tuple[Toponym, ...]) -> tuple[Entry, ...]:
    """The places of the name that lie inside the one named after it, here or at a namesake."""
    for other in (toponym, *toponyms):
        if other.key == toponym.key and other.outer is not None:
            outers = toponyms[other.outer].entries
            inside = tuple(e for e in toponym.entries if any(lies_in(e, outer) for outer in outers))
            if inside:
                return inside
    return toponym.entries


def _best(toponym: Toponym, entries: tuple[Entry, ...], evidence: Evidence | None) -> Entry | None:
    if not entries:
        return None
    return max(entries, key=lambda entry: (_score(toponym.key, entry, evidence), -(entry.geonames or 0)))


def _score(key: str, entry: Entry, evidence: Evidence | None) -> float:
    score = log10(entry.population + 100) + _KIND[entry.kind]
    if fold(entry.name) != key and entry.kind is Kind.CITY and sound(entry.name) != sound(key):
        score += _ALTERNATE
    if entry.capital:
        score += _CAPITAL
    if evidence is None:
        return score
    score += _COUNTRY * evidence.countries.get(entry.country, 0.0)
    if entry.kind is not Kind.COUNTRY:
        score += _ADMIN1 * evidence.admin1.get((entry.country, entry.admin1), 0.0)
        score += _NEARNESS * _nearness(entry, evidence)
    return score


def _nearness(entry: Entry, evidence: Evidence) -> float:
    return min(
        1.0,
        sum(
            weight * exp(-kilometres(entry, lat, lon) / _REACH)
            for lat, lon, weight in evidence.points
            if abs(lat - entry.lat) < 8
        ),
    )


def _weigh(
    key: str, toponyms: tuple[Toponym, ...], chosen: list[Entry | None], hints: Counter[str]
) -> Evidence:
    countries: dict[str | None, float] = defaultdict(float, hints)
    admin1: dict[tuple[str | None, str | None], float] = defaultdict(float)
    points = {}
    for toponym, entry in zip(toponyms, chosen, strict=True):
        if entry is None or toponym.key == key:
            continue
        certainty = (
            1.0
            if len(toponym.entries) == 1 or entry.kind is Kind.COUNTRY or toponym.outer is not None
            else 0.5
        )
        countries[entry.country] += certainty
        if entry.kind is not Kind.COUNTRY and entry.admin1:
            admin1[entry.country, entry.admin1] += certainty
        if entry.kind in {Kind.CITY, Kind.ADMIN2, Kind.DISTRICT}:
            points[entry.lat, entry.lon] = certainty
    return Evidence(
        countries=_share(countries),
        admin1=_share(admin1),
        points=tuple((lat, lon, weight / 2) for (lat, lon), weight in points.items()),
    )


def _share(votes: dict[K, float]) -> dict[K, float]:
    total = sum(votes.values())
    return {key: weight / total for key, weight in votes.items()} if total else {}
