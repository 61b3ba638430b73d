"""What a name is used for in a line that is all in capitals, where case does not part names from words.

Wire copy of the telex age is written so. There a word of the language, a surname and an abbreviation
look like the name of a town, and nearly each of them is one somewhere: a small town of one word needs
words beside it that place it, and what is part of a person's name is so in the whole text.
"""

import re

from khabar.text.places import cues
from khabar.text.places.folding import fold
from khabar.text.places.gazetteer import Kind
from khabar.text.places.surroundings import Surroundings, Word
from khabar.text.places.toponyms import Toponym

_INHABITED = re.compile(cues.INHABITED.pattern, re.IGNORECASE)
_TITLED = re.compile(cues.TITLED.pattern, re.IGNORECASE)
_SPOKE = re.compile(cues.SPOKE.pattern, re.IGNORECASE)
_TITLE = 16  # characters, as in `usage`
_OUTLET = re.compile(r"\b(?:RADIO|RADIOS|CADENA|CANAL|DIARIO|NEWSPAPER|DAILY|MAGAZINE)[ -]$")
_ABBREVIATED = 4  # letters; longer words in capitals are seldom abbreviations
_ARTICLES = frozenset({"el", "la", "los", "las", "del", "de", "san", "santa", "al"})
_CITY = 300_000  # people in a city that may be named without any words that place it
_GREAT_CITY = 750_000  # the same for a word of the language; both as in `usage`
_ON = re.compile(r"\bON $", re.IGNORECASE)
_STRUCK = re.compile(
    r"\b(?:SHOOK|SHAKEN|ROCKED|HIT|STRUCK|SHELLED|BOMBED|BOMBARDED|STORMED|ENTERED|REACHED) $",
    re.IGNORECASE,
)
_FILED = re.compile(r",? (?:\d{1,2} [A-Z]{3,9}\b|[A-Z]{3,9} \d|\(|--)")  # behind the town of a dateline
_GLOSSED = re.compile(r" ?\[")
_OPENED = re.compile(r"[(\[]$")
_CLOSED = re.compile(r"[)\]]")
_CALLED = re.compile(
    r"\b(?:CITY|TOWN|VILLAGE|PORT|PROVINCE|DEPARTMENT|NEIGHBORHOOD|SUBURB|MUNICIPALITY|HAMLET"
    r"|CANTON) OF $"
)


def is_person(around: Surroundings, toponym: Toponym) -> bool:
    """Whether a word has a given name, another surname or a title before it, or speaks."""
    if not toponym.single or toponym.outer is not None or _is_great(toponym):
        return False
    if _STRUCK.search(around.before(toponym.span)):
        return False  # "Shook" is a surname, too
    if _TITLED.search(around.before(toponym.span)[-_TITLE:]):
        return True
    if around.gazetteer.is_surname(toponym.key) and _SPOKE.match(around.after(toponym.span)):
        return True
    left, right = _beside(around, toponym.first - 1), _beside(around, toponym.last + 1)
    if left is not None and around.touch(toponym.first - 1, toponym.first) and _is_name(around, left):
        return True
    named = around.gazetteer.is_given_name(toponym.key) or around.gazetteer.is_surname(toponym.key)
    return (
        named
        and right is not None
        and around.touch(toponym.last, toponym.last + 1)
        and around.gazetteer.is_surname(fold(right.text))
        and not around.gazetteer.is_common_word(fold(right.text))
    )


def is_part(around: Surroundings, toponym: Toponym) -> bool:
    """Whether a word is an abbreviation that the text spells out, or ends the name of an outlet."""
    before, after = around.before(toponym.span), around.after(toponym.span)
    if _OUTLET.search(before):
        return True
    short = toponym.single and len(toponym.key) <= _ABBREVIATED + 1 and not _is_great(toponym)
    enclosed = _OPENED.search(before) and _CLOSED.match(after)
    return bool(short and (_GLOSSED.match(after) or enclosed))


def is_word(around: Surroundings, toponym: Toponym, located: frozenset[str]) -> bool:
    """Whether nothing tells a name from a word of the language or a surname.

    `located` are the folded names that stand as places somewhere in the text.
    """
    if toponym.outer is not None or (toponym.has(Kind.COUNTRY) and len(toponym.key) > _ABBREVIATED):
        return False
    name = toponym.key.removeprefix("the ")
    if around.gazetteer.is_common_word(name) or (not toponym.single and name != toponym.key):
        great = len(name) >= _ABBREVIATED and _has_people(toponym, _GREAT_CITY)
        return not (great or _is_called(around, toponym))
    if toponym.key in _ARTICLES:
        return True
    if not toponym.single or _is_known(toponym) or toponym.key in located:
        return False
    return not is_placed(around, toponym)


def is_placed(around: Surroundings, toponym: Toponym) -> bool:
    """Whether the words beside a name make a place of it: in X, near X; X department."""
    before, after = around.before(toponym.span), around.after(toponym.span)
    named = around.gazetteer.is_surname(toponym.key) or around.gazetteer.is_given_name(toponym.key)
    if cues.PLACED.search(before) or _INHABITED.match(after) or (not before and _FILED.match(after)):
        return True
    if not named and any(words.search(before) for words in (cues.LOCATED, _ON, _STRUCK)):
        return True
    return around.follows_comma(toponym.span.start)


def _is_called(around: Surroundings, toponym: Toponym) -> bool:
    """Whether a word is said to be the name of a place: the town of Progreso; Progreso department."""
    return bool(_CALLED.search(around.before(toponym.span)))


def _is_known(toponym: Toponym) -> bool:
    """Whether a place of the name is a country, a province or a large city."""
    return any(
        entry.kind in {Kind.COUNTRY, Kind.ADMIN1, Kind.REGION} or entry.capital
        for entry in toponym.entries
    ) or _has_people(toponym, _CITY)


def _has_people(toponym: Toponym, least: int) -> bool:
    return any(entry.kind is Kind.CITY and (entry.population or 0) >= least for entry in toponym.entries)


def _is_great(toponym: Toponym) -> bool:
    return toponym.has(Kind.COUNTRY)


def _beside(around: Surroundings, at: int) -> Word | None:
    return around.words[at] if 0 <= at < len(around.words) else None


def _is_name(around: Surroundings, word: Word) -> bool:
    """Whether a word is a given name or a surname and no word of the language."""
    key = fold(word.text)
    if len(key) < 3 or key in around.gazetteer.words.directions or around.gazetteer.is_common_word(key):
        return False
    return around.gazetteer.is_given_name(key) or around.gazetteer.is_surname(key)
