"""Addresses of pages: what names a page, and what only says how somebody came to it."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit

from khabar.errors import UnreachableError

# What newsletters, feeds and social networks hang on an address, and no site finds an article by.
# Shorter words ("id", "eid", "ref", "source") do name articles somewhere: two must not become one.
_TRACKERS = frozenset(
    [
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "ysclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "li_fat_id",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "vero_id",
        "oly_anon_id",
        "oly_enc_id",
        "_hsenc",
        "_hsmi",
        "__hssc",
        "__hstc",
        "_ga",
        "_gl",
        "ref_src",
        "ref_url",
        "__twitter_impression",
        "traffic_source",
        "cmpid",
        "intcid",
        "icid",
        "ocid",
        "smid",
        "smtyp",
        "xtor",
        "ns_mchannel",
        "ns_source",
        "ns_campaign",
        "ns_linkname",
        "ns_fee",
        "wt_mc",
        "wt_zmc",
        "ito",
        "ftag",
        "soc_src",
        "soc_trk",
        "guce_referrer",
        "guce_referrer_sig",
        "guccounter",
        "at_medium",
        "at_campaign",
        "at_bbc_team",
        "at_format",
        "at_link_id",
        "at_link_type",
        "at_link_origin",
        "at_ptr_name",
        "at_custom1",
        "at_custom2",
        "at_custom3",
        "at_custom4",
    ]
)
_TRACKER_HEADS = ("utm_", "pk_", "mtm_", "piwik_", "hsa_", "fb_", "ga_", "itm_")
LONGEST = 2_000
"""The most characters of an address: what browsers, sitemaps and indexes of databases take."""

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_FRONT_DOORS = ("www.", "m.", "mobile.", "amp.", "edition.")
_PAGE_NUMBER = re.compile(
    r"(?:[?&](?:page|p|pg|seite|pagina|start_page)=(?P<query>\d{1,3})(?=&|$)"
    r"|(?:/page/|/p|/)(?P<path>[1-9]\d?)/?$|[-_](?P<file>[1-9]\d?)(?P<end>\.s?html?|\.php)$)",
    re.IGNORECASE,
)


def is_web(source: str) -> bool:
    """True where `source` names a page on the web and not a file."""
    return source[:8].lower().startswith(("http://", "https://"))


def tidy(address: str) -> str:
    """An address without its fragment and without what only tells how somebody came to it.

    What is left stays as it was written, in its order.

    >>> tidy("HTTPS://Www.Post.example:443/a?id=7&utm_source=rss&b=%20#top")
    'https://www.post.example/a?id=7&b=%20'
    """
    try:
        parts = urlsplit(address)
        host = parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(parts.scheme, "-"))
    except ValueError:
        return address
    fields = [field for field in parts.query.split("&") if field and not _is_tracker(field)]
    query = "&".join(fields) if len(fields) < len(parts.query.split("&")) else parts.query
    return SplitResult(parts.scheme, host, parts.path or "/", query, "").geturl()


def join(base: str, link: str | None) -> str | None:
    """The absolute address of a link, tidied; None where it can lead to no page of the web."""
    if not link or not link.strip():
        return None
    try:
        joined = urljoin(base, link.strip())
    except ValueError:
        return None
    is_sound = is_web(joined) and len(joined) <= LONGEST and joined.isprintable()
    return tidy(joined) if is_sound else None


def is_same_site(left: str, right: str) -> bool:
    """True of addresses of one host, under whichever of its doors (`www.`, `m.`, `amp.`).

    >>> is_same_site("https://amp.post.example/a", "https://www.post.example/a")
    True
    """
    host = _name_site(left)
    return host is not None and host == _name_site(right)


def is_front(address: str) -> bool:
    """True of the address of a whole site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.path.strip("/") and not parts.query


def check_arrival(asked: str, came: str) -> None:
    """Raises UnreachableError `http_error` where an article leads to the front of its site.

    Many sites lead there from an article that is gone.
    """
    if is_front(came) and not is_front(asked):
        detail = f"expected an article, {asked} leads to the front of its site"
        raise UnreachableError("http_error", detail)


def is_next_page(address: str, following: str) -> bool:
    """True where `following` is the page after `address` of one article cut into pages.

    Many sites call the next *article* their next page too; only a page number that goes up by one tells.
    `/raid-2` is no page number: that is how two articles of one title are told apart.

    >>> is_next_page("https://post.example/a", "https://post.example/a?page=2")
    True
    >>> is_next_page("https://post.example/raid", "https://post.example/raid-2")
    False
    """
    if not is_same_site(address, following):
        return False
    stem, number = _split_page(following)
    if number < 2:
        return False
    if (stem, number - 1) == _split_page(address):
        return True
    return number == 2 and stem == _strip_end(address)


def check_next_page(before: str, came: str) -> None:
    """Raises UnreachableError `http_error` where what came is not the page after `before`.

    Many sites lead back to the first page of an article from one that is not there.
    """
    if not is_next_page(before, came):
        raise UnreachableError("http_error", f"expected the page after {before}, was led to {came}")


def page_number(address: str) -> int:
    """Which page of an article an address names, 1 where it does not say.

    >>> page_number("https://post.example/a?page=3")
    3
    """
    return _split_page(address)[1]


def _split_page(address: str) -> tuple[str, int]:
    match = _PAGE_NUMBER.search(address)
    if not match:
        return _strip_end(address), 1
    stem = address[: match.start()] + (match["end"] or "") + address[match.end() :]
    return _strip_end(stem), int(match["query"] or match["path"] or match["file"])


def _strip_end(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/?")


def _name_site(address: str) -> str | None:
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return None
    return (
        next((host.removeprefix(door) for door in _FRONT_DOORS if host.startswith(door)), host) or None
    )


def _is_tracker(field: str) -> bool:
    name = field.partition("=")[0].lower()
    return name in _TRACKERS or name.startswith(_TRACKER_HEADS)
