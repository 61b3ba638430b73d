"""Which mentions are worth comparing: those that share a key of time, place and kind, or of a name."""

from collections.abc import Iterator

from khabar.model.values import PlacePrecision
from khabar.reconcile.facts import Facts
from khabar.reconcile.mentions import Mention

_WEEK = 7
_POINTS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT})
_LONGEST = 14  # days of a period that are listed one by one
_MOST_NAMES = 12  # names that are keys: those with the least hashes, so that two texts choose alike


def find_keys(mention: Mention) -> tuple[str, ...]:
    """The keys to store for a mention, sorted; none unless it is the head of its strand.

    Two strands are compared iff their heads share a key.
    """
    return list_keys(mention) if mention.claim == mention.head else ()


def list_keys(mention: Mention) -> tuple[str, ...]:
    """The keys of a mention's strand, sorted, whichever of its claims it is."""
    facts = mention.facts
    head = f"{facts.family}/{facts.group}/{int(facts.cumulative)}"
    keys: set[str] = set()
    for where in _places(facts):
        keys.update(f"{head}/{where}/{when}" for when in _days(facts))
    for name in _strong_names(facts):
        keys.update(f"{head}/name/{name}/{week}" for week in _weeks(facts))
    return tuple(sorted(keys))


def _places(facts: Facts) -> Iterator[str]:
    """The cells of the map that a place touches, and its province."""
    spot = facts.spot
    if spot is None or spot.precision not in (*_POINTS, PlacePrecision.PROVINCE):
        return
    if spot.admin1 is not None or spot.precision is PlacePrecision.PROVINCE:
        yield f"{spot.country}/{spot.admin1 or spot.name}"
    if spot.lat is not None and spot.lon is not None:
        row, column = int(spot.lat * 2 + 180), int(spot.lon * 2 + 360)
        yield from (f"{row + y}:{column + x}" for y in (-1, 0, 1) for x in (-1, 0, 1))
    else:
        yield f"{spot.country}/{spot.name}"


def _days(facts: Facts) -> Iterator[str]:
    start, end = _span(facts)
    if start is None or end is None:
        return
    if end - start > _LONGEST:
        yield "long"
        return
    yield from (str(day) for day in range(start - 1, end + 2))


def _weeks(facts: Facts) -> Iterator[int]:
    start, end = _span(facts)
    if start is None or end is None:
        yield 0
        return
    yield from range((start - _WEEK) // _WEEK, (end + _WEEK) // _WEEK + 1)


def _span(facts: Facts) -> tuple[int | None, int | None]:
    """The days on which it may have been: those of the claims, else the four up to the report."""
    if facts.start is not None:
        return facts.start, facts.end
    return (facts.told - 3, facts.told) if facts.told is not None else (None, None)


def _strong_names(facts: Facts) -> list[int]:
    return sorted(facts.people | facts.names)[:_MOST_NAMES]
