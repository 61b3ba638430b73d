"""What is kept of an article beside its text: the versions of its page, the bytes of its capture."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, select

from khabar.model.documents import Page
from khabar.record import schema
from khabar.record.derived.versions import find_versions, select_captures
from khabar.record.rows import load_page, load_tellings
from khabar.record.store import Record

_CAPTURES = select_captures().where(schema.reading.c.article == bindparam("wanted")).subquery().c
_ADDRESSES = select(_CAPTURES.address).where(_CAPTURES.address.is_not(None)).distinct()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A version of a page: the article that stood there from `told` on, until `until`, if any."""

    article: str
    title: str | None
    told: date
    until: date | None


def list_editions(record: Record, article: str) -> tuple[Edition, ...]:
    """The versions of the page that gave an article, in their order; none where there is but one."""
    with record.reading() as connection:
        editions: dict[tuple[str, date], Edition] = {}
        for address in _list_addresses(connection, article):
            versions = find_versions(connection, address)
            known = load_tellings(connection, {version.article for version in versions})
            for one in versions:
                told = known.get(one.article)
                editions[one.article, one.told] = Edition(
                    article=one.article,
                    title=told.title if told else None,
                    told=one.told,
                    until=one.until,
                )
    return tuple(editions.values()) if len(editions) > 1 else ()


def find_page(record: Record, article: str) -> Page | None:
    """The captured page from which the present reading of an article was made; None where none was."""
    reading, telling = schema.reading.c, schema.telling.c
    query = (
        select(reading.sha256)
        .join_from(schema.telling, schema.reading, reading.number == telling.reading)
        .where(telling.article == article)
    )
    with record.reading() as connection:
        sha256 = connection.scalar(query)
        return None if sha256 is None else load_page(connection, sha256, article)


def _list_addresses(connection: Connection, article: str) -> tuple[str, ...]:
    return tuple(sorted(connection.scalars(_ADDRESSES, {"wanted": article})))
