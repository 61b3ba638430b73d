"""The pages of a record as they were captured, for those who take them elsewhere."""

from collections.abc import Iterator

from sqlalchemy import select

from khabar.record import schema
from khabar.record.retrievals import Captured, load_captured
from khabar.record.store import Record


def list_captured(record: Record) -> Iterator[Captured]:
    """All captures that gave a page, in their order, one loaded at a time."""
    columns = schema.capture.c
    query = select(schema.capture).where(columns.sha256.is_not(None)).order_by(columns.number)
    with record.reading() as connection:
        for row in connection.execute(query):
            yield load_captured(connection, row)
