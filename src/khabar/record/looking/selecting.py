"""Filters on the picture of a record's events: the same as `conditions` says to the database."""

import math
from datetime import date

import numpy as np

from khabar.record.looking.conditions import EARTH, POINTS
from khabar.record.looking.filters import Circle, Filter, list_names, list_narrower
from khabar.record.looking.panorama import Mask, Panorama, Picture, Rows
from khabar.record.words import fold


def select_rows(panorama: Panorama, picture: Picture, wanted: Filter, as_of: date | None = None) -> Rows:
    """The rows of the events that are asked for; those that had been told of by `as_of`."""

    def select() -> Rows:
        return _select(panorama, picture, wanted, as_of)

    return panorama.remember(picture, (wanted, as_of), select)


def _select(panorama: Panorama, picture: Picture, wanted: Filter, as_of: date | None) -> Rows:
    mask = np.ones(len(picture.ids), dtype=np.bool_)
    if as_of is not None:
        mask &= picture.days["first_reported"] <= np.datetime64(as_of)
    mask &= _match_days(picture, wanted)
    mask &= _match_places(picture, wanted)
    if wanted.kind is not None:
        mask &= picture.words["kind"].find(list_narrower(wanted.kind))
    if wanted.min_killed is not None:
        mask &= picture.numbers["killed"] >= wanted.min_killed
    if wanted.contested:
        mask &= picture.numbers["contested"] == 1
    if not (wanted.actor is wanted.source is wanted.text is None):
        mask &= picture.index(panorama.find(wanted))
    return np.flatnonzero(mask)


def _match_days(picture: Picture, wanted: Filter) -> Mask:
    mask = np.ones(len(picture.ids), dtype=np.bool_)
    if wanted.since is not None:
        mask &= picture.days["end"] >= np.datetime64(wanted.since)
    if wanted.until is not None:
        mask &= picture.days["start"] <= np.datetime64(wanted.until)
    return mask


def _match_places(picture: Picture, wanted: Filter) -> Mask:
    mask = np.ones(len(picture.ids), dtype=np.bool_)
    if wanted.country is not None:
        mask &= picture.words["country"].find((wanted.country,))
    if wanted.place is not None:
        names = list_names(wanted.place) if fold(wanted.place) else ()
        mask &= picture.words["place_folded"].find(names) | picture.words["admin1_folded"].find(names)
    if wanted.within is not None:
        mask &= _match_circle(picture, wanted.within)
    return mask


def _match_circle(picture: Picture, circle: Circle) -> Mask:
    lat, lon = np.radians(picture.numbers["lat"]), np.radians(picture.numbers["lon"])
    here = math.radians(circle.lat), math.radians(circle.lon)
    swing = np.sin((lat - here[0]) / 2) ** 2
    turn = np.sin((lon - here[1]) / 2) ** 2 * np.cos(lat) * math.cos(here[0])
    angle = min(circle.km / EARTH, math.pi)
    inside: Mask = swing + turn <= math.sin(angle / 2) ** 2
    return inside & picture.words["precision"].find(POINTS)
