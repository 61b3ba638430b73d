"""What an HTML page says about its report in places that readers do not see: JSON-LD, meta, links."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from khabar.pages.blocks import fold
from khabar.pages.days import find_address_day, find_day, find_iso_day
from khabar.pages.dom import Node, Tree

# What JSON can hold; a page's JSON-LD may have any shape, so each value is checked where it is used.
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report)$")
_PAGE_TYPE = re.compile(r"^WebPage$")
# A class such as `article-publish-date`; `post-date` and `date` stand on teasers as well.
_DAY_CLASS = re.compile(
    r"publish(?:ed|ing)?[-_]?(?:date|time|on)\b|(?:date|time)[-_]?publish", re.IGNORECASE
)
# Deeper JSON-LD is not metadata; it bounds the walk on a hostile page.
_LD_NODES = 2_000
_MOST_NAMED = 50
_BESIDE = frozenset({"a", "li", "aside", "nav", "footer"})
_LD_BYTES = 400_000
_DAY_KEYS = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "originalpublicationdate",
    "article.published",
    "citation_date",
)
_AUTHOR_KEYS = ("author", "article:author", "parsely-author", "byl", "dc.creator", "sailthru.author")
_PUBLISHER_KEYS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "parsely-title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page's own metadata states; None and () where it states nothing.

    `published` is the day of a time stamp, in the stamp's zone; `address_day` that in the address;
    `named_day` that of elements whose class says that they hold the day, where all say the same.
    """

    title: str | None
    window_title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: date | None
    address: str | None
    address_day: date | None
    named_day: date | None
    language: str | None


def read_metadata(tree: Tree, address: str | None) -> Metadata:
    """The metadata of a page; `address` is where the caller says that the page came from."""
    metas = _read_metas(tree)
    report = _find_report(tree)
    canonical = _read_address(tree, metas)
    window = tree.css_first("head > title")
    return Metadata(
        title=_text(report.get("headline")) or _first(metas, _TITLE_KEYS),
        window_title=fold(window.text()) or None if window else None,
        publisher=_name(report.get("publisher")) or _first(metas, _PUBLISHER_KEYS),
        authors=_names(report.get("author")) or _authors(metas),
        published=_find_published(report, metas, tree),
        address=canonical,
        address_day=find_address_day(address or canonical),
        named_day=_find_named_day(tree),
        language=_read_language(tree),
    )


def _read_metas(tree: Tree) -> dict[str, str]:
    """The page's `meta` values by name, property or itemprop, in lower case; the first one counts."""
    metas: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        value = fold(attributes.get("content") or "")
        if key and value:
            metas.setdefault(key.lower(), value)
    return metas


def _first(metas: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((metas[key] for key in keys if key in metas), None)


def _authors(metas: dict[str, str]) -> tuple[str, ...]:
    printed = _first(metas, _AUTHOR_KEYS)
    return _clean_names((printed,)) if printed else ()


def _find_report(tree: Tree) -> dict[str, Json]:
    """The first JSON-LD object that is an article, else the day of the one that is the page itself."""
    page: dict[str, Json] = {}
    for script in tree.css('script[type="application/ld+json"]'):
        text = script.text()
        for found in _walk(_parse(text)) if len(text) <= _LD_BYTES else ():
            if _is_of(found, _ARTICLE_TYPES):
                return found
            if not page and _is_of(found, _PAGE_TYPE):
                page = {"datePublished": found.get("datePublished")}
    return page


def _is_of(found: dict[str, Json], types: re.Pattern[str]) -> bool:
    kinds = found.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and types.search(kind) for kind in named)


def _parse(text: str) -> Json:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        # no number is of use here, and Python refuses whole ones of very many digits
        parsed: Json = json.loads(text, strict=False, parse_int=float)
    except (ValueError, RecursionError):
        return None
    return parsed


def _walk(parsed: Json) -> Iterator[dict[str, Json]]:
    waiting: list[Json] = [parsed]
    for _ in range(_LD_NODES):
        if not waiting:
            return
        at = waiting.pop(0)
        if isinstance(at, dict):
            yield at
            waiting.extend(value for key, value in at.items() if key in {"@graph", "mainEntity"})
        elif isinstance(at, list):
            waiting.extend(at)


def _text(value: Json) -> str | None:
    if not isinstance(value, str):
        return None
    import html

    return fold(html.unescape(value)) or None


def _name(value: Json) -> str | None:
    """The name in `"X"`, `{"name": "X"}` or a list of either; the first one."""
    if isinstance(value, list):
        return next((name for item in value if (name := _name(item))), None)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _names(value: Json) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return _clean_names(tuple(name for item in items[:10] if (name := _name(item))))


def _clean_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names without "By", and no addresses or accounts in their place."""
    cleaned = (re.sub(r"^by\s+", "", name, flags=re.IGNORECASE) for name in names)
    return tuple(name for name in cleaned if name and "://" not in name and not name.startswith("@"))


def _read_address(tree: Tree, metas: dict[str, str]) -> str | None:
    link = tree.css_first('link[rel="canonical"]')
    href = (link.attributes.get("href") if link else None) or metas.get("og:url")
    return href if href and href.startswith(("http://", "https://")) else None


def _read_language(tree: Tree) -> str | None:
    """The two letters of the page's `lang`, lower case."""
    root = tree.css_first("html")
    lang = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root else ""
    code = re.split(r"[-_]", lang.strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def _find_published(report: dict[str, Json], metas: dict[str, str], tree: Tree) -> date | None:
    stamps = (_text(report.get("datePublished")), *(metas.get(key) for key in _DAY_KEYS))
    days = (_read_day(stamp) for stamp in stamps if stamp)
    return next((day for day in days if day), None) or _find_marked_day(tree)


def _read_day(stamp: str) -> date | None:
    day = find_iso_day(stamp)
    if day:
        return day
    found = find_day(stamp)
    return found.day if found else None


def _find_marked_day(tree: Tree) -> date | None:
    """The day of an element marked as that of publication; other `time`s may be a sidebar's."""
    for node in tree.css('[itemprop="datePublished"], time[pubdate], time.published, time.entry-date'):
        day = _day_of(node)
        if day:
            return day
    return None


def _find_named_day(tree: Tree) -> date | None:
    """The one day of all elements with such a class, outside of where teasers stand."""
    nodes = tree.css('[class*="ublish"]')[:_MOST_NAMED]
    named = (
        node
        for node in nodes
        if _DAY_CLASS.search(node.attributes.get("class") or "") and not _is_beside(node)
    )
    days = {day for node in named if (day := _day_of(node))}
    return days.pop() if len(days) == 1 else None


def _is_beside(node: Node) -> bool:
    """True of what stands in a link, a list or a side column."""
    around = node.parent
    while around is not None and around.tag not in _BESIDE:
        around = around.parent
    return around is not None


def _day_of(node: Node) -> date | None:
    attributes = node.attributes
    stamp = attributes.get("datetime") or attributes.get("content") or node.text()
    return _read_day(stamp[:200])


NO_METADATA = Metadata(
    title=None,
    window_title=None,
    publisher=None,
    authors=(),
    published=None,
    address=None,
    address_day=None,
    named_day=None,
    language=None,
)
