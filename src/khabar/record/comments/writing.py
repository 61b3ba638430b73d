"""Comments as visitors write, change and report them."""

import enum
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, update

from khabar.errors import UsageError
from khabar.record.comments.tables import comment, comment_act, comment_state, comment_words
from khabar.record.comments.words import clean_name, clean_text
from khabar.record.rows import AnyRow, find_next
from khabar.record.store import Record
from khabar.record.times import write_time
from khabar.record.words import make_storable

EDITABLE = timedelta(minutes=15)
"""So long whoever wrote a comment may change it."""

_COMMENT, _WORDS, _ACT, _STATE = comment.c, comment_words.c, comment_act.c, comment_state.c
# Comments that wait: more than a moderator reads in a week are not taken in.
_MOST_WAITING = 2000


class State(enum.StrEnum):
    """How a comment stands."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"
    SPAM = "spam"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Act(enum.StrEnum):
    """What is done with a comment."""

    WRITE = "write"
    CHANGE = "change"
    WITHDRAW = "withdraw"
    REPORT = "report"
    SHOW = "show"
    HIDE = "hide"
    SPAM = "spam"
    ASK = "ask"
    ERASE = "erase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A comment as it is sent: on an `event` or `article` (`sort`) of the id `about`."""

    sort: str
    about: str
    name: str
    text: str
    sender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment with its newest words, how it stands, and when it was written and last changed."""

    number: int
    id: str
    sort: str
    about: str
    sender: str
    at: datetime
    state: State
    reports: int
    name: str | None
    text: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A comment that was just written; `secret` lets its writer change it, and is not kept."""

    comment: Comment
    secret: str


def keep_comment(record: Record, draft: Draft, at: datetime, *, state: State = State.WAITING) -> Written:
    """The comment, in the record; raises UsageError where it is none, or too many wait already."""
    words = {"name": clean_name(draft.name), "text": clean_text(draft.text)}
    secret = secrets.token_urlsafe(16)
    with record.writing() as connection:
        waiting = select(func.count()).where(_STATE.state == State.WAITING)
        if (connection.scalar(waiting) or 0) >= _MOST_WAITING:
            raise UsageError("expected fewer comments that wait to be read: try again tomorrow")
        number = find_next(connection, _COMMENT.number)
        row = {"number": number, "id": secrets.token_hex(8), "sort": draft.sort, "about": draft.about}
        more = {"secret": _hash(secret), "sender": draft.sender, "at": write_time(at)}
        connection.execute(comment.insert(), row | more)
        connection.execute(
            comment_words.insert(), {"comment": number, "version": 1, "at": write_time(at)} | words
        )
        standing = {"comment": number, "about": draft.about, "state": state.value, "version": 1}
        connection.execute(comment_state.insert(), standing | {"reports": 0})
        note_act(connection, number, Act.WRITE, (None, None, at))
        return Written(comment=load_comment(connection, _COMMENT.number == number), secret=secret)


def find_own(record: Record, id_: str, secret: str) -> Comment | None:
    """The comment of that id, for whoever holds its secret; None for everybody else."""
    with record.reading() as connection:
        row = connection.execute(select(comment).where(_COMMENT.id == id_)).first()
        if row is None or not secrets.compare_digest(row.secret, _hash(secret)):
            return None
        return load_comment(connection, _COMMENT.number == row.number)


def change_comment(record: Record, own: Comment, draft: Draft, at: datetime) -> None:
    """Gives a comment other words, which wait to be read; raises UsageError where it is too late."""
    words = {"name": clean_name(draft.name), "text": clean_text(draft.text)}
    with record.writing() as connection:
        _check_time(connection, own, at)
        highest = select(func.max(_WORDS.version)).where(_WORDS.comment == own.number)
        version = (connection.scalar(highest) or 0) + 1
        row = {"comment": own.number, "version": version, "at": write_time(at)}
        connection.execute(comment_words.insert(), row | words)
        note_act(connection, own.number, Act.CHANGE, (None, None, at))
        _set(connection, own.number, {"version": version, "state": State.WAITING.value})


def withdraw_comment(record: Record, own: Comment, at: datetime) -> None:
    """Takes a comment back: it is shown no more. Raises UsageError where it is too late."""
    with record.writing() as connection:
        _check_time(connection, own, at)
        note_act(connection, own.number, Act.WITHDRAW, (None, None, at))
        _set(connection, own.number, {"state": State.WITHDRAWN.value})


def report_comment(record: Record, id_: str, reason: str | None, at: datetime) -> None:
    """Notes that a visitor holds a comment for wrong or harmful, where it is shown still."""
    with record.writing() as connection:
        row = connection.execute(select_comments().where(_COMMENT.id == id_)).first()
        if row is not None and row.state == State.SHOWN:
            note_act(connection, row.number, Act.REPORT, (None, reason, at))
            _set(connection, row.number, {_STATE.reports: _STATE.reports + 1})


def note_act(
    connection: Connection, number: int, act: Act, told: tuple[str | None, str | None, datetime]
) -> None:
    """Writes down what was done with a comment: by whom, why, when."""
    by, reason, at = told
    row = {
        "number": find_next(connection, _ACT.number),
        "comment": number,
        "act": act.value,
        "by": by,
        "reason": make_storable(reason) if reason else None,
        "at": write_time(at),
    }
    connection.execute(comment_act.insert(), row)


def select_comments() -> Select[Any]:
    """Comments with their newest words and how they stand."""
    words = (_WORDS.name, _WORDS.text, _WORDS.at.label("changed_at"))
    return (
        select(comment, _STATE.state, _STATE.reports, *words)
        .join_from(comment, comment_state, _STATE.comment == _COMMENT.number)
        .join(comment_words, (_WORDS.comment == _COMMENT.number) & (_WORDS.version == _STATE.version))
    )


def load_comment(connection: Connection, condition: ColumnElement[bool]) -> Comment:
    """The one comment for which `condition` holds."""
    return read_comment(connection.execute(select_comments().where(condition)).one())


def load_words(connection: Connection, number: int) -> str | None:
    """The newest words of a comment; None where there is none of that number."""
    query = select(_WORDS.text).where(_WORDS.comment == number).order_by(_WORDS.version.desc())
    words: str | None = connection.scalar(query.limit(1))
    return words


def read_comment(row: AnyRow) -> Comment:
    """The comment in a row of `select_comments`."""
    return Comment(
        number=row.number,
        id=row.id,
        sort=row.sort,
        about=row.about,
        sender=row.sender,
        at=datetime.fromisoformat(row.at),
        state=State(row.state),
        reports=row.reports,
        name=row.name,
        text=row.text,
        changed_at=datetime.fromisoformat(row.changed_at),
    )


def is_editable(own: Comment, at: datetime) -> bool:
    """True where its writer may still change it."""
    return at - own.at <= EDITABLE and own.state in {State.WAITING, State.SHOWN}


def _check_time(connection: Connection, own: Comment, at: datetime) -> None:
    """Asks the record, not what its writer saw: a moderator may have taken the comment away since."""
    if not is_editable(load_comment(connection, _COMMENT.number == own.number), at):
        raise UsageError("expected a comment of the last 15 minutes that nobody has taken away")


def _set(connection: Connection, number: int, values: dict[Any, Any]) -> None:
    connection.execute(update(comment_state).where(_STATE.comment == number).values(values))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
