"""Links and decisions in their rows, and read back."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import Connection, delete, or_, select

from khabar.model.links import Action, Decision, Evidence, Link, Verdict
from khabar.reconcile.linking import Change
from khabar.record import schema
from khabar.record.rows import AnyRow, insert, split_values

_LINK, _DECISION = schema.link.c, schema.decision.c


def write_links(connection: Connection, change: Change) -> None:
    """Brings the links that the machine made up to `change`."""
    for left, right in change.dropped:
        connection.execute(delete(schema.link).where(_LINK.left == left, _LINK.right == right))
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
    for some in split_values(claims):
        touching = select(schema.link).where(or_(_LINK.left.in_(some), _LINK.right.in_(some)))
        for row in connection.execute(touching).all():
            if (row.left, row.right) not in seen:
                seen.add((row.left, row.right))
                yield read_link(row)


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
    told = schema.decision_claim.c
    numbers = {
        number
        for some in split_values(claims)
        for number in connection.scalars(select(told.decision).where(told.claim.in_(some)))
    }
    if not numbers:
        return ()
    rows = connection.execute(select(schema.decision).where(_DECISION.number.in_(sorted(numbers))))
    return tuple(read_decision(row) for row in rows.all())
