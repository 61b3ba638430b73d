"""Pages and the books of their capture: what was asked for, what came, and why nothing did."""

import json
import re
import zlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from khabar.model.claims import Rejected
from khabar.model.documents import Hints, Page
from khabar.model.reports import Outcome, Report
from khabar.model.retrievals import Retrieval
from khabar.record import schema
from khabar.record.readings import Desk, Kept, find_reading, keep_reading
from khabar.record.retrievals import keep_retrievals
from khabar.record.rows import find, find_next, insert, load_article
from khabar.record.words import make_storable

# Why a page may be read at another time although the same reader rejected it: the machine was busy or
# full, or khabar itself was at fault.
_PASSING = frozenset({"over_time", "over_memory", "crashed", "fault"})
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A source was asked for its page. `page` is None where it gave none.

    `place` is where a file lies, None for what has no place. `at` is in UTC. `retrievals` are
    the answers of the site that the page was asked of, none for a file.
    """

    source: str
    place: str | None
    page: Page | None
    hints: Hints
    at: datetime
    retrievals: tuple[Retrieval, ...] = ()


def find_known(connection: Connection, capture: Capture, reader: str) -> Kept | None:
    """What the record has of this capture already; None where its page has to be read."""
    if capture.page is None:
        return None
    newest = find_reading(connection, capture.page.sha256, write_hints(capture.hints))
    if newest is None or newest.reader != reader or newest.reason in _PASSING:
        return None
    return Kept(
        reading=newest.number,
        is_new=not _is_noted(connection, capture),
        is_read=False,
        reason=newest.reason,
        detail=newest.detail,
    )


def keep(desk: Desk, capture: Capture, outcome: Outcome | None) -> Kept:
    """The capture with its outcome, written down where the record does not have them yet.

    `outcome` is None where the page was not read because the record has a reading of it.
    """
    connection = desk.connection
    if capture.page is None:
        return Kept(reading=None, is_new=_note_missing(connection, capture, outcome), is_read=False)
    keep_page(connection, capture.page, capture.at)
    kept = find_known(connection, capture, desk.reader)
    if kept is None:
        assert outcome is not None  # noqa: S101  # what the record has of a page it never loses
        kept = keep_reading(desk, (capture.page.sha256, write_hints(capture.hints)), outcome)
    if _is_noted(connection, capture):
        return replace(kept, is_new=kept.is_read)
    if kept.is_read and isinstance(outcome, Report):
        url = outcome.article.url
    else:
        url = _find_url(connection, kept)
    number = _note(connection, capture, _find_address(capture, url))
    return replace(kept, is_new=True, capture=number)


_PAGE = select(schema.page.c.sha256).where(schema.page.c.sha256 == bindparam("wanted"))


def keep_page(connection: Connection, page: Page, at: datetime) -> None:
    """The bytes of a page, written down once."""
    if find(connection, _PAGE, {"wanted": page.sha256}):
        return
    row = {
        "sha256": page.sha256,
        "content": zlib.compress(page.content),
        "size": len(page.content),
        "content_type": page.content_type,
        "captured_at": at.isoformat(),
    }
    insert(connection, schema.page, [row])


def write_hints(hints: Hints) -> str:
    """The hints as JSON, those that were given."""
    given: dict[str, str | None] = {
        "published": hints.published.isoformat() if hints.published else None,
        "publisher": hints.publisher,
        "url": hints.url,
        "announced": hints.announced.isoformat() if hints.announced else None,
    }
    return json.dumps({key: value for key, value in given.items() if value is not None})


def read_hints(written: str) -> Hints:
    """The hints that were written."""
    given: dict[str, str] = json.loads(written)
    published, announced = given.get("published"), given.get("announced")
    return Hints(
        published=date.fromisoformat(published) if published else None,
        publisher=given.get("publisher"),
        url=given.get("url"),
        announced=date.fromisoformat(announced) if announced else None,
    )


def _is_noted(connection: Connection, capture: Capture) -> bool:
    """True where the page was there with the same hints when it was last asked for.

    What has neither an address nor a place (standard input, a row, a mail) is never asked again: there
    it is enough that the page ever came from such.
    """
    sha256, hints = capture.page.sha256 if capture.page else None, write_hints(capture.hints)
    if capture.hints.url:
        address = make_storable(_plain(capture.hints.url))
        last = find(connection, _NEWEST_AT, {"address": address})
    elif capture.place is None:
        last = find(connection, _NEWEST_ALIKE, {"page": sha256, "given": hints})
    else:
        last = find(connection, _NEWEST_FROM, {"source": make_storable(capture.source)})
    return bool(last) and (last[0].sha256, last[0].hints) == (sha256, hints)


def _select_newest(*asked: ColumnElement[bool]) -> Select[Any]:
    query = select(_CAPTURE.sha256, _CAPTURE.hints, _CAPTURE.reason).where(*asked)
    return query.order_by(_CAPTURE.number.desc()).limit(1)


_CAPTURE = schema.capture.c
_NEWEST_FROM = _select_newest(_CAPTURE.source == bindparam("source"))
_NEWEST_AT = _select_newest(_CAPTURE.address == bindparam("address"))
_NEWEST_ALIKE = _select_newest(
    _CAPTURE.address.is_(None),
    _CAPTURE.sha256 == bindparam("page"),
    _CAPTURE.hints == bindparam("given"),
)


def _note_missing(connection: Connection, capture: Capture, outcome: Outcome | None) -> bool:
    assert isinstance(outcome, Rejected)  # noqa: S101  # without a page there is nothing to report
    last = find(connection, _NEWEST_FROM, {"source": make_storable(capture.source)})
    if last and (last[0].sha256, last[0].reason) == (None, outcome.reason):
        return False
    _note(connection, capture, capture.place, outcome)
    return True


def _note(
    connection: Connection, capture: Capture, address: str | None, missing: Rejected | None = None
) -> int:
    """The number under which the capture is noted."""
    number = find_next(connection, schema.capture.c.number)
    row = {
        "number": number,
        "source": make_storable(capture.source),
        "address": make_storable(address) if address else None,
        "sha256": capture.page.sha256 if capture.page else None,
        "hints": write_hints(capture.hints),
        "captured_at": capture.at.isoformat(),
        "reason": missing.reason if missing else None,
        "detail": make_storable(missing.detail) if missing else None,
    }
    insert(connection, schema.capture, [row])
    keep_retrievals(connection, number, capture.retrievals)
    return number


def _find_address(capture: Capture, url: str | None) -> str | None:
    """What other versions of the page share with it: the address given, else `url`, that on the page.

    Else the place of the file. An address without a path is that of a whole site, which careless pages
    give for each of their pages: only a person's word is taken for it.
    """
    if capture.hints.url:
        return _plain(capture.hints.url)
    if url and (urlsplit(url).path.strip("/") or urlsplit(url).query):
        return _plain(url)
    return capture.place


def _find_url(connection: Connection, kept: Kept) -> str | None:
    if kept.reading is None or kept.reason is not None:
        return None
    return load_article(connection, kept.reading).url


def _plain(url: str) -> str:
    """An address without what says nothing about the page: scheme, fragment, a slash at its end."""
    return _SCHEME.sub("", url.partition("#")[0]).rstrip("/")
