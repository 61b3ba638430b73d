"""Events: what claims of any number of articles are about, all accounts side by side.

An event is an opinion about claims: it is built from them and can always be built anew. Its values
carry the claims that they come from, and a claim carries the words.
"""

import enum
from dataclasses import dataclass
from datetime import date

from khabar.model.bounds import Bounds
from khabar.model.claims import Certainty, Claim, Modality, Party, Role, Scope
from khabar.model.values import Period, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """The days from `start` on, and before `until`, on which another version stood in its place."""

    start: date
    until: date

    def holds(self, day: date) -> bool:
        """True of its days."""
        return self.start <= day < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An article, as merging needs to know it.

    `owner` is who owns the publisher. `wire` names the group of articles that are copies of one text,
    None where there is no copy. `told` is the day of publication, or, where none is known, the day of
    capture. `superseded` is the day from which another version of the same page stands in its place;
    None while it is current. `lapses` are the days before on which one did, in their order: then the
    page was put back. `lead` is the id of the claim that it leads with, whose event its title is about;
    None where it leads with no violence.
    """

    article: str
    title: str | None
    url: str | None
    publisher: str | None
    owner: str | None
    agencies: tuple[str, ...]
    published: date | None
    told: date
    wire: str | None = None
    superseded: date | None = None
    lapses: tuple[Lapse, ...] = ()
    lead: str | None = None

    def stands_on(self, day: date) -> bool:
        """True where it had been told by `day` and no other version stood in its place."""
        gone = self.superseded is not None and self.superseded <= day
        return self.told <= day and not gone and not any(one.holds(day) for one in self.lapses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim together with the article that makes it."""

    claim: Claim
    telling: Telling


class Status(enum.StrEnum):
    """How well an event is supported."""

    SINGLE_SOURCE = "single_source"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    DENIED = "denied"
    RETRACTED = "retracted"


class About(enum.StrEnum):
    """What a dispute is about."""

    FIGURE = "figure"
    ACTOR = "actor"
    EXISTENCE = "existence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One telling of a count: the bounds of all claims that agree on it and name the same speakers.

    None is an open end. `who` is who is counted, a word of the vocabulary, None for everybody.
    `said_by` are the first tellers (independence is counted by them), `publishers` those who print
    it, `denied_by` those who deny it. `first` and `last` are the days between which it was told, both
    inside.
    `superseded` is true where every article that told it was replaced by a newer version, `titled` where
    the number stands in the titles of the articles, and not in the words of the claims.
    """

    who: str | None
    low: float | None
    high: float | None
    claims: tuple[str, ...]
    said_by: tuple[str, ...]
    publishers: tuple[str, ...]
    denied_by: tuple[str, ...]
    first: date
    last: date
    superseded: bool = False
    titled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The bounds that stood from `day` on, by what had been told until then."""

    day: date
    bounds: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is known of one measure of an event, for everybody (`who` None) or one group.

    `unit` is a word of the vocabulary: figures of one measure in two units are two tallies. `rule`
    names the rule that chose `bounds`. `contested` is true where two accounts cannot both
    hold. `of_whom` holds the tallies of those groups whose counts are inside this one. `history` is in
    the order of days.
    """

    measure: str
    unit: str
    who: str | None
    bounds: Bounds
    rule: str
    accounts: tuple[Account, ...]
    contested: bool
    of_whom: tuple["Tally", ...]
    history: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventActor:
    """Somebody in a role of an event, the claims that put them there, who says so and who denies it."""

    role: Role
    who: Party
    text: str
    certainty: Certainty
    claims: tuple[str, ...]
    said_by: tuple[str, ...]
    denied_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Something that the sources of an event do not agree on; `why` is a sentence for people."""

    about: About
    why: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What claims of any number of articles are about.

    `id` is that of its first recorded claim. `place` and `when` are the finest that its claims
    agree on. Where `scope` is cumulative the figures are a series of their own and no part of any other
    event. `part_of` is the event that contains this one: their figures are never added up.
    `independent_sources` counts first tellers, not addresses.
    """

    id: str
    kind: str
    modality: Modality
    scope: Scope
    actors: tuple[EventActor, ...]
    place: Place | None
    when: Period | None
    figures: tuple[Tally, ...]
    status: Status
    disputes: tuple[Dispute, ...]
    independent_sources: int
    claims: tuple[str, ...]
    articles: tuple[str, ...]
    first_reported: date
    last_reported: date
    part_of: str | None
