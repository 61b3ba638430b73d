"""Events in the record: built anew from their statements wherever one of these changed.

Ids are those of first recorded claims. An id that no event has any more leads to the event that holds
most of its former claims; one that lives again leads nowhere else.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from khabar.model.codec import to_line
from khabar.model.event_codec import encode_event
from khabar.model.events import Event, Statement
from khabar.reconcile.merging.accounts import ForgottenError, Remembered
from khabar.reconcile.merging.merge import build_event
from khabar.reconcile.merging.parts import find_whole
from khabar.reconcile.merging.rules import RELIABLE
from khabar.record import schema, watch_tables
from khabar.record.derived import facets
from khabar.record.derived.facets import Row
from khabar.record.derived.portions import Standing, keep_portions, load_standing
from khabar.record.rows import (
    AnyRow,
    Recorded,
    delete_in,
    find,
    insert,
    load_statements,
    one_of,
    select_in,
)

_MEMBER, _EVENT, _MENTION = schema.event_claim.c, schema.event.c, schema.mention.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The claims of one event in the order in which they were recorded; the first gives it its id.

    What articles tell of it that are `known` is not asked of their claims.
    """

    held: tuple[Recorded, ...]
    known: Mapping[str, Remembered]

    @property
    def id(self) -> str:
        """The event's id."""
        return self.held[0].statement.claim.id

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims' ids."""
        return tuple(one.statement.claim.id for one in self.held)


_HOMES = select(_MEMBER.claim, _MEMBER.event).where(one_of(_MEMBER.claim))
_MEMBERS = select(_MEMBER.event, _MEMBER.claim).where(one_of(_MEMBER.event))
_AMONG = select(_MEMBER.event, _MEMBER.claim).where(
    _MEMBER.event.in_(select(_MEMBER.event).where(one_of(_MEMBER.claim)))
)
_PARTS = (
    select(_MEMBER.event)
    .join_from(schema.mention, schema.event_claim, _MEMBER.claim == _MENTION.claim)
    .where(one_of(_MENTION.part_of))
)
_AROUND = {
    table: select(table).where(one_of(table.c.event))
    for table in (schema.event_actor, schema.event_source)
}


def find_events(connection: Connection, claims: Collection[str]) -> frozenset[str]:
    """The ids of the events that hold any of the claims."""
    return frozenset(row.event for row in select_in(connection, _HOMES, claims))


def rebuild(
    connection: Connection, clusters: Iterable[tuple[str, ...]], touched: Collection[str], at: str
) -> int:
    """How many events were built: those of `clusters`, of the claims `touched`, and of their parts.

    `clusters` are the new groups of claims; claims of events that they break up and do not name stay
    together. `touched` may hold claims that do not stand any more. `at` is the time of redirects.
    """
    listed = tuple(clusters)
    named = {claim for cluster in listed for claim in cluster}
    known = _read_members(select_in(connection, _AMONG, named.union(touched)))
    groups = _leave_out(listed, known, frozenset(touched))
    moved = {claim for group in groups for claim in group}
    before = {
        event: members
        for event, members in known.items()
        if not moved.isdisjoint(members) or not members.isdisjoint(touched)
    }
    groups += [members - moved for members in before.values()]
    standing = load_standing(connection, groups)
    after = tuple(_list_clusters(groups, standing))
    _replace_members(connection, before, after)
    _redirect(connection, before, after, at)
    parts = _find_parts(connection, before, after).difference(cluster.id for cluster in after)
    wholes = tuple(_load_members(connection, parts).values())
    built = (*after, *_list_clusters(wholes, load_standing(connection, wholes)))
    _build(connection, built, parts.union(before))
    keep_portions(connection, [cluster.held for cluster in after], standing)
    return len(built)


def resolve(connection: Connection, id_: str) -> str | None:
    """The event that `id_` leads to: its own while there is one, else by redirects; None: to none."""
    here: str | None = id_
    while here is not None:
        if connection.execute(select(_EVENT.id).where(_EVENT.id == here)).first():
            return here
        here = connection.scalar(select(schema.redirect.c.new).where(schema.redirect.c.old == here))
    return None


def find_latest_change(connection: Connection) -> int:
    """The highest `changed` that any event has or, now gone, had when notices last looked."""
    row = find(connection, _LATEST)[0]
    return max(row.now or 0, row.seen or 0)


_SEEN = select(func.max(watch_tables.notice_rule.c.seen)).scalar_subquery()
_LATEST = select(func.max(_EVENT.changed).label("now"), _SEEN.label("seen"))


def _leave_out(
    clusters: Iterable[tuple[str, ...]], known: Mapping[str, frozenset[str]], touched: frozenset[str]
) -> list[frozenset[str]]:
    """The clusters that are not events already, or of which a claim was touched."""
    events = set(known.values())
    groups = map(frozenset[str], clusters)
    return [group for group in groups if group not in events or not touched.isdisjoint(group)]


def _load_members(connection: Connection, events: Collection[str]) -> dict[str, frozenset[str]]:
    return _read_members(select_in(connection, _MEMBERS, events))


def _read_members(rows: Iterable[AnyRow]) -> dict[str, frozenset[str]]:
    members: dict[str, set[str]] = {}
    for row in rows:
        members.setdefault(row.event, set()).add(row.claim)
    return {event: frozenset(members[event]) for event in sorted(members)}


def _list_clusters(groups: Iterable[frozenset[str]], standing: Standing) -> Iterator[Cluster]:
    """The groups of which any claim stands."""
    recorded = standing.recorded
    for group in groups:
        held = sorted((recorded[claim] for claim in group if claim in recorded), key=_place_of)
        if held:
            yield Cluster(held=tuple(held), known=standing.list_known(group))


def _place_of(recorded: Recorded) -> int:
    return recorded.place


def _replace_members(
    connection: Connection, before: Mapping[str, frozenset[str]], after: tuple[Cluster, ...]
) -> None:
    former = {claim: event for event, members in before.items() for claim in members}
    now = {claim: cluster.id for cluster in after for claim in cluster.claims}
    delete_in(connection, _MEMBER.claim, (claim for claim in former if now.get(claim) != former[claim]))
    over = set(before).difference(now.values())
    for column in (schema.event_actor.c.event, schema.event_source.c.event, _EVENT.id):
        delete_in(connection, column, over)
    new = ({"claim": claim, "event": now[claim]} for claim in now if former.get(claim) != now[claim])
    insert(connection, schema.event_claim, new)


def _redirect(
    connection: Connection,
    before: Mapping[str, frozenset[str]],
    after: tuple[Cluster, ...],
    at: str,
) -> None:
    over = set(before).difference(cluster.id for cluster in after)
    homes = {claim: cluster.id for cluster in after for claim in cluster.claims}
    rows: list[Row] = []
    for old in sorted(over):
        votes = Counter(homes[claim] for claim in before[old] if claim in homes)
        target = min(votes, key=lambda home: (-votes[home], home), default=None)
        rows.append({"old": old, "new": target, "at": at})
    delete_in(connection, schema.redirect.c.old, over)
    insert(connection, schema.redirect, rows)


def _find_parts(
    connection: Connection, before: Mapping[str, frozenset[str]], after: tuple[Cluster, ...]
) -> frozenset[str]:
    """The events with a part of a claim that has moved to another event."""
    former = {claim: event for event, members in before.items() for claim in members}
    moved = {claim for cluster in after for claim in cluster.claims if former.get(claim) != cluster.id}
    gone = set(former).difference(claim for cluster in after for claim in cluster.claims)
    return frozenset(row.event for row in select_in(connection, _PARTS, moved | gone))


def _build(connection: Connection, clusters: Collection[Cluster], known: Collection[str]) -> None:
    """Writes the events of clusters anew; `known` are the ids of those that were there before."""
    claims = [one.statement.claim for cluster in clusters for one in cluster.held]
    wholes = (claim.part_of for claim in claims if claim.part_of)
    homes = {row.claim: row.event for row in select_in(connection, _HOMES, wholes)}
    changed = find_latest_change(connection) + 1
    old = {cluster.id for cluster in clusters}.intersection(known)
    delete_in(connection, _EVENT.id, old)
    rows: dict[Table, list[Row]] = {schema.event: [], **{table: [] for table in _AROUND}}
    for cluster in clusters:
        statements = tuple(one.statement for one in cluster.held)
        whole = find_whole(cluster.id, (one.claim for one in statements), homes)
        event = _build_one(connection, statements, whole, cluster.known)
        written = _write(event, cluster.held[0].place)
        rows[schema.event].append({**written, "changed": changed})
        rows[schema.event_actor] += facets.list_event_actors(event)
        rows[schema.event_source] += facets.list_event_sources(event.id, statements)
    insert(connection, schema.event, rows[schema.event])
    for table in _AROUND:
        _replace_rows(connection, table, old, rows[table])


def _build_one(
    connection: Connection,
    statements: Sequence[Statement],
    whole: str | None,
    known: Mapping[str, Remembered],
) -> Event:
    try:
        return build_event(statements, rule=RELIABLE, part_of=whole, known=known)
    except ForgottenError:
        claims = load_statements(connection, (each.claim.id for each in statements))
        return build_event(claims, rule=RELIABLE, part_of=whole)


def _write(event: Event, recorded: int) -> Row:
    written = to_line(encode_event(event)).decode("utf-8").rstrip("\n")
    return {"id": event.id, "recorded": recorded, "json": written, **facets.describe_event(event)}


def _replace_rows(
    connection: Connection, table: Table, events: Iterable[str], rows: Iterable[Row]
) -> None:
    """Brings the rows around some events up to `rows`; those that stay are not written again."""
    before = Counter(tuple(row) for row in select_in(connection, _AROUND[table], events))
    columns = table.columns.keys()
    now = Counter(tuple(row[column] for column in columns) for row in rows)
    over = {row[columns.index("event")] for row in before - now}
    delete_in(connection, table.c.event, over)
    kept = Counter(
        {row: count for row, count in before.items() if row[columns.index("event")] not in over}
    )
    insert(connection, table, (dict(zip(columns, row, strict=True)) for row in (now - kept).elements()))
