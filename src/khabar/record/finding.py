"""What an id, or the first signs of one, stands for in a record."""

import enum
import re
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    bindparam,
    literal,
    null,
    select,
    union_all,
)

from khabar.errors import UsageError
from khabar.record import schema
from khabar.record.events import resolve

FEWEST = 6
"""So many signs of an id are asked for at least."""

_LISTED = 10
# Ids are hex digits (`model.claims.hash_words`); this sign comes after them.
_SIGNS = re.compile(r"[0-9a-f]+")
_PAST = "g"


class Sort(enum.StrEnum):
    """What an id names. That of an event is also the id of its first claim: it names the event."""

    EVENT = "event"
    CLAIM = "claim"
    ARTICLE = "article"
    GONE = "gone"


_EVENT, _MEMBER = schema.event.c, schema.event_claim.c
_WANTED: BindParameter[str] = bindparam("wanted")
_NAMED = union_all(
    select(literal(Sort.EVENT.value).label("named"), _EVENT.id.label("event")).where(
        _EVENT.id == _WANTED
    ),
    select(literal(Sort.GONE.value), null()).where(schema.redirect.c.old == _WANTED),
    select(literal(Sort.CLAIM.value), _MEMBER.event).where(_MEMBER.claim == _WANTED),
    select(literal(Sort.ARTICLE.value), null()).where(schema.telling.c.article == _WANTED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an id names: `id` is the whole of it, `event` the event it leads to, if any.

    `sort` is GONE where nothing is left of it: a claim or an article of an older reading, and an event
    none of whose claims stands.
    """

    id: str
    sort: Sort
    event: str | None


def find_id(connection: Connection, text: str) -> Found | None:
    """What `text` names, an id or its first signs; None where nothing in the record begins so.

    Raises UsageError where it is shorter than `FEWEST`, or begins several ids.
    """
    text = text.strip().lower()
    if len(text) < FEWEST:
        raise UsageError(f"expected {FEWEST} signs of an id or more, got {text!r}")
    if not _SIGNS.fullmatch(text):
        return None
    if whole := _classify(connection, text):
        return whole
    ids = _complete(connection, text)
    if len(ids) > 1:
        raise UsageError(f"expected the signs of one id, {text} begins {_name(ids)}")
    if not ids:
        return None
    return _classify(connection, ids[0]) or Found(id=ids[0], sort=Sort.GONE, event=None)


def complete_id(connection: Connection, text: str) -> str:
    """The whole id that `text` begins; raises UsageError where it begins none, or several."""
    found = find_id(connection, text)
    if found is None:
        raise UsageError(
            f"expected the id of an event or a claim, nothing in the record begins with {text}"
        )
    return found.id


def _complete(connection: Connection, text: str) -> list[str]:
    """The ids that begin so; `text` alone where it is one itself."""
    columns: tuple[Column[str], ...] = (
        schema.event.c.id,
        schema.claim.c.id,
        schema.article.c.id,
        schema.redirect.c.old,
    )
    found: set[str] = set()
    for column in columns:
        # a range, which the indexes serve; LIKE would read the whole table
        query = select(column).where(column.between(text, text + _PAST)).distinct()
        found |= set(connection.scalars(query.limit(_LISTED + 1)))
    return [text] if text in found else sorted(found)


def _name(ids: list[str]) -> str:
    listed = ", ".join(ids[:_LISTED])
    return f"{listed} and others" if len(ids) > _LISTED else listed


def _classify(connection: Connection, id_: str) -> Found | None:
    """What a whole id names; None where it names nothing, or what an older reading had."""
    homes = {row.named: row.event for row in connection.execute(_NAMED, {"wanted": id_})}
    if Sort.EVENT in homes:
        return Found(id=id_, sort=Sort.EVENT, event=id_)
    if Sort.GONE in homes:
        event = resolve(connection, id_)
        return Found(id=id_, sort=Sort.EVENT if event else Sort.GONE, event=event)
    named = next((sort for sort in (Sort.CLAIM, Sort.ARTICLE) if sort in homes), None)
    return None if named is None else Found(id=id_, sort=named, event=homes[named])
