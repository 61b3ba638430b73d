"""What people decide about claims and events: written down for ever, undone by later decisions.

A decision names claims, whose ids are hashes of words: it outlives rereading, and holds again where a
claim comes back. Events are built anew at once.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, exists, select

from khabar.errors import UsageError
from khabar.model.links import Action, Decision
from khabar.record import schema
from khabar.record.derived.links import read_decision, write_links
from khabar.record.events import rebuild, resolve
from khabar.record.rows import find_next, insert, one_of, select_in
from khabar.record.store import Record

_DECISION, _MEMBER, _MENTION = schema.decision.c, schema.event_claim.c, schema.mention.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who decides, and why; None where no reason was given."""

    name: str
    reason: str | None


def link(record: Record, one: str, other: str, who: Person) -> Decision:
    """The decision that two events or claims are one event, after the record follows it.

    The id of an event stands for all its claims. Raises UsageError for an unknown id, and where both are
    one event already by what it names.
    """
    with record.writing() as connection:
        claims, others = _find_claims(connection, one), _find_claims(connection, other)
        both = sorted(set(claims) & set(others))
        if both:
            raise UsageError(f"expected two events or claims, {one} and {other} share {', '.join(both)}")
        return _decide(connection, Action.LINK, (claims, others), who)


def split(record: Record, event: str, claims: Sequence[str], who: Person) -> Decision:
    """The decision that `claims` are an event of their own, apart from what is left of `event`.

    Raises UsageError for an unknown event, claims that are not its own, and where none would be left.
    """
    with record.writing() as connection:
        members = _find_members(connection, event)
        strange = [claim for claim in claims if claim not in members]
        if strange or not claims:
            named = ", ".join(strange) or "none"
            raise UsageError(f"expected claims of {event} ({', '.join(members)}), got {named}")
        rest = tuple(claim for claim in members if claim not in claims)
        if not rest:
            raise UsageError(f"expected some claims of {event}, got all of them: nothing would be left")
        return _decide(connection, Action.SPLIT, (tuple(dict.fromkeys(claims)), rest), who)


def undo(record: Record, number: int, who: Person) -> Decision:
    """The decision that another one no longer holds, after the record follows it.

    Raises UsageError where there is none of that number, it is undone already, or is an undoing itself.
    """
    with record.writing() as connection:
        return withdraw(connection, number, who)


def withdraw(connection: Connection, number: int, who: Person) -> Decision:
    """As `undo`, inside a transaction that does more."""
    undone = _find_holding(connection, number)
    row = _write(connection, Action.UNDO, ((), ()), who, undone.number)
    named = (*undone.claims, *undone.others)
    _note_claims(connection, row.number, named)
    _follow(connection, named, row.at)
    return row


def judge_pair(connection: Connection, action: Action, pair: tuple[str, str], who: Person) -> Decision:
    """The decision that two claims are about one event, or about two, after the record follows it."""
    return _decide(connection, action, ((pair[0],), (pair[1],)), who)


def find_holding_of(connection: Connection, numbers: Sequence[int]) -> Decision | None:
    """The last of these decisions that nobody undid, itself no undoing; None where there is none."""
    undoing = schema.decision.alias()
    query = (
        select(schema.decision)
        .where(_DECISION.number.in_(numbers), _DECISION.action != Action.UNDO)
        .where(~exists(select(undoing.c.number).where(undoing.c.undoes == _DECISION.number)))
        .order_by(_DECISION.number.desc())
    )
    row = connection.execute(query).first()
    return None if row is None else read_decision(row)


def list_decisions(record: Record) -> tuple[Decision, ...]:
    """All decisions in their order, those that were undone among them."""
    with record.reading() as connection:
        rows = connection.execute(select(schema.decision).order_by(_DECISION.number)).all()
        return tuple(map(read_decision, rows))


def _find_claims(connection: Connection, id_: str) -> tuple[str, ...]:
    """The claims that an id stands for: all those of an event, else the claim itself."""
    event = resolve(connection, id_)
    if event == id_ or (event and not _is_claim(connection, id_)):
        return _list_members(connection, event)
    if _is_claim(connection, id_):
        return (id_,)
    raise UsageError(f"expected the id of an event or a claim, found none of {id_!r} in the record")


def _find_members(connection: Connection, id_: str) -> tuple[str, ...]:
    event = resolve(connection, id_)
    if event is None:
        raise UsageError(f"expected the id of an event, found none of {id_!r} in the record")
    return _list_members(connection, event)


def _list_members(connection: Connection, event: str) -> tuple[str, ...]:
    query = (
        select(_MEMBER.claim)
        .join_from(schema.event_claim, schema.mention, _MENTION.claim == _MEMBER.claim)
        .where(_MEMBER.event == event)
    )
    return tuple(connection.scalars(query.order_by(_MENTION.first)))


def _is_claim(connection: Connection, id_: str) -> bool:
    query = select(_MENTION.claim).where(_MENTION.claim == id_)
    return connection.execute(query).first() is not None


def _find_holding(connection: Connection, number: int) -> Decision:
    """The decision of that number, which can be undone."""
    last = find_next(connection, _DECISION.number) - 1
    if not 1 <= number <= last:
        there = f"1 to {last}" if last else "there is none yet"
        raise UsageError(f"expected the number of a decision, {there}; got {number}")
    row = connection.execute(select(schema.decision).where(_DECISION.number == number)).one()
    if row.action == Action.UNDO:
        raise UsageError(f"expected a decision to link or split, {number} undoes {row.undoes}")
    by = connection.execute(select(schema.decision).where(_DECISION.undoes == number)).first()
    if by is not None:
        raise UsageError(f"expected a decision that holds, {number} was undone by {by.number}")
    return read_decision(row)


def _decide(
    connection: Connection, action: Action, claims: tuple[tuple[str, ...], tuple[str, ...]], who: Person
) -> Decision:
    decision = _write(connection, action, claims, who, None)
    named = (*claims[0], *claims[1])
    _note_claims(connection, decision.number, named)
    _follow(connection, named, decision.at)
    return decision


def _write(
    connection: Connection,
    action: Action,
    claims: tuple[tuple[str, ...], tuple[str, ...]],
    who: Person,
    undoes: int | None,
) -> Decision:
    decision = Decision(
        number=find_next(connection, _DECISION.number),
        action=action,
        claims=claims[0],
        others=claims[1],
        undoes=undoes,
        by=who.name,
        reason=who.reason,
        at=datetime.now(UTC),
    )
    row = {
        "number": decision.number,
        "action": action.value,
        "claims": json.dumps(decision.claims),
        "others": json.dumps(decision.others),
        "undoes": undoes,
        "by": decision.by,
        "reason": decision.reason,
        "at": decision.at.isoformat(),
    }
    connection.execute(schema.decision.insert(), row)
    return decision


def _note_claims(connection: Connection, number: int, claims: Collection[str]) -> None:
    rows = ({"claim": claim, "decision": number} for claim in sorted(set(claims)))
    insert(connection, schema.decision_claim, rows)


def _follow(connection: Connection, claims: Collection[str], at: datetime) -> None:
    """Groups the claims anew, and all that hangs together with them."""
    # most of a face only tells of decisions: it starts without what links claims
    from khabar.reconcile.linking.rounds import resettle
    from khabar.record.derived.pool import RecordPool

    query = select(_MENTION.claim).where(one_of(_MENTION.claim))
    standing = {row.claim for row in select_in(connection, query, claims)}
    pool = RecordPool(connection, ())
    change = resettle(tuple(pool.fetch(standing)), pool)
    write_links(connection, change)
    rebuild(connection, change.clusters, standing, at.isoformat())
