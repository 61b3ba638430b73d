"""JSON lines of schema 1 of what a record holds: events, claims, all about one event, the books."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from khabar.export.decisions import encode as encode_decision
from khabar.model.claims import Claim
from khabar.model.codec import SCHEMA, Record, encode, to_line
from khabar.model.documents import Article
from khabar.model.event_codec import encode_event
from khabar.model.events import Event, Statement
from khabar.model.links import Link
from khabar.record.looking.showing import ArticleShowing, Showing
from khabar.record.looking.stock import Stock


def write_events(events: Iterable[Event], stream: BinaryIO) -> None:
    """Writes each event as it comes."""
    _write((encode_event(event) for event in events), stream)


def write_claims(statements: Iterable[Statement], stream: BinaryIO) -> None:
    """Writes each claim as it comes."""
    _write((encode(statement.claim) for statement in statements), stream)


def write_showing(showing: Showing | ArticleShowing, stream: BinaryIO) -> None:
    """Writes the event, its articles with their claims, links and decisions; or the article alone."""
    if isinstance(showing, ArticleShowing):
        _write(_list_article(showing.article, showing.claims), stream)
        _write(map(encode_event, showing.events), stream)
    else:
        _write(_list_parts(showing), stream)


def write_stock(stock: Stock, stream: BinaryIO) -> None:
    """Writes one line with all the books."""
    _write((encode_stock(stock),), stream)


def encode_link(link: Link) -> Record:
    """The JSON object of a link, with `type` link."""
    return {
        "type": "link",
        "schema": SCHEMA,
        "left": link.left,
        "right": link.right,
        "verdict": link.verdict.value,
        "score": link.score,
        "by": link.by,
        "reasons": [
            {"feature": one.feature, "score": one.score, "why": one.why, "bars": one.bars}
            for one in link.reasons
        ],
    }


def encode_stock(stock: Stock) -> Record:
    """The JSON object of the books, with `type` stats."""
    pages, words = stock.pages, stock.words
    return {
        "type": "stats",
        "schema": SCHEMA,
        "captures": pages.captures,
        "pages": pages.pages,
        "read": pages.read,
        "rejected": dict(pages.rejected),
        "missing": dict(pages.missing),
        "readings": pages.readings,
        "unread": pages.unread,
        "words": {"taken": words.taken, "kept": words.kept, "dropped": dict(words.dropped)},
        "articles": stock.articles,
        "replaced": stock.replaced,
        "copies": stock.copies,
        "texts": stock.texts,
        "claims": stock.claims,
        "modalities": dict(stock.modalities),
        "scopes": dict(stock.scopes),
        "links": dict(stock.links),
        "events": stock.events,
        "statuses": dict(stock.statuses),
        "parts": stock.parts,
        "decisions": dict(stock.decisions),
    }


def _list_parts(showing: Showing) -> Iterator[Record]:
    yield encode_event(showing.event)
    for article in showing.articles:
        claims = [one.claim for one in showing.statements if one.claim.article == article.id]
        yield from _list_article(article, sorted(claims, key=lambda claim: (claim.span, claim.id)))
    yield from map(encode_link, showing.links)
    yield from (encode_link(link) for near in showing.near for link in near.links)
    yield from map(encode_decision, showing.decisions)


def _list_article(article: Article, claims: Iterable[Claim]) -> Iterator[Record]:
    yield encode(article)
    yield from map(encode, claims)


def _write(records: Iterable[Record], stream: BinaryIO) -> None:
    for record in records:
        stream.write(to_line(record))
    stream.flush()
