"""What a watch is told to do: which sources, how often, and whom to tell of which events."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from khabar.record.watching.notices import NoticeRule
from khabar.vocabulary.entries import OutletClass


class Kind(enum.StrEnum):
    """What stands at the address of a source."""

    FEED = "feed"
    SITE = "site"
    SITEMAP = "sitemap"
    ADDRESSES = "addresses"
    CONNECTOR = "connector"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source in the list, asked `every` so often.

    `address` is a web address; that of a list of addresses may be the path of a file. `publisher`, where
    given, is the house that all its articles are by. `outlet_class` and `owner` are facts about who
    speaks there, None where they are not known. `connector` is the name of one, `options` what it is
    asked for.
    """

    name: str
    kind: Kind
    address: str
    every: timedelta
    publisher: str | None = None
    outlet_class: OutletClass | None = None
    owner: str | None = None
    connector: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A rule for notices and where they go: to a web address, into an Atom file, or both."""

    rule: NoticeRule
    webhook: str | None
    atom: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What `sources.toml` says. `retry` is the pause after a failure, and doubles with each more."""

    sources: tuple[Source, ...]
    subscriptions: tuple[Subscription, ...]
    retry: timedelta
    contact: str | None

    @property
    def names(self) -> frozenset[str]:
        """The names of the sources."""
        return frozenset(source.name for source in self.sources)
