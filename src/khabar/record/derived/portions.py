"""What each article tells of a large event, kept: one article more does not ask what all others say.

A row holds what an article tells of an event by some of its claims. It holds as long as these claims,
their readings and what is known of the article stay as they are: whoever changes them takes it away.
Small events have none: they are built from their claims.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, String, Table, Text, select

from khabar.model.claims import Modality
from khabar.reconcile.merging.accounts import Remembered, remember
from khabar.reconcile.merging.tellers import listen
from khabar.record.derived.portion_rows import Portion, read_portion, write_portion
from khabar.record.rows import Recorded, delete_in, insert, load_recorded, one_of, select_in
from khabar.record.schema import METADATA

LARGE = 12
"""Claims of an event from which on what its articles tell is kept."""

# `claim` is the first of them by id.
portion = Table(
    "portion",
    METADATA,
    Column("claim", String, primary_key=True),
    Column("json", Text, nullable=False),
)

_THESE = select(portion).where(one_of(portion.c.claim))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The claims of events: as they were recorded, or without figures where these are `portions`.

    `idle` are the rows that were of no use.
    """

    recorded: Mapping[str, Recorded]
    portions: Mapping[str, Portion]
    idle: frozenset[str]

    def list_known(self, claims: Iterable[str]) -> Mapping[str, Remembered]:
        """What articles tell of the event of these claims, by article, as far as it is known."""
        found = (self.portions[claim] for claim in claims if claim in self.portions)
        return {one.article: one.known for one in found}


def load_standing(connection: Connection, groups: Iterable[Collection[str]]) -> Standing:
    """Those claims of some groups that stand; each group is an event, or becomes one."""
    claims: set[str] = set()
    homes: dict[str, int] = {}
    for number, group in enumerate(groups):
        claims.update(group)
        if len(group) >= LARGE:
            homes.update(dict.fromkeys(group, number))
    rows = {row.claim: read_portion(row.json) for row in select_in(connection, _THESE, homes)}
    whole = {first: one for first, one in rows.items() if _find_home(homes, one.claims) is not None}
    rest = load_recorded(connection, claims.difference(*(one.claims for one in whole.values())))
    alone = Counter((homes[first], one.article) for first, one in whole.items())
    alone.update((homes.get(claim, -1), one.statement.telling.article) for claim, one in rest.items())
    kept = {first: one for first, one in whole.items() if alone[homes[first], one.article] == 1}
    broken = {claim for first, one in whole.items() if first not in kept for claim in one.claims}
    recorded = {**rest, **load_recorded(connection, broken)}
    for one in kept.values():
        recorded.update(one.recorded)
    return Standing(recorded=recorded, portions=kept, idle=frozenset(rows).difference(kept))


def keep_portions(
    connection: Connection, events: Iterable[Sequence[Recorded]], standing: Standing
) -> None:
    """Keeps what the articles of large events tell, as far as it is not known already."""
    rows = [
        {"claim": min(one.claims), "json": write_portion(one)}
        for held in events
        if len(held) >= LARGE
        for one in _list_new(held, standing)
    ]
    if rows:
        delete_in(connection, portion.c.claim, standing.idle)
        insert(connection, portion, rows)


def forget_portions(connection: Connection, claims: Iterable[str]) -> None:
    """Takes away what articles tell by these claims, of which something is another than before."""
    delete_in(connection, portion.c.claim, claims)


def _find_home(homes: Mapping[str, int], claims: Iterable[str]) -> int | None:
    """The group that holds all of the claims, if one does."""
    found = {homes.get(claim) for claim in claims}
    return found.pop() if len(found) == 1 else None


def _list_new(held: Sequence[Recorded], standing: Standing) -> Iterator[Portion]:
    """What those articles tell of an event of which it is not known."""
    known = standing.list_known(one.statement.claim.id for one in held)
    told: dict[str, list[Recorded]] = defaultdict(list)
    for one in held:
        if one.statement.telling.article not in known:
            told[one.statement.telling.article].append(one)
    for some in told.values():
        if all(one.statement.claim.modality is not Modality.NOT_HAPPENED for one in some):
            yield tell(some)


def tell(held: Iterable[Recorded]) -> Portion:
    """What an article tells of an event by these claims, of which it has at least one."""
    ordered = sorted(held, key=_order)
    known = remember([listen(one.statement) for one in ordered])
    return Portion(
        article=ordered[0].statement.telling.article,
        claims=tuple(one.statement.claim.id for one in ordered),
        recorded={one.statement.claim.id: one for one in ordered},
        known=known,
    )


def _order(one: Recorded) -> tuple[int, int, str]:
    """By the place in the text."""
    claim = one.statement.claim
    return claim.span.start, claim.span.end, claim.id
