"""WARC files (ISO 28500), such as Common Crawl's: the pages among their records, one after another."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Protocol

from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.model.documents import Hints
from khabar.pages.archives.cells import ROW
from khabar.pages.archives.mail import MAIL
from khabar.pages.archives.multipage import MULTIPAGE
from khabar.pages.capture import look_at
from khabar.pages.contents import Kind, find_kind
from khabar.pages.encodings import Inflated
from khabar.pages.feeds.syndication import entries, has_text, write_page
from khabar.pages.finds import Find, Found, Passed, make_page
from khabar.pages.http import Head, clean_address, decode_body, name_type, read_head
from khabar.settings import Settings

# Headers of real pages have some kilobytes; servers take 8 to 64.
_HEAD_BYTES = 65_536
_PART_BYTES = 2**20
_PAGE_RECORDS = frozenset({"response", "resource"})
_GOOD = frozenset({"200", "203"})
_MAJOR = re.compile(r"(application|audio|font|image|text|video)/")
_FEED = re.compile(r"application/(?:rss|atom|feed)\+|(?:text|application)/xml")
_HTML = "text/html"
# What `khabar export warc` writes of pages that came out of other archives.
_OWN_TYPES = frozenset({MAIL, ROW, MULTIPAGE})
_DIGEST = re.compile(r"(sha1|sha256|sha512|md5):([A-Za-z0-9+/=_-]+)", re.IGNORECASE)


class _Reader(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Dated(Protocol):
    @property
    def record_date(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """A record: what its headers say, and the byte at which it starts."""

    address: str | None
    at: datetime | None
    digest: str | None
    content_type: str
    length: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What a record came to, and the byte at which it starts; `is_sure` where its digest was right."""

    finds: tuple[Find, ...]
    start: int
    is_sure: bool


def read_records(stream: BinaryIO | Inflated, source: str, settings: Settings) -> Iterator[Find]:
    """The pages in a stream of WARC records, and what else is in it.

    Raises InputError `damaged` where the stream is cut off or wrong, after what is before that; a
    compressed record that nobody vouches for is given when the next one begins.
    """
    held: _Read | None = None
    try:
        for read in _read_each(stream, source, settings):
            if held:
                yield from held.finds
            held = read
    except Exception:
        if held and _is_whole(held, stream):
            yield from held.finds
        raise
    if held is None:
        raise InputError("empty", f"expected records, got none in {source}")
    yield from held.finds


def _is_whole(read: _Read, stream: BinaryIO | Inflated) -> bool:
    """True of a record that the damage after it does not touch.

    A wrong byte may stand in its head as well, of which there is no digest.
    """
    if not isinstance(stream, Inflated) or stream.verified > read.start:
        return True
    return read.is_sure and not stream.is_wrong


def _read_each(stream: BinaryIO | Inflated, source: str, settings: Settings) -> Iterator[_Read]:
    from fastwarc.warc import ArchiveIterator

    at = end = 0
    try:
        records = ArchiveIterator(
            stream, parse_http=False, stream_detect=False, max_header_len=_HEAD_BYTES
        )
        for one in records:
            at, kind = one.stream_pos, str(one.record_type)
            record = _Record(
                address=clean_address(one.headers.get("WARC-Target-URI")),
                at=_read_moment(one),
                digest=one.headers.get("WARC-Block-Digest"),
                content_type=one.headers.get("Content-Type") or "",
                length=_measure(one.headers.get("Content-Length"), at, source),
                start=at,
            )
            if kind in _PAGE_RECORDS:
                finds = _read_record(record, one.reader, source, settings)
                is_sure = (
                    isinstance(finds[0], Found) and _DIGEST.fullmatch(record.digest or "") is not None
                )
                yield _Read(finds=finds, start=at, is_sure=is_sure)
            else:
                yield _Read(finds=(Passed(what=kind),), start=at, is_sure=False)
            end = at + record.length + _count_bytes(one.headers)
        if stream.tell() < end:
            raise EOFError("the end of the file in the middle of one")
    except (OSError, EOFError, ValueError) as error:
        detail = f"expected a WARC record, got {error}, at or after byte {at:,} of {source}"
        raise InputError("damaged", detail) from error


def _count_bytes(headers: Iterable[tuple[str, str]]) -> int:
    """How long the head of a record is at least: white space in it is not counted."""
    lines = sum(len(name) + len(value) + len(": \r\n") for name, value in headers)
    return lines + len("WARC/1.0\r\n\r\n")


def _measure(length: str | None, at: int, source: str) -> int:
    if length is None or not length.strip().isascii() or not length.strip().isdigit():
        detail = f"expected the length of a record, got {length!r:.40} at byte {at:,} of {source}"
        raise InputError("damaged", detail)
    return int(length[:20])


def _read_record(record: _Record, reader: _Reader, source: str, settings: Settings) -> tuple[Find, ...]:
    """What a record of a page came to; raises EOFError where the file ends before it does."""
    name = f"{source}#{record.address or f'byte {record.start}'}"
    begun = _read_bytes(reader, min(record.length, _HEAD_BYTES))
    try:
        head = _read_head(record, begun)
    except InputError as error:
        return (_reject(name, error),)
    what = _name_other(head, record)
    if what:
        return (Passed(what=what),)
    if record.length > settings.page_bytes + _HEAD_BYTES:
        detail = f"expected at most {settings.page_bytes:,} bytes, got {record.length:,} in {name}"
        return (Rejected(source=name, reason="too_large", detail=detail),)
    block = begun + _read_bytes(reader, record.length - len(begun))
    if len(block) < record.length:
        raise EOFError(f"{len(block):,} bytes of {record.length:,} in the last record")
    try:
        _check_digest(record.digest, block, name)
        body = decode_body(block[head.length :], head, settings.page_bytes, name)
        return tuple(_find_pages(record, head, body, name))
    except InputError as error:
        return (_reject(name, error),)


def _read_bytes(reader: _Reader, count: int) -> bytes:
    parts: list[bytes] = []
    while count > 0 and (part := reader.read(min(count, _PART_BYTES))):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _read_head(record: _Record, begun: bytes) -> Head:
    if "application/http" in record.content_type.lower():
        return read_head(begun, record.address or f"the record at byte {record.start}")
    return Head(status="200", content_type=record.content_type, encodings="", is_chunked=False, length=0)


def _reject(name: str, error: InputError) -> Rejected:
    return Rejected(source=name, reason=error.reason, detail=error.detail)


def _name_other(head: Head, record: _Record) -> str | None:
    """What a record is that holds no page; None where it holds one, or a feed."""
    if head.status not in _GOOD:
        return f"status {head.status}"
    if not head.content_type or name_type(head.content_type) or _FEED.match(head.content_type.lower()):
        return None
    if head.length == 0 and record.content_type in _OWN_TYPES:
        return None
    major = _MAJOR.match(head.content_type.lower())
    return f"{major[1]} file" if major else "other type"


def _check_digest(digest: str | None, block: bytes, name: str) -> None:
    """Raises InputError `damaged` where the block is not the one that was written."""
    match = _DIGEST.fullmatch(digest or "")
    if not match:
        return
    made = hashlib.new(match[1].lower(), block, usedforsecurity=False)
    written = match[2].rstrip("=").lower()
    forms = (made.hexdigest(), base64.b32encode(made.digest()).decode().rstrip("=").lower())
    if written not in forms and match[2] != base64.b64encode(made.digest()).decode():
        detail = f"expected the bytes that the digest of the record was made of, got others in {name}"
        raise InputError("damaged", detail)


def _find_pages(record: _Record, head: Head, body: bytes, name: str) -> Iterator[Find]:
    """The page of a record, or what a feed has of the text of its articles."""
    kind = find_kind(body)
    if not body:
        yield Passed(what="empty page")
    elif kind is Kind.FEED:
        yield from _find_entries(record, body, name)
    elif kind is Kind.SITEMAP or (_FEED.match(head.content_type.lower()) and look_at(body) != _HTML):
        yield Passed(what="sitemap" if kind is Kind.SITEMAP else "other type")
    else:
        own = head.content_type if head.content_type in _OWN_TYPES else None
        page = make_page(name, body, own or name_type(head.content_type) or look_at(body))
        yield Found(page=page, hints=Hints(url=record.address), at=record.at)


def _find_entries(record: _Record, body: bytes, name: str) -> Iterator[Find]:
    """The articles of a feed as far as it has their text.

    They have no address here: the page itself may be in the archive, and is no older version of this.
    """
    place = record.address or "https://feed.invalid/"
    for entry in entries(body, place):
        if has_text(entry):
            source = f"{name}#{entry.name}"
            page = write_page(entry.title, entry.content, source)
            day = entry.published.date() if entry.published else None
            yield Found(page=page, hints=Hints(announced=day), at=record.at)
        else:
            yield Passed(what="entry of a feed without its text")


def _read_moment(record: _Dated) -> datetime | None:
    """When a record was captured; None where it does not say, or names no moment of the calendar."""
    try:
        at = record.record_date
        return at.astimezone(UTC) if at and at.tzinfo else None
    except (ValueError, OverflowError):
        return None
