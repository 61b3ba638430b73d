"""What sites said when they gave a page, or why they gave none: kept beside the capture for ever."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Table, Text, select

from khabar.model.documents import Page
from khabar.model.retrievals import Hop, Retrieval
from khabar.record import schema
from khabar.record.rows import AnyRow, load_page
from khabar.record.store import Record
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


def list_captured(record: Record) -> Iterable[Captured]:
    """All captures that gave a page, in their order, one loaded at a time."""
    columns = schema.capture.c
    query = select(columns.number, columns.source, columns.hints, columns.sha256, columns.captured_at)
    with record.reading() as connection:
        for row in connection.execute(query.where(columns.sha256.is_not(None)).order_by(columns.number)):
            yield Captured(
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
