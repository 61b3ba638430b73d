"""Links and decisions in their rows, and read back."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, delete, select, union_all

from khabar.model.links import Action, Decision, Evidence, Link, Verdict
from khabar.reconcile.comparing.forest import Bond
from khabar.record import schema
from khabar.record.rows import AnyRow, insert, one_of, select_in

if TYPE_CHECKING:  # who shows links makes none
    from khabar.reconcile.linking.rounds import Change

_LINK, _DECISION, _TOLD = schema.link.c, schema.decision.c, schema.decision_claim.c
_ENDS = (_LINK.left, _LINK.right)
_TOUCHING = union_all(*(select(schema.link).where(one_of(end)) for end in _ENDS))
_HOLDING = union_all(*(select(_LINK.left, _LINK.right, _LINK.score).where(one_of(end)) for end in _ENDS))
_DECIDED = select(_TOLD.decision).where(one_of(_TOLD.claim))
_PAIR = delete(schema.link).where(_LINK.left == bindparam("one"), _LINK.right == bindparam("other"))


def write_links(connection: Connection, change: "Change") -> None:
    """Brings the links that the machine made up to `change`."""
    if change.dropped:
        connection.execute(_PAIR, [{"one": left, "other": right} for left, right in change.dropped])
    insert(connection, schema.link, map(_write_link, change.links))


def _write_link(link: Link) -> dict[str, object]:
    reasons = [[reason.feature, reason.score, reason.why, reason.bars] for reason in link.reasons]
    return {
        "left": link.left,
        "right": link.right,
        "verdict": link.verdict.value,
        "score": link.score,
        "reasons": json.dumps(reasons),
    }


def read_link(row: AnyRow) -> Link:
    """The link in a row of `link`."""
    return Link(
        left=row.left,
        right=row.right,
        verdict=Verdict(row.verdict),
        score=row.score,
        reasons=tuple(
            Evidence(feature=feature, score=score, why=why, bars=bars)
            for feature, score, why, bars in json.loads(row.reasons)
        ),
    )


def find_links(connection: Connection, claims: Collection[str]) -> Iterator[Link]:
    """The links that the machine made of any of the claims, each once, in no order."""
    seen: set[tuple[str, str]] = set()
    for row in select_in(connection, _TOUCHING, claims):
        if (row.left, row.right) not in seen:
            seen.add((row.left, row.right))
            yield read_link(row)


def find_bonds(connection: Connection, claims: Collection[str]) -> Iterator[Bond]:
    """The links that the machine made of any of the claims, without their reasons; some twice."""
    yield from map(Bond._make, select_in(connection, _HOLDING, claims))


def read_decision(row: AnyRow) -> Decision:
    """The decision in a row of `decision`."""
    return Decision(
        number=row.number,
        action=Action(row.action),
        claims=tuple(json.loads(row.claims)),
        others=tuple(json.loads(row.others)),
        undoes=row.undoes,
        by=row.by,
        reason=row.reason,
        at=datetime.fromisoformat(row.at),
    )


def find_decisions(connection: Connection, claims: Collection[str]) -> tuple[Decision, ...]:
    """The decisions that name any of the claims, and those that undo them, in their order."""
    numbers = {row.decision for row in select_in(connection, _DECIDED, claims)}
    if not numbers:
        return ()
    rows = connection.execute(select(schema.decision).where(_DECISION.number.in_(sorted(numbers))))
    return tuple(read_decision(row) for row in rows.all())


def list_decisions(connection: Connection) -> tuple[Decision, ...]:
    """All decisions, in their order."""
    rows = connection.execute(select(schema.decision).order_by(_DECISION.number))
    return tuple(map(read_decision, rows.all()))
