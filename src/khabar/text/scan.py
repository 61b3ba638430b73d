"""The linear scan that decides which sentences deserve a parser.

One pass of an Aho-Corasick automaton over the article finds every inflected form of the words in
`data/triggers.toml`. Nothing heavy runs on a sentence without one.
"""

import enum
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from khabar.model.claims import Stance
from khabar.model.documents import Sentence
from khabar.vocab import Vocab


class _Automaton(Protocol):
    def find_matches_as_indexes(
        self, haystack: str, overlapping: bool
    ) -> list[tuple[int, int, int]]: ...


class Strength(enum.IntEnum):
    """How much a word asks for a parser: alone, beside a strong word, or beside two."""

    NONE = 0
    WEAK = 1
    ANSWER = 2
    STRONG = 3


_BESIDE = {Strength.WEAK: 2, Strength.ANSWER: 1, Strength.STRONG: 0, Strength.NONE: None}


@dataclass(frozen=True, slots=True)
class Scanner:
    """The automaton with the strength of each of its patterns."""

    automaton: _Automaton
    strengths: tuple[Strength, ...]


@functools.cache
def _scanner(vocab: Vocab) -> Scanner:
    import ahocorasick_rs

    forms: dict[str, Strength] = dict.fromkeys(vocab.also_parse, Strength.WEAK)
    forms |= dict.fromkeys(vocab.answers, Strength.ANSWER)
    for cue in vocab.cues:
        if cue.stance is Stance.DENIES:
            forms |= dict.fromkeys(vocab.surface_forms(cue), Strength.ANSWER)
    for trigger in vocab.triggers:
        strength = Strength.WEAK if trigger.weak else Strength.STRONG
        for form in vocab.surface_forms(trigger):
            forms[form] = max(forms.get(form, Strength.NONE), strength)
    return Scanner(ahocorasick_rs.AhoCorasick(list(forms)), tuple(forms.values()))


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

    Those with a strong trigger word; in an article that has one such sentence, those that deny; in
    one that has two, those with a weak word: "he offered", "they returned" are news only beside a
    conflict.
    """
    scanner = _scanner(vocab)
    found = [_strongest(sentence.text, scanner) for sentence in sentences]
    strong = found.count(Strength.STRONG)
    wanted = {
        strength for strength, needed in _BESIDE.items() if needed is not None and strong >= needed
    }
    return tuple(sentence for sentence, hit in zip(sentences, found, strict=True) if hit in wanted)


def _strongest(text: str, scanner: Scanner) -> Strength:
    lowered = lower_keeping_offsets(text)
    best = Strength.NONE
    for pattern, start, end in scanner.automaton.find_matches_as_indexes(lowered, overlapping=True):
        if scanner.strengths[pattern] > best and _is_word(lowered, start, end):
            best = scanner.strengths[pattern]
            if best is Strength.STRONG:
                return best
    return best


def _is_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum()
    after = end < len(text) and text[end].isalnum()
    return not before and not after
