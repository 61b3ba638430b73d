"""How often something may be done: buckets that fill with time, kept in memory and few."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from threading import Lock
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]


def read_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """So many at once, and one more every so many seconds."""

    burst: int
    seconds: float


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime


# A bucket takes some 300 bytes. Whoever has more addresses than that empties the bucket of all together.
_MOST = 20_000


class Throttle:
    """A bucket for each of those who do something; the ones not heard of for longest are forgotten."""

    def __init__(self, pace: Pace, clock: Clock) -> None:
        self._pace, self._clock, self._lock = pace, clock, Lock()
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()

    def take(self, key: Hashable = None) -> int:
        """0 where `key` may go on, which is counted; else the seconds until then."""
        with self._lock:
            bucket = self._fill(key)
            if bucket.left >= 1:
                bucket.left -= 1
                return 0
            return ceil((1 - bucket.left) * self._pace.seconds)

    def give_back(self, key: Hashable) -> None:
        """Forgets what `key` took: it was right after all."""
        with self._lock:
            self._buckets.pop(key, None)

    def _fill(self, key: Hashable) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.pop(key, None) or _Bucket(float(self._pace.burst), now)
        gained = max((now - bucket.at).total_seconds(), 0.0) / self._pace.seconds
        bucket.left, bucket.at = min(bucket.left + gained, float(self._pace.burst)), now
        self._buckets[key] = bucket
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        return bucket
