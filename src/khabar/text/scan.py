"""The linear scan that decides which sentences deserve a parser.

One pass of an Aho-Corasick automaton over the article finds every inflected form of the words in
`data/triggers.toml`. Nothing heavy runs on a sentence without one.
"""

import enum
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from khabar.model.claims import Stance
from khabar.model.documents import Sentence
from khabar.model.values import Span
from khabar.vocab import Vocab
from khabar.vocabulary.entries import Pos, Trigger


class _Automaton(Protocol):
    def find_matches_as_indexes(
        self, haystack: str, overlapping: bool
    ) -> list[tuple[int, int, int]]: ...


class Strength(enum.IntEnum):
    """How much a word asks for a parser.

    OTHER marks phrases in which the word inside means something else, ARMED the nouns that make a
    COMMON trigger a strong one: "attacked" is sport, "gunmen attacked" is not. With a number beside
    it, a HOMELY word asks for one beside a DWELLING or a DWELLER, a LEAVING one beside a DWELLING:
    "lost 400 homes". Such a sentence, and one with both parts of a deed, is a PAIR and says nothing
    of the others.
    """

    OTHER = -5
    DWELLER = -4
    DWELLING = -3
    LEAVING = -2
    HOMELY = -1
    ARMED = 0
    WEAK = 1
    COMMON = 2
    ANSWER = 3
    PAIR = 4
    STRONG = 5


_COUNTED = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|dozens?|scores|hundreds?|thousands?|millions?|several)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a deed that needs its object: its verb or one of its objects."""

    deed: int
    acts: bool


Sign: TypeAlias = Strength | Part


@dataclass(frozen=True, slots=True)
class Scanner:
    """The automaton with the strengths of each of its patterns: "aircraft" is weak and armed."""

    automaton: _Automaton
    strengths: tuple[frozenset[Sign], ...]


@functools.cache
def _scanner(vocab: Vocab) -> Scanner:
    import ahocorasick_rs

    forms: dict[str, frozenset[Sign]] = {}
    signs: list[tuple[str, Sign]] = [*_forms(vocab), *_parts(vocab)]
    for form, sign in signs:
        forms[form] = forms.get(form, frozenset()) | {sign}
    return Scanner(ahocorasick_rs.AhoCorasick(list(forms)), tuple(forms.values()))


def _parts(vocab: Vocab) -> Iterator[tuple[str, Part]]:
    deeds = dict.fromkeys(deed for deeds in vocab.deeds_by_verb.values() for deed in deeds)
    for n, deed in enumerate(deeds):
        for verb in deed.verbs:
            yield from ((form, Part(n, acts=True)) for form in vocab.inflect(verb, Pos.VERB))
        for noun in deed.objects:
            yield from ((form, Part(n, acts=False)) for form in vocab.inflect(noun, Pos.NOUN))


def _forms(vocab: Vocab) -> Iterator[tuple[str, Strength]]:
    phrases = vocab.phrases
    yield from ((phrase, Strength.ARMED) for phrase in phrases.armed)
    yield from ((phrase, Strength.STRONG) for phrase in phrases.sure)
    yield from ((phrase, Strength.WEAK) for phrase in phrases.also_parse)
    yield from ((phrase, Strength.ANSWER) for phrase in phrases.answers)
    yield from ((phrase, Strength.OTHER) for phrase in phrases.other_meanings)
    yield from ((phrase, Strength.DWELLING) for phrase in phrases.dwellings)
    yield from ((phrase, Strength.DWELLER) for phrase in phrases.dwellers)
    yield from ((word, Strength.ANSWER) for word in vocab.verdicts.falsehoods)
    for cue in vocab.cues:
        if cue.stance is Stance.DENIES:
            yield from ((form, Strength.ANSWER) for form in vocab.surface_forms(cue))
    for trigger in vocab.triggers:
        if trigger.homely:
            first, several = trigger.words[0], len(trigger.words) > 1
            strength = Strength.LEAVING if several else Strength.HOMELY
            yield from ((form, strength) for form in vocab.inflect(first, trigger.pos))
        if trigger.common or trigger.weak or not trigger.homely:
            yield from ((form, _strength(trigger)) for form in vocab.surface_forms(trigger))


def _strength(trigger: Trigger) -> Strength:
    if trigger.common:
        return Strength.COMMON
    return Strength.WEAK if trigger.weak else Strength.STRONG


def lower_keeping_offsets(text: str) -> str:
    """`text` in lower case, of the same length: a letter whose lower case is longer stays as it is.

    >>> lower_keeping_offsets("İDLIB")
    'İdlib'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def choose(sentences: Sequence[Sentence], vocab: Vocab) -> tuple[Sentence, ...]:
    """The sentences that may hold a claim.

    Those with a strong trigger word, or a common one beside an armed noun; in an article that has
    one such sentence, those that deny or go on from it; and those with a common or weak word in an
    article that has two, or next to a strong sentence: "he offered", "they returned" are news only
    near a conflict. Those that count homes or people on the move, and those of deeds that need their
    object, are chosen wherever they stand.
    """
    scanner = _scanner(vocab)
    heard = [_heard(sentence.text, scanner) for sentence in sentences]
    found = [
        Strength.PAIR if strongest < Strength.STRONG and _has_pair(heard[n], sentence) else strongest
        for n, sentence in enumerate(sentences)
        for strongest in (_strongest(heard, n),)
    ]
    strong = found.count(Strength.STRONG)
    return tuple(sentence for n, sentence in enumerate(sentences) if _is_wanted(found, n, strong))


def _strongest(heard: Sequence[frozenset[Sign]], n: int) -> Strength:
    """A common word counts as strong with an armed noun in its sentence or beside it."""
    near = frozenset[Sign]().union(*heard[max(0, n - 1) : n + 2])
    if Strength.COMMON in heard[n] and Strength.ARMED in near:
        return Strength.STRONG
    return max((sign for sign in heard[n] if isinstance(sign, Strength)), default=Strength.OTHER)


def _has_pair(heard: frozenset[Sign], sentence: Sentence) -> bool:
    acts = (sign.deed for sign in heard if isinstance(sign, Part) and sign.acts)
    if any(Part(deed, acts=False) in heard for deed in acts):
        return True
    homes = Strength.DWELLING in heard
    left = homes and Strength.LEAVING in heard
    moved = Strength.HOMELY in heard and (homes or Strength.DWELLER in heard)
    return (left or moved) and _COUNTED.search(sentence.text) is not None


def _is_wanted(found: Sequence[Strength], n: int, strong: int) -> bool:
    if found[n] in (Strength.WEAK, Strength.COMMON):
        return strong >= 2 or Strength.STRONG in found[max(0, n - 1) : n + 2]
    return found[n] in (Strength.STRONG, Strength.PAIR) or (found[n] is Strength.ANSWER and strong >= 1)


def other_meanings(text: str, vocab: Vocab) -> tuple[Span, ...]:
    """The spans of phrases in which a trigger word means something else: "heart attack"."""
    scanner = _scanner(vocab)
    return tuple(
        Span(start, end)
        for strength, start, end in _matches(lower_keeping_offsets(text), scanner)
        if strength is Strength.OTHER
    )


def _heard(text: str, scanner: Scanner) -> frozenset[Sign]:
    found = tuple(_matches(lower_keeping_offsets(text), scanner))
    hidden = [Span(start, end) for strength, start, end in found if strength is Strength.OTHER]
    return frozenset(
        strength
        for strength, start, end in found
        if not any(span.covers(Span(start, end)) for span in hidden)
    )


def _matches(lowered: str, scanner: Scanner) -> Iterator[tuple[Sign, int, int]]:
    for pattern, start, end in scanner.automaton.find_matches_as_indexes(lowered, overlapping=True):
        if _is_word(lowered, start, end):
            yield from ((strength, start, end) for strength in scanner.strengths[pattern])


def _is_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum()
    after = end < len(text) and text[end].isalnum()
    return not before and not after
