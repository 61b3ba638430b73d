"""Events in the record: built anew from their statements wherever one of these changed.

Ids are those of first recorded claims. An id that no event has any more leads to the event that holds
most of its former claims; one that lives again leads nowhere else.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from khabar.model.codec import to_line
from khabar.model.event_codec import encode_event
from khabar.model.events import Event, Statement
from khabar.reconcile.merge import build_event
from khabar.reconcile.parts import find_whole
from khabar.reconcile.rules import RELIABLE
from khabar.record import facets, schema
from khabar.record.facets import Row
from khabar.record.rows import insert, load_statements, select_in, split_values

_MEMBER, _EVENT, _MENTION = schema.event_claim.c, schema.event.c, schema.mention.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Claims of one event in the order in which they were recorded; the first gives it its id."""

    id: str
    claims: tuple[str, ...]


def find_events(connection: Connection, claims: Collection[str]) -> frozenset[str]:
    """The ids of the events that hold any of the claims."""
    query = select(_MEMBER.event)
    return frozenset(row.event for row in select_in(connection, query, _MEMBER.claim, claims))


def rebuild(
    connection: Connection, clusters: Iterable[tuple[str, ...]], touched: Collection[str], at: str
) -> int:
    """How many events were built: those of `clusters`, of the claims `touched`, and of their parts.

    `clusters` are the new groups of claims; claims of events that they break up and do not name stay
    together. `touched` may hold claims that do not stand any more. `at` is the time of redirects.
    """
    groups = _leave_out(connection, clusters, frozenset(touched))
    moved = {claim for group in groups for claim in group}
    before = _load_members(connection, find_events(connection, moved | set(touched)))
    standing = _order(connection, moved | {claim for members in before.values() for claim in members})
    groups += [tuple(claim for claim in members if claim not in moved) for members in before.values()]
    after = tuple(_gather(group, standing) for group in groups if any(c in standing for c in group))
    _replace_members(connection, before, after)
    _redirect(connection, before, after, at)
    changed = {cluster.id for cluster in after} | _find_parts(connection, before, after)
    _build(connection, changed)
    return len(changed)


def resolve(connection: Connection, id_: str) -> str | None:
    """The event that `id_` leads to: its own while there is one, else by redirects; None: to none."""
    here: str | None = id_
    while here is not None:
        if connection.execute(select(_EVENT.id).where(_EVENT.id == here)).first():
            return here
        here = connection.scalar(select(schema.redirect.c.new).where(schema.redirect.c.old == here))
    return None


def _leave_out(
    connection: Connection, clusters: Iterable[tuple[str, ...]], touched: frozenset[str]
) -> list[tuple[str, ...]]:
    """The clusters that are not events already, or of which a claim was touched."""
    listed = list(clusters)
    query = select(_MEMBER.event, _MEMBER.claim)
    named = {claim for cluster in listed for claim in cluster}
    homes = {row.claim: row.event for row in select_in(connection, query, _MEMBER.claim, named)}
    sizes = _count_members(connection, set(homes.values()))

    def is_settled(cluster: tuple[str, ...]) -> bool:
        events = {homes.get(claim) for claim in cluster}
        home = homes.get(cluster[0])
        return len(events) == 1 and home is not None and sizes[home] == len(cluster)

    return [one for one in listed if not is_settled(one) or not touched.isdisjoint(one)]


def _count_members(connection: Connection, events: Collection[str]) -> Mapping[str, int]:
    query = select(_MEMBER.event, func.count().label("size")).group_by(_MEMBER.event)
    return {row.event: row.size for row in select_in(connection, query, _MEMBER.event, events)}


def _load_members(connection: Connection, events: Collection[str]) -> dict[str, tuple[str, ...]]:
    members: dict[str, tuple[str, ...]] = {}
    rows = select_in(connection, select(_MEMBER.event, _MEMBER.claim), _MEMBER.event, events)
    for row in sorted(rows, key=lambda row: (row.event, row.claim)):
        members[row.event] = (*members.get(row.event, ()), row.claim)
    return members


def _order(connection: Connection, claims: Collection[str]) -> Mapping[str, int]:
    """The place of each claim that stands in the order of recording."""
    query = select(_MENTION.claim, _MENTION.first)
    return {row.claim: row.first for row in select_in(connection, query, _MENTION.claim, claims)}


def _gather(group: tuple[str, ...], standing: Mapping[str, int]) -> Cluster:
    claims = sorted((claim for claim in group if claim in standing), key=lambda claim: standing[claim])
    return Cluster(id=claims[0], claims=tuple(claims))


def _replace_members(
    connection: Connection, before: Mapping[str, tuple[str, ...]], after: tuple[Cluster, ...]
) -> None:
    new = {cluster.id for cluster in after}
    for some in split_values(before):
        connection.execute(delete(schema.event_claim).where(_MEMBER.event.in_(some)))
    for some in split_values(set(before) - new):
        for table in (schema.event_actor, schema.event_source):
            connection.execute(delete(table).where(table.c.event.in_(some)))
        connection.execute(delete(schema.event).where(_EVENT.id.in_(some)))
    insert(
        connection,
        schema.event_claim,
        ({"claim": claim, "event": cluster.id} for cluster in after for claim in cluster.claims),
    )


def _redirect(
    connection: Connection, before: Mapping[str, tuple[str, ...]], after: tuple[Cluster, ...], at: str
) -> None:
    new = {cluster.id for cluster in after}
    homes = {claim: cluster.id for cluster in after for claim in cluster.claims}
    rows: list[Row] = []
    for old in sorted(set(before) - new):
        votes = Counter(homes[claim] for claim in before[old] if claim in homes)
        target = min(votes, key=lambda home: (-votes[home], home), default=None)
        rows.append({"old": old, "new": target, "at": at})
    for some in split_values(set(before) - new):
        connection.execute(delete(schema.redirect).where(schema.redirect.c.old.in_(some)))
    insert(connection, schema.redirect, rows)


def _find_parts(
    connection: Connection, before: Mapping[str, tuple[str, ...]], after: tuple[Cluster, ...]
) -> frozenset[str]:
    """The events with a part of a claim that has moved to another event."""
    former = {claim: event for event, members in before.items() for claim in members}
    moved = {claim for cluster in after for claim in cluster.claims if former.get(claim) != cluster.id}
    gone = set(former) - {claim for cluster in after for claim in cluster.claims}
    query = select(_MEMBER.event).join_from(
        schema.mention, schema.event_claim, _MEMBER.claim == _MENTION.claim
    )
    rows = select_in(connection, query, _MENTION.part_of, moved | gone)
    return frozenset(row.event for row in rows)


def _build(connection: Connection, events: Collection[str]) -> None:
    """Writes the events anew from the statements of their members."""
    members = _load_members(connection, events)
    statements = load_statements(connection, {claim for group in members.values() for claim in group})
    by_claim = {statement.claim.id: statement for statement in statements}
    homes = _find_homes(connection, statements)
    order = {statement.claim.id: place for place, statement in enumerate(statements)}
    for some in split_values(events):
        for table in (schema.event_actor, schema.event_source):
            connection.execute(delete(table).where(table.c.event.in_(some)))
        connection.execute(delete(schema.event).where(_EVENT.id.in_(some)))
    for id_ in sorted(members):
        held = tuple(by_claim[claim] for claim in sorted(members[id_], key=lambda claim: order[claim]))
        _write(connection, held, find_whole(id_, (one.claim for one in held), homes))


def _find_homes(connection: Connection, statements: Iterable[Statement]) -> Mapping[str, str]:
    """The events of the wholes that these statements are parts of."""
    wholes = {one.claim.part_of for one in statements if one.claim.part_of}
    rows = select_in(connection, select(_MEMBER.claim, _MEMBER.event), _MEMBER.claim, wholes)
    return {row.claim: row.event for row in rows}


def _write(connection: Connection, statements: tuple[Statement, ...], part_of: str | None) -> None:
    event: Event = build_event(statements, rule=RELIABLE, part_of=part_of)
    first = connection.scalar(select(_MENTION.first).where(_MENTION.claim == event.id))
    written = to_line(encode_event(event)).decode("utf-8").rstrip("\n")
    row = {"id": event.id, "recorded": first, "json": written, **facets.describe_event(event)}
    connection.execute(schema.event.insert(), row)
    insert(connection, schema.event_actor, facets.list_event_actors(event))
    insert(connection, schema.event_source, facets.list_event_sources(event.id, statements))
