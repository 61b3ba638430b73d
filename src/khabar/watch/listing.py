"""What the answer of a source names: articles, and further addresses of the source itself.

Answers are written by strangers: they are taken apart in a process of its own (`khabar.watch.clerk`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from khabar.errors import InputError
from khabar.model.documents import Page
from khabar.pages.addresses import is_same_site, is_web, tidy
from khabar.pages.contents import Kind as Kinds
from khabar.pages.contents import find_kind
from khabar.pages.feeds.fronts import find_linked, list_usual
from khabar.pages.feeds.links import read_links
from khabar.pages.feeds.sitemaps import read_sitemap
from khabar.pages.feeds.syndication import Entry, entries
from khabar.pages.fetching.bodies import unzip_page
from khabar.record.watching.leads import Found
from khabar.watch.connectors import find_connector
from khabar.watch.connectors.answers import LONGEST_ADDRESS
from khabar.watch.plan import Kind
from khabar.watch.sites import name_host

# What a feed gives beside a link is read in place of a page only where it is more than a line or two.
_SHORTEST_TEXT = 200
_LONGEST_TEXT = 200_000
# Stamps outside are mistakes, and some cannot be turned into UTC.
_YEARS = (1900, 2200)
# A sitemap may name all that a site ever had: of one the newest pages are read, and of one of sitemaps
# the newest of these.
_MOST_OF_SITEMAP, _MOST_CHILDREN = 1_000, 3
# Of a site that names no feed, so many of the sitemaps in its robots.txt are looked at, and of the first
# that is one so many of the newest pages: it may list all that the site has.
_MOST_NAMED, _MOST_OF_SITE = 2, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ToList:
    """An answer of a source, with what kind of source it is; `connector` is the name of one.

    `is_first` where it came from the source's own address; `sitemaps` are those that the robots.txt of a
    site names.
    """

    source: str
    kind: Kind
    connector: str | None
    page: Page
    is_first: bool = True
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What an answer names: articles, each once, and `onward`, addresses that name more of them.

    Of a site that names none, `guesses` are addresses that may, and `linked` the articles that its front
    page links to.
    """

    found: tuple[Found, ...]
    onward: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    linked: tuple[Found, ...] = ()


NOTHING = Listing(found=())


def list_articles(task: ToList, most_bytes: int) -> Listing:
    """What the answer names. Raises InputError where it is not what such a source answers.

    One that is a gzip file is read as what it holds, of at most `most_bytes`.
    """
    if task.kind is Kind.CONNECTOR:
        connector = find_connector(task.connector or "")
        if connector is None:
            raise InputError("bad_answer", f"expected a connector, got {task.connector!r}")
        return Listing(found=_tidy(connector.read(task.page.content)))
    page = unzip_page(task.page, most_bytes)
    return _list_site(page, task) if task.kind is Kind.SITE else _READERS[task.kind](page)


def _list_feed(page: Page) -> Listing:
    named = (_find(entry) for entry in entries(page.content, page.source))
    return Listing(found=_tidy(_keep_own(one, page) for one in named if one))


def _keep_own(found: Found, page: Page) -> Found:
    """The article without a text that another site gives of it.

    Else any feed could have its words read under the name of a house at whose address nothing stands.
    """
    return found if is_same_site(found.address, page.source) else replace(found, text=None)


def _list_lines(page: Page) -> Listing:
    """One address a line; lines that are none, such as remarks, are passed over."""
    lines = page.content.decode("utf-8-sig", "replace").splitlines()
    addresses = (line.strip() for line in lines if is_web(line.strip()))
    return Listing(found=_tidy(Found(address=one, host=name_host(one)) for one in addresses))


def _list_sitemap(page: Page) -> Listing:
    """The newest pages of a sitemap; of one that only leads on, the newest sitemaps."""
    sitemap = read_sitemap(page.content, page.source)
    named = (_find(entry) for entry in sitemap.entries[:_MOST_OF_SITEMAP])
    onward = sitemap.children[:_MOST_CHILDREN]
    return Listing(found=_tidy(one for one in named if one), onward=onward)


def _list_site(page: Page, task: ToList) -> Listing:
    """The feeds that the front page of a site names, else where else its articles may be.

    What its address leads to are lists, in whatever form.
    """
    kind = find_kind(page.content)
    if kind is Kinds.SITEMAP:
        listing = _list_sitemap(page)
        return replace(listing, found=listing.found[:_MOST_OF_SITE])
    if kind is Kinds.FEED or page.content_type.partition(";")[0] != "text/html":
        return _list_feed(page)
    if not task.is_first:
        raise InputError("no_feed", f"expected a feed or a sitemap, got a page from {page.source}")
    feeds = read_links(page.content, page.source).feeds
    if feeds:
        return Listing(found=(), onward=feeds)
    guesses = dict.fromkeys((*task.sitemaps[:_MOST_NAMED], *list_usual(page.source)))
    linked = (Found(address=one, host=name_host(one)) for one in find_linked(page))
    return Listing(found=(), guesses=tuple(guesses), linked=_tidy(linked))


def _find(entry: Entry) -> Found | None:
    if entry.address is None:
        return None
    is_text = len(entry.content) >= _SHORTEST_TEXT
    stamp = entry.changed or entry.published
    return Found(
        address=entry.address,
        host=name_host(entry.address),
        stamp=stamp.isoformat() if stamp else None,
        title=entry.title,
        published=entry.published,
        text=entry.content[:_LONGEST_TEXT] if is_text else None,
    )


def _tidy(found: Iterable[Found]) -> tuple[Found, ...]:
    """Each address once, tidied; those are left out that are too long to be kept."""
    return tuple({one.address: one for one in map(_shorten, found) if _is_sound(one)}.values())


def _shorten(found: Found) -> Found:
    """The article under its tidied address; a day that no report of today can have is no day."""
    at = found.published
    is_likely = at is not None and _YEARS[0] <= at.year <= _YEARS[1]
    return replace(found, address=tidy(found.address), published=at if is_likely else None)


def _is_sound(found: Found) -> bool:
    return found.address.isprintable() and len(found.address) <= LONGEST_ADDRESS


_READERS: Mapping[Kind, Callable[[Page], Listing]] = {
    Kind.FEED: _list_feed,
    Kind.SITEMAP: _list_sitemap,
    Kind.ADDRESSES: _list_lines,
}
