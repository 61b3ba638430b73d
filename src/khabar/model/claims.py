"""Claims: what an article says happened, with who said so. The words are those of `contract`.

The meaning of each kind, role, class, stance, modality and scope is in `docs/methodology.md`.
"""

import enum
import hashlib
import json
from dataclasses import dataclass

from khabar.model.values import Period, Place, Quantity, Reading, Span


class Role(enum.StrEnum):
    """What an actor does in a claim."""

    PERPETRATOR = "perpetrator"
    TARGET = "target"
    PARTY = "party"
    ORGANISER = "organiser"
    PARTICIPANT = "participant"
    PROVIDER = "provider"
    RECIPIENT = "recipient"


class ActorClass(enum.StrEnum):
    """What sort of actor or source somebody is."""

    STATE_FORCES = "state_forces"
    STATE = "state"
    REBEL = "rebel"
    MILITIA = "militia"
    JIHADIST = "jihadist"
    FOREIGN_FORCES = "foreign_forces"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    NGO = "ngo"
    MONITOR = "monitor"
    MEDIA = "media"
    MEDICS = "medics"
    OFFICIALS = "officials"
    RESIDENTS = "residents"
    CIVILIANS = "civilians"
    PROTESTERS = "protesters"
    UNKNOWN = "unknown"


class Certainty(enum.StrEnum):
    """How firmly an actor is tied to a role."""

    STATED = "stated"
    SUSPECTED = "suspected"
    ACCUSED = "accused"
    CLAIMED = "claimed"
    DENIED = "denied"


class Stance(enum.StrEnum):
    """What a source does with a claim."""

    ASSERTS = "asserts"
    ESTIMATES = "estimates"
    DENIES = "denies"
    ACCUSES = "accuses"
    CONFIRMS = "confirms"
    DOUBTS = "doubts"


class Modality(enum.StrEnum):
    """Whether a thing is said to have happened."""

    HAPPENED = "happened"
    SUSPECTED = "suspected"
    DENIED = "denied"
    THREATENED = "threatened"
    PLANNED = "planned"
    OFFERED = "offered"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"
    NOT_HAPPENED = "not_happened"


class Scope(enum.StrEnum):
    """How much of the world a claim's figures cover."""

    INCIDENT = "incident"
    ONGOING = "ongoing"
    CUMULATIVE = "cumulative"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody: the canonical name where the vocabulary or the text gives one, and the class."""

    name: str | None
    actor_class: ActorClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody in a role of a claim."""

    role: Role
    who: Reading[Party]
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count inside a claim: of what, with its bounds, and who is counted.

    `measure` and `who` are words of the vocabulary; the words of `count` cover the number and,
    where they stand together, those who are counted.
    """

    measure: str
    count: Reading[Quantity]
    unit: str
    who: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Somebody who stands behind a claim or against it.

    A claim's sources are in the order of telling: the first speaker first, then those who were told.
    """

    who: Reading[Party]
    stance: Stance
    cue: Reading[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that an article says happened, did not happen, is threatened, offered or planned.

    `cause` is a word of `causes.toml`: why people had to move or homes were lost; None for other kinds
    and where the words do not say.
    """

    id: str
    article: str
    kind: str
    quote: str
    span: Span
    actors: tuple[Actor, ...]
    place: Reading[Place] | None
    when: Reading[Period] | None
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]
    modality: Modality
    scope: Scope
    part_of: str | None
    rule: str
    cause: Reading[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An input, or a part of one, that was not read, and why."""

    source: str
    reason: str
    detail: str


def hash_words(words: list[str | int | None]) -> str:
    """The first 16 hex digits of the SHA-256 of a JSON list: an id made of words, not of offsets.

    >>> hash_words(["a", "b"]) == hash_words(["ab"])
    False
    """
    canonical = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:16]
