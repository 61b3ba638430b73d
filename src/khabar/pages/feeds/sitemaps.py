"""Sitemaps: what a site says that it has, and those that only lead on to other sitemaps.

After sitemaps.org 0.9 and Google's extension for news.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.parsers import expat

from khabar.errors import InputError
from khabar.pages.addresses import join
from khabar.pages.feeds.syndication import Entry
from khabar.pages.stamps import read_stamp

_PLACES = frozenset({"url", "sitemap"})
_SITEMAP = ("http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.google.com/schemas/sitemap/0.84")
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
# What is read of a place, by the full names of its elements; pictures and films have a `loc` too.
_FIELDS = {
    **{field: field for field in ("loc", "lastmod")},
    **{f"{space} {field}": field for space in _SITEMAP for field in ("loc", "lastmod")},
    **{f"{_NEWS} {field}": field for field in ("title", "publication_date")},
}
# The standard allows no more in one file.
_MOST = 50_000
_LONGEST = 10_000
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What is in a sitemap, each newest first: pages as `entries`, further sitemaps as `children`."""

    entries: tuple[Entry, ...]
    children: tuple[str, ...]


def read_sitemap(content: bytes, address: str) -> Sitemap:
    """The sitemap at `address`; what is broken at its end is left out.

    What is marked as news goes before what is not; children whose name tells of news go before others.
    Raises InputError `no_feed` where the bytes are no sitemap.
    """
    reader = _Reader()
    reader.read(content)
    if reader.root not in {"urlset", "sitemapindex"}:
        raise InputError("no_feed", f"expected a sitemap, got something else from {address}")
    places = [place for place in reader.places if place.get("loc")]
    if reader.root == "sitemapindex":
        places.sort(key=lambda place: ("news" in place["loc"].lower(), _date(place)), reverse=True)
        children = (join(address, place["loc"]) for place in places)
        return Sitemap(entries=(), children=tuple(child for child in children if child))
    places.sort(key=lambda place: ("publication_date" in place, _date(place)), reverse=True)
    return Sitemap(entries=tuple(_to_entry(place, address) for place in places), children=())


def _to_entry(place: dict[str, str], address: str) -> Entry:
    return Entry(
        address=join(address, place["loc"]),
        title=" ".join(place.get("title", "").split()) or None,
        published=read_stamp(place.get("publication_date")),
        content="",
        guid=None,
        changed=read_stamp(place.get("lastmod")),
    )


def _date(place: dict[str, str]) -> datetime:
    return read_stamp(place.get("publication_date") or place.get("lastmod")) or _NEVER


class _Reader:
    """Reads places off a sitemap: the text of the elements that count, by name."""

    def __init__(self) -> None:
        self.root: str | None = None
        self.places: list[dict[str, str]] = []
        self._field: str | None = None
        self._whole = 0

    def read(self, content: bytes) -> None:
        """Reads the whole places that come before the bytes are no XML any more."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._add
        parser.StartDoctypeDeclHandler = _refuse
        with suppress(expat.ExpatError, _EnoughError):
            parser.Parse(content, True)
        del self.places[self._whole :]

    def _open(self, name: str, _attributes: object) -> None:
        self._field = _FIELDS.get(name)
        local = name.rpartition(" ")[2]
        if self.root is None:
            self.root = local
        elif local in _PLACES:
            if self._whole >= _MOST:
                raise _EnoughError
            self.places.append({})

    def _close(self, name: str) -> None:
        self._field = None
        if name.rpartition(" ")[2] in _PLACES:
            self._whole = len(self.places)

    def _add(self, text: str) -> None:
        if self._field and self.places:
            place = self.places[-1]
            if len(place.get(self._field, "")) < _LONGEST:
                place[self._field] = place.get(self._field, "") + text


class _EnoughError(Exception):
    """What follows is not read."""


def _refuse(*_: object) -> None:
    raise _EnoughError
