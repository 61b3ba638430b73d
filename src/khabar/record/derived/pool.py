"""What linking asks of the record: candidates, links, digests and decisions."""

import functools
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, select

from khabar.errors import RecordError
from khabar.reconcile.comparing.forest import Bond
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.digests.mentions import Mention
from khabar.record import schema
from khabar.record.derived.links import find_bonds, find_decisions
from khabar.record.rows import find, one_of, select_in


# What comes next is compared with what came last: days and places repeat. About 4 KiB each.
@functools.lru_cache(maxsize=10_000)
def _unpack(packed: str) -> Mention:
    try:
        return Mention.unpack(packed)
    except ValueError as error:
        raise RecordError(
            "expected a record that this version of khabar has reconciled; `khabar reread` does so"
        ) from error


_KEY, _MENTION, _MEMBER = schema.mention_key.c, schema.mention.c, schema.event_claim.c
_SHARING = select(_MENTION.claim, _MENTION.packed).where(
    _MENTION.claim.in_(select(_KEY.claim).where(one_of(_KEY.key)))
)
_THESE = select(_MENTION.packed).where(one_of(_MENTION.claim))
_HOMES = select(_MEMBER.event).where(one_of(_MEMBER.claim))
_ANY_DECISION = select(schema.decision_claim.c.claim).limit(1)
_EVENTS = (
    select(_MEMBER.event, _MENTION.packed)
    .join_from(schema.event_claim, schema.mention, _MENTION.claim == _MEMBER.claim)
    .where(_MEMBER.event.in_(_HOMES))
)


class RecordPool:
    """The record as `reconcile.linking.rounds` sees it, before the claims of `gone` leave it.

    Their links are still told, so that what they held together is looked at again; they themselves are
    not candidates any more.
    """

    def __init__(self, connection: Connection, gone: Collection[str]) -> None:
        self._connection = connection
        self._gone = frozenset(gone)
        self._is_decided = bool(find(connection, _ANY_DECISION))

    def find(self, keys: Iterable[str]) -> Iterator[Mention]:
        """The digests that share any of the keys, each once."""
        for row in select_in(self._connection, _SHARING, keys):
            if row.claim not in self._gone:
                yield _unpack(row.packed)

    def links(self, claims: Collection[str]) -> Iterator[Bond]:
        """The links that the machine made of any of the claims."""
        return find_bonds(self._connection, claims)

    def fetch(self, claims: Collection[str]) -> Iterator[Mention]:
        """The digests of those claims that stand."""
        for row in select_in(self._connection, _THESE, set(claims) - self._gone):
            yield _unpack(row.packed)

    def events(self, claims: Collection[str]) -> Iterator[tuple[Mention, ...]]:
        """The digests of each event that holds any of the claims, before any go."""
        held: dict[str, list[Mention]] = {}
        for row in select_in(self._connection, _EVENTS, claims):
            held.setdefault(row.event, []).append(_unpack(row.packed))
        yield from map(tuple, held.values())

    def judgements(self, claims: Collection[str]) -> Judgements:
        """What people decided about any of the claims."""
        if not self._is_decided:
            return Judgements()
        return Judgements(find_decisions(self._connection, claims))
