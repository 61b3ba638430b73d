"""Where and when an event was: the finest on which its claims agree, never finer than any words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from khabar import vocab
from khabar.model.values import Period, Place, PlacePrecision, TimePrecision

_KNOWN = frozenset(PlacePrecision) - {PlacePrecision.UNKNOWN}
# The finest first.
_POINTS = (PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT)
_WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION})
_TIMES = (
    TimePrecision.HOUR,
    TimePrecision.DAY,
    TimePrecision.WEEK,
    TimePrecision.MONTH,
    TimePrecision.YEAR,
    TimePrecision.RANGE,
)


def find_place(articles: Iterable[Iterable[Place]]) -> Place | None:
    """The finest place on which the articles agree; None where they have none in common.

    `articles` has the places that the claims of each article name. A point that more articles name
    than name anything that cannot be it or hold it stands: one report that names the next village does
    not move an event. Otherwise two towns of one province agree on the province, of one country on the
    country. A place that the gazetteer does not know is taken only where no other is named.
    """
    sets = [frozenset(places) for places in articles]
    different = frozenset().union(*sets)
    if len(different) < 2:  # as for most events
        return next(iter(different), None)
    often = Counter(sets)  # articles of one event name the same places
    named = [sorted(places, key=_order) for places in often]
    known = [[place for place in places if place.precision in _KNOWN] for places in named]
    counted = [(places, count) for places, count in zip(known, often.values(), strict=True) if places]
    everything = sorted({place for places in known for place in places}, key=_order)
    for point in _unite([place for place in everything if place.precision in _POINTS]):
        against = sum(
            count for places, count in counted if not all(_agree(place, point) for place in places)
        )
        names = sum(count for places, count in counted if any(_is_one(place, point) for place in places))
        if names > against:
            return point
    if everything:
        return _find_area(everything)
    unknown = {place.name: place for places in named for place in places}
    return unknown.popitem()[1] if len(unknown) == 1 else None


def find_period(periods: Iterable[Period]) -> Period | None:
    """The shortest stretch of days on which all agree; None where no period has days.

    A period that lies in the others is taken; two that do not lie in each other make a range that
    covers both.
    """
    dated = [period for period in set(periods) if period.start is not None and period.end is not None]
    if len(dated) < 2:  # as for most events
        return next(iter(dated), None)
    inmost = [period for period in dated if not any(_is_inside(other, period) for other in dated)]
    start = min(period.start for period in inmost if period.start)
    end = max(period.end for period in inmost if period.end)
    whole = [period for period in inmost if (period.start, period.end) == (start, end)]
    if not whole:
        return Period(start=start, end=end, precision=TimePrecision.RANGE)
    return max(whole, key=lambda period: _TIMES.index(period.precision))


def _is_inside(inner: Period, outer: Period) -> bool:
    """True where `inner` is a shorter stretch inside `outer`."""
    if inner.start is None or outer.start is None or inner.end is None or outer.end is None:
        return False
    ends = (inner.start, inner.end), (outer.start, outer.end)
    return ends[0] != ends[1] and outer.start <= inner.start and inner.end <= outer.end


def _is_one(left: Place, right: Place) -> bool:
    """True where two points are one, however finely each is named."""
    if left.geonames is not None and right.geonames is not None:
        return left.geonames == right.geonames
    return (left.name, left.country) == (right.name, right.country)


def _agree(place: Place, point: Place) -> bool:
    """True where a place is the point or an area that may hold it."""
    if place.precision in _POINTS:
        return _is_one(place, point)
    return _holds(place, point)


def _unite(points: Sequence[Place]) -> list[Place]:
    """Each point once: of one known as the town and as somewhere by it, the latter."""
    united: list[Place] = []
    for point in sorted(points, key=lambda point: -_POINTS.index(point.precision)):
        if not any(_is_one(point, other) for other in united):
            united.append(point)
    return united


def _holds(area: Place, point: Place) -> bool:
    """False where an area certainly does not hold a point."""
    if area.country is None or point.country is None:
        return True
    if area.country != point.country:
        return False
    if area.precision is not PlacePrecision.PROVINCE or point.admin1 is None:
        return True
    return point.admin1 in (area.name, area.admin1)


def _find_area(places: Sequence[Place]) -> Place | None:
    """The province, or else the country, that all places share."""
    if len({place.name for place in places}) == 1:
        return places[0]
    countries = {place.country for place in places}
    if len(countries) != 1 or None in countries:
        return None
    inside = [place for place in places if place.precision not in _WIDE]
    provinces = {place.admin1 for place in inside}
    if len(provinces) == 1 and None not in provinces:
        return _draw_province(inside)
    return _draw_country(places)


def _draw_province(places: Sequence[Place]) -> Place:
    named = [place for place in places if place.precision is PlacePrecision.PROVINCE]
    name = places[0].admin1 or places[0].name
    for place in named:
        if place.name == name:
            return place
    return _blank(name, places[0], PlacePrecision.PROVINCE)


def _draw_country(places: Sequence[Place]) -> Place:
    for place in places:
        if place.precision is PlacePrecision.COUNTRY:
            return place
    code = places[0].country
    names = [country.name for country in vocab.load().countries if country.code == code]
    return _blank(names[0] if names else str(code), places[0], PlacePrecision.COUNTRY)


def _blank(name: str, inside: Place, precision: PlacePrecision) -> Place:
    """An area that no claim names itself: without coordinates, for none were read."""
    return Place(
        name=name,
        admin1=inside.admin1 if precision is PlacePrecision.PROVINCE else None,
        country=inside.country,
        lat=None,
        lon=None,
        precision=precision,
        geonames=None,
    )


def _order(place: Place) -> tuple[str, str, str, str]:
    return (place.country or "", place.admin1 or "", place.name, repr(place))
