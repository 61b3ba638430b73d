"""What comes out of a source of many pages: an archive, a file of rows, a mailbox, a feed, a site."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from khabar.model.carried import Carried
from khabar.model.claims import Rejected
from khabar.model.documents import Hints, Page
from khabar.model.retrievals import Retrieval


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Carried):
    """A page, and what its archive says of it.

    `at` is when it was captured, in UTC; None where nobody says. `place` is where a file lies, None for
    what has no place of its own. `retrievals` are the answers of the site that it was asked of.
    """

    page: Page
    hints: Hints
    at: datetime | None = None
    place: str | None = None
    retrievals: tuple[Retrieval, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed(Carried):
    """What is no page and was not to be one; `what` says what it is, in a word or two."""

    what: str


Find: TypeAlias = Found | Passed | Rejected
"""One thing in an archive: a page, what is none, or what should have been one, with the reason."""


def join_hints(given: Hints, found: Hints) -> Hints:
    """What is known of a page: what the caller gave wins over what the archive says."""
    return Hints(
        published=given.published or found.published,
        publisher=given.publisher or found.publisher,
        url=given.url or found.url,
        announced=given.announced or found.announced,
    )


def make_page(source: str, content: bytes, content_type: str) -> Page:
    """The page of these bytes; `content_type` may end with a charset: `text/html; charset=koi8-r`."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Page(source=source, content=content, content_type=content_type, sha256=sha256)
