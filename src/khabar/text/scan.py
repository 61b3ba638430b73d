"""The linear scan that decides which sentences deserve a parser.

One pass of an Aho-Corasick automaton over the article finds every inflected form of the words in
`data/triggers.toml`. Nothing heavy runs on a sentence without one.
"""

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


@dataclass(frozen=True, slots=True)
class Scanner:
    """The automaton with, for each of its patterns, whether the word is weak."""

    automaton: _Automaton
    weak: tuple[bool, ...]


@functools.cache
def _scanner(vocab: Vocab) -> Scanner:
    import ahocorasick_rs

    forms: dict[str, bool] = {}
    for trigger in vocab.triggers:
        for form in vocab.surface_forms(trigger):
            forms[form] = forms.get(form, True) and trigger.weak
    for cue in vocab.cues:
        if cue.stance is Stance.DENIES:
            forms.update((form, True) for form in vocab.surface_forms(cue) if form not in forms)
    forms.update((phrase, True) for phrase in vocab.also_parse if phrase not in forms)
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

    Those with a strong trigger word; and, in an article that has at least two such sentences, those
    with a weak one or a denial as well: "he offered", "they returned" are news only beside a conflict.
    """
    scanner = _scanner(vocab)
    found = [_strongest(sentence.text, scanner) for sentence in sentences]
    with_weak = found.count("strong") >= 2
    return tuple(
        sentence
        for sentence, hit in zip(sentences, found, strict=True)
        if hit == "strong" or (hit == "weak" and with_weak)
    )


def _strongest(text: str, scanner: Scanner) -> str | None:
    lowered = lower_keeping_offsets(text)
    best = None
    for pattern, start, end in scanner.automaton.find_matches_as_indexes(lowered, overlapping=True):
        if _is_word(lowered, start, end):
            if not scanner.weak[pattern]:
                return "strong"
            best = "weak"
    return best


def _is_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum()
    after = end < len(text) and text[end].isalnum()
    return not before and not after
