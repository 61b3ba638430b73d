"""Where the articles of a site are found whose front page names no feed."""

import re
from urllib.parse import unquote, urlsplit

from khabar.errors import InputError
from khabar.model.documents import Page
from khabar.pages.addresses import is_front, is_same_site, join
from khabar.pages.decode import decode
from khabar.pages.dom import parse
from khabar.pages.feeds.links import find_base

_USUAL_LISTS = ("/feed", "/rss.xml", "/sitemap-news.xml", "/sitemap.xml")
# A front page has a headline for each of some dozens of articles; what follows is not news.
MOST_LINKED = 50
_MOST_LINKS = 2_000
# Headlines have more words than the names of sections; names of articles in addresses have, too.
_FEWEST_WORDS, _FEWEST_PARTS = 4, 3
_DAY = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12]\d|3[01])(?:[/-]|$)")
_MONTH = re.compile(r"/(?:19|20)\d\d[/-](?:0[1-9]|1[0-2])/(?=.)")
_NUMBER = re.compile(r"\d{5,}")
_ENDING = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms|ece)$", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|m4a|zip|xml|rss|atom|json|css|js|docx?|xlsx?)$",
    re.IGNORECASE,
)
# Parts of addresses under which no article stands.
_NO_ARTICLES = re.compile(
    r"/(?:about|account|advertis(?:e|ing)|archives?|authors?|careers|cart|categor(?:y|ies)|checkout|comments"
    r"|contact|cookies|donate|events|faq|feeds?|galler(?:y|ies)|help|imprint|jobs|legal|log(?:in|out)"
    r"|members|newsletters?|pages?|people|podcasts?|polic(?:y|ies)|privacy|profile|register|rss|search"
    r"|sections?|share|shop|sign(?:in|up)|sitemap|store|subscri(?:be|ptions?)|tags?|team|terms|topics?"
    r"|users?|wp-(?:admin|json|login))(?:/|$)"
)


def list_usual(address: str) -> tuple[str, ...]:
    """Where the articles of a site may be listed whose front page names no feed."""
    return tuple(filter(None, (join(address, name) for name in _USUAL_LISTS)))


def list_linked(content: bytes, address: str) -> tuple[str, ...]:
    """The articles that the front page at `address` links to, in its order.

    They are told by their addresses and by the words of the link: a day in the address tells enough;
    else both look like a headline. Raises as `html.page.read_html` does where the bytes are no HTML.
    """
    tree = parse(decode(content, address), address)
    base = find_base(tree, address)
    found: dict[str, None] = {}
    for node in tree.css("a[href]")[:_MOST_LINKS]:
        link = join(base, node.attributes.get("href"))
        if link and link not in found and is_same_site(link, address) and is_article(link, node.text()):
            found[link] = None
    return tuple(found)[:MOST_LINKED]


def find_linked(page: Page) -> tuple[str, ...]:
    """The articles that a page links to which came from its source; none where it cannot be read."""
    try:
        return list_linked(page.content, page.source)
    except InputError:
        return ()


def is_article(link: str, words: str) -> bool:
    """True of a link that looks as those to articles do, by its address and its words.

    >>> is_article("https://post.example/2026/05/01/raid", "")
    True
    >>> is_article("https://post.example/news/raid-on-the-port", "Raid on the port kills four")
    True
    >>> is_article("https://post.example/news/middle-east-and-africa", "Middle East")
    False
    """
    path = unquote(urlsplit(link).path).lower()
    parts = [part for part in path.split("/") if part]
    if is_front(link) or _FILE.search(path) or _NO_ARTICLES.search(path):
        return False
    day = _DAY.search(path)
    if day:  # without more it names all articles of that day
        return bool(path[day.end() :].strip("/"))
    return len(words.split()) >= _FEWEST_WORDS and _is_named(path, parts, urlsplit(link).query)


def _is_named(path: str, parts: list[str], query: str) -> bool:
    """True of an address that names one article: by month, by number, or by the words of its title."""
    last = _ENDING.sub("", parts[-1]) if parts else ""
    words = [word for word in re.split(r"[-_+ ]", last) if word]
    is_numbered = _NUMBER.search(last) or _NUMBER.search(query)
    return bool(len(words) >= _FEWEST_PARTS or _MONTH.search(path) or is_numbered)
