"""Names of known actors in running text."""

import bisect
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from khabar.model.claims import ActorClass
from khabar.model.values import Reading, Span
from khabar.text.capitals import find_upper_lines
from khabar.vocab import Vocab
from khabar.vocabulary.entries import ActorName

_ARMED_GROUPS = frozenset({ActorClass.REBEL, ActorClass.MILITIA, ActorClass.JIHADIST})
_LONG = 5  # letters from which a single name in capitals is taken for no other word ("LET", "AMAL")


class _Automaton(Protocol):
    def find_matches_as_indexes(self, haystack: str) -> list[tuple[int, int, int]]: ...


@dataclass(frozen=True, slots=True)
class _Names:
    automaton: _Automaton
    forms: tuple[str, ...]
    names: tuple[str, ...]


@functools.cache
def _names(vocab: Vocab) -> _Names:
    import ahocorasick_rs

    by_form = dict(_forms(vocab))
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    automaton = ahocorasick_rs.AhoCorasick(tuple(by_form), matchkind=longest)
    return _Names(automaton, tuple(by_form), tuple(by_form.values()))


def _forms(vocab: Vocab) -> Iterator[tuple[str, str]]:
    """Each way to write a name, with the name: in capitals first, so that its own spelling wins."""
    printed = {name: name.replace("’", "'") for name in vocab.actors_by_name}
    for name, form in printed.items():
        alone = " " not in name and (len(name) < _LONG or name in vocab.ordinary)
        actors = vocab.actors_by_name[name]
        if not alone and len(actors) == 1 and not actors[0].is_capital_metonym:
            yield form.upper(), name
    yield from ((form, name) for name, form in printed.items())


def find_actors(text: str, vocab: Vocab) -> tuple[Reading[tuple[ActorName, ...]], ...]:
    """The names of known actors, spelt as in print or in capitals, the longest of several.

    Several entries in one reading: the name is shared, or a capital that is also a metonym. In a line
    that is all in capitals, ordinary words are no names.
    """
    found = _names(vocab)
    upper = tuple(find_upper_lines(text))
    return tuple(
        Reading.at(Span(start, end), text, vocab.find_actors(found.names[form]), "actor name")
        for form, start, end in found.automaton.find_matches_as_indexes(text.replace("’", "'"))
        if _stands_alone(text, start, end)
        and not (found.forms[form] in vocab.ordinary and _is_inside(start, upper))
    )


def find_groups(text: str, vocab: Vocab) -> Iterator[Reading[str]]:
    """The countries of the known armed groups that a text names, each naming once."""
    for named in find_actors(text, vocab):
        homes = {entry.country for entry in named.value if entry.actor_class in _ARMED_GROUPS}
        country = homes.pop() if len(homes) == 1 and len(named.value) == 1 else None
        if country:
            yield Reading.at(named.span, text, country, "armed group")


def _is_inside(at: int, lines: tuple[Span, ...]) -> bool:
    line = bisect.bisect_right(lines, at, key=lambda line: line.start) - 1
    return line >= 0 and at < lines[line].end


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = start > 0 and (text[start - 1].isalnum() or text[start - 1] == "-")
    after = end < len(text) and text[end].isalnum()
    return not before and not after
