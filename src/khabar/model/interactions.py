"""Who does or says what to whom."""

from dataclasses import dataclass

from khabar.model.values import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """What one side does or says to another in a sentence.

    `event` is its class as PLOVER calls it: AGREE, CONSULT, SUPPORT, COOPERATE, AID, CONCEDE, RETREAT,
    INVESTIGATE, DEMAND, DISAPPROVE, REJECT, THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT or
    FIGHT. `about` is the class of the deed that is agreed to, asked for, refused or threatened, None
    where none is told. `words` is the word that tells of it, `source` the words for who does it,
    `target` those for the other side, empty where nobody is named; both sides of what they do to each
    other ("met", "clashed") stand in `source`. `sure` is False where it is told below the main clause,
    by a word that may mean something else, or with nobody named. `rule` read it.
    """

    event: str
    about: str | None
    words: Span
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    sure: bool
    rule: str
