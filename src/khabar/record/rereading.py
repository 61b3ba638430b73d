"""Which pages of a record a reader has not read yet."""

from dataclasses import dataclass

from sqlalchemy import exists, select

from khabar.record import schema
from khabar.record.store import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A page in the record: its sha256, the hints that came with it as written, its first source."""

    sha256: str
    hints: str
    source: str


def find_stored(record: Record, reader: str, *, everything: bool) -> tuple[Stored, ...]:
    """The pages that this version of the reader has not read, in the order of their capture.

    With `everything`, those that it has read too.
    """
    capture, reading = schema.capture.c, schema.reading.c
    query = select(capture.sha256, capture.hints, capture.source).where(capture.sha256.is_not(None))
    if not everything:
        is_read = exists().where(
            reading.sha256 == capture.sha256, reading.hints == capture.hints, reading.reader == reader
        )
        query = query.where(~is_read)
    with record.reading() as connection:
        rows = connection.execute(query.order_by(capture.number)).all()
    found: dict[tuple[str, str], Stored] = {}
    for row in rows:
        stored = Stored(sha256=row.sha256, hints=row.hints, source=row.source)
        found.setdefault((row.sha256, row.hints), stored)
    return tuple(found.values())
