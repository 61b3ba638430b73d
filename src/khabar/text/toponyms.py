"""Where in a text a name of the gazetteer stands: words, longest matches, chains such as `X, Idlib, Syria`.

A cheap pass: only runs of capitalised words are looked up. What each match is used for is decided by
`usage`, which place it is by `resolution`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.model.values import Span
from khabar.text.folding import fold
from khabar.text.gazetteer import Entry, Gazetteer, Kind

LONGEST = 5
_WORD = re.compile(
    r"[A-Z]\. ?Va\.|(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’ʼ`ʻʿ‘](?!(?:[sSdmt]|ve|re|ll)\b)[^\W\d_]+)*",
    re.UNICODE,
)
_JOINERS = frozenset(
    "of the and de del la las los le les du des da do dos das di al el ad an ar as ash at az ed el er es ez en"
    " on upon sur y bin ul ud uz saint".split()
)
_ARTICLES = frozenset("al el ad an ar as ash at az ed en er es ez".split())
_NEVER = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    the a an and or but if in on at of to by for from with as is was are were be it he she they we you i his her
    their our my this that these those there here who what when where why how which while after before since until
    not no yes all any some more most many much few both each other such only own same so than too very can will
    just now then once also however meanwhile
    president minister prime king queen prince princess general colonel major captain lieutenant sergeant officer
    chief judge justice senator governor mayor sheriff deputy director chairman secretary ambassador bishop pope
    father mother sister brother doctor professor attorney coach rev reverend mr mrs ms miss dr sir lord lady saint
    police army navy force forces guard council court senate house congress parliament union party front movement
    school college university church mosque temple hospital museum library park street road avenue highway bridge
    station airport center centre county city town village province state states district region republic kingdom
    empire north south east west northern southern eastern western central upper lower middle new old great
    god allah islam islamic muslim christian jewish catholic orthodox sunni shia shiite hindu buddhist english
    said says told news times post press media radio television internet web reuters agency
    man men woman women boy girl child children family friend people student teacher worker owner
    one two three four five six seven eight nine ten first second third hundred thousand million
    hill hills valley mountain lake river sea ocean island beach bay bank field fields garden forest plain
    union democrat republican liberal labor labour green red white black blue brown
    act bill law amendment constitution treaty accord agreement resolution war peace battle
    inc corp company co ltd group association foundation institute society department ministry office bureau
    mission champion spring summer autumn winter christmas easter ramadan eid halloween thanksgiving
    est edt pst pdt cst cdt mst mdt gmt utc hiv fao iii olympic olympics federal home research energy drug human
    mining metro mart air hall patrol section commerce leader superior chamber market northeast northwest southeast
    southwest hope commissioner marshal principal academy supreme federation corporation gold downtown vice el gulf
    highway interstate route terrace best time big grand community hotel inn club band team game stadium theater theatre
    arab arabs hamas fatah hezbollah taliban duma knesset isis isil daesh passover
    photo video story page read click copyright google facebook twitter youtube apple windows""".split()
)
_SHORT_NAMES = frozenset("US UK DC UAE USA DRC NSW ACT PEI PRC USSR DPRK NZ".split())
_ABBREVIATING = frozenset({"US", "CA", "AU"})
_UPPER_LINE = (
    0.7  # share of capitals in a line's letters above which case tells nothing; mixed text has < 0.3
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text with its place in it."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A run of words that is the name of at least one place.

    `first` and `last` number the words of the text, both inside; `upper` is true in a line that is
    all capitals; `opens` where it stands first in a sentence or line; `outer` is the position, in
    the list of toponyms, of the place that is said to contain it.
    """

    span: Span
    key: str
    entries: tuple[Entry, ...]
    first: int
    last: int
    upper: bool
    opens: bool
    outer: int | None = None


def split_words(text: str) -> tuple[Word, ...]:
    """The words of a text; a hyphen parts words, an apostrophe inside does not, `U.S.` is one word."""
    return tuple(Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text))


def find_toponyms(text: str, words: tuple[Word, ...], gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """All longest runs of words that name a place, in text order; they do not overlap."""
    return tuple(_scan(text, words, gazetteer))


def _scan(text: str, words: tuple[Word, ...], gazetteer: Gazetteer) -> Iterator[Toponym]:
    upper = _find_upper_lines(text)
    at = 0
    while at < len(words):
        word = words[at]
        if not _may_start(text, words, at):
            at += 1
            continue
        if _is_demonym(text, words, at, gazetteer):
            at += 2
            continue
        in_upper = any(start <= word.start < end for start, end in upper)
        found = _match(text, words, at, gazetteer)
        if found is None or (
            found.first == found.last and not _may_stand_alone(text, word, found.key, in_upper)
        ):
            at += 1
            continue
        yield Toponym(
            span=found.span,
            key=found.key,
            entries=found.entries,
            first=found.first,
            last=found.last,
            upper=in_upper,
            opens=opens_sentence(text, word.start),
        )
        at = found.last + 1


def _is_demonym(text: str, words: tuple[Word, ...], at: int, gazetteer: Gazetteer) -> bool:
    """Whether a word begins an adjective of two words such as Sri Lankan."""
    if at + 1 >= len(words) or not words[at + 1].capital or not _touches(text, words[at], words[at + 1]):
        return False
    return gazetteer.country_of_demonym(text[words[at].start : words[at + 1].end]) is not None


def _find_upper_lines(text: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for line in text.split("\n"):
        capitals = len(line) - len(_CAPITALS.sub("", line))
        small = len(line) - len(_SMALL.sub("", line))
        if capitals and capitals / (capitals + small) > _UPPER_LINE:
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _may_start(text: str, words: tuple[Word, ...], at: int) -> bool:
    word = words[at]
    if word.capital:
        return True
    return word.text in _ARTICLES and text[word.end : word.end + 1] == "-" and at + 1 < len(words)


def _match(text: str, words: tuple[Word, ...], at: int, gazetteer: Gazetteer) -> Toponym | None:
    ends = tuple(_ends(text, words, at))
    for last in reversed(ends):
        span = Span(words[at].start, words[last].end)
        key = fold(span.cut(text))
        if gazetteer.knows(key):
            entries = gazetteer.look_up_folded(key)
            return Toponym(
                span=span, key=key, entries=entries, first=at, last=last, upper=False, opens=False
            )
    return None


def _ends(text: str, words: tuple[Word, ...], at: int) -> Iterator[int]:
    """The words at which a name that starts at a word may end."""
    for last in range(at, min(at + LONGEST, len(words))):
        word = words[last]
        if last > at and not _touches(text, words[last - 1], word):
            return
        if word.capital or (
            last > at and text[word.start - 1] == "-" and not word.capital and last - at < 3
        ):
            yield last
        elif last > at and word.text not in _JOINERS:
            return


def _touches(text: str, left: Word, right: Word) -> bool:
    gap = text[left.end : right.start]
    if gap in {" ", "-", "\xa0", "‑"}:
        return True
    return gap in {". ", "' ", "’ "} and left.text in {"St", "Mt", "Ft", "Ste"}


def _may_stand_alone(text: str, word: Word, key: str, upper: bool) -> bool:
    if key in _NEVER or len(key) < 2:
        return "." in word.text and len(key) == 2
    if len(key) > 3:
        return True
    if "." in word.text or word.text in _SHORT_NAMES:
        return not upper or "." in word.text or len(key) > 2
    return len(key) == 3 or follows_comma(text, word.start)


def follows_comma(text: str, at: int) -> bool:
    """Whether the words before end in a comma or an opening bracket."""
    return text[max(0, at - 2) : at].strip() in {",", "("}


_CAPITALS = re.compile("[A-Z]+")
_SMALL = re.compile("[a-z]+")
_OPENERS = frozenset('.!?:\n"“”‘(—–')


def opens_sentence(text: str, at: int) -> bool:
    """Whether a word stands first in a sentence, line or quotation, where a capital tells nothing."""
    before = text[max(0, at - 4) : at].rstrip(" \t'")
    return (
        not before
        or before[-1] in _OPENERS
        or before.endswith("--")
        or "\n" in text[max(0, at - 2) : at]
    )


def is_abbreviation(toponym: Toponym) -> bool:
    """Whether the name is a short form of a state, such as Fla. or TX."""
    return len(toponym.key) <= 5 and any(
        entry.kind is Kind.ADMIN1 and entry.country in _ABBREVIATING and fold(entry.name) != toponym.key
        for entry in toponym.entries
    )
