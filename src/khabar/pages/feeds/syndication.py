"""RSS, Atom and JSON Feed: which articles a site says it has."""

import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from khabar.errors import InputError
from khabar.model.documents import Page
from khabar.pages.addresses import join
from khabar.pages.finds import make_page
from khabar.pages.stamps import read_stamp

# The newest stand first; a feed of more entries is an archive, whose rest is not news.
MOST_ENTRIES: Final = 1_000
_ITEM = re.compile(rb"<(?:[a-z]+:)?(?:item|entry)[\s/>]", re.IGNORECASE)
# What a feed gives beside a link is read in place of a page only where it is more than a line.
_FEWEST_WORDS = 30
_TAG = re.compile(r"<[^<>]{0,500}>")
_JSON_MARK = b"jsonfeed.org/version"
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article that a feed or a sitemap names.

    `address` is absolute, None where the entry links nowhere. `published` is in the zone of its stamp.
    `content` is the HTML of the whole text or of its summary, "" where there is none. `guid` is what the
    feed itself tells its entries apart by. `changed` is when the feed says that it was last changed.
    """

    address: str | None
    title: str | None
    published: datetime | None
    content: str
    guid: str | None
    changed: datetime | None = None

    @property
    def name(self) -> str:
        """By what it is told of: its address, else what the feed tells it apart by, else its title."""
        return self.address or self.guid or self.title or "untitled"


def entries(content: bytes, address: str) -> tuple[Entry, ...]:
    """The first entries of a feed in its order; `address`, where it came from, completes its links.

    At most `MOST_ENTRIES`, also of broken feeds as far as they can be read. Raises InputError `no_feed`
    where the bytes are no feed.
    """
    read = _read_json if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _read_xml
    return tuple(read(content, address))


def _read_xml(content: bytes, address: str) -> Iterator[Entry]:
    items = _parse(_cut(content), address)
    if items is None:
        raise InputError("no_feed", f"expected RSS, Atom or JSON Feed, got none from {address}")
    for item in items[:MOST_ENTRIES]:
        yield Entry(
            address=join(address, _text(item.get("link"))),
            title=_plain(item.get("title")),
            published=read_stamp(_text(item.get("published") or item.get("updated"))),
            content=_choose_content(item),
            guid=_plain(item.get("id")),
            changed=read_stamp(dict.get(item, "updated")),  # its own `get` would give `published`
        )


def _parse(content: bytes, address: str) -> list[dict[str, Any]] | None:
    """The items of a feed; None where it is none.

    What feedparser stumbles over, such as a character that cannot be in one entry of many, is read by
    fastfeedparser. That one gives times in UTC only, so days are not taken from it.
    """
    import feedparser

    try:
        parsed = feedparser.parse(
            io.BytesIO(content),
            response_headers={"content-location": address},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, ArithmeticError):
        return _parse_roughly(content)
    return list(parsed.entries) if parsed.get("version") or parsed.entries else None


def _parse_roughly(content: bytes) -> list[dict[str, Any]] | None:
    import fastfeedparser

    try:
        parsed = fastfeedparser.parse(content)
    except (ValueError, LookupError, ArithmeticError):
        return None
    return [dict(item) | {"published": None, "updated": None} for item in parsed["entries"]]


def _cut(content: bytes) -> bytes:
    """The bytes up to the entry that is one too many."""
    for count, match in enumerate(_ITEM.finditer(content)):
        if count == MOST_ENTRIES:
            return content[: match.start()]
    return content


def _choose_content(item: Mapping[str, Any]) -> str:
    """The longest of what the entry gives as its text, as HTML."""
    given = [*item.get("content", ()), item.get("summary_detail") or {"value": item.get("description")}]
    texts = [
        part["value"] if part.get("type") in _HTML_TYPES else html.escape(part["value"])
        for part in given
        if part.get("value")
    ]
    return max(texts, key=len, default="")


def _read_json(content: bytes, address: str) -> Iterator[Entry]:
    try:
        # numbers as they are written: Python refuses those of very many digits
        feed = json.loads(content.lstrip(b"\xef\xbb\xbf"), parse_int=str)
    except (ValueError, RecursionError) as error:
        raise InputError("no_feed", f"expected JSON Feed, got broken JSON from {address}") from error
    items = feed.get("items") if isinstance(feed, dict) and _JSON_MARK in content[:2_000] else None
    if not isinstance(items, list):
        raise InputError("no_feed", f"expected JSON Feed, got other JSON from {address}")
    for item in items[:MOST_ENTRIES]:
        if isinstance(item, dict):
            yield _read_item({key: value for key, value in item.items() if value is not None}, address)


def _read_item(item: Mapping[str, Any], address: str) -> Entry:
    stamp = item.get("date_published") or item.get("date_modified")
    content, text = item.get("content_html"), item.get("content_text") or item.get("summary")
    guid, changed = item.get("id"), item.get("date_modified")
    return Entry(
        address=join(address, _text(item.get("url") or item.get("external_url"))),
        title=_plain(item.get("title")),
        published=read_stamp(_text(stamp)),
        content=content
        if isinstance(content, str)
        else html.escape(text)
        if isinstance(text, str)
        else "",
        guid=guid if isinstance(guid, str) else None,
        changed=read_stamp(changed) if isinstance(changed, str) else None,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _plain(text: object) -> str | None:
    """Text of a title: no mark-up, one line; None where nothing is left."""
    if not isinstance(text, str):
        return None
    return " ".join(html.unescape(re.sub(r"<[^<>]{0,300}>", "", text)).split()) or None


def write_page(title: str | None, content: str, source: str) -> Page:
    """What a feed gives of an article, as a page: its title and its HTML."""
    title = html.escape(title or "")
    written = (
        f"<!DOCTYPE html>\n<html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>\n{content}\n</article></body></html>\n"
    ).encode("utf-8", "replace")
    return make_page(source, written, "text/html")


def has_text(entry: Entry) -> bool:
    """True where a feed gives more of an article than a line."""
    return len(_TAG.sub(" ", entry.content).split()) >= _FEWEST_WORDS
