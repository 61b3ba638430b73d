"""What sites said when they gave a page: kept beside the capture for ever."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, String, Table, Text, select

from khabar.model.documents import Page
from khabar.model.retrievals import Hop, Retrieval
from khabar.record import schema
from khabar.record.rows import AnyRow, load_page
from khabar.record.words import make_storable

# `part` counts the answers of one capture from 0: an article cut into pages has several. `headers` is a
# JSON list of pairs, `hops` one of pairs of status and address.
retrieval = Table(
    "retrieval",
    schema.METADATA,
    Column(
        "capture",
        ForeignKey(schema.capture.c.number, deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("asked", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", Text, nullable=False),
    Column("hops", Text, nullable=False),
    Column("protocol", String, nullable=False),
    Column("remote", String),
    Column("sha256", String),
    Column("at", String, nullable=False),
    Index("retrieval_asked", "asked", "capture"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A capture that gave a page. `url` is where somebody said that it comes from, None for a file."""

    number: int
    page: Page
    url: str | None
    at: datetime
    retrievals: tuple[Retrieval, ...]


def keep_retrievals(connection: Connection, capture: int, retrievals: Iterable[Retrieval]) -> None:
    """Writes the answers of one capture down, in their order."""
    rows = [_to_row(one) | {"capture": capture, "part": part} for part, one in enumerate(retrievals)]
    if rows:
        connection.execute(retrieval.insert(), rows)


def load_retrievals(connection: Connection, capture: int) -> tuple[Retrieval, ...]:
    """The answers of one capture, in their order."""
    query = select(retrieval).where(retrieval.c.capture == capture).order_by(retrieval.c.part)
    return tuple(_from_row(row) for row in connection.execute(query))


def find_last(connection: Connection, asked: str) -> Captured | None:
    """The last capture of which the whole page came from `asked`; None where there is none."""
    query = (
        select(schema.capture)
        .join(retrieval, retrieval.c.capture == schema.capture.c.number)
        .where(retrieval.c.asked == make_storable(asked), retrieval.c.sha256 == schema.capture.c.sha256)
        .order_by(schema.capture.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else load_captured(connection, row)


def load_captured(connection: Connection, row: AnyRow) -> Captured:
    """The capture of a row of the table of captures that has a page."""
    return Captured(
        number=row.number,
        page=load_page(connection, row.sha256, row.source),
        url=json.loads(row.hints).get("url"),
        at=datetime.fromisoformat(row.captured_at),
        retrievals=load_retrievals(connection, row.number),
    )


def _to_row(one: Retrieval) -> dict[str, Any]:
    return {
        "asked": make_storable(one.asked),
        "address": make_storable(one.address),
        "status": one.status,
        "headers": json.dumps(one.headers),
        "hops": json.dumps([[hop.status, hop.address] for hop in one.hops]),
        "protocol": one.protocol,
        "remote": one.remote,
        "sha256": one.sha256,
        "at": one.at.isoformat(),
    }


def _from_row(row: AnyRow) -> Retrieval:
    return Retrieval(
        asked=row.asked,
        address=row.address,
        status=row.status,
        headers=tuple((name, value) for name, value in json.loads(row.headers)),
        at=datetime.fromisoformat(row.at),
        protocol=row.protocol,
        remote=row.remote,
        sha256=row.sha256,
        hops=tuple(Hop(status=status, address=address) for status, address in json.loads(row.hops)),
    )
