"""Where in a text names of the gazetteer stand: the longest runs of words that name a place.

A cheap pass: only what begins with a capital is looked up. What each match is used for is decided in
`usage`, which place it is in `resolution`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from khabar.model.values import Span
from khabar.text.capitals import find_upper_lines
from khabar.text.places.folding import fold
from khabar.text.places.gazetteer import Entry, Kind
from khabar.text.places.surroundings import Surroundings, Word

_LONGEST = 5  # words; `Democratic Republic of the Congo`
_ABBREVIATING = frozenset({"US", "CA", "AU"})  # countries whose press shortens the names of states


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A run of words that is the name of at least one place.

    `first` and `last` number the words of the text, both inside; `upper` is true in a line that is
    all capitals; `outer` is the position, in the list of toponyms, of the one that names what
    contains it.
    """

    span: Span
    key: str
    entries: tuple[Entry, ...]
    first: int
    last: int
    upper: bool = False
    outer: int | None = None

    @property
    def single(self) -> bool:
        """Whether the name is one word."""
        return self.first == self.last

    def has(self, *kinds: Kind) -> bool:
        """Whether a place of one of these kinds has the name."""
        return any(entry.kind in kinds for entry in self.entries)


def find_toponyms(around: Surroundings) -> tuple[Toponym, ...]:
    """All longest runs of words that name a place, in text order; they do not overlap."""
    return tuple(_scan(around))


def is_abbreviation(toponym: Toponym) -> bool:
    """Whether the name is a short form of a state, such as Fla. or TX."""
    return len(toponym.key) <= 5 and any(
        entry.kind is Kind.ADMIN1 and entry.country in _ABBREVIATING and fold(entry.name) != toponym.key
        for entry in toponym.entries
    )


def _scan(around: Surroundings) -> Iterator[Toponym]:
    upper = tuple(find_upper_lines(around.text))
    at = 0
    while at < len(around.words):
        word = around.words[at]
        if not may_start(around, at):
            at += 1
        elif _is_demonym(around, at):
            at += 2
        else:
            in_upper = any(line.start <= word.start < line.end for line in upper)
            found = _match(around, at)
            if found is not None and _may_be_place(around, found, in_upper):
                yield replace(found, upper=in_upper)
                at = found.last
            at += 1


def may_start(around: Surroundings, at: int) -> bool:
    """Whether a name may begin with a word: it has a capital, or is an Arabic article as in al-Bab."""
    word = around.words[at]
    if word.capital:
        return True
    return word.text in around.gazetteer.words.articles and around.text[word.end : word.end + 1] == "-"


def _is_demonym(around: Surroundings, at: int) -> bool:
    """Whether a word begins an adjective of two words such as Sri Lankan."""
    if at + 1 >= len(around.words) or not around.words[at + 1].capital or not around.touch(at, at + 1):
        return False
    pair = around.text[around.words[at].start : around.words[at + 1].end]
    return around.gazetteer.country_of_demonym(pair) is not None


def _match(around: Surroundings, at: int) -> Toponym | None:
    for last in reversed(tuple(list_ends(around, at))):
        span = Span(around.words[at].start, around.words[last].end)
        key = fold(span.cut(around.text))
        if around.gazetteer.knows(key):
            entries = around.gazetteer.look_up_folded(key)
            return Toponym(span=span, key=key, entries=entries, first=at, last=last)
    return None


def list_ends(around: Surroundings, at: int) -> Iterator[int]:
    """The words at which a name that starts at a word may end."""
    for last in range(at, min(at + _LONGEST, len(around.words))):
        if last > at and not around.touch(last - 1, last):
            return
        word = around.words[last]
        hyphened = last > at and around.text[word.start - 1] == "-"
        if word.capital or hyphened:
            yield last
        elif word.text not in around.gazetteer.words.joiners and last > at:
            return


def _may_be_place(around: Surroundings, found: Toponym, upper: bool) -> bool:
    word = around.words[found.first]
    never = around.gazetteer.words.never
    if not found.single:
        return found.key.removeprefix("the ") not in never
    if found.key in never or len(found.key) == 2:
        return _is_short_name(around, found.key, word, upper)
    return len(found.key) > 2


def _is_short_name(around: Surroundings, key: str, word: Word, upper: bool) -> bool:
    """Whether two letters are a name: U.S., US outside lines of capitals, `Gary, IN`, `Macon, Ga.`."""
    if len(key) != 2:
        return False
    if "." in word.text:
        return True
    if not upper and word.text in around.gazetteer.words.short:
        return True
    short = word.text.isupper() or around.text[word.end : word.end + 1] == "."
    return short and around.follows_comma(word.start)
