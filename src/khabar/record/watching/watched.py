"""How the sources of a watch are doing, kept from one run to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, func, select

from khabar.record.rows import AnyRow
from khabar.record.times import write_time
from khabar.record.watch_tables import lead, watched
from khabar.record.watching.leads import State
from khabar.record.words import make_storable


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source is doing.

    It is to be asked when it is `due`. `asked_at` is when it last was, `good_at` when it last answered
    as it should, `failed_at` when it last did not, for `reason`. `failures` counts those in a row: 0
    while all is well. `etag` and `modified` are what its last answer gave to ask "has it changed?";
    it came from `answered`.
    `articles` and `claims` count what was new from it since it is watched.
    """

    name: str
    kind: str
    address: str
    due: datetime
    outlet_class: str | None = None
    owner: str | None = None
    asked_at: datetime | None = None
    good_at: datetime | None = None
    failed_at: datetime | None = None
    failures: int = 0
    reason: str | None = None
    detail: str | None = None
    etag: str | None = None
    modified: str | None = None
    answered: str | None = None
    articles: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """The addresses that a source has named: still to be read, read, and given up."""

    waiting: int = 0
    read: int = 0
    failed: int = 0


_TIMES = frozenset({"due", "asked_at", "good_at", "failed_at"})
_COUNTS = ("articles", "claims")
_NAMES = tuple(one.name for one in fields(Health))


def load_health(connection: Connection) -> Mapping[str, Health]:
    """How all sources that were ever watched are doing, by name."""
    rows = connection.execute(select(watched).order_by(watched.c.name)).all()
    return {row.name: _read(row) for row in rows}


def keep_health(connection: Connection, health: Health) -> None:
    """Writes down how a source is doing; what was new from it is counted by `count_new` alone."""
    row = {name: getattr(health, name) for name in _NAMES if name not in _COUNTS}
    row |= {name: write_time(row[name]) for name in _TIMES if row[name] is not None}
    row["detail"] = make_storable(health.detail) if health.detail else None
    known = connection.execute(
        watched.update().where(watched.c.name == health.name).values(row)
    ).rowcount
    if not known:
        connection.execute(watched.insert(), row | dict.fromkeys(_COUNTS, 0))


def count_new(connection: Connection, name: str, *, articles: int, claims: int) -> None:
    """Adds to what was new from a source."""
    columns = watched.c
    sums = {columns.articles: columns.articles + articles, columns.claims: columns.claims + claims}
    connection.execute(watched.update().where(columns.name == name).values(sums))


def count_backlogs(connection: Connection) -> Mapping[str, Backlog]:
    """The backlog of each source that has named any address."""
    columns = lead.c
    query = select(columns.source, columns.state, func.count().label("many"))
    counts: dict[str, dict[str, int]] = {}
    for row in connection.execute(query.group_by(columns.source, columns.state)):
        counts.setdefault(row.source, {})[row.state] = row.many
    return {
        source: Backlog(
            waiting=by_state.get(State.WAITING, 0),
            read=by_state.get(State.READ, 0),
            failed=by_state.get(State.FAILED, 0),
        )
        for source, by_state in counts.items()
    }


def _read(row: AnyRow) -> Health:
    values = {name: getattr(row, name) for name in _NAMES}
    times = {name: datetime.fromisoformat(values[name]) for name in _TIMES if values[name]}
    return Health(**(values | times))
