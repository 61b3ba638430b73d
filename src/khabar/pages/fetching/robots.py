"""What sites ask of robots (RFC 9309)."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

# The RFC: no longer than a day, and at least 500 KiB of a file are to be read.
_FRESH = 86_400.0
_SIZE = 512_000
_MOST_SITES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one site asks of one robot. `sitemaps` are the addresses that it names, as they stand."""

    allows: Callable[[str], bool]
    pause: float | None
    sitemaps: tuple[str, ...]


def _say_yes(_address: str) -> bool:
    return True


ALL = Rules(allows=_say_yes, pause=None, sitemaps=())


def read_rules(content: bytes, agent: str) -> Rules:
    """The rules of a robots.txt for `agent`, the name of a robot without its version."""
    text = content[:_SIZE].decode("utf-8", "replace").removeprefix("\ufeff")
    rules = Protego.parse(text)
    return Rules(
        allows=lambda address: bool(rules.can_fetch(address, agent)),
        pause=rules.crawl_delay(agent),
        sitemaps=tuple(rules.sitemaps)[:50],
    )


class RulesCache:
    """The rules of sites that were asked in the last day."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, Rules]] = OrderedDict()

    def find(self, site: str) -> Rules | None:
        """The rules of a site; None where they have to be asked for."""
        with self._lock:
            until, rules = self._kept.get(site, (0.0, ALL))
            return rules if until > self._now() else None

    def keep(self, site: str, rules: Rules, seconds: float = _FRESH) -> None:
        """Notes the rules of a site for some time."""
        with self._lock:
            self._kept[site] = (self._now() + seconds, rules)
            self._kept.move_to_end(site)
            while len(self._kept) > _MOST_SITES:
                self._kept.popitem(last=False)
