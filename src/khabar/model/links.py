"""Links between claims, and what people decided about them."""

import enum
from dataclasses import dataclass
from datetime import datetime

MACHINE = "machine"
"""Who made a link that no person made."""


class Verdict(enum.StrEnum):
    """Whether two claims are about one event."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one feature says about two claims.

    `score` is in natural log odds: above 0 for the same event, below 0 against it. `why` is a
    phrase for people, such as "both on 31 March 1937". `bars` is true where the feature rules the
    same event out, whatever the others say.
    """

    feature: str
    score: float
    why: str
    bars: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A judgement on two claims, `left` < `right`; `by` is MACHINE or a person's name."""

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[Evidence, ...]
    by: str = MACHINE

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise ValueError(f"expected left < right, got {self.left!r}, {self.right!r}")


class Action(enum.StrEnum):
    """What a person decided."""

    LINK = "link"
    SPLIT = "split"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided, never edited; `number` counts the record's decisions from 1.

    `link`: `claims` and `others` are about one event. `split`: `claims` are one event and `others`,
    what was left of it, another. `undo`: the decision numbered `undoes` no longer holds. A later
    decision beats an earlier one, and any decision beats the machine. `at` is in UTC.
    """

    number: int
    action: Action
    claims: tuple[str, ...]
    others: tuple[str, ...]
    undoes: int | None
    by: str
    reason: str | None
    at: datetime
