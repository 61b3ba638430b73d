"""Which mentions are worth comparing: those near in time and place, of one sort, or with a rare name.

Each mention is stored under few keys and asks for more: its neighbours' as well. Asking is symmetric:
where one asks for a key of the other, the other asks for a key of the one.
"""

import math
from collections.abc import Iterable, Iterator, Sequence

from khabar.model.values import PlacePrecision
from khabar.reconcile.digests.facts import Facts, Spot
from khabar.reconcile.digests.mentions import Mention
from khabar.reconcile.digests.wording import hash_text

_POINTS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT})
_NAMED = _POINTS | {PlacePrecision.REGION, PlacePrecision.UNKNOWN}  # one where their names are one
_CELL = 0.5  # degrees: two points of neighbouring cells are the most that can be near (25 km)
_WIDE_CELL = 1.0  # the same for a point and the middle of a province (60 km)
_DAYS = 2  # in a bucket: neighbouring buckets hold all days that are two apart, and some that are three
_LONGEST = 14  # days of a period that is looked for by its days
_FORTNIGHT = 14
_LONGEST_NAMED = 400  # days of a period in which a name is looked for by fortnights: "in 1938"
_HALF_YEAR = 182  # a bucket for persons: a trial is reported months after the deed
MOST_PERSONS = 8  # that are keys, as for names
MOST_NAMES = 12  # names that are keys: those with the least hashes, so that two texts choose alike
_LONG = "long"
_ANY_TIME = ("-",)


def find_keys(mention: Mention) -> tuple[str, ...]:
    """The keys to store for a mention, sorted; none unless it is the head of its strand.

    Two strands are compared iff the head of one asks (`find_asked`) for a key of the other's.
    """
    return list_own(mention) if mention.claim == mention.head else ()


def list_own(mention: Mention) -> tuple[str, ...]:
    """The keys of a mention's strand, sorted, whichever of its claims it is."""
    facts = mention.facts
    names = _own_names(facts)
    places = list_own_places(facts.spot)
    return _join(
        facts,
        (places, _own(find_days(facts))),
        (names, _own(find_fortnights(facts))),
        (_list_persons(facts), _own(find_half_years(facts))),
        (_list_pages(facts), _ANY_TIME),
    )


def find_asked(mention: Mention) -> tuple[str, ...]:
    """The keys that a mention's strand looks for others by, sorted, whichever of its claims it is."""
    facts = mention.facts
    names = _asked_names(facts)
    places = list_asked_places(facts.spot)
    return _join(
        facts,
        (places, _asked(find_days(facts))),
        (names, _asked(find_fortnights(facts))),
        (_list_persons(facts), _asked(find_half_years(facts))),
        (_list_pages(facts), _ANY_TIME),
    )


def _join(facts: Facts, *kinds: tuple[Iterable[str], Sequence[str]]) -> tuple[str, ...]:
    """What is looked for in each bucket of time, of one sort of claims."""
    head = f"{facts.family}/{facts.group}/{int(facts.cumulative)}"
    keys = {f"{head}/{what}/{when}" for whats, times in kinds for what in whats for when in times}
    return tuple(sorted(keys))


def _list_pages(facts: Facts) -> tuple[str, ...]:
    """Versions of one page are compared whatever they say."""
    return tuple(f"z{page}" for page in sorted(facts.pages))


def _own_names(facts: Facts) -> Iterator[str]:
    """Rare names; that of the own town, which is not rare there, for those without a place only."""
    names, common = _choose_names(facts)
    tag = "x" if facts.spot is not None else "m"
    yield from (f"{tag}{name}" for name in names)
    yield from (f"y{name}" for name in common)


def _asked_names(facts: Facts) -> Iterator[str]:
    names, common = _choose_names(facts)
    tags = "xm" if facts.spot is not None else "xym"
    yield from (f"{tag}{name}" for tag in tags for name in names)
    yield from (f"m{name}" for name in common)


def _list_persons(facts: Facts) -> Iterator[str]:
    """Surnames with an age, which are rare wherever and whenever it was."""
    yield from (f"i{person}" for person in sorted(facts.persons)[:MOST_PERSONS])


def _choose_names(facts: Facts) -> tuple[list[int], list[int]]:
    """The names that are keys, and apart from them that of the own town."""
    names = facts.people | facts.names
    own = {find_own_name(facts.spot)}
    return sorted(names - own)[:MOST_NAMES], sorted(names & own)


def find_own_name(spot: Spot | None) -> int | None:
    """The name of the own town, which is not rare there; None where the place is no point."""
    return hash_text(spot.name) if spot and spot.precision in _POINTS else None


def list_own_places(spot: Spot | None) -> Iterator[str]:
    """A point: its cells, its name, and that it lies in its province. A province: the like.

    What the gazetteer does not know has its name alone, which a point has as well.
    """
    if spot is None:
        return
    if spot.precision in _NAMED:
        yield f"o{spot.name}"
    if spot.precision in _POINTS:
        yield f"n{spot.country}/{spot.name}"
        if spot.admin1 is not None:
            yield f"a{spot.country}/{spot.admin1}"
        yield from _cells("p", spot, _CELL, 0)
        yield from _cells("q", spot, _WIDE_CELL, 0)
    elif spot.precision is PlacePrecision.PROVINCE:
        yield f"v{spot.country}/{spot.name}"
        if spot.admin1 is not None:
            yield f"u{spot.country}/{spot.admin1}"
        yield from _cells("w", spot, _WIDE_CELL, 0)


def list_asked_places(spot: Spot | None) -> Iterator[str]:
    """A point asks for what is near, its name and its province; a province for what is inside too."""
    if spot is None:
        return
    if spot.precision in _NAMED:
        yield f"o{spot.name}"
    if spot.precision in _POINTS:
        yield from (f"{tag}{spot.country}/{spot.name}" for tag in "nv")
        yield from _cells("p", spot, _CELL, 1)
    elif spot.precision is PlacePrecision.PROVINCE:
        yield from (f"{tag}{spot.country}/{spot.name}" for tag in "anuv")
        yield from _cells("q", spot, _WIDE_CELL, 1)
    else:
        return
    if spot.admin1 is not None:
        yield f"v{spot.country}/{spot.admin1}"
    yield from _cells("w", spot, _WIDE_CELL, 1)


def _cells(tag: str, spot: Spot, size: float, around: int) -> Iterator[str]:
    """The cell of a place and those up to `around` cells from it; nothing without coordinates."""
    if spot.lat is None or spot.lon is None:
        return
    row, column = math.floor(spot.lat / size), math.floor(spot.lon / size)
    steps = range(-around, around + 1)
    yield from (f"{tag}{row + y}:{column + x}" for y in steps for x in steps)


def find_days(facts: Facts) -> range | None:
    """The buckets of the days on which it may have been; empty where that is not known, None if long."""
    start, end = _span(facts)
    return _buckets(start, end, _DAYS, _LONGEST)


def find_fortnights(facts: Facts) -> range | None:
    """The same in which names are looked for."""
    start, end = _span(facts)
    return _buckets(start, end, _FORTNIGHT, _LONGEST_NAMED)


def find_half_years(facts: Facts) -> range | None:
    """The same in which persons are looked for."""
    start, end = _span(facts)
    return _buckets(start, end, _HALF_YEAR, _LONGEST_NAMED)


def _buckets(start: int | None, end: int | None, size: int, longest: int) -> range | None:
    """The buckets that a period touches; None where it is too long for that."""
    if start is None or end is None:
        return range(0)
    return None if end - start > longest else range(start // size, end // size + 1)


def _own(buckets: range | None) -> tuple[str, ...]:
    return (_LONG,) if buckets is None else tuple(map(str, buckets))


def _asked(buckets: range | None) -> tuple[str, ...]:
    """The buckets and their neighbours."""
    if not buckets:
        return _own(buckets)
    return tuple(map(str, range(buckets.start - 1, buckets.stop + 1)))


def _span(facts: Facts) -> tuple[int | None, int | None]:
    """The days on which it may have been: those of the claims, else the four up to the report."""
    if facts.start is not None:
        return facts.start, facts.end
    return (facts.told - 3, facts.told) if facts.told is not None else (None, None)
