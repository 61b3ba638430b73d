"""What sites ask of robots (RFC 9309)."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from protego import Protego

from khabar.model.retrievals import KeptRules

# The RFC: no longer than a day, and at least 500 KiB of a file are to be read.
_FRESH = timedelta(days=1)
_SIZE = 512_000
_MOST_SITES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one site asks of one robot. `sitemaps` are the addresses that it names, as they stand."""

    allows: Callable[[str], bool]
    pause: float | None
    sitemaps: tuple[str, ...]


def utc_now() -> datetime:
    """The time by the clock of this machine."""
    return datetime.now(UTC)


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


class Shelf(Protocol):
    """Where rules outlast a run; safe to be used by many threads at once."""

    def find(self, site: str) -> KeptRules | None:
        """The rules of a site that hold still, None where they have to be asked for."""
        ...

    def keep(self, site: str, rules: KeptRules) -> None:
        """Keeps the rules of a site."""
        ...


class RulesCache:
    """The rules for `agent` of sites that were asked in the last day, also by earlier runs."""

    def __init__(
        self, agent: str, shelf: Shelf | None = None, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._agent = agent
        self._shelf = shelf
        self._now = now
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[datetime, Rules]] = OrderedDict()

    def find(self, site: str) -> Rules | None:
        """The rules of a site; None where they have to be asked for."""
        with self._lock:
            kept = self._kept.get(site)
        if kept and kept[0] > self._now():
            return kept[1]
        found = self._shelf.find(site) if self._shelf else None
        return self._note(site, found) if found else None

    def keep(self, site: str, content: bytes | None) -> Rules:
        """The rules in the robots.txt of a site, None where it has none, noted for a day."""
        kept = KeptRules(content=content and content[:_SIZE], until=self._now() + _FRESH)
        if self._shelf:
            self._shelf.keep(site, kept)
        return self._note(site, kept)

    def _note(self, site: str, kept: KeptRules) -> Rules:
        rules = ALL if kept.content is None else read_rules(kept.content, self._agent)
        with self._lock:
            self._kept[site] = (kept.until, rules)
            self._kept.move_to_end(site)
            while len(self._kept) > _MOST_SITES:
                self._kept.popitem(last=False)
        return rules
