"""Names of known actors in running text."""

import functools
from dataclasses import dataclass
from typing import Protocol

from khabar.model.values import Reading, Span
from khabar.vocab import Vocab
from khabar.vocabulary.entries import ActorName


class _Automaton(Protocol):
    def find_matches_as_indexes(self, haystack: str) -> list[tuple[int, int, int]]: ...


@dataclass(frozen=True, slots=True)
class _Names:
    automaton: _Automaton
    forms: tuple[str, ...]


@functools.cache
def _names(vocab: Vocab) -> _Names:
    import ahocorasick_rs

    forms = tuple(name.replace("’", "'") for name in vocab.actors_by_name)
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return _Names(ahocorasick_rs.AhoCorasick(forms, matchkind=longest), forms)


def find_actors(text: str, vocab: Vocab) -> tuple[Reading[tuple[ActorName, ...]], ...]:
    """The names of known actors, spelt as in print, the longest where several begin together.

    Several entries in one reading: the name is shared, or a capital that is also a metonym.
    """
    names = _names(vocab)
    return tuple(
        Reading.at(Span(start, end), text, vocab.find_actors(names.forms[form]), "actor name")
        for form, start, end in names.automaton.find_matches_as_indexes(text.replace("’", "'"))
        if _stands_alone(text, start, end)
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = start > 0 and (text[start - 1].isalnum() or text[start - 1] == "-")
    after = end < len(text) and text[end].isalnum()
    return not before and not after
