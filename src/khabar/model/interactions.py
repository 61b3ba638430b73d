"""Who does or says what to whom."""

import enum
from dataclasses import dataclass

from khabar.model.values import Span


class DeedClass(enum.StrEnum):
    """What is done, by the classes of an early edition of PLOVER."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    CONCEDE = "CONCEDE"
    RETREAT = "RETREAT"
    INVESTIGATE = "INVESTIGATE"
    DEMAND = "DEMAND"
    DISAPPROVE = "DISAPPROVE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    FIGHT = "FIGHT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """What one side does or says to another in a sentence.

    `event` is its class, `about` that of the deed that is agreed to, asked for, refused or threatened,
    None where none is told. `words` is the word that tells of it, `source` the words for who does it,
    `target` those for the other side, empty where nobody is named; both sides of what they do to each
    other ("met", "clashed") stand in `source`. `sure` is False where it is told below the main clause,
    by a word that may mean something else, or with nobody named. `rule` read it.
    """

    event: DeedClass
    about: DeedClass | None
    words: Span
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    sure: bool
    rule: str
