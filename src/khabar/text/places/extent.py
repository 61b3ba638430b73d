"""How precisely the words around a toponym place something, and how far these words reach."""

import re
from dataclasses import dataclass

from khabar.model.values import PlacePrecision, Span
from khabar.text.places.cues import DIVISION, DIVISION_OF, any_of
from khabar.text.places.gazetteer import Entry, Kind
from khabar.text.places.toponyms import Toponym


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The words that say where, and how fine they are."""

    span: Span
    precision: PlacePrecision


_COMPASS = ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
_SIDE = (
    rf"(?:(?:{'|'.join(_COMPASS)})(?:ern)?"
    r"|central|rural|upper|lower)"
    r"(?:(?:,| and|-) (?:north|south|east|west)(?:ern)?)*"
)
_LENGTH = (
    r"(?:(?:about|some|around|roughly|nearly) )?[\d.,]+ ?"
    + any_of("km, kms, kilomet(?:er|re)s?, miles?, mi, m, met(?:er|re)s?")
    + r"(?: \([^)]{2,20}\))?"
)
_EDGE = any_of("outskirts, vicinity, suburbs?, countryside, periphery, approaches, edges?")
_PIECE = any_of(
    "parts?, districts?, neighbou?rhoods?, areas?, half, side, quarters?, suburbs?, sections?"
)
_SETTLED = "(?:the )?(?:(?:city|town|village|port) of )?$"
_NEAR = re.compile(
    rf"(?<!\w)(?:{_LENGTH} (?:to the )?(?:{_SIDE} |away )?(?:of|from|outside) "
    rf"|(?:just |to the )?{_SIDE} of |(?:just )?outside (?:of )?|near(?:by)? |close to |around "
    rf"|(?:the )?(?:\w+ )?{_EDGE} (?:of|to) "
    rf"|(?:the )?(?:areas?|villages|towns|region|district) (?:around|surrounding|near) ){_SETTLED}",
    re.IGNORECASE,
)
_HELD = r"(?:rebel-held|opposition-held|government-held|besieged|old|downtown|inner)"
_PART = re.compile(
    rf"(?<!\w)(?:(?:the )?(?:{_SIDE}|{_HELD})(?: \w+-held)?"
    rf"(?: (?:{_PIECE}|provinces?|regions?|city) of)?"
    rf"|(?:the )?(?:\w+-held |besieged )?{_PIECE} of) {_SETTLED}",
    re.IGNORECASE,
)
_DIVISION = re.compile(rf"(?:['’]s)? {DIVISION}\b", re.IGNORECASE)
_DIVISION_OF = re.compile(rf"(?<!\w)(?:the )?(?:\w+ern )?{DIVISION_OF} of (?:the )?$", re.IGNORECASE)
_QUARTER = re.compile(r" (?:district|neighbou?rhood|quarter|suburb|sector)\b", re.IGNORECASE)
_SURROUNDS = re.compile(
    r"(?:['’]s)? (?:\w+ern )?(?:countryside|outskirts|suburbs|area|hinterland|valley)\b",
    re.IGNORECASE,
)
_SIDES = re.compile(rf"['’]s (?:{_SIDE} {_PIECE}|old city|old town)\b", re.IGNORECASE)
# The last words of _NEAR and _PART, so that these are only tried where they can match.
_LAST_WORDS = frozenset(
    [
        "of",
        "to",
        "from",
        "the",
        "near",
        "nearby",
        "around",
        "outside",
        "surrounding",
        "central",
        "rural",
        "upper",
    ]
    + [
        "lower",
        "rebel-held",
        "opposition-held",
        "government-held",
        "besieged",
        "old",
        "downtown",
        "inner",
    ]
    + [side + end for side in _COMPASS for end in ("", "ern")]
)
_OWN = {
    Kind.COUNTRY: PlacePrecision.COUNTRY,
    Kind.ADMIN1: PlacePrecision.PROVINCE,
    Kind.ADMIN2: PlacePrecision.PROVINCE,
    Kind.CITY: PlacePrecision.EXACT,
    Kind.REGION: PlacePrecision.REGION,
    Kind.DISTRICT: PlacePrecision.DISTRICT,
}
_PARTLY = {Kind.COUNTRY: PlacePrecision.REGION, Kind.CITY: PlacePrecision.DISTRICT}


def measure_extent(text: str, toponym: Toponym, entry: Entry | None) -> Extent:
    """The toponym's span, widened by the words that make it less precise, and the precision.

    `unknown` where the place is not known. Never finer than the words: `near X` is near, `eastern X`
    a district of a town and a region of a country.
    """
    if entry is None:
        return Extent(span=toponym.span, precision=PlacePrecision.UNKNOWN)
    own = _OWN[entry.kind]
    span = _widen_after(text, toponym.span, entry)
    if span != toponym.span and entry.kind is Kind.CITY:
        own = _precision_after(text, toponym.span)
    return _widen_before(text, span, entry, own)


def _widen_after(text: str, span: Span, entry: Entry) -> Span:
    patterns = (_DIVISION, _QUARTER, _SURROUNDS, _SIDES) if entry.kind is not Kind.COUNTRY else ()
    for pattern in patterns:
        found = pattern.match(text, span.end)
        if found:
            return Span(span.start, found.end())
    return span


def _precision_after(text: str, span: Span) -> PlacePrecision:
    found = _DIVISION.match(text, span.end)
    if found:
        return PlacePrecision.NEAR if found[0].endswith("region") else PlacePrecision.PROVINCE
    if _SURROUNDS.match(text, span.end):
        return PlacePrecision.NEAR
    return PlacePrecision.DISTRICT


def _widen_before(text: str, span: Span, entry: Entry, own: PlacePrecision) -> Extent:
    start = max(0, span.start - 80)
    before = text[start : span.start].rpartition("\n")[2]
    first = span.start - len(before)
    found = _DIVISION_OF.search(before)
    if found:
        return Extent(span=Span(first + found.start(), span.end), precision=own)
    if before.rstrip().rpartition(" ")[2].lower() not in _LAST_WORDS:
        return Extent(span=span, precision=own)
    found = _NEAR.search(before)
    if found and own in {PlacePrecision.EXACT, PlacePrecision.DISTRICT}:
        return Extent(span=Span(first + found.start(), span.end), precision=PlacePrecision.NEAR)
    found = _PART.search(before)
    if found:
        partly = _PARTLY.get(entry.kind, own) if own is not PlacePrecision.NEAR else own
        return Extent(span=Span(first + found.start(), span.end), precision=partly)
    return Extent(span=span, precision=own)
