"""What a name of a place is used for: a location, a government, a person, a part of another name.

Surface patterns only: the words before and after the name, and how the same name is used elsewhere in
the article.
"""

import enum
import re
from dataclasses import dataclass

from khabar.text.folding import fold
from khabar.text.gazetteer import Gazetteer, Kind
from khabar.text.toponyms import Toponym, Word, follows_comma, is_abbreviation, opens_sentence


class Use(enum.StrEnum):
    """What the words of a toponym stand for."""

    LOCATION = "location"
    METONYM = "metonym"
    PART = "part of a name"
    PERSON = "person"
    WORD = "common word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesakes:
    """Folded names that the article uses as places (in, at, near ...), and those it uses only as surnames."""

    located: frozenset[str]
    surnames: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """An article's text with its words, in which toponyms are judged."""

    text: str
    words: tuple[Word, ...]
    gazetteer: Gazetteer

    def before(self, toponym: Toponym, length: int = 60) -> str:
        """The text before a toponym, to the start of its line at most."""
        start = toponym.span.start
        return self.text[max(0, start - length) : start].rpartition("\n")[2]

    def after(self, toponym: Toponym, length: int = 60) -> str:
        """The text after a toponym, to the end of its line at most."""
        end = toponym.span.end
        return self.text[end : end + length].partition("\n")[0]

    def neighbour(self, toponym: Toponym, step: int) -> Word | None:
        """The word that touches a toponym, with one space between: -1 before, 1 after."""
        at = toponym.first - 1 if step < 0 else toponym.last + 1
        if not 0 <= at < len(self.words):
            return None
        word = self.words[at]
        gap = (
            self.text[word.end : toponym.span.start]
            if step < 0
            else self.text[toponym.span.end : word.start]
        )
        return word if gap in {" ", "-", "\xa0"} else None


_TITLE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Sgt|Capt|Col|Maj|Cpl|Rev|Sen|Rep|Gov|Prof|Hon|Fr|Adm|Brig|Pvt|Det|Supt|Insp)\b\.?"
    r"|\b(?:President|Minister|King|Queen|Prince|Princess|Sir|Lord|Lady|General|Colonel|Major|Captain|Lieutenant"
    r"|Sergeant|Officer|Judge|Justice|Senator|Governor|Mayor|Sheriff|Deputy|Detective|Chief|Chancellor|Ambassador"
    r"|Bishop|Archbishop|Pope|Professor|Coach|Secretary|Chairman|Sheikh|Sheik|Imam|Ayatollah|Commander|Miss"
    r"|Pastor|Brother|Sister|Father|Saint|Trooper|Congressman|Congresswoman|Rabbi)"
    r"|\b[A-Z]\.)[ \xa0]$"
)
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|inside|across|throughout|around|into|toward|towards|within|from|to|over|off|above"
    r"|outskirts of|suburbs? of|city of|town of|village of|province of|state of|region of|district of|capital(?: of)?"
    r"|countryside of|north of|south of|east of|west of|kilomet(?:er|re)s of|miles of|parts of|port of|island of"
    r"|northeast of|northwest of|southeast of|southwest of|capital,|areas? of|cities of|streets of|people of"
    r"|visit(?:ed|ing)?|left|leave|leaving|reach(?:ed)?|enter(?:ed)?|fled|fleeing|bomb(?:ed|ing)|capture[ds]?|retak(?:e|en|ing)"
    r"|seized?|shell(?:ed|ing)|besieged|between|via|through|against)"
    r"(?: (?:the|downtown|central|nearby|neighbou?ring|northern|southern|eastern|western|rural|rebel-held"
    r"|government-held|opposition-held|besieged|historic|old|Old|mainland|north|south|east|west))*[ \xa0]$",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:in|near|outskirts of|suburbs? of|city of|town of|village of|province of|state of|region of|district of"
    r"|(?:north|south|east|west|northeast|northwest|southeast|southwest) of|(?:kilomet(?:er|re)s|km|miles) (?:of|from)|port of|island of)"
    r"(?: (?:the|downtown|central|nearby|neighbou?ring|northern|southern|eastern|western|rural|north|south|east|west))*[ \xa0]$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r",? (?:\([A-Z]|--?|—|–|[A-Z][a-z]+\.)")
_LIST = re.compile(r"(?:,|,? and|,? or|,? as well as|;) (?:the )?")
_INHABITANT = re.compile(
    r"[- ](?:(?:area|county|city|town|village) )?(?:man|woman|boy|girl|men|women|residents?|police|officers?|couple|teen\w*|family|families"
    r"|student|native|mayor|councillor|councilman|councilwoman|city council|town council|home|house|area|community|school|hospital"
    r"|firefighters?|airport|based|born|district|province|governorate|county|region|neighbou?rhood|suburbs?|countryside)\b"
    r"|, (?:a|the) (?:\w+ ){0,3}(?:city|town|village|suburb|district|neighbou?rhood|province|region)\b"
)
_SAYING = (
    r"(?:said|says|say|told|tells|denied|denies|deny|accused|accuses|accuse|announced|announces|insisted|insists|insist|warned|warns"
    r"|claimed|claims|claim|vowed|vows|blamed|blames|blame|condemned|condemns|rejected|rejects|reject|agreed|agrees|refused|refuses|refuse"
    r"|wants?|wanted|hopes?|believes?|considers?|backs|backed|supports?|supported|pledged|pledges|urged|urges|called|calls"
    r"|demanded|demands|offered|offers|signed|maintains|argues|fears|intends|plans|seeks|sought|threatened|threatens"
    r"|responded|retaliated|recogni[sz]ed|recogni[sz]es|imposed|sent|sends|began|launched|suspended|ordered|invaded|voted|abstained|vetoed)"
)
_SPEAKS = re.compile(
    rf"(?:,? and [A-Z]\w+)?(?: (?:has|have|had|also|again|later|now|still|repeatedly|strongly|on \w+day|would|will|may|could))*"
    rf" {_SAYING}\b"
)
_COUNTERPART = re.compile(
    r"\b(?:(?:talks|deal|agreement|ties|relations|contacts|negotiations|alliance|dispute) (?:with|between)"
    r"|(?:backed|supported|sponsored|accused|brokered|armed|funded|condemned|welcomed|rejected) by"
    r"|(?:accus\w+|urg\w+|blam\w+|press\w+|persuad\w+|warn\w+|ask\w+|told|call\w* on|pressure on|sanctions on|sanctions against))[ \xa0]$"
)
_GOVERNMENT = re.compile(
    r"['’]s (?:\w+ )?(?:government|ministry|foreign ministry|envoy|ambassador|president|leader|military|position|view)"
)
_INSTITUTION = re.compile(
    r"\b(?:University|College|Bank|Bishop|Archbishop|Church|Diocese|Archdiocese|Institute|School|Museum|Board|Chamber|Ministry|House|Duke"
    r"|Duchess|Earl|Battle|Treaty|Port|Society|Association|Federation|Republic|Army|Party|Voice|Friends|Port Authority)"
    r" (?:of|for|in)(?: the)? $"
)
_PLACE_WORDS = frozenset(
    """county parish province governorate district region state city town township village municipality borough
    territory oblast raion prefecture department canton republic peninsula valley island islands suburb suburbs
    neighbourhood neighborhood countryside area airport border desert coast strip mountains
    hills heights camp and or but is was are in on at by residents""".split()
)
_DIRECTIONS = frozenset(
    """north south east west northern southern eastern western central upper lower downtown greater old new mainland
    northeast northwest southeast southwest northeastern northwestern southeastern southwestern inner outer rural
    suburban metropolitan metro nearby in at near from to the of and for outside inside around""".split()
)
_TOWN = (
    15_000  # people; tried 0, 5,000, 15,000, 50,000, 100,000 on geoparse dev, see docs/decisions/0004
)


def decide_uses(around: Surroundings, toponyms: tuple[Toponym, ...]) -> tuple[Use, ...]:
    """The use of each toponym, in order: first by its own surroundings, then by those of its namesakes."""
    uses = tuple(_decide_use(around, toponym) for toponym in toponyms)
    located = _find_located(around, toponyms, uses)
    surnames = frozenset(
        toponym.key
        for toponym, use in zip(toponyms, uses, strict=True)
        if use in {Use.PERSON, Use.PART} and _ends_name(around, toponym)
    )
    namesakes = Namesakes(located=located, surnames=surnames - located)
    return tuple(
        _decide_again(around, toponym, use, namesakes)
        for toponym, use in zip(toponyms, uses, strict=True)
    )


def _find_located(
    around: Surroundings, toponyms: tuple[Toponym, ...], uses: tuple[Use, ...]
) -> frozenset[str]:
    """The names that stand as places somewhere in the article, also further on in a list: in X, Y and Z."""
    located = set()
    last = None
    for toponym, use in zip(toponyms, uses, strict=True):
        if use is not Use.LOCATION:
            continue
        listed = last is not None and _LIST.fullmatch(around.text[last : toponym.span.start])
        if toponym.outer is not None or listed or _PLACED.search(around.before(toponym)):
            located.add(toponym.key)
            last = toponym.span.end
    return frozenset(located)


def is_located(around: Surroundings, toponym: Toponym) -> bool:
    """Whether the words beside a toponym make it the place of something: in, at, near; X man, X police."""
    return bool(_LOCATIVE.search(around.before(toponym)) or _INHABITANT.match(around.after(toponym)))


def _decide_use(around: Surroundings, toponym: Toponym) -> Use:
    if is_abbreviation(toponym) and not _is_state(around, toponym):
        return Use.WORD
    if around.after(toponym, 1) == "$" or _is_acronym(around, toponym):
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
    if toponym.key in namesakes.surnames and not _is_great(toponym):
        return Use.PERSON
    if toponym.key in namesakes.located or is_located(around, toponym):
        return use
    return Use.WORD if _is_doubtful(around, toponym) else use


def _ends_name(around: Surroundings, toponym: Toponym) -> bool:
    """Whether a toponym is the last of several capitalised words, or follows a title."""
    left, right = around.neighbour(toponym, -1), around.neighbour(toponym, 1)
    if right is not None and right.capital:
        return False
    return _TITLE.search(around.before(toponym)) is not None or (left is not None and left.capital)


def _is_great(toponym: Toponym) -> bool:
    """Whether a country or first-level division has the name: one person of that name does not outweigh it."""
    return any(entry.kind in {Kind.COUNTRY, Kind.ADMIN1} for entry in toponym.entries)


def _is_state(around: Surroundings, toponym: Toponym) -> bool:
    """Whether the short form of a state stands as one: after a comma, with its full stops, or as NSW."""
    words = toponym.span.cut(around.text)
    if "." in words or (len(words) >= 3 and words.isupper() and not toponym.upper):
        return True
    dotted = around.text[toponym.span.end : toponym.span.end + 1] == "."
    if dotted and len(words) > 2 and not around.gazetteer.is_common_word(toponym.key):
        return True
    return follows_comma(around.text, toponym.span.start) and (
        dotted or (words.isupper() and len(words) == 2)
    )


def _is_acronym(around: Surroundings, toponym: Toponym) -> bool:
    """Whether a short word in capitals inside a mixed line is an abbreviation and not a date line."""
    words = toponym.span.cut(around.text)
    if toponym.upper or toponym.outer is not None or not words.isupper() or not 2 < len(words) < 6:
        return False
    if any(entry.kind in {Kind.COUNTRY, Kind.ADMIN1} for entry in toponym.entries):
        return False
    return not (around.before(toponym) == "" or _DATELINE.match(around.after(toponym)))


def _is_person(around: Surroundings, toponym: Toponym) -> bool:
    if toponym.first != toponym.last or toponym.outer is not None:
        return False
    if _TITLE.search(around.before(toponym)):
        return True
    left, right = around.neighbour(toponym, -1), around.neighbour(toponym, 1)
    given = around.gazetteer.is_given_name
    if left is not None and left.capital and not toponym.upper and given(fold(left.text)):
        return fold(left.text) not in _DIRECTIONS
    return (
        right is not None
        and right.capital
        and not toponym.upper
        and given(toponym.key)
        and around.gazetteer.is_surname(fold(right.text))
        and not _is_place_word(right)
    )


def _is_place_word(word: Word) -> bool:
    return word.text.lower() in _PLACE_WORDS


def _is_part(around: Surroundings, toponym: Toponym) -> bool:
    if _INSTITUTION.search(around.before(toponym)):
        return True
    if toponym.upper or toponym.outer is not None:
        return False
    right = around.neighbour(toponym, 1)
    if (
        right is not None
        and right.capital
        and not _is_place_word(right)
        and not _starts_clause(around, right)
    ):
        return True
    left = around.neighbour(toponym, -1)
    return (
        left is not None
        and left.capital
        and fold(left.text) not in _DIRECTIONS
        and not opens_sentence(around.text, left.start)
        and around.gazetteer.country_of_demonym(left.text) is None
    )


def _starts_clause(around: Surroundings, word: Word) -> bool:
    """Whether the next capital belongs to something else: a demonym, a country or a weekday after the place."""
    key = fold(word.text)
    return key.endswith("day") or around.gazetteer.country_of_demonym(word.text) is not None


def _is_government(around: Surroundings, toponym: Toponym) -> bool:
    if not any(entry.kind is Kind.COUNTRY or entry.capital for entry in toponym.entries):
        return False
    after = around.after(toponym)
    return bool(
        _COUNTERPART.search(around.before(toponym)) or _SPEAKS.match(after) or _GOVERNMENT.match(after)
    )


def _is_doubtful(around: Surroundings, toponym: Toponym) -> bool:
    """Whether nothing but its capital speaks for a name."""
    if any(entry.kind is Kind.COUNTRY for entry in toponym.entries):
        return False
    people = max((entry.population or _TOWN) for entry in toponym.entries)
    single = toponym.first == toponym.last
    if single and people < 50 * _TOWN and around.gazetteer.is_common_word(toponym.key):
        return True
    if single and around.gazetteer.is_given_name(toponym.key) and people < 20 * _TOWN:
        return True
    return single and people < _TOWN
