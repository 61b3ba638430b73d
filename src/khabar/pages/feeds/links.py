"""What a page says of where else to look: its own address, its next page, the feeds of its site."""

from dataclasses import dataclass

from khabar.errors import InputError
from khabar.model.documents import Page
from khabar.pages.addresses import is_front, is_next_page, is_same_site, join, tidy
from khabar.pages.decode import decode
from khabar.pages.dom import Tree, parse

_FEEDS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_MOST_FEEDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The links of one page, absolute.

    `own` is the address that the page gives as its own, where that is an address of the same site and of
    one page; `following` that of the next page of the same article.
    """

    own: str | None
    following: str | None
    feeds: tuple[str, ...]


def read_links(content: bytes, address: str) -> Links:
    """The links in the head of an HTML page that came from `address`.

    Raises as `pages.html.page.read_html` does where the bytes are no HTML.
    """
    tree = parse(decode(content, address), address)
    base = find_base(tree, address)
    own = join(base, _find_link(tree, "canonical"))
    following = join(base, _find_link(tree, "next"))
    is_own = own is not None and is_same_site(own, address) and not is_front(own)
    return Links(
        own=own if is_own else None,
        following=following if following and is_next_page(address, following) else None,
        feeds=_list_feeds(tree, base),
    )


def find_links(page: Page) -> Links:
    """The links of a page that came from its source; none where they cannot be read."""
    try:
        return read_links(page.content, page.source)
    except InputError:
        return NO_LINKS


def name_page(page: Page, links: Links) -> str:
    """The address that a page is known by: the one that it gives as its own, else where it came from."""
    return links.own or tidy(page.source)


def find_base(tree: Tree, address: str) -> str:
    """The address that the links of a page are relative to."""
    node = tree.css_first("base[href]")
    return join(address, node.attributes.get("href")) or address if node else address


def _find_link(tree: Tree, relation: str) -> str | None:
    node = tree.css_first(f'link[rel~="{relation}" i][href], a[rel~="{relation}" i][href]')
    return node.attributes.get("href") if node else None


def _list_feeds(tree: Tree, base: str) -> tuple[str, ...]:
    """The feeds of a page in their order, without those of comments under articles."""
    found: dict[str, None] = {}
    for node in tree.css('link[rel~="alternate" i][type][href]'):
        kind = (node.attributes.get("type") or "").partition(";")[0].strip().lower()
        feed = join(base, node.attributes.get("href"))
        if kind in _FEEDS and feed and "comment" not in (node.attributes.get("title") or feed).lower():
            found.setdefault(feed)
    return tuple(found)[:_MOST_FEEDS]


NO_LINKS = Links(own=None, following=None, feeds=())
