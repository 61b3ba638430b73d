"""What one teller in one article says of one measure, and the claims that say it."""

import enum
from typing import NamedTuple

from khabar.model.claims import Claim, Figure


class Cover(enum.StrEnum):
    """How much of those harmed a count covers.

    `all`: everybody, as far as the teller says. `some`: those whom the article happens to tell of, so
    that it is a lower bound for everybody. `part`: a group inside others that are counted as well.
    """

    ALL = "all"
    SOME = "some"
    PART = "part"


class Count(NamedTuple):
    """What one teller in one article says of one measure; None is an open end.

    `who` is the group that is counted, None for everybody. `hedged` is true for "about" and "nearly".
    `claims` are all claims that it rests on, in the order of the text. `leading` is false for a
    total that the same teller in the same article tops. `singly` is true where people are told of one
    by one. `titled` is true for a number that stands in the article's title: its claims are then what
    the article leads with, or none.

    A tuple and no dataclass, as all that is made for each claim of an event: a third of the time.
    """

    measure: str
    unit: str
    who: str | None
    low: float | None
    high: float | None
    hedged: bool
    cover: Cover
    claims: tuple[str, ...]
    teller: str
    leading: bool = True
    singly: bool = False
    titled: bool = False

    @property
    def number(self) -> float:
        """The number that stands for the count where two are compared: the low, else the high."""
        number = self.low if self.low is not None else self.high
        assert number is not None  # noqa: S101  # a quantity has at least one bound
        return number


class Line(NamedTuple):
    """The figures of one measure and unit in one claim."""

    claim: Claim
    figures: tuple[Figure, ...]
    teller: str
