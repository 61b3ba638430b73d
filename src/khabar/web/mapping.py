"""The map: cells of it for scripts, and the table that says the same to everybody."""

import json
import math
from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khabar.errors import UsageError
from khabar.record.looking.places import (
    WORLD,
    Box,
    Cell,
    Fineness,
    Sight,
    find_box,
    list_cells,
    list_places,
)
from khabar.web.answers import keep_answers
from khabar.web.asking import Asked
from khabar.web.harm import find_curtain, read_query
from khabar.web.rendering import render

_EDGES = 4


def show_cells(request: Request) -> Response:
    """The cells of a part of the map at a zoom, and the box around all events that are asked for."""
    asked = read_query(request)
    panorama, as_of = request.app.state.panorama, asked.opinion.as_of
    sight = read_sight(request.query_params)
    cells = list_cells(panorama, asked.wanted, as_of, sight)
    answer: dict[str, object] = {"cells": [_encode(_shield(request, cell), asked) for cell in cells]}
    if "box" not in request.query_params:
        box = find_box(panorama, asked.wanted, as_of)
        answer["box"] = _write_box(request, box) if box else None
    return Response(json.dumps(answer, ensure_ascii=False), media_type="application/json")


def show_places(request: Request) -> Response:
    """Every place with its events counted."""
    asked = read_query(request)
    places = list_places(request.app.state.panorama, asked.wanted, asked.opinion.as_of)
    return render(request, "places.html", asked=asked, places=places)


def read_sight(query: Mapping[str, str]) -> Sight:
    """The zoom and the box (west, south, east, north) that are asked for; raises UsageError."""
    zoom = query.get("zoom", "0")
    if not (zoom.isascii() and zoom.isdecimal() and len(zoom) <= 2):  # below 100
        raise UsageError(f"expected a zoom, a whole number such as 5, got {zoom!r}")
    return Sight(zoom=int(zoom), box=_read_box(query.get("box", "")))


def _read_box(text: str) -> Box:
    if not text:
        return WORLD
    try:
        edges = [float(part) for part in text.split(",")]
    except ValueError:
        edges = []
    if len(edges) != _EDGES or not all(map(math.isfinite, edges)):
        raise UsageError(f"expected WEST,SOUTH,EAST,NORTH in degrees, got {text!r}")
    west, south, east, north = edges
    return Box(
        west=max(west, WORLD.west),
        south=max(south, WORLD.south),
        east=min(east, WORLD.east),
        north=min(north, WORLD.north),
    )


def _shield(request: Request, cell: Cell) -> Cell:
    """A cell as this face may show it: what is no town lies within some ten kilometres."""
    if find_curtain(request) is None or cell.fineness is Fineness.POINT:
        return cell
    return replace(cell, lat=round(cell.lat, 1), lon=round(cell.lon, 1))


def _write_box(request: Request, box: Box) -> list[float]:
    """The edges of a box; on a face for everybody, of one in tenths of a degree around it."""
    edges = [box.west, box.south, box.east, box.north]
    if find_curtain(request) is None:
        return edges
    lows, highs = edges[:2], edges[2:]
    return [math.floor(10 * edge) / 10 for edge in lows] + [math.ceil(10 * edge) / 10 for edge in highs]


def _encode(cell: Cell, asked: Asked) -> dict[str, object]:
    """A cell with where it leads: to its event, or to the list of the events of its place."""
    address = None
    if cell.event:
        address = f"/events/{cell.event}"
    elif cell.place:
        address = asked.address("/", place=cell.place)
    return {
        "at": [cell.lat, cell.lon],
        "how": cell.fineness.value,
        "events": cell.events,
        "place": cell.place,
        "address": address,
    }


ROUTES = (
    Route("/map.json", keep_answers(show_cells), name="map"),
    Route("/places", keep_answers(show_places), name="places"),
)
