"""When a host may be asked again."""

import threading
import time
from collections.abc import Callable

from khabar.errors import UnreachableError

# A longer pause between two requests than this is a job for the schedule, not for a thread that waits.
_LONGEST_WAIT = 60.0
# A host that lets each request wait for a minute would take two hours for a feed of a hundred pages.
_MOST_STRIKES, _STRIKE_PAUSE = 3, 600.0


class Pace:
    """Keeps requests to one host apart, whatever number of threads makes them."""

    def __init__(
        self,
        seconds: float,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._seconds = seconds
        self._now = now
        self._sleep = sleep
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._strikes: dict[str, int] = {}

    def wait(self, host: str, least: float | None = None) -> None:
        """Returns when the turn of this request has come; `least` is the pause that the host asks for.

        Raises UnreachableError `paused` where the host wants to be left alone for longer.
        """
        pause = min(max(self._seconds, least or 0.0), _LONGEST_WAIT)
        with self._lock:
            now = self._now()
            self._check(host, now)
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + pause
            self._forget(now)
        if turn > now:
            self._sleep(turn - now)

    def hold(self, host: str, seconds: float) -> None:
        """Leaves a host alone for some time, as it has asked."""
        with self._lock:
            self._held[host] = self._now() + seconds

    def strike(self, host: str) -> None:
        """Notes that a host was waited for in vain; after some times in a row it is left alone."""
        with self._lock:
            strikes = self._strikes.get(host, 0) + 1
            self._strikes[host] = strikes
            if strikes % _MOST_STRIKES == 0:
                self._held[host] = self._now() + _STRIKE_PAUSE

    def forgive(self, host: str) -> None:
        """Notes that a host has answered."""
        with self._lock:
            self._strikes.pop(host, None)

    def _check(self, host: str, now: float) -> None:
        left = self._held.get(host, now) - now
        if left > 0:
            raise UnreachableError(
                "paused", f"expected an answer, {host} is left alone for {left:.0f} s more"
            )

    def _forget(self, now: float) -> None:
        """Hosts whose pause is over take no room: a run may ask very many of them."""
        if len(self._next) > 10_000:
            self._next = {host: turn for host, turn in self._next.items() if turn > now}
            self._strikes.clear()
            self._held = {host: until for host, until in self._held.items() if until > now}
