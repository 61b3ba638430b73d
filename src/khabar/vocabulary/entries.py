"""The entries of the vocabulary: one frozen type for each sort of row in `data/*.toml`."""

import enum
from dataclasses import dataclass

from khabar.model.claims import ActorClass, Modality, Role, Stance


class Pos(enum.StrEnum):
    """What sort of word an entry is."""

    VERB = "verb"
    NOUN = "noun"
    ADJ = "adj"
    PREPOSITION = "preposition"
    ADVERB = "adverb"


class NounSort(enum.StrEnum):
    """What a noun that can stand for an actor denotes.

    `person`: people one can count (soldier). `collective`: a body of people (army). `means`: what
    they act with, written as if it acted (warplane).
    """

    PERSON = "person"
    COLLECTIVE = "collective"
    MEANS = "means"


class OutletClass(enum.StrEnum):
    """What sort of house a publisher is."""

    AGENCY = "agency"
    PAPER = "paper"
    BROADCASTER = "broadcaster"
    ONLINE = "online"
    STATE_MEDIA = "state_media"
    PARTY_OUTLET = "party_outlet"
    AGGREGATOR = "aggregator"
    MONITOR = "monitor"
    NGO = "ngo"
    INTERNATIONAL_ORGANISATION = "international_organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledType:
    """An event type of ACLED and its sub-event type."""

    event: str
    sub_event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverType:
    """An event type of PLOVER and its mode; None where the type has no mode that fits."""

    event: str
    mode: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of claim, its place in the tree and what other codebooks call it.

    `parent` is None at the top of the tree; `acled` and `plover` are None where these codebooks
    have no such type. `ucdp` lists the types of violence (1 state-based, 2 non-state, 3 one-sided)
    that deaths in such an event can be of: who takes part decides among several.
    """

    id: str
    parent: str | None
    acled: AcledType | None
    plover: PloverType | None
    ucdp: tuple[int, ...]
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the output that the code does not branch on, with its definition."""

    id: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a figure counts; `unit` is the unit where the words name none."""

    id: str
    unit: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What makes people leave home or ruins homes, by one of the words that name it.

    `sure`: a death by it is no violence between people. `local`: a death told beside it is by it.
    """

    id: str
    sure: bool
    local: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that tell of an event, as lower-case lemmas in the order of the text.

    `kind` or `measure` is None where the words alone do not settle it; `subject` and `object` are
    the roles of those who stand there. A `weak` trigger does not by itself make a sentence worth
    parsing; a `common` one, a word of sport and business too, does so only beside a conflict; a
    `homely` one only with a number beside homes or those who live in them. One of `foes` is harm only
    to people under arms: of others, a post or a place on a list is taken.
    """

    words: tuple[str, ...]
    pos: Pos
    kind: str | None
    measure: str | None
    subject: Role | None
    object: Role | None
    weak: bool
    common: bool
    homely: bool = False
    foes: bool = False

    @property
    def lemma(self) -> str:
        """The words, joined by single spaces."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Verbs that tell of a kind of event where they are done to one of `objects`: found a bomb.

    `acting`: where one of them does it ("shells fell"). Verbs and objects are lemmas. `trigger` is what
    a verb then is; the verb's own word takes the place of its words.
    """

    verbs: tuple[str, ...]
    objects: frozenset[str]
    acting: bool
    trigger: Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """Words by which a report is called false or unproven, lower case.

    `falsehoods` do it alone ("baseless"), `truths` with "not" or "no" ("no truth in"); `proofs` are
    nouns that leave it unproven with "no" ("no evidence that").
    """

    falsehoods: frozenset[str]
    truths: frozenset[str]
    proofs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Words beside the triggers, lower case.

    `also_parse` make a sentence worth parsing beside a conflict, `sure` anywhere, `armed` make one of a
    common trigger, `answers` go on from the sentence before ("of them"), in `other_meanings` a trigger
    word means something else ("heart attack"); `dwellings` and `dwellers` are what a homely trigger
    needs beside it. `accidents` are lemmas of verbs that kill without violence among
    people, `leaks` nouns for what explodes by itself, `things` of what can be shot or killed and is
    nobody, `shown` of what only shows or recalls violence ("museum").
    """

    also_parse: tuple[str, ...]
    sure: tuple[str, ...]
    armed: tuple[str, ...]
    answers: tuple[str, ...]
    dwellings: tuple[str, ...]
    dwellers: tuple[str, ...]
    other_meanings: tuple[str, ...]
    accidents: frozenset[str]
    leaks: frozenset[str]
    things: frozenset[str]
    shown: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingCue:
    """A word by which somebody stands behind a claim, or against it.

    `lemma` may be of several words. `hedged`: the teller leaves open whether it is so. `modality`
    is what an infinitive or future complement becomes ("vowed to strike"); a complement that tells
    of the past or present keeps its own. None: the cue changes nothing. `counting`: it gives a number of
    those harmed, and tells nothing else ("put the dead at 30").
    """

    lemma: str
    pos: Pos
    stance: Stance
    hedged: bool
    modality: Modality | None
    counting: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The lemmas in the order of the text."""
        return tuple(self.lemma.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorName:
    """A name that an actor goes by: the canonical one and the others, spelt as in print.

    Who governs from a city has a second entry under the same name, with the city as alias and
    `is_capital_metonym` set: there the alias is a place unless it acts or speaks. `country` is
    ISO 3166-1 alpha-2, None for actors of many countries.
    """

    name: str
    aliases: tuple[str, ...]
    actor_class: ActorClass
    country: str | None
    is_capital_metonym: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country of today or of the past, and the words made from its name, spelt as in print.

    `code` is ISO 3166-1 alpha-2, that of the successor for countries that are no more. `nouns` are
    the people in the plural ("Syrians"). `capital` is the city that stands for its government.
    """

    code: str
    name: str
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    capital: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleNoun:
    """A noun that denotes people, a body of people, or what they act with.

    `lemma` may be of several words ("aid worker"). `who` is the word under which a figure counts
    them; None where they are not counted as people ("army").
    """

    lemma: str
    actor_class: ActorClass
    who: str | None
    sort: NounSort


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerNoun:
    """A noun for a person or a body that speaks to the press, and the class of the source that it is."""

    lemma: str
    actor_class: ActorClass
    sort: NounSort


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A house that publishes reports; `owner` is None where it stands for itself or is unknown.

    `domains` are without `www.`; `country` is ISO 3166-1 alpha-2 of its seat, None for those of
    no country.
    """

    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str | None
    owner: str | None
    outlet_class: OutletClass
