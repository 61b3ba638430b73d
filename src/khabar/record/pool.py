"""What linking asks of the record: candidates, links, digests and decisions."""

import functools
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, select

from khabar.errors import RecordError
from khabar.model.links import Link
from khabar.reconcile.judgements import Judgements
from khabar.reconcile.mentions import Mention
from khabar.record import schema
from khabar.record.links import find_decisions, find_links
from khabar.record.rows import select_in


# What comes next is compared with what came last: days and places repeat. About 4 KiB each.
@functools.lru_cache(maxsize=10_000)
def _unpack(packed: str) -> Mention:
    try:
        return Mention.unpack(packed)
    except ValueError as error:
        raise RecordError(
            "expected a record that this version of khabar has reconciled; `khabar reread` does so"
        ) from error


class RecordPool:
    """The record as `reconcile.linking` sees it, before the claims of `gone` leave it.

    Their links are still told, so that what they held together is looked at again; they themselves are
    not candidates any more.
    """

    def __init__(self, connection: Connection, gone: Collection[str]) -> None:
        self._connection = connection
        self._gone = frozenset(gone)

    def find(self, keys: Iterable[str]) -> Iterator[Mention]:
        """The digests that share any of the keys, each once."""
        key, mention = schema.mention_key.c, schema.mention.c
        query = select(key.claim)
        claims = {row.claim for row in select_in(self._connection, query, key.key, set(keys))}
        query = select(mention.packed)
        for row in select_in(self._connection, query, mention.claim, claims - self._gone):
            yield _unpack(row.packed)

    def links(self, claims: Collection[str]) -> Iterator[Link]:
        """The links that the machine made of any of the claims."""
        return find_links(self._connection, claims)

    def fetch(self, claims: Collection[str]) -> Iterator[Mention]:
        """The digests of those claims that stand."""
        mention = schema.mention.c
        query = select(mention.packed)
        for row in select_in(self._connection, query, mention.claim, set(claims) - self._gone):
            yield _unpack(row.packed)

    def judgements(self, claims: Collection[str]) -> Judgements:
        """What people decided about any of the claims."""
        return Judgements(find_decisions(self._connection, claims))
