"""Connections of browsers: those that are silent make room for others."""

import asyncio
import sys

from uvicorn.protocols.http.h11_impl import H11Protocol

if sys.platform != "win32":
    import resource

# Seconds. Browsers ask as soon as they are connected; after an answer uvicorn waits for 5 s.
_SILENCE = 15.0
# Connections and files of one process: a system lets it have 1,024 by itself, and more where it asks.
_ROOM = 16_384


class Impatient(H11Protocol):
    """A connection that is closed where nothing is asked, or never to the end.

    Else whoever opens a thousand and says nothing leaves no room for anybody: uvicorn waits for them
    for ever.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait."""
        super().connection_made(transport)
        self._answered: object = None
        self._waiting = self.loop.call_later(_SILENCE, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits no more."""
        self._waiting.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Closes it where no answer is under way, and none was begun since it was looked at last."""
        is_silent = self.cycle is None or self.cycle.response_complete
        if is_silent and self.cycle is self._answered:
            self.transport.close()
            return
        self._answered = self.cycle
        self._waiting = self.loop.call_later(_SILENCE, self._look)


def make_room() -> None:
    """Has the system let this process have many connections, where it may have them."""
    if sys.platform == "win32":
        return
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _ROOM if most == resource.RLIM_INFINITY else min(most, _ROOM)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
