"""Who prints what a record holds: publishers and agencies, with how much of it is theirs."""

import json
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import func, select

from khabar.record import schema
from khabar.record.store import Record

_TELLING = schema.telling.c


def count_publishers(record: Record) -> Mapping[str | None, int]:
    """How many articles each publisher has, None for those without one; the most first."""
    query = select(_TELLING.publisher, func.count()).group_by(_TELLING.publisher)
    with record.reading() as connection:
        counted = {row[0]: row[1] for row in connection.execute(query)}
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0] or "")))


def count_agencies(record: Record) -> Mapping[str, int]:
    """How many articles credit each agency; the most first."""
    query = select(_TELLING.agencies, func.count()).group_by(_TELLING.agencies)
    counted = Counter[str]()
    with record.reading() as connection:
        for row in connection.execute(query):
            counted.update(dict.fromkeys(json.loads(row[0]), row[1]))
    return dict(counted.most_common())
