"""Names that stand in a row from small to large, as `Kafr Nabel, Idlib, Syria` or `Ocala, Fla.` do."""

import re
from dataclasses import replace
from math import asin, cos, radians, sin, sqrt

from khabar.text.places.cues import DIVISION, DIVISION_OF, LISTED, any_of
from khabar.text.places.gazetteer import Entry, Kind
from khabar.text.places.toponyms import Toponym

_EARTH = 6371.0
_STATES = frozenset({"US", "CA", "AU"})  # whose states are better known than towns of their name
_LIST = 3  # states that make a list; of two, New York and Washington, both may be towns
_SHARE_OF_STATE = 0.3  # of the people: New York City has 0.4 of its state's, Oklahoma City 0.2
_SHARE_OF_PROVINCE = 0.05
# `Los Angeles, San Jose` is a list although a hamlet of that name lies in San Jose; Paris, Texas: 85
_FAME = 300
_LONGEST_LINK = 60  # characters; `, a rebel-held town in the southern countryside of `
_DISTRICT_REACH = 80  # kilometres; for places whose district the gazetteer does not tell
_DIVISIONS = frozenset({Kind.ADMIN1, Kind.ADMIN2, Kind.REGION})
_PROVINCE = re.compile(rf"(?:['’]s)?,? {DIVISION}s?\b", re.IGNORECASE)
_PROVINCE_OF = re.compile(rf"\b{DIVISION_OF} of (?:the )?$", re.IGNORECASE)
_TOWN = re.compile(r",? (?:city|town|village|municipality)\b(?! of)", re.IGNORECASE)
_TOWN_OF = re.compile(r"\b(?:city|town|village|port|cities|towns|villages) of (?:the )?$", re.IGNORECASE)
_INSIDE = any_of(
    """northern, southern, eastern, western, central, northwestern, northeastern, southwestern,
    southeastern, neighbou?ring, rural, province of, state of, region of, governorate of,
    district of"""
)
_LINK = re.compile(
    r"(?:,? (?:city|town|village|district|county))?"
    r"(?:, | \(|,? (?:located |situated )?in (?:the )?|, (?:a|the) (?:\w+ ){1,5}in (?:the )?)"
    rf"(?:{_INSIDE} )*"
)


def kilometres(left: Entry, lat: float, lon: float) -> float:
    """Great-circle distance from a place to a point (haversine, radius 6,371 km)."""
    phi, other = radians(left.lat), radians(lat)
    half = sin((other - phi) / 2) ** 2 + cos(phi) * cos(other) * sin(radians(lon - left.lon) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))


def lies_in(entry: Entry, outer: Entry) -> bool:
    """Whether the gazetteer puts one place inside another, larger one."""
    if entry is outer or entry.kind <= outer.kind <= Kind.CITY or entry.country != outer.country:
        return False
    if outer.kind is Kind.COUNTRY:
        return True
    if outer.kind is Kind.ADMIN1:
        return entry.admin1 == outer.admin1
    if outer.kind is Kind.ADMIN2:
        near = entry.admin2 == outer.admin2 or (
            entry.admin2 is None and kilometres(entry, outer.lat, outer.lon) < _DISTRICT_REACH
        )
        return entry.admin1 == outer.admin1 and near
    if outer.kind is Kind.CITY:
        return entry.admin2 == outer.name
    return kilometres(entry, outer.lat, outer.lon) < 300


def link_chains(text: str, toponyms: tuple[Toponym, ...]) -> tuple[Toponym, ...]:
    """The toponyms, each with `outer` set where the next one names what contains it.

    Places of a kind that the words rule out are gone: towns for `Idlib province` and after
    `Kafr Nabel,`; provinces for `the city of Idlib` and for bare `Idlib`.
    """
    listed = _find_listed_states(text, toponyms)
    fitted = tuple(
        _keep_states(toponym) if position in listed else _fit_words(text, toponym)
        for position, toponym in enumerate(toponyms)
    )
    linked = tuple(_link(text, fitted, position) for position in range(len(fitted)))
    inner = {toponym.outer: toponym for toponym in linked if toponym.outer is not None}
    return tuple(_fit_chain(toponym, inner.get(position)) for position, toponym in enumerate(linked))


def _find_listed_states(text: str, toponyms: tuple[Toponym, ...]) -> frozenset[int]:
    """The numbers of those that stand in a list of states: "Idaho, Oregon and Washington"."""
    found: set[int] = set()
    run: list[int] = []
    for position, toponym in enumerate(toponyms):
        goes_on = run and LISTED.fullmatch(text, toponyms[run[-1]].span.end, toponym.span.start)
        if not goes_on or not _is_state(toponym):
            found.update(run if len(run) >= _LIST else ())
            run = []
        if _is_state(toponym):
            run.append(position)
    found.update(run if len(run) >= _LIST else ())
    return frozenset(found)


def _is_state(toponym: Toponym) -> bool:
    return any(entry.kind is Kind.ADMIN1 and entry.country in _STATES for entry in toponym.entries)


def _keep_states(toponym: Toponym) -> Toponym:
    states = (e for e in toponym.entries if e.kind is Kind.ADMIN1 and e.country in _STATES)
    return replace(toponym, entries=tuple(states))


def _fit_words(text: str, toponym: Toponym) -> Toponym:
    """Only provinces for `Idlib province`, only towns for `the city of Idlib`, where there are such."""
    start, end = toponym.span.start, toponym.span.end
    before, after = text[max(0, start - 20) : start], text[end : end + 20]
    if _PROVINCE.match(after) or _PROVINCE_OF.search(before):
        kept = tuple(entry for entry in toponym.entries if entry.kind in _DIVISIONS)
    elif _TOWN.match(after) or _TOWN_OF.search(before):
        kept = tuple(entry for entry in toponym.entries if entry.kind is Kind.CITY)
    else:
        return toponym
    return replace(toponym, entries=kept or toponym.entries)


def _fit_chain(toponym: Toponym, inner: Toponym | None) -> Toponym:
    """Only places that contain the one named before, or only towns where a province has their name."""
    kept = _containers(inner, toponym) if inner else _prefer_towns(toponym.entries)
    return toponym if len(kept) in {0, len(toponym.entries)} else replace(toponym, entries=kept)


def _containers(inner: Toponym, outer: Toponym) -> tuple[Entry, ...]:
    """The places of the outer name in which a place of the inner one lies.

    A district counts only where no town has its name: `Sarmin, Ariha` is a list of towns; and a province
    only where no country around has it: `Mexico City, Mexico`.
    """
    town = outer.has(Kind.CITY)
    around = tuple(
        around
        for around in outer.entries
        if not (town and around.kind is Kind.ADMIN2)
        and any(lies_in(entry, around) for entry in inner.entries)
    )
    return tuple(entry for entry in around if entry.kind is Kind.COUNTRY) or around


def _prefer_towns(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The places but for provinces and districts named after a town: bare Idlib is the town."""
    towns = tuple(entry for entry in entries if entry.kind is Kind.CITY)
    return tuple(
        entry
        for entry in entries
        if entry.kind not in {Kind.ADMIN1, Kind.ADMIN2} or not any(_names(town, entry) for town in towns)
    )


def _names(town: Entry, division: Entry) -> bool:
    if town.capital and town.country == division.country:
        return True
    least = _SHARE_OF_STATE if division.country in _STATES else _SHARE_OF_PROVINCE
    return lies_in(town, division) and town.population > least * division.population


def _link(text: str, toponyms: tuple[Toponym, ...], position: int) -> Toponym:
    toponym = toponyms[position]
    if position + 1 == len(toponyms):
        return toponym
    outer = toponyms[position + 1]
    gap = text[toponym.span.end : outer.span.start]
    if len(gap) > _LONGEST_LINK or not _LINK.fullmatch(gap):
        return toponym
    outers = _containers(toponym, outer)
    inside = [entry for entry in toponym.entries if any(lies_in(entry, around) for around in outers)]
    known = max(entry.population for entry in toponym.entries)
    if not inside or max(entry.population for entry in inside) * _FAME < known:
        return toponym
    return replace(toponym, outer=position + 1)
