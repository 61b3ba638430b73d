"""How often something may be done: buckets that fill with time, kept in memory and few."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from typing import TypeAlias

from khabar.web.people.ledger import Ledger

Clock: TypeAlias = Callable[[], datetime]


def read_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """So many at once, and one more every so many seconds."""

    burst: int
    seconds: float


class Throttle:
    """A bucket for each of those who do something; the ones not heard of for longest are forgotten.

    Whoever has more addresses than there are buckets empties the bucket of all together.
    """

    def __init__(self, pace: Pace, clock: Clock) -> None:
        self._pace, self._clock, self._ledger = pace, clock, Ledger()

    def take(self, key: str = "") -> int:
        """0 where `key` may go on, which is counted; else the seconds until then."""
        now = self._clock().timestamp()
        with self._ledger.turns.take():
            left = self._fill(key, now)
            goes_on = left >= 1
            self._ledger.note(key, left - goes_on, now)
        return 0 if goes_on else ceil((1 - left) * self._pace.seconds)

    def give_back(self, key: str) -> None:
        """Forgets what `key` took: it was right after all."""
        with self._ledger.turns.take():
            self._ledger.forget(key)

    def _fill(self, key: str, now: float) -> float:
        """What is in the bucket of `key` by now."""
        full = float(self._pace.burst)
        left, at = self._ledger.find(key) or (full, now)
        return min(left + max(now - at, 0.0) / self._pace.seconds, full)
