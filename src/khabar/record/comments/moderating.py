"""Which comments are shown: lists for everybody and for moderators, and what moderators do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from khabar.record import schema
from khabar.record.comments.tables import comment, comment_act, comment_state
from khabar.record.comments.writing import (
    Act,
    Comment,
    State,
    note_act,
    read_comment,
    select_comments,
)
from khabar.record.decisions import Person
from khabar.record.review.answers import open_question
from khabar.record.review.questions import Question, Sort
from khabar.record.rows import one_of, select_in
from khabar.record.store import Record

_COMMENT, _ACT, _STATE, _MENTION = comment.c, comment_act.c, comment_state.c, schema.mention.c
AT_ONCE = 100
"""Comments on one page of a moderator."""

_MOST_SHOWN = 200
_MOST_ACTS = 200
_WORTH = 100.0
_CLOSED = frozenset({State.WITHDRAWN, State.ERASED})
_SHOWN = select_comments().where(one_of(_COMMENT.about), _STATE.state == State.SHOWN.value)
_STATES = {Act.SHOW: State.SHOWN, Act.HIDE: State.HIDDEN, Act.SPAM: State.SPAM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done with a comment: by whom, None for a visitor."""

    comment: str
    act: Act
    by: str | None
    reason: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a moderator does, who has read all that was done with comments up to the number `seen`."""

    act: Act
    who: Person
    at: datetime
    seen: int


def list_shown(record: Record, about: Collection[str]) -> tuple[Comment, ...]:
    """The comments that are shown on an event, by any of its claims, or an article: the oldest first."""
    with record.reading() as connection:
        rows = select_in(connection, _SHOWN, about)
    return tuple(map(read_comment, sorted(rows, key=lambda row: row.number)[:_MOST_SHOWN]))


def find_shown(record: Record, id_: str) -> Comment | None:
    """The comment of that id, where it is shown."""
    query = select_comments().where(_COMMENT.id == id_, _STATE.state == State.SHOWN)
    with record.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else read_comment(row)


def list_in_state(record: Record, state: State | None) -> tuple[Comment, ...]:
    """The first comments in that state, the oldest first; None: shown ones that visitors reported."""
    query = select_comments().order_by(_COMMENT.number).limit(AT_ONCE)
    if state is None:
        reported = query.where(_STATE.reports > 0, _STATE.state == State.SHOWN)
        query = reported.order_by(None).order_by(_STATE.reports.desc(), _COMMENT.number)
    else:
        query = query.where(_STATE.state == state)
    with record.reading() as connection:
        return tuple(map(read_comment, connection.execute(query)))


def list_chosen(record: Record, ids: Collection[str]) -> tuple[Comment, ...]:
    """The comments of these ids, whatever their state, the oldest first."""
    with record.reading() as connection:
        rows = select_in(connection, select_comments().where(one_of(_COMMENT.id)), ids)
    return tuple(map(read_comment, sorted(rows, key=lambda row: row.number)))


def count_states(record: Record) -> Mapping[str, int]:
    """How many comments there are in each state, and `reported`."""
    by_state = select(_STATE.state, func.count().label("many")).group_by(_STATE.state)
    reported = select(func.count()).where(_STATE.reports > 0, _STATE.state == State.SHOWN)
    with record.reading() as connection:
        counts = {row.state: row.many for row in connection.execute(by_state)}
        return counts | {"reported": connection.scalar(reported) or 0}


def list_done(record: Record) -> tuple[Done, ...]:
    """What was done last with comments, the newest first."""
    query = (
        select(comment_act, _COMMENT.id)
        .join_from(comment_act, comment, _COMMENT.number == _ACT.comment)
        .order_by(_ACT.number.desc())
        .limit(_MOST_ACTS)
    )
    with record.reading() as connection:
        return tuple(
            Done(
                comment=row.id,
                act=Act(row.act),
                by=row.by,
                reason=row.reason,
                at=datetime.fromisoformat(row.at),
            )
            for row in connection.execute(query)
        )


def find_last(record: Record) -> int:
    """The number of what was done last with a comment; 0 where nothing was."""
    with record.reading() as connection:
        return connection.scalar(select(func.max(_ACT.number))) or 0


def moderate(record: Record, ids: Collection[str], ruling: Ruling) -> int:
    """With how many of the comments it was done; those that were withdrawn or erased are left alone.

    SHOW leaves those alone whose writers gave them words that the moderator has not seen. ASK has
    reviewers asked whether the visitor is right; on an article without claims nothing is asked.
    """
    query = select(comment, _STATE.state).join_from(
        comment, comment_state, _STATE.comment == _COMMENT.number
    )
    who, at = ruling.who, ruling.at
    with record.writing() as connection:
        rows = select_in(connection, query.where(one_of(_COMMENT.id)), ids)
        chosen = [row for row in rows if row.state not in _CLOSED and _may(connection, row, ruling)]
        for row in sorted(chosen, key=lambda row: row.number):
            note_act(connection, row.number, ruling.act, (who.name, who.reason, at))
            _follow(connection, row.number, ruling.act)
    return len(chosen)


def _may(connection: Connection, row: Any, ruling: Ruling) -> bool:
    """True where there is a claim to ask about, and no other words to show than those that were seen."""
    if ruling.act is Act.ASK:
        return _ask(connection, row, ruling.at)
    news = (_ACT.comment == row.number, _ACT.act == Act.CHANGE, _ACT.number > ruling.seen)
    return ruling.act is not Act.SHOW or connection.scalar(select(_ACT.number).where(*news)) is None


def _follow(connection: Connection, number: int, act: Act) -> None:
    if act in _STATES:
        values: dict[str, object] = {"state": _STATES[act].value}
        if act is Act.SHOW:
            values["reports"] = 0
        connection.execute(update(comment_state).where(_STATE.comment == number).values(values))


def _ask(connection: Connection, row: Any, at: datetime) -> bool:
    """True where there is a claim to ask about."""
    home = _MENTION.claim if row.sort == "event" else _MENTION.article
    query = select(_MENTION.claim).where(home == row.about).order_by(_MENTION.first).limit(1)
    claim = connection.scalar(query)
    if claim is not None:
        asked = Question(sort=Sort.COMMENT, claim=claim, comment=row.number, worth=_WORTH)
        open_question(connection, asked, at)
    return claim is not None
