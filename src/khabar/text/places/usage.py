"""What a name of a place is used for: a location, a government, a person, a part of another name.

Surface patterns only: the words before and after the name, and how the same name is used elsewhere in
the article.
"""

import enum
from dataclasses import dataclass

from khabar.text.places import caseless, cues
from khabar.text.places.folding import fold
from khabar.text.places.gazetteer import Kind
from khabar.text.places.surroundings import Surroundings, Word
from khabar.text.places.toponyms import Toponym, is_abbreviation


class Use(enum.StrEnum):
    """What the words of a toponym stand for."""

    LOCATION = "location"
    METONYM = "metonym"
    PART = "part of a name"
    PERSON = "person"
    WORD = "common word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesakes:
    """Folded names that the article uses as places (in, near ...), and those it uses as surnames."""

    located: frozenset[str]
    surnames: frozenset[str]


_ARTICLES = frozenset({"A", "An"})  # An is a given name, too
_TITLE = 16  # characters; the longest title, Congresswoman, has 13
# People in a town whose name needs nothing beside it. F1 and end-to-end accuracy on geoparse dev:
# 1 .845, .803; 5,000 .848, .795; 15,000 .848, .793; 50,000 .845, .785; 100,000 .844, .782.
_TOWN = 5_000
_CITY = 300_000  # the same where the name is also a given name; 100,000 .848, 1,000,000 .846
_GREAT_CITY = 750_000  # the same for common words; Reading, Nice, Mobile and Split are smaller


def decide_uses(around: Surroundings, toponyms: tuple[Toponym, ...]) -> tuple[Use, ...]:
    """The use of each toponym: first by its own surroundings, then by those of its namesakes."""
    uses = tuple(_decide_use(around, toponym) for toponym in toponyms)
    located = _find_located(around, toponyms, uses)
    surnames = frozenset(
        toponym.key
        for toponym, use in zip(toponyms, uses, strict=True)
        if _may_name(around, toponym, use) and _ends_name(around, toponym)
    )
    namesakes = Namesakes(located=located, surnames=surnames - located)
    return tuple(
        _decide_again(around, toponym, use, namesakes)
        for toponym, use in zip(toponyms, uses, strict=True)
    )


def _may_name(around: Surroundings, toponym: Toponym, use: Use) -> bool:
    """Whether a use can be that of a surname: the last word of a longer name can be a town, too."""
    return use is Use.PERSON or (use is Use.PART and around.gazetteer.is_surname(toponym.key))


def _find_located(
    around: Surroundings, toponyms: tuple[Toponym, ...], uses: tuple[Use, ...]
) -> frozenset[str]:
    """The names that stand as places somewhere in the article, also in a list: in X, Y and Z."""
    located = set()
    last = None
    for toponym, use in zip(toponyms, uses, strict=True):
        if use is not Use.LOCATION:
            continue
        listed = last is not None and cues.LISTED.fullmatch(around.text[last : toponym.span.start])
        if toponym.outer is not None or listed or cues.PLACED.search(around.before(toponym.span)):
            located.add(toponym.key)
            last = toponym.span.end
    return frozenset(located)


def is_located(around: Surroundings, toponym: Toponym) -> bool:
    """Whether the words beside a toponym make it a place: in, at, near; X man, X police."""
    return bool(
        cues.LOCATED.search(around.before(toponym.span))
        or cues.INHABITED.match(around.after(toponym.span))
    )


def _decide_use(around: Surroundings, toponym: Toponym) -> Use:
    if _is_river(around, toponym) or (is_abbreviation(toponym) and not _is_state(around, toponym)):
        return Use.WORD
    if around.after(toponym.span)[:1] == "$" or _is_acronym(around, toponym):
        return Use.PART
    if toponym.upper and caseless.is_part(around, toponym):
        return Use.PART
    if _is_person(around, toponym):
        return Use.PERSON
    if _is_part(around, toponym):
        return Use.PART
    if _is_government(around, toponym):
        return Use.METONYM
    return Use.LOCATION


def _decide_again(around: Surroundings, toponym: Toponym, use: Use, namesakes: Namesakes) -> Use:
    """The use in the light of the whole article."""
    if use is not Use.LOCATION or toponym.outer is not None:
        return use
    caseless_surname = toponym.upper and not toponym.has(Kind.COUNTRY)
    if toponym.key in namesakes.surnames and (caseless_surname or not _is_great(toponym)):
        return Use.PERSON
    if toponym.upper and caseless.is_word(around, toponym, namesakes.located):
        return Use.WORD
    if toponym.key in namesakes.located or is_located(around, toponym):
        return use
    return Use.WORD if _is_doubtful(around, toponym) else use


def _neighbour(around: Surroundings, toponym: Toponym, step: int) -> Word | None:
    """The word that touches a toponym: -1 before, 1 after; None across punctuation."""
    if step < 0:
        return (
            around.words[toponym.first - 1] if around.touch(toponym.first - 1, toponym.first) else None
        )
    return around.words[toponym.last + 1] if around.touch(toponym.last, toponym.last + 1) else None


def _ends_name(around: Surroundings, toponym: Toponym) -> bool:
    """Whether a toponym is the last of several capitalised words, or follows a title."""
    left, right = _neighbour(around, toponym, -1), _neighbour(around, toponym, 1)
    if toponym.upper:
        return toponym.single
    if right is not None and right.capital:
        return False
    return cues.TITLED.search(around.before(toponym.span)[-_TITLE:]) is not None or (
        left is not None and left.capital
    )


def _is_great(toponym: Toponym) -> bool:
    """Whether a country or province has the name: one person so called does not outweigh it."""
    return toponym.has(Kind.COUNTRY, Kind.ADMIN1)


def _is_state(around: Surroundings, toponym: Toponym) -> bool:
    """Whether the short form of a state stands as one: after a comma, with its full stops, or as NSW."""
    words = toponym.span.cut(around.text)
    if "." in words or (len(words) >= 3 and words.isupper() and not toponym.upper):
        return True
    dotted = around.text[toponym.span.end : toponym.span.end + 1] == "."
    if dotted and len(words) > 2 and not around.gazetteer.is_common_word(toponym.key):
        return True
    return around.follows_comma(toponym.span.start) and (dotted or (words.isupper() and len(words) == 2))


def _is_acronym(around: Surroundings, toponym: Toponym) -> bool:
    """Whether a short word in capitals inside a mixed line is an abbreviation and not a date line."""
    words = toponym.span.cut(around.text)
    if toponym.upper or toponym.outer is not None or not words.isupper() or not 2 < len(words) < 6:
        return False
    if toponym.has(Kind.COUNTRY) or is_abbreviation(toponym):
        return False
    return cues.DATELINE.match(around.after(toponym.span)) is None


def _is_person(around: Surroundings, toponym: Toponym) -> bool:
    if not toponym.single or toponym.outer is not None:
        return False
    if cues.TITLED.search(around.before(toponym.span)[-_TITLE:]) or _speaks(around, toponym):
        return True
    if toponym.upper:
        return caseless.is_person(around, toponym)
    return _follows_given_name(around, toponym) or _is_given_name(around, toponym)


def _speaks(around: Surroundings, toponym: Toponym) -> bool:
    """Whether a surname speaks or has an age, as towns do not."""
    if not around.gazetteer.is_surname(toponym.key) or _is_great(toponym):
        return False
    after = around.after(toponym.span)
    return bool(cues.SPOKE.match(after) or cues.AGED.match(after)) and not _is_capital(toponym)


def _follows_given_name(around: Surroundings, toponym: Toponym) -> bool:
    left = _neighbour(around, toponym, -1)
    if left is None or not left.capital or left.text in _ARTICLES:
        return False
    key = fold(left.text)
    return around.gazetteer.is_given_name(key) and key not in around.gazetteer.words.directions


def _is_given_name(around: Surroundings, toponym: Toponym) -> bool:
    """Whether a given name stands before a surname."""
    right = _neighbour(around, toponym, 1)
    return (
        right is not None
        and right.capital
        and around.gazetteer.is_given_name(toponym.key)
        and around.gazetteer.is_surname(fold(right.text))
        and not _is_feature(around, right)
    )


def _is_river(around: Surroundings, toponym: Toponym) -> bool:
    """Whether words for a river stand before a name that only towns have: "along the Segre"."""
    if not toponym.single or toponym.upper or toponym.outer is not None:
        return False
    if any(entry.kind is not Kind.CITY for entry in toponym.entries):
        return False
    right = _neighbour(around, toponym, 1)
    alone = right is None or right.text in around.gazetteer.words.closed or right.text.endswith("ed")
    return alone and cues.ALONG_RIVER.search(around.before(toponym.span)) is not None


def _is_feature(around: Surroundings, word: Word) -> bool:
    return word.text.lower() in around.gazetteer.words.features


def _is_part(around: Surroundings, toponym: Toponym) -> bool:
    if cues.INSTITUTED.search(around.before(toponym.span)) or _is_dedicated(around, toponym):
        return True
    if toponym.upper or toponym.outer is not None:
        return False
    return _goes_on(around, toponym) or _is_led_up_to(around, toponym)


def _is_dedicated(around: Surroundings, toponym: Toponym) -> bool:
    """Whether it is the saint of a church, school or hospital: the chapel of Santa Susana."""
    if not cues.SAINT.match(toponym.span.cut(around.text)):
        return False
    before = around.before(toponym.span)
    if cues.SACRED.match(around.after(toponym.span)) or cues.SACRED_TO.search(before):
        return True
    return cues.NAMED_AFTER.search(before) is not None and not _is_capital(toponym)


def _goes_on(around: Surroundings, toponym: Toponym) -> bool:
    """Whether a longer name begins with the toponym: Aleppo Media Center."""
    right = _neighbour(around, toponym, 1)
    if right is None or not right.capital or _is_feature(around, right):
        return False
    return not _starts_clause(around, right)


def _is_led_up_to(around: Surroundings, toponym: Toponym) -> bool:
    """Whether a longer name ends in the toponym: Radio Damascus, but not Syrian Kurdistan."""
    left = _neighbour(around, toponym, -1)
    if left is None or not left.capital or around.opens_sentence(left.start):
        return False
    if fold(left.text) in around.gazetteer.words.directions or _owns(around, left):
        return False
    return around.gazetteer.country_of_demonym(left.text) is None


def _owns(around: Surroundings, word: Word) -> bool:
    """Whether a word is a country's possessive without its apostrophe, as in Syrias Aleppo."""
    name = fold(word.text.removesuffix("s"))
    if len(name) == len(word.text) or not around.gazetteer.knows(name):
        return False
    return any(entry.kind is Kind.COUNTRY for entry in around.gazetteer.look_up_folded(name))


def _starts_clause(around: Surroundings, word: Word) -> bool:
    """Whether the next capital begins something else: an adjective, a country or a weekday."""
    key = fold(word.text)
    return key.endswith("day") or around.gazetteer.country_of_demonym(word.text) is not None


def _is_capital(toponym: Toponym) -> bool:
    return any(entry.capital for entry in toponym.entries)


def _is_government(around: Surroundings, toponym: Toponym) -> bool:
    """Whether a country or capital acts or is dealt with, and nothing happens in it."""
    if not (toponym.has(Kind.COUNTRY) or _is_capital(toponym)):
        return False
    before, after = around.before(toponym.span), around.after(toponym.span)
    if _is_adjective(around, toponym):
        return True
    if cues.PLACED.search(before):
        return False
    patterns = (cues.SPEAKS.match(after), cues.GOVERNMENTAL.match(after), cues.ADDRESSED.search(before))
    return any(patterns)


def _is_adjective(around: Surroundings, toponym: Toponym) -> bool:
    """Whether US, U.K. and the like qualify the next noun: US forces, but not the US and its allies."""
    if around.gazetteer.country_of_demonym(toponym.key) is None:
        return False
    right = _neighbour(around, toponym, 1)
    return right is not None and not right.capital and right.text not in around.gazetteer.words.links


def _is_doubtful(around: Surroundings, toponym: Toponym) -> bool:
    """Whether nothing but its capital speaks for a name of one word."""
    if not toponym.single or toponym.has(Kind.COUNTRY):
        return False
    people = max(entry.population or _TOWN for entry in toponym.entries)
    if people < _GREAT_CITY and around.gazetteer.is_common_word(toponym.key):
        return True
    return people < (_CITY if around.gazetteer.is_given_name(toponym.key) else _TOWN)
