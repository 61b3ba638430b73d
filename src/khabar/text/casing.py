"""Capitals for the names in lines of capitals: the parser tells names from words by their case.

Wire copy in capitals is given to the parser in lower case, but for what is surely a name: known actors,
countries and their people, places, and persons by a given name before a surname. What is a name once in
a text is one all through it.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khabar.text.names import find_actors
from khabar.text.places.folding import fold
from khabar.text.places.gazetteer import Gazetteer
from khabar.text.scan import lower_keeping_offsets
from khabar.vocab import Vocab

_SHOUTED = 0.7  # share of capitals among a sentence's letters
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{2,})?")
_ACRONYM = re.compile(r"(?<=[\[(])[A-Z]{2,6}(?=[\])])")
_LINKS = frozenset({"OF", "THE", "FOR", "AND"})
_OF_PLACES = frozenset({"EL", "LA", "LAS", "LOS", "SAN", "SANTA", "SANTO", "NEW", "PORT", "FORT"})
_LONGEST_NAME = 4  # words
_WORDS_KEPT = 1 << 14
_SHORTEST = 3  # letters of a surname that no list knows
# Endings of words that are no surnames: "HECTOR RUIZ ANNOUNCED", "ANA DURING".
_NO_NAME = re.compile(r"(?:ed|ing|ly|tion|ment|ness|ists?|isms?)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sort:
    """What a word in capitals can be by itself; all false of a word that no list knows.

    `plain`: no name in any report; `common`: a word that some names are like ("Angel", "Flores").
    """

    plain: bool = False
    common: bool = False
    place: bool = False
    given: bool = False
    surname: bool = False


def write_for_parser(texts: Sequence[str], vocab: Vocab) -> list[str]:
    """The sentences of a text, those in capitals in lower case but for names; of the same length."""
    shouted = [text for text in texts if _is_shouted(text)]
    if not shouted:
        return list(texts)
    names = frozenset(name for text in shouted for name in _find_names(text, vocab))
    acronyms = frozenset(found for text in texts for found in _ACRONYM.findall(text))
    return [_restore(text, names, acronyms, vocab) if _is_shouted(text) else text for text in texts]


def _is_shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) > _SHOUTED * len(letters)


def _restore(text: str, names: frozenset[str], acronyms: frozenset[str], vocab: Vocab) -> str:
    """The sentence with capitals where a word, or the phrase that it is of, is a name."""
    written = list(lower_keeping_offsets(text))
    inside = [reading.span for reading in find_actors(text, vocab)]
    words = tuple(_WORD.finditer(text))
    for i, word in enumerate(words):
        start, end = word.span()
        actor = any(span.start <= start < span.end for span in inside)
        named = word[0] in names or (actor and word[0] not in _LINKS)
        if (word[0] in acronyms - names) or (actor and word[0] in vocab.actors_by_name):
            written[start:end] = text[start:end]
        elif named or _opens_place(text, words, i, names):
            written[start] = text[start]
    return "".join(written)


def _opens_place(text: str, words: Sequence[re.Match[str]], i: int, names: frozenset[str]) -> bool:
    """True for the article or saint of a place: "SAN SALVADOR", "LA PAZ"."""
    if not _is_joined(text, words, i + 1) or words[i][0] not in _OF_PLACES:
        return False
    pair = fold(text[words[i].start() : words[i + 1].end()])
    return words[i + 1][0] in names and Gazetteer.load().knows(pair)


def _find_names(text: str, vocab: Vocab) -> Iterator[str]:
    """The words that are names: by themselves, or as parts of a person's name."""
    words = tuple(_WORD.finditer(text))
    sorts = [_sort(word[0], vocab) for word in words]
    length = 0  # words so far of the person whose name ends in the word before
    for i, word in enumerate(words):
        if not _is_joined(text, words, i):
            length = 0
        placed = _is_joined(text, words, i) and words[i - 1][0] in _OF_PLACES
        opens = sorts[i].given and not placed and _goes_on(text, words, sorts, i)
        goes_on = 0 < length < _LONGEST_NAME and _may_follow(words, sorts, i, length)
        length = length + 1 if opens or goes_on else 0
        if length or sorts[i].place or _is_country(word[0], vocab):
            yield word[0]


def _goes_on(text: str, words: Sequence[re.Match[str]], sorts: Sequence[_Sort], given: int) -> bool:
    return _is_joined(text, words, given + 1) and _may_follow(words, sorts, given + 1, 1)


def _is_joined(text: str, words: Sequence[re.Match[str]], i: int) -> bool:
    """True where only a space stands between a word and the one before."""
    return 0 < i < len(words) and text[words[i - 1].end() : words[i].start()] == " "


def _is_country(word: str, vocab: Vocab) -> bool:
    return len(word) >= _SHORTEST and vocab.find_country(word) is not None


def _may_follow(words: Sequence[re.Match[str]], sorts: Sequence[_Sort], i: int, length: int) -> bool:
    """True for a word that behind `length` words of a name is one more: no list has every surname."""
    sort, word = sorts[i], words[i][0].lower()
    if sort.plain or sort.common:
        return not sort.plain and length == 1 and (sort.given or sort.surname)
    listed = sort.place or sort.given or sort.surname
    return listed or (len(word) >= _SHORTEST and not _NO_NAME.search(word))


@functools.lru_cache(maxsize=_WORDS_KEPT)
def _sort(word: str, vocab: Vocab) -> _Sort:
    gazetteer, key = Gazetteer.load(), fold(word)
    if _is_plain(key, gazetteer, vocab):
        return _Sort(plain=True)
    stem = key.removesuffix("s")
    common = gazetteer.is_common_word(key) or gazetteer.is_common_word(stem)
    return _Sort(
        common=common,
        place=len(key) >= _SHORTEST and not common and gazetteer.knows(key),
        given=gazetteer.is_given_name(key),
        surname=gazetteer.is_surname(key),
    )


def _is_plain(word: str, gazetteer: Gazetteer, vocab: Vocab) -> bool:
    listed, known = gazetteer.words, vocab.lemmas
    return (
        word in listed.closed
        or any(word in group for group in (listed.never, listed.features, listed.directions))
        or any(word in group for group in (listed.joiners, known.verbs, known.nouns, vocab.speakers))
        or word in vocab.people
    )
