"""The town of the event that one article tells of.

A local report names the quarter where it was, and the town by its police or at its head: "shot in South
Shore, Chicago police said". Of two places that do not go together the town of the police holds: the
other is another place of that name.
"""

from collections import Counter
from collections.abc import Sequence

from khabar.model.claims import Claim
from khabar.model.values import Place, PlacePrecision, Reading
from khabar.reconcile.digests.facts import Spot
from khabar.reconcile.digests.spots import find_distance

INFERRED = frozenset(
    {"jurisdiction", "dateline", "same sentence", "title", "county", "model:event_places"}
)
"""Rules of places that nothing in the claim's own clause names."""

_HOME = frozenset({"jurisdiction", "dateline"})
_POINTS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT})
_TOWNS = _POINTS | {PlacePrecision.UNKNOWN}
# Within which a place is taken for a quarter of the town whose police tell of it. On 2,492 gun-violence
# reports the town was right in 13 of 19 cases up to 12 km, in 2 of 6 up to 50 km.
_QUARTER_KM = 12.0


def find_town(place: Reading[Place] | None, members: Sequence[Claim]) -> Reading[Place] | None:
    """The town that `place` is or lies in, by the claims of the event; None where none is named."""
    told = place if place and place.value.precision in _TOWNS else None
    homes = [claim.place for claim in members if claim.place and claim.place.rule in _HOME]
    if not homes or told is None or told.rule in _HOME:
        return told
    named = Counter(home.value.name for home in homes)
    home = max(homes, key=lambda one: named[one.value.name])
    return home if _is_part(told.value, home.value) or _contradict(told.value, home.value) else told


def _contradict(place: Place, home: Place) -> bool:
    return place.admin1 is not None and home.admin1 is not None and place.admin1 != home.admin1


def _is_part(place: Place, home: Place) -> bool:
    """True for a quarter, and for what the gazetteer has beside the town."""
    if place.precision is PlacePrecision.DISTRICT:
        return True
    distance = find_distance(_spot(place), _spot(home))
    return distance is not None and distance <= _QUARTER_KM


def _spot(place: Place) -> Spot:
    return Spot(place.name, place.admin1, place.country, place.lat, place.lon, place.precision)
