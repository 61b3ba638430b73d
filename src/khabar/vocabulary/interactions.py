"""Words that tell what states, groups and people do and say to each other, by the classes of PLOVER."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from khabar.model.interactions import DeedClass
from khabar.vocabulary.entries import Pos
from khabar.vocabulary.inflection import Irregular, inflect
from khabar.vocabulary.tables import Entry, File

T = TypeVar("T")


class Change(enum.StrEnum):
    """What a word makes of the deed that hangs on it; the data file gives examples."""

    COMMIT = "commit"
    REFUSE = "refuse"
    DEMAND = "demand"
    THREATEN = "threaten"
    ACCUSE = "accuse"
    THROUGH = "through"
    CARRY = "carry"
    END = "end"
    TELL = "tell"
    FEEL = "feel"
    UNDERGO = "undergo"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedNoun:
    """A noun, with the other words of its phrase; `set` is how verbs call it and its like."""

    rest: tuple[str, ...]
    set: str
    event: DeedClass | None
    change: Change | None
    mutual: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedVerb:
    """A verb, with the other words of its phrase.

    `on` are sets of nouns of which its object must be one, `by` the classes by sets of who does it,
    `only` the set of those who must. A strict verb tells of a deed only where another hangs on it; with
    `infinitive` it must be an infinitive. What is mutual both sides do to each other.
    """

    rest: tuple[str, ...]
    event: DeedClass | None
    change: Change | None
    on: frozenset[str]
    by: Mapping[str, DeedClass]
    only: str | None
    mutual: bool
    strict: bool
    infinitive: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """All of these words by each surface form of the word that heads the phrase.

    `lemmas` are the lemmas of the other words by form; `targets` are the places of the other side by
    class.
    """

    verbs: Mapping[str, tuple[DeedVerb, ...]]
    nouns: Mapping[str, tuple[DeedNoun, ...]]
    lemmas: Mapping[str, frozenset[str]]
    targets: Mapping[DeedClass, tuple[str, ...]]
    friendly: frozenset[DeedClass]
    hostile: frozenset[DeedClass]


def read_lexicon(file: File, irregular: Irregular) -> Lexicon:
    """The words of the file; refuses an unknown class, one without places, a set that no noun is of."""
    targets = file.whole("targets")
    places = {event: targets.texts(event) for event in DeedClass}
    nouns = file.entries("noun", "set event takes mutual words")
    sets = {entry.text("set") for entry in nouns} | {"names"}
    verbs = file.entries("verb", "event takes on by only mutual strict infinitive words")
    rest = {
        word for entry in (*nouns, *verbs) for words in entry.texts("words") for word in words.split()
    }
    for entry in (*nouns, *verbs):
        _check(entry, sets)
    return Lexicon(
        verbs=_index(_forms(_verbs(verbs), Pos.VERB, irregular)),
        nouns=_index(_forms(_nouns(nouns), Pos.NOUN, irregular)),
        lemmas=_lemmas(rest, irregular),
        targets=MappingProxyType(places),
        friendly=frozenset(file.whole("friendly").choices("classes", DeedClass)),
        hostile=frozenset(file.whole("hostile").choices("classes", DeedClass)),
    )


def _check(entry: Entry, sets: set[str]) -> None:
    only = filter(None, [entry.maybe_text("only")])
    used = {*entry.maybe_texts("on"), *_read_by(entry), *only}
    if unknown := sorted(used - sets):
        raise entry.error(f"expected sets of [[noun]], got {unknown}")


def _read_by(entry: Entry) -> Mapping[str, DeedClass]:
    by = entry.values.get("by", {})
    if not isinstance(by, dict) or not set(by.values()) <= set(DeedClass):
        raise entry.error(f"expected by = sets with classes, got {by!r}")
    return MappingProxyType({name: DeedClass(event) for name, event in by.items()})


def _nouns(entries: Iterable[Entry]) -> Iterable[tuple[str, DeedNoun]]:
    for entry in entries:
        change = entry.maybe_choice("takes", Change)
        for words in entry.texts("words"):
            first, of, behind = words.partition(" of ")
            *before, head = first.split()
            rest = (*before, *behind.split()) if of else tuple(before)
            yield (
                head,
                DeedNoun(
                    rest=rest,
                    set=entry.text("set"),
                    event=entry.maybe_choice("event", DeedClass),
                    change=change,
                    mutual=entry.flag("mutual"),
                ),
            )


def _verbs(entries: Iterable[Entry]) -> Iterable[tuple[str, DeedVerb]]:
    for entry in entries:
        on = frozenset(entry.maybe_texts("on"))
        event, change = entry.maybe_choice("event", DeedClass), entry.maybe_choice("takes", Change)
        if event is None and change in {None, Change.FEEL}:
            raise entry.error("expected a class of what takes no deed, or is felt")
        for words in entry.texts("words"):
            head, *rest = words.split()
            yield (
                head,
                DeedVerb(
                    rest=tuple(rest),
                    event=event,
                    change=change,
                    on=on,
                    by=_read_by(entry),
                    only=entry.maybe_text("only"),
                    mutual=entry.flag("mutual"),
                    strict=entry.flag("strict") or entry.flag("infinitive"),
                    infinitive=entry.flag("infinitive"),
                ),
            )


def _forms(found: Iterable[tuple[str, T]], pos: Pos, irregular: Irregular) -> Iterable[tuple[str, T]]:
    return ((form, one) for head, one in found for form in inflect(head, pos, irregular))


def _index(found: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    index: dict[str, list[T]] = {}
    for form, one in found:
        index.setdefault(form, []).append(one)
    return MappingProxyType({form: tuple(some) for form, some in index.items()})


def _lemmas(words: Iterable[str], irregular: Irregular) -> Mapping[str, frozenset[str]]:
    index: dict[str, set[str]] = {}
    for word in words:
        for form in (*inflect(word, Pos.VERB, irregular), *inflect(word, Pos.NOUN, irregular)):
            index.setdefault(form, set()).add(word)
    return MappingProxyType({form: frozenset(some) for form, some in index.items()})
