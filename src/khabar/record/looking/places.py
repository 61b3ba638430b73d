"""Where the events are that filters ask for: by place, and by cells of a map."""

import enum
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from khabar.errors import UsageError
from khabar.model.values import PlacePrecision
from khabar.record.looking.filters import Filter
from khabar.record.looking.panorama import Mask, Panorama, Picture
from khabar.record.looking.selecting import select_rows

MOST_CELLS = 20_000
"""So many cells may be asked for at once: more than a large screen shows at any zoom."""

# Cells across the world at zoom 0; each zoom has twice as many. 64 pixels of a map with tiles of 256.
_CELLS = 4
_DEEPEST = 14


class Fineness(enum.StrEnum):
    """How a place is drawn: one that is named, one somewhere near, one somewhere inside."""

    POINT = "point"
    NEAR = "near"
    WIDE = "wide"


_WIDE = 2
_FINENESS = {
    PlacePrecision.EXACT.value: 0,
    PlacePrecision.NEAR.value: 1,
    PlacePrecision.DISTRICT.value: 1,
}
"""The number of the `Fineness` of a precision; of all others it is `_WIDE`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """A place with how many events are told of it; `name` is None where none is known."""

    name: str | None
    admin1: str | None
    country: str | None
    precision: str | None
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the map in degrees, both ends inside."""

    west: float
    south: float
    east: float
    north: float


WORLD = Box(west=-180, south=-90, east=180, north=90)
"""All of the map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Events of one fineness whose places lie close together at a zoom.

    `lat` and `lon` are in their middle. `event` is the one event where there is only one; `place` is the
    name where all have the same.
    """

    lat: float
    lon: float
    fineness: Fineness
    events: int
    event: str | None
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What of a map is looked at."""

    zoom: int
    box: Box


def list_places(panorama: Panorama, wanted: Filter, as_of: date | None) -> tuple[PlaceCount, ...]:
    """All places of the events that are asked for, those with most events first."""
    picture = panorama.look()
    rows = select_rows(panorama, picture, leave_figures(wanted, as_of), as_of)
    columns = [picture.words[name] for name in ("place", "admin1", "country", "precision")]
    coded = np.stack([column.codes[rows] for column in columns], axis=1)
    found, counts = np.unique(coded, axis=0, return_counts=True)
    named = (
        (*(column.words[code] for column, code in zip(columns, codes, strict=True)), int(count))
        for codes, count in zip(found, counts, strict=True)
    )
    ranked = sorted(named, key=lambda one: (-one[4], *(word or "" for word in one[:4])))
    return tuple(
        PlaceCount(name=name, admin1=admin1, country=country, precision=precision, events=events)
        for name, admin1, country, precision, events in ranked
    )


def list_cells(panorama: Panorama, wanted: Filter, as_of: date | None, sight: Sight) -> tuple[Cell, ...]:
    """The cells of a map in which there are events with coordinates.

    Raises UsageError where more than `MOST_CELLS` would be looked through.
    """
    size = _measure_cell(sight)
    picture = panorama.look()
    rows = select_rows(panorama, picture, leave_figures(wanted, as_of), as_of)
    rows = rows[_find_inside(picture, sight.box)[rows]]
    lat, lon = picture.numbers["lat"][rows], picture.numbers["lon"][rows]
    fineness = np.array([_FINENESS.get(word or "", _WIDE) for word in picture.words["precision"].words])
    drawn = fineness[picture.words["precision"].codes[rows]] if len(rows) else rows
    across, up = np.floor((lon + 180) / size), np.floor((lat + 90) / size)
    keys = ((up * 4 * 2**_DEEPEST + across) * len(Fineness) + drawn).astype(np.int64)
    _, firsts, cells, counts = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    lats, lons = (np.bincount(cells, values) / counts for values in (lat, lon))
    places = picture.words["place"].codes[rows]
    mixed = np.zeros(len(counts), dtype=np.bool_)
    np.logical_or.at(mixed, cells, places != places[firsts][cells])
    return tuple(
        Cell(
            lat=round(float(lats[cell]), 5),
            lon=round(float(lons[cell]), 5),
            fineness=tuple(Fineness)[int(drawn[first])],
            events=int(counts[cell]),
            event=picture.ids[rows[first]] if counts[cell] == 1 else None,
            place=None if mixed[cell] else picture.words["place"].words[places[first]],
        )
        for cell, first in enumerate(firsts)
    )


def find_box(panorama: Panorama, wanted: Filter, as_of: date | None) -> Box | None:
    """The least box around all events with coordinates; None where there are none."""
    picture = panorama.look()
    rows = select_rows(panorama, picture, leave_figures(wanted, as_of), as_of)
    rows = rows[_find_inside(picture, WORLD)[rows]]
    if not len(rows):
        return None
    lat, lon = picture.numbers["lat"][rows], picture.numbers["lon"][rows]
    return Box(
        west=float(lon.min()), south=float(lat.min()), east=float(lon.max()), north=float(lat.max())
    )


def leave_figures(wanted: Filter, as_of: date | None) -> Filter:
    """What is asked of places: as of an earlier day nothing is asked of figures, which were others."""
    return wanted if as_of is None else replace(wanted, min_killed=None, contested=False)


def _find_inside(picture: Picture, box: Box) -> Mask:
    lat, lon = picture.numbers["lat"], picture.numbers["lon"]
    inside: Mask = (lat >= box.south) & (lat <= box.north) & (lon >= box.west) & (lon <= box.east)
    return inside


def _measure_cell(sight: Sight) -> float:
    """The side of a cell in degrees."""
    zoom = min(max(sight.zoom, 0), _DEEPEST)
    size: float = 360 / (_CELLS * 2**zoom)
    box = sight.box
    cells = ((box.east - box.west) / size + 1) * ((box.north - box.south) / size + 1)
    if cells > MOST_CELLS:
        raise UsageError(
            f"expected a part of the map with {MOST_CELLS:,} cells at most, got one with {cells:,.0f}: "
            "ask for a smaller box or a lower zoom"
        )
    return size
