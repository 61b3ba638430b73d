"""Where the events are that filters ask for: by place, and by cells of a map."""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, select

from khabar.errors import UsageError
from khabar.model.values import PlacePrecision
from khabar.record import schema
from khabar.record.conditions import match_events
from khabar.record.filters import Filter
from khabar.record.rows import AnyRow
from khabar.record.store import Record

_EVENT = schema.event.c

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


_FINENESS = case(
    (_EVENT.precision == PlacePrecision.EXACT.value, Fineness.POINT.value),
    (
        _EVENT.precision.in_((PlacePrecision.NEAR.value, PlacePrecision.DISTRICT.value)),
        Fineness.NEAR.value,
    ),
    else_=Fineness.WIDE.value,
)


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


def list_places(record: Record, wanted: Filter, as_of: date | None) -> tuple[PlaceCount, ...]:
    """All places of the events that are asked for, those with most events first."""
    named = (_EVENT.place, _EVENT.admin1, _EVENT.country, _EVENT.precision)
    events = func.count().label("events")
    query = select(*named, events).where(_match(record, wanted, as_of)).group_by(*named)
    with record.reading() as connection:
        rows = connection.execute(query.order_by(events.desc(), *(part.asc() for part in named))).all()
    return tuple(
        PlaceCount(
            name=row.place,
            admin1=row.admin1,
            country=row.country,
            precision=row.precision,
            events=row.events,
        )
        for row in rows
    )


def list_cells(record: Record, wanted: Filter, as_of: date | None, sight: Sight) -> tuple[Cell, ...]:
    """The cells of a map in which there are events with coordinates.

    Raises UsageError where more than `MOST_CELLS` would be looked through.
    """
    size = _measure_cell(sight)
    box = sight.box
    inside = (_EVENT.lat.between(box.south, box.north), _EVENT.lon.between(box.west, box.east))
    column, row = (_number(_EVENT.lon + 180, size), _number(_EVENT.lat + 90, size))
    query = (
        select(
            func.avg(_EVENT.lat).label("lat"),
            func.avg(_EVENT.lon).label("lon"),
            _FINENESS.label("fineness"),
            func.count().label("events"),
            func.min(_EVENT.id).label("first"),
            func.min(_EVENT.place).label("low"),
            func.max(_EVENT.place).label("high"),
            column.label("across"),
            row.label("up"),
        )
        .where(_match(record, wanted, as_of), *inside)
        .group_by("across", "up", "fineness")
        .order_by("up", "across", "fineness")
    )
    with record.reading() as connection:
        return tuple(_list_cells(connection.execute(query).all()))


def find_box(record: Record, wanted: Filter, as_of: date | None) -> Box | None:
    """The least box around all events with coordinates; None where there are none."""
    bounds = (func.min(_EVENT.lon), func.min(_EVENT.lat), func.max(_EVENT.lon), func.max(_EVENT.lat))
    with record.reading() as connection:
        found = connection.execute(select(*bounds).where(_match(record, wanted, as_of))).one()
    if found[0] is None or found[1] is None:
        return None
    return Box(west=found[0], south=found[1], east=found[2], north=found[3])


def _match(record: Record, wanted: Filter, as_of: date | None) -> ColumnElement[bool]:
    """What is asked for; as of an earlier day, the events that had been told of, as they are now."""
    if as_of is None:
        return match_events(wanted, record.dialect)
    sought = replace(wanted, min_killed=None, contested=False)
    return and_(match_events(sought, record.dialect), _EVENT.first_reported <= as_of)


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


def _number(degrees: ColumnElement[float], size: float) -> ColumnElement[int]:
    # never below zero, where rounding down and cutting off are the same
    return cast(func.floor(degrees / size), Integer)


def _list_cells(rows: Sequence[AnyRow]) -> Iterator[Cell]:
    for row in rows:
        yield Cell(
            lat=round(row.lat, 5),
            lon=round(row.lon, 5),
            fineness=Fineness(row.fineness),
            events=row.events,
            event=row.first if row.events == 1 else None,
            place=row.low if row.low == row.high else None,
        )
