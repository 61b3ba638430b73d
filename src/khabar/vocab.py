"""The vocabulary: every list of words that khabar reads by, loaded from `data/*.toml` and checked.

`load` gives the one frozen `Vocab`; what is in it is described in `khabar.vocabulary.entries`.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from khabar.errors import DataError, UsageError
from khabar.settings import find_own_publishers
from khabar.vocabulary import inflection
from khabar.vocabulary.constructions import Tellings, read_constructions
from khabar.vocabulary.entries import (
    ActorName,
    Cause,
    Country,
    Deed,
    Kind,
    Measure,
    NounSort,
    PeopleNoun,
    Phrases,
    Pos,
    Publisher,
    ReportingCue,
    SpeakerNoun,
    Term,
    Trigger,
    Verdicts,
)
from khabar.vocabulary.interactions import Lexicon, read_lexicon
from khabar.vocabulary.kinds import (
    read_causes,
    read_kinds,
    read_measures,
    read_terms,
    read_things,
)
from khabar.vocabulary.names import (
    index_actors,
    read_actors,
    read_countries,
    read_ordinary,
    read_publishers,
)
from khabar.vocabulary.tables import File, read_file
from khabar.vocabulary.words import (
    read_cues,
    read_deeds,
    read_people,
    read_persons,
    read_phrases,
    read_speakers,
    read_triggers,
    read_verdicts,
)

_BEHIND_HEAD = re.compile(r",| (?:of|from|in|on|at|with|by|for|who|that|which|wearing|dressed)\b")
_LONGEST_NOUN = 3  # words; "prisoner of war" is looked up by its head

T = TypeVar("T")
N = TypeVar("N", PeopleNoun, SpeakerNoun)
E = TypeVar("E", Trigger, ReportingCue)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vocab:
    """All words that khabar reads by.

    Lists are in the order of their files; mappings are by id, by lemma or by the name as printed.
    Nouns of several words stand under the words as printed and under the lemmas that a parser gives
    ("displaced person", "displace person"). Values of the mappings by word are tuples where a word
    can be of several sorts ("strike", noun and verb) or belong to several actors; who looks it up
    decides which one is meant. `things` gives the unit of what can be destroyed. `ordinary` are
    actors' names that may be other words where a text is all in capitals ("WHO"). `persons` are nouns
    of which no more is known than that they denote persons ("smuggler").
    """

    kinds: Mapping[str, Kind]
    measures: Mapping[str, Measure]
    units: tuple[Term, ...]
    who: tuple[Term, ...]
    things: Mapping[str, str]
    causes_by_word: Mapping[str, Cause]
    triggers: tuple[Trigger, ...]
    cues: tuple[ReportingCue, ...]
    verdicts: Verdicts
    people: Mapping[str, PeopleNoun]
    speakers: Mapping[str, SpeakerNoun]
    persons: frozenset[str]
    actors: tuple[ActorName, ...]
    countries: tuple[Country, ...]
    publishers: tuple[Publisher, ...]
    triggers_by_first: Mapping[str, tuple[Trigger, ...]]
    deeds_by_verb: Mapping[str, tuple[Deed, ...]]
    cues_by_first: Mapping[str, tuple[ReportingCue, ...]]
    actors_by_name: Mapping[str, tuple[ActorName, ...]]
    ordinary: frozenset[str]
    phrases: Phrases
    countries_by_word: Mapping[str, str]
    irregular: inflection.Irregular
    lemmas: inflection.Lemmas

    def lemma(self, word: str, tag: str) -> str:
        """The lemma of `word`, lower case, by its Penn tag; see `inflection.Lemmas.find`."""
        return self.lemmas.find(word, tag)

    def inflect(self, lemma: str, pos: Pos) -> tuple[str, ...]:
        """All surface forms of `lemma`, the lemma first; see `inflection.inflect`."""
        return inflection.inflect(lemma, pos, self.irregular)

    def surface_forms(self, entry: Trigger | ReportingCue) -> tuple[str, ...]:
        """All ways to write a trigger or a cue, lower case; nouns of several words with hyphens too."""
        forms = self.inflect(entry.lemma, entry.pos)
        if entry.pos is not Pos.NOUN:
            return forms
        return tuple(dict.fromkeys([*forms, *(form.replace(" ", "-") for form in forms)]))

    def find_actors(self, words: str) -> tuple[ActorName, ...]:
        """The actors that `words` name, spelt as in print; a leading article does not count.

        Several where the name is shared or a capital is a metonym of its own; none where unknown.
        """
        article, _, rest = words.partition(" ")
        name = rest if article in ("the", "The") and rest else words
        return self.actors_by_name.get(name) or self.actors_by_name.get(words, ())

    def find_noun(self, words: str) -> PeopleNoun | None:
        """The entry of the noun that heads a phrase: "heavily armed men of the escort" are men.

        None where that noun denotes no people, or no body of them.
        """
        head = _BEHIND_HEAD.split(words.lower(), maxsplit=1)[0].split()
        for first in range(max(0, len(head) - _LONGEST_NOUN), len(head)):
            *before, last = head[first:]
            found = self.people.get(" ".join([*before, self.lemma(last, "NNS")]))
            if found:
                return found
        return None

    def find_sort(self, words: str) -> NounSort | None:
        """The sort of the last noun of people that heads a phrase; None where none does.

        "The chief of the army" and "army commander Ruiz" are persons, "the army" is a body.
        """
        head = _BEHIND_HEAD.split(words.lower(), maxsplit=1)[0].split()
        for end in range(len(head), 0, -1):
            last = self.lemma(head[end - 1], "NNS")
            for first in range(max(0, end - _LONGEST_NOUN), end):
                noun = " ".join([*head[first : end - 1], last])
                if known := self.speakers.get(noun) or self.people.get(noun):
                    return known.sort
            if last in self.persons:
                return NounSort.PERSON
        return None

    def find_country(self, word: str) -> str | None:
        """The code of the country that an adjective, a noun of people or a name belongs to.

        None where it belongs to no country. Spelt as in print or in capitals.
        """
        known = self.countries_by_word.get(word)
        return known or (self.countries_by_word.get(word.title()) if word.isupper() else None)


@functools.cache
def load() -> Vocab:
    """The vocabulary that ships with khabar, with one's own publishers; read once in a process.

    Raises DataError, and UsageError for a wrong file of one's own.
    """
    vocab = read_folder(files("khabar").joinpath("data"))
    own = find_own_publishers()
    return replace(vocab, publishers=add_publishers(vocab.publishers, own)) if own else vocab


def add_publishers(shipped: tuple[Publisher, ...], own: Path) -> tuple[Publisher, ...]:
    """The publishers shipped and those of a file of one's own; raises UsageError where it is wrong."""
    if not own.is_file():
        raise UsageError(f"expected a file of publishers, found none at {own}")
    try:
        return read_publishers(read_file(own.parent, own.name), shipped)
    except (DataError, OSError, UnicodeError) as error:
        raise UsageError(f"expected a file of publishers at {own}, got: {error}") from error


@functools.cache
def load_kinds() -> Mapping[str, Kind]:
    """The kinds by id, without the rest of the vocabulary: to name them asks for none of its words."""
    kinds = read_kinds(read_file(files("khabar").joinpath("data"), "kinds.toml"))
    return MappingProxyType({kind.id: kind for kind in kinds})


@functools.cache
def load_countries() -> tuple[Country, ...]:
    """The countries, without the rest of the vocabulary."""
    return read_countries(read_file(files("khabar").joinpath("data"), "countries.toml"))


def read_publishers_shipped() -> tuple[Publisher, ...]:
    """The publishers that ship with khabar, without the rest of the vocabulary."""
    return read_publishers(read_file(files("khabar").joinpath("data"), "publishers.toml"))


@functools.cache
def load_tellings() -> Tellings:
    """The words that tell, think, want or feel, read when the first text is asked for them."""
    return read_tellings(files("khabar").joinpath("data"), load())


def read_tellings(folder: Traversable, vocab: Vocab) -> Tellings:
    """The telling words of `attributions.toml` in `folder`, in all their forms."""
    return read_constructions(read_file(folder, "attributions.toml"), vocab.irregular)


@functools.cache
def load_lexicon() -> Lexicon:
    """The words that tell who does what to whom, read when the first text is asked for them."""
    return read_interactions(files("khabar").joinpath("data"), load())


def read_interactions(folder: Traversable, vocab: Vocab) -> Lexicon:
    """The words of `interactions.toml` in `folder`, in all their forms."""
    return read_lexicon(read_file(folder, "interactions.toml"), vocab.irregular)


def read_folder(folder: Traversable) -> Vocab:
    """The vocabulary of the TOML files in `folder`; DataError names the file and entry at fault."""
    kinds = read_kinds(read_file(folder, "kinds.toml"))
    measures = read_measures(measures_file := read_file(folder, "measures.toml"))
    triggers, deeds = _read_deeds(triggers_file := read_file(folder, "triggers.toml"), kinds, measures)
    countries = read_countries(read_file(folder, "countries.toml"))
    actors = read_actors(actors_file := read_file(folder, "actors.toml"), countries)
    actors_by_name = index_actors(actors)
    cues = read_cues(reporting := read_file(folder, "reporting.toml"))
    who = read_terms(measures_file, "who")
    people = read_people(people_file := read_file(folder, "people.toml"), {term.id for term in who})
    speakers = read_speakers(people_file)
    irregular = inflection.read_irregular(read_file(folder, "inflections.toml"))
    words = _single_words((*triggers, *cues), (*people, *speakers))
    lemmas = inflection.index_lemmas((*words, *_further_verbs(triggers_file, deeds)), irregular)
    return Vocab(
        kinds=MappingProxyType({kind.id: kind for kind in kinds}),
        measures=MappingProxyType({measure.id: measure for measure in measures}),
        units=read_terms(measures_file, "units"),
        who=who,
        things=read_things(measures_file),
        causes_by_word=read_causes(read_file(folder, "causes.toml")),
        triggers=triggers,
        cues=cues,
        verdicts=read_verdicts(reporting),
        people=_index_nouns(people, lemmas),
        speakers=_index_nouns(speakers, lemmas),
        persons=read_persons(folder),
        actors=actors,
        countries=countries,
        publishers=read_publishers(read_file(folder, "publishers.toml")),
        triggers_by_first=_group_by_first(triggers),
        deeds_by_verb=_group((verb, deed) for deed in deeds for verb in deed.verbs),
        cues_by_first=_group_by_first(cues),
        actors_by_name=MappingProxyType(actors_by_name),
        phrases=read_phrases(triggers_file),
        ordinary=read_ordinary(actors_file, actors_by_name),
        countries_by_word=_index_countries(countries),
        irregular=irregular,
        lemmas=lemmas,
    )


def _read_deeds(
    file: File, kinds: Iterable[Kind], measures: Iterable[Measure]
) -> tuple[tuple[Trigger, ...], tuple[Deed, ...]]:
    known = ({kind.id for kind in kinds}, {measure.id for measure in measures})
    return read_triggers(file, *known), read_deeds(file, *known)


def _group(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    groups: dict[str, tuple[T, ...]] = {}
    for key, value in pairs:
        groups[key] = (*groups.get(key, ()), value)
    return MappingProxyType(groups)


def _group_by_first(entries: Iterable[E]) -> Mapping[str, tuple[E, ...]]:
    return _group((entry.words[0], entry) for entry in entries)


def _index_nouns(nouns: Iterable[N], lemmas: inflection.Lemmas) -> Mapping[str, N]:
    """The nouns by lemma, and by the lemmas of their words where a participle stands among them."""
    index: dict[str, N] = {}
    for noun in nouns:
        *modifiers, head = noun.lemma.split()
        index[noun.lemma] = noun
        index[" ".join([*(lemmas.verbs.get(word, word) for word in modifiers), head])] = noun
    return MappingProxyType(index)


def _index_countries(countries: Iterable[Country]) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for country in countries:
        for word in (country.name, *country.adjectives, *country.nouns):
            words.setdefault(word, country.code)
    return MappingProxyType(words)


def _further_verbs(file: File, deeds: Iterable[Deed]) -> Iterable[tuple[str, Pos]]:
    verbs = file.whole("also_lemma").texts("verbs")
    return ((verb, Pos.VERB) for verb in (*verbs, *(verb for deed in deeds for verb in deed.verbs)))


def _single_words(
    entries: Iterable[Trigger | ReportingCue], nouns: Iterable[PeopleNoun | SpeakerNoun]
) -> Iterable[tuple[str, Pos]]:
    for entry in entries:
        yield (entry.words[0] if entry.pos is Pos.VERB else entry.words[-1], entry.pos)
    for noun in nouns:
        for word in reversed(noun.lemma.split()):
            yield (word, Pos.NOUN)
