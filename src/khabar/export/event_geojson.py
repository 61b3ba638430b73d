"""Events as GeoJSON (RFC 7946): one feature each, with a point only where the words have one."""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from khabar.export.event_rows import POINTS, flatten
from khabar.model.events import Event
from khabar.model.values import PlacePrecision


def list_parts(events: Iterable[Event]) -> Iterator[bytes]:
    """A FeatureCollection, feature by feature.

    The geometry is null where no place is known, and where it is a province or more: that is no point.
    `is_precise` is true only of places that the words name exactly.
    """
    yield b'{"type": "FeatureCollection", "features": ['
    separator = b"\n"
    for event in events:
        feature = json.dumps(_make_feature(event), ensure_ascii=False, default=date.isoformat)
        yield separator + feature.encode("utf-8", "backslashreplace")
        separator = b",\n"
    yield b"\n]}\n"


def _make_feature(event: Event) -> dict[str, object]:
    place = event.place
    has_point = place is not None and place.precision in POINTS
    geometry = None
    if has_point and place is not None and place.lat is not None and place.lon is not None:
        geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
    is_precise = place is not None and place.precision is PlacePrecision.EXACT
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": geometry,
        "properties": {**flatten(event), "is_precise": is_precise},
    }
