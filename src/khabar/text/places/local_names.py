"""Names of quarters, hamlets and townships that no gazetteer has: "in the Valdeluz neighborhood".

The word for what it is stands behind the name, so that it is no namesake far away: a canton of a name is
not the Chinese city. Such a place has the name that the text gives it, and the province and country of
the place that the text says it lies in; its coordinates are those of that town, near which it is.
"""

import re
from collections.abc import Iterator, Sequence

from khabar.model.values import Place, PlacePrecision, Reading, Span
from khabar.text.places.folding import fold
from khabar.text.places.gazetteer import Gazetteer

LOCAL_NAME = "local name"
"""The rule of a place whose name the gazetteer lacks, or has only in another country."""

_UNIT = r"(?:neighbou?rhood|canton|hamlet|municipality|corregimiento|barrio|colonia|township|parish)"
_NO_NAME = r"(?!(?:of|in|the|and|at|near|from|to|a|an|on|for|by|with|or|between|this|that|its)\b)"
_WORD = rf"(?i:{_NO_NAME})(?:[A-Z][\w'’-]+|de|del|la|las|los|el)"
_NAMED = re.compile(
    r"\b(?i:in|near|of|at|from|to|outside|around|into|on)(?: (?i:the))?"
    rf" (?P<name>{_WORD}(?: {_WORD}){{0,4}}) (?i:{_UNIT})\b"
)
_OUTER = re.compile(
    r"(?:, |,? (?:in|of) )(?:(?:the )?(?:[\w-]+ern |city of |town of |part of ){0,3})$", re.I
)
_OPENING = frozenset(
    {"el", "la", "las", "los", "san", "santa", "santo", "rio", "puerto", "villa", "new", "port", "fort"}
)
_REACH = 40  # code points between a local name and the place that it lies in
_TOWNS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT})


def name_locally(text: str, places: Sequence[Reading[Place]]) -> tuple[Reading[Place], ...]:
    """The places of a text with those of local names, which go before namesakes in other countries."""
    found = list(_find(text, places))
    spans = [reading.span for reading in found]
    kept = [place for place in places if not any(place.span.overlaps(span) for span in spans)]
    return tuple(sorted((*kept, *found), key=lambda reading: reading.span.start))


def _find(text: str, places: Sequence[Reading[Place]]) -> Iterator[Reading[Place]]:
    for match in _NAMED.finditer(text):
        start = match.start("name") + _skip_common(match["name"])
        span = Span(start, match.end())
        name = Span(start, match.end("name")).cut(text)
        if not _is_name(name):
            continue
        inside = [place for place in places if place.span.overlaps(Span(start, match.end("name")))]
        others = {p.value.country for p in places if not p.span.overlaps(span)} - {None}
        if not inside or (others and all(place.value.country not in others for place in inside)):
            yield Reading.at(span, text, _place(name, _outer(text, span, places)), LOCAL_NAME)


def _skip_common(name: str) -> int:
    """How many code points of words of the language stand before a name: "LUXURIOUS SAN ANDRES"."""
    words, skipped = name.split(" "), 0
    while len(words) > 1 and _is_common(words[0]) and fold(words[0]) not in _OPENING:
        skipped += len(words.pop(0)) + 1
    return skipped


def _is_name(name: str) -> bool:
    words = name.split(" ")
    opened = len(words) > 1 and fold(words[0]) in _OPENING
    return opened or not all(_is_common(word) for word in words)


def _is_common(word: str) -> bool:
    gazetteer, key = Gazetteer.load(), fold(word)
    listed = gazetteer.words
    if any(key in group for group in (listed.closed, listed.directions, listed.never)):
        return True
    return gazetteer.is_common_word(key) or key.endswith(("ous", "ial", "ern", "class", "income", "ive"))


def _outer(text: str, span: Span, places: Sequence[Reading[Place]]) -> Place | None:
    """The place right behind a local name: ", Huesca province", "in northern Oviedo"."""
    for place in places:
        gap = place.span.start - span.end
        if 0 <= gap <= _REACH:
            between = text[span.end : place.span.start]
            return place.value if _OUTER.fullmatch(between) else None
    return None


def _place(name: str, outer: Place | None) -> Place:
    town = outer is not None and outer.precision in _TOWNS
    return Place(
        name=name,
        admin1=outer.admin1 if outer else None,
        country=outer.country if outer else None,
        lat=outer.lat if outer and town else None,
        lon=outer.lon if outer and town else None,
        precision=PlacePrecision.NEAR if town else PlacePrecision.UNKNOWN,
        geonames=None,
    )
