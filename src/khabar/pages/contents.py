"""What stands at an address: an article, or a list of articles in one of its forms."""

import enum
import re
from dataclasses import dataclass

from khabar.errors import InputError
from khabar.model.documents import Hints, Page
from khabar.pages import read_page
from khabar.pages.feeds.fronts import find_linked
from khabar.pages.feeds.links import NO_LINKS, Links, find_links
from khabar.pages.feeds.sitemaps import read_sitemap
from khabar.pages.feeds.syndication import Entry, entries
from khabar.settings import Settings

_HEAD_BYTES = 4_096
_ROOT = re.compile(rb"<(?!\?|!)(?:[\w.-]{1,40}:)?([a-z]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_FEEDS = frozenset({b"rss", b"feed", b"rdf"})
_SITEMAPS = frozenset({b"urlset", b"sitemapindex"})
_JSON_FEED = b"jsonfeed.org/version"


class Kind(enum.Enum):
    """What the bytes are."""

    PAGE = "page"
    FEED = "feed"
    SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the bytes at an address name: `entries` and `children` of lists, `links` of a page.

    `has_report` is None where nobody asked whether the page can be read; `linked` are the articles
    that a front page links to.
    """

    kind: Kind
    has_report: bool | None = None
    entries: tuple[Entry, ...] = ()
    children: tuple[str, ...] = ()
    links: Links = NO_LINKS
    linked: tuple[str, ...] = ()


def find_kind(content: bytes) -> Kind:
    """What the bytes are by their first element: servers call feeds by many types, or HTML."""
    head = _COMMENT.sub(b"", content[:_HEAD_BYTES])
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return Kind.FEED if _JSON_FEED in head else Kind.PAGE
    if b"\x00" in head[:4]:  # UTF-16
        head = head.replace(b"\x00", b"")
    match = _ROOT.search(head)
    root = match[1].lower() if match else b""
    if root in _FEEDS:
        return Kind.FEED
    return Kind.SITEMAP if root in _SITEMAPS else Kind.PAGE


def list_contents(
    page: Page, settings: Settings, *, try_report: bool = False, is_front: bool = False
) -> Contents:
    """What the page names; `page.source` is its address.

    With `try_report`, a page that is no list is read to see whether it has a report. The front page of
    a site (`is_front`) is asked for the articles that it links to.

    A page whose links cannot be read has none: whether it can be read is asked elsewhere. Raises
    InputError `no_feed` where a feed or sitemap cannot be read.
    """
    kind = find_kind(page.content)
    if kind is Kind.FEED:
        return Contents(kind=kind, entries=entries(page.content, page.source))
    if kind is Kind.SITEMAP:
        sitemap = read_sitemap(page.content, page.source)
        return Contents(kind=kind, entries=sitemap.entries, children=sitemap.children)
    has_report = _has_report(page, settings) if try_report else None
    linked = find_linked(page) if is_front else ()
    return Contents(kind=kind, links=find_links(page), has_report=has_report, linked=linked)


def _has_report(page: Page, settings: Settings) -> bool:
    try:
        read_page(page, Hints(), settings)
    except InputError:
        return False
    return True
