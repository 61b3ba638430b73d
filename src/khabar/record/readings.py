"""What each version of the reader made of a page: written down beside what others made of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from khabar.model.claims import Claim, Rejected
from khabar.model.codec import encode, to_line
from khabar.model.documents import Article
from khabar.model.reports import Outcome, Report
from khabar.record import schema
from khabar.record.databases.dialects import ARTICLE_WORDS, CLAIM_WORDS, Dialect
from khabar.record.rows import AnyRow, find, find_next, insert, one_of, select_in
from khabar.record.words import make_storable, split_words

_READING, _CLAIM = schema.reading.c, schema.claim.c
_NEWEST = (
    select(
        _READING.number,
        _READING.reader,
        _READING.json,
        _READING.unread,
        _READING.reason,
        _READING.detail,
    )
    .where(_READING.sha256 == bindparam("page"), _READING.hints == bindparam("given"))
    .order_by(_READING.number.desc())
    .limit(1)
)
_CLAIMS = select(_CLAIM.json).where(_CLAIM.reading == bindparam("wanted")).order_by(_CLAIM.seq)
_KNOWN = select(_CLAIM.id).where(one_of(_CLAIM.id))
_ARTICLE = select(schema.article.c.number).where(schema.article.c.id == bindparam("wanted"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a capture came to in the record.

    `reading` is None where there was no page; `before` is the one that was the newest for the same page
    and hints. `capture` is the number under which the capture is noted, None where it is none that is
    new. `reason` and `detail` say why a page has no report. `is_new` is true where anything was added,
    `is_read` where a reading was.
    """

    reading: int | None
    is_new: bool
    is_read: bool
    before: int | None = None
    capture: int | None = None
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where readings are written down, by which version of the reader they were made, and when."""

    dialect: Dialect
    connection: Connection
    reader: str
    at: datetime


def keep_reading(desk: Desk, of: tuple[str, str], outcome: Outcome) -> Kept:
    """What a reader made of a page (its sha256 and hints), beside older readings where it differs.

    It is written down where another version made the newest reading, or where the outcome is another.
    """
    newest = find_reading(desk.connection, *of)
    if newest and newest.reader == desk.reader and _has_outcome(desk.connection, newest, outcome):
        return Kept(
            reading=newest.number,
            is_new=False,
            is_read=False,
            reason=newest.reason,
            detail=newest.detail,
        )
    before: int | None = newest.number if newest else None
    number = find_next(desk.connection, schema.reading.c.number)
    base: dict[str, object] = {
        "number": number,
        "sha256": of[0],
        "hints": of[1],
        "reader": desk.reader,
        "read_at": desk.at.isoformat(),
    }
    if isinstance(outcome, Rejected):
        refusal = {"reason": outcome.reason, "detail": make_storable(outcome.detail)}
        none = {"unread": "", "words_in": 0, "words_kept": 0}
        desk.connection.execute(schema.reading.insert(), base | refusal | none)
        reason, detail = refusal["reason"], refusal["detail"]
        return Kept(
            reading=number, is_new=True, is_read=True, before=before, reason=reason, detail=detail
        )
    _keep_report(desk, base, outcome)
    return Kept(reading=number, is_new=True, is_read=True, before=before)


def to_text(value: Article | Claim | Rejected) -> str:
    """`value` as one line of exact JSON."""
    return to_line(encode(value, exact=True)).decode("utf-8").rstrip("\n")


def find_reading(connection: Connection, sha256: str, hints: str) -> AnyRow | None:
    """The newest reading of a page with these hints: number, reader, json, unread, reason, detail."""
    return next(iter(find(connection, _NEWEST, {"page": sha256, "given": hints})), None)


def _has_outcome(connection: Connection, newest: AnyRow, outcome: Outcome) -> bool:
    if isinstance(outcome, Rejected):
        return bool(newest.reason == outcome.reason)
    claims = connection.scalars(_CLAIMS, {"wanted": newest.number})
    written = (newest.json, newest.unread, tuple(claims))
    return written == (
        to_text(outcome.article),
        _list_unread(outcome),
        tuple(map(to_text, outcome.claims)),
    )


def _keep_report(desk: Desk, base: dict[str, object], report: Report) -> None:
    article = report.article
    _keep_article(desk, article)
    row = {
        "article": article.id,
        "published": article.published,
        "json": to_text(article),
        "unread": _list_unread(report),
        "words_in": article.words_in,
        "words_kept": len(article.text.split()),
    }
    insert(desk.connection, schema.reading, [base | row])
    drops = Counter[str]()
    for part in article.dropped:
        drops[part.reason] += len(part.text.split())
    insert(
        desk.connection,
        schema.reading_drop,
        (
            {"reading": base["number"], "reason": reason, "words": words}
            for reason, words in drops.items()
        ),
    )
    _keep_claims(desk, base["number"], report.claims)


def _keep_article(desk: Desk, article: Article) -> None:
    """The article's number, and its title and text in the full-text index; both are given once."""
    if find(desk.connection, _ARTICLE, {"wanted": article.id}):
        return
    number = find_next(desk.connection, schema.article.c.number)
    insert(desk.connection, schema.article, [{"number": number, "id": article.id}])
    words = split_words(f"{article.title or ''}\n{article.text}")
    desk.dialect.add_words(desk.connection, ARTICLE_WORDS, ((number, words),))


def _keep_claims(desk: Desk, reading: object, claims: tuple[Claim, ...]) -> None:
    known = {row.id for row in select_in(desk.connection, _KNOWN, (claim.id for claim in claims))}
    numbered = tuple(enumerate(claims, find_next(desk.connection, _CLAIM.seq)))
    insert(
        desk.connection,
        schema.claim,
        ({"seq": seq, "id": one.id, "reading": reading, "json": to_text(one)} for seq, one in numbered),
    )
    quotes = ((seq, split_words(one.quote)) for seq, one in numbered if one.id not in known)
    desk.dialect.add_words(desk.connection, CLAIM_WORDS, quotes)


def _list_unread(report: Report) -> str:
    return "\n".join(map(to_text, report.rejected))
