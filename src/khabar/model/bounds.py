"""Low, best and high of a count: by themselves, so that the rules that choose them load at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Low, best and high as a rule chose them: `low <= best <= high` where they are known."""

    low: float | None
    best: float | None
    high: float | None

    def __post_init__(self) -> None:
        known = [value for value in (self.low, self.best, self.high) if value is not None]
        if known != sorted(known):
            raise ValueError(f"expected low <= best <= high, got {self.low}, {self.best}, {self.high}")
