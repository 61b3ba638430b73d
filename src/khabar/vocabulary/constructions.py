"""Words that tell, think, want or feel something, with the places in a sentence where that stands."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from khabar.vocabulary.entries import Pos
from khabar.vocabulary.inflection import Irregular, inflect
from khabar.vocabulary.tables import Entry, File


class Takes(enum.StrEnum):
    """Where what is told stands, or what the word goes with; the data file gives examples."""

    CLAUSE = "clause"
    OBJECT = "object"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    SEEMING = "seeming"
    EXPERIENCE = "experience"
    DOING = "doing"
    NOUN = "noun"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A word or a phrase that tells: `rest` are the lemmas behind its first word."""

    rest: tuple[str, ...]
    pos: Pos
    takes: frozenset[Takes]
    prepositions: frozenset[str]


Tellings = Mapping[str, tuple[Telling, ...]]
"""What tells, by each surface form of its first word, longer phrases first."""


def read_constructions(file: File, irregular: Irregular) -> Tellings:
    """The words of all constructions, each with all that it takes; refuses an unknown place."""
    takes: dict[tuple[str, Pos], set[Takes]] = {}
    prepositions: dict[tuple[str, Pos], set[str]] = {}
    for entry in file.entries("construction", "pos takes prepositions words"):
        pos = entry.choice("pos", Pos)
        for word in entry.texts("words"):
            takes.setdefault((word, pos), set()).update(_takes(entry))
            prepositions.setdefault((word, pos), set()).update(entry.maybe_texts("prepositions"))
    found: dict[str, list[Telling]] = {}
    for (lemma, pos), places in takes.items():
        first, *rest = lemma.split()
        prep = frozenset(prepositions[lemma, pos])
        telling = Telling(rest=tuple(rest), pos=pos, takes=frozenset(places), prepositions=prep)
        for form in inflect(first, pos, irregular):
            found.setdefault(form, []).append(telling)
    return MappingProxyType({form: _longest_first(some) for form, some in found.items()})


def _longest_first(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    return tuple(sorted(tellings, key=lambda telling: -len(telling.rest)))


def _takes(entry: Entry) -> Iterable[Takes]:
    for name in entry.maybe_texts("takes"):
        try:
            yield Takes(name)
        except ValueError:
            raise entry.error(f"expected takes = some of {', '.join(Takes)}, got {name!r}") from None
