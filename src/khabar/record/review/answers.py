"""Answers to questions: written down for ever, undone by later ones.

An answer on what is one event becomes a decision of the record, under the name of whoever answered. All
others stand beside the machine's reading and change no event.
"""

import enum
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection, select, update

from khabar.errors import UsageError
from khabar.model.links import Action
from khabar.record.decisions import Person, find_holding_of, judge_pair, withdraw
from khabar.record.review.questions import Question, Sort, read_question
from khabar.record.review.tables import answer, question
from khabar.record.rows import AnyRow, find_next, one_of, select_in
from khabar.record.store import Record
from khabar.record.times import write_time
from khabar.record.words import make_storable

Value: TypeAlias = Mapping[str, str | float | None]

_ANSWER, _ASKED = answer.c, question.c
_ANSWERS = select(answer).where(one_of(_ANSWER.question))
_MOST_PEOPLE = 3


class Says(enum.StrEnum):
    """What somebody answered: whether the machine is right."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer that somebody gives: `read` is what the machine read, `value` what is right instead."""

    says: Says
    read: str
    who: Person
    value: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer in the record; `decision` is the number of the decision that followed from it."""

    number: int
    question: str
    says: Says
    read: str
    value: Value | None
    by: str
    reason: str | None
    decision: int | None
    at: datetime


def keep_answer(record: Record, asked: Question, given: Given, at: datetime) -> Answer:
    """The answer, after the record follows it; raises UsageError where this person answered already."""
    with record.writing() as connection:
        _enter(connection, asked, at)
        standing = list_standing(connection, asked.id)
        if any(one.by == given.who.name for one in standing):
            raise UsageError("expected one answer of each person, you have answered this question")
        says = [*(one.says for one in standing), given.says]
        decision = _follow(connection, asked, says, given.who)
        row: dict[str, object] = {
            "says": given.says.value,
            "read": make_storable(given.read),
            "value": None if given.value is None else json.dumps(given.value),
            "undoes": None,
        }
        written = _write(connection, asked, row, (given.who, decision, at))
        _note_open(connection, asked, says)
        return written


def undo_answer(record: Record, number: int, who: Person, at: datetime) -> Question:
    """The question whose answer no longer holds, after the record follows.

    Raises UsageError where there is no such answer of this person, or it was undone already.
    """
    with record.writing() as connection:
        row = connection.execute(select(answer).where(_ANSWER.number == number)).first()
        if row is None or row.by != who.name:
            raise UsageError("expected the number of an answer of yours")
        rest = [one for one in list_standing(connection, row.question) if one.number != number]
        asked = load_question(connection, row.question)
        is_standing = number in {one.number for one in list_standing(connection, row.question)}
        if asked is None or not is_standing:
            raise UsageError("expected an answer that holds, this one was undone already")
        says = [one.says for one in rest]
        decision = _follow(connection, asked, says, who)
        undoing = {"says": row.says, "read": row.read, "value": row.value, "undoes": number}
        _write(connection, asked, undoing, (who, decision, at))
        _note_open(connection, asked, says)
        return asked


def list_standing(connection: Connection, id_: str) -> tuple[Answer, ...]:
    """The answers to a question that nobody undid, in their order."""
    return load_standing(connection, (id_,)).get(id_, ())


def load_standing(connection: Connection, ids: Collection[str]) -> Mapping[str, tuple[Answer, ...]]:
    """The answers that nobody undid, by question, in their order."""
    rows = select_in(connection, _ANSWERS, ids)
    undone = {row.undoes for row in rows}
    found: dict[str, tuple[Answer, ...]] = {}
    for row in sorted(rows, key=lambda row: row.number):
        if row.undoes is None and row.number not in undone:
            found[row.question] = (*found.get(row.question, ()), read_answer(row))
    return found


def load_question(connection: Connection, id_: str) -> Question | None:
    """The question of that id, where somebody was asked it or is to be."""
    row = connection.execute(select(question).where(_ASKED.id == id_)).first()
    return None if row is None else read_question(row)


def open_question(connection: Connection, asked: Question, at: datetime) -> None:
    """Notes a question that does not follow from the record alone."""
    _enter(connection, asked, at)


def read_answer(row: AnyRow) -> Answer:
    """The answer in a row that holds the columns of `answer`."""
    return Answer(
        number=row.number,
        question=row.question,
        says=Says(row.says),
        read=row.read,
        value=None if row.value is None else json.loads(row.value),
        by=row.by,
        reason=row.reason,
        decision=row.decision,
        at=datetime.fromisoformat(row.at),
    )


def count_needed(says: Sequence[Says], asks: int) -> int:
    """Of how many an answer is needed: of one more where one is unsure, of three where two differ.

    >>> count_needed([Says.YES], 1), count_needed([Says.YES, Says.NO], 2), count_needed([Says.UNSURE], 1)
    (1, 3, 2)
    """
    if Says.YES in says and Says.NO in says:
        return _MOST_PEOPLE
    return min(asks + (Says.UNSURE in says), _MOST_PEOPLE)


def choose(says: Sequence[Says]) -> Says | None:
    """What most say, what was said first where it is a draw; None where nobody is sure.

    >>> choose([Says.NO, Says.YES]), choose([Says.NO, Says.YES, Says.YES]), choose([Says.UNSURE])
    (<Says.NO: 'no'>, <Says.YES: 'yes'>, None)
    """
    sure = [one for one in says if one is not Says.UNSURE]
    return max(sure, key=sure.count) if sure else None


def _enter(connection: Connection, asked: Question, at: datetime) -> None:
    if load_question(connection, asked.id) is None:
        row = {
            "id": asked.id,
            "sort": asked.sort.value,
            "claim": asked.claim,
            "other": asked.other,
            "aspect": asked.aspect,
            "comment": asked.comment,
            "asks": asked.asks,
            "worth": asked.worth,
            "is_open": True,
            "at": write_time(at),
        }
        connection.execute(question.insert(), row)


def _write(
    connection: Connection,
    asked: Question,
    row: dict[str, object],
    made: tuple[Person, int | None, datetime],
) -> Answer:
    who, decision, at = made
    whole = row | {
        "number": find_next(connection, _ANSWER.number),
        "question": asked.id,
        "by": who.name,
        "reason": make_storable(who.reason) if who.reason else None,
        "decision": decision,
        "at": write_time(at),
    }
    connection.execute(answer.insert(), whole)
    number = whole["number"]
    return read_answer(connection.execute(select(answer).where(_ANSWER.number == number)).one())


def _note_open(connection: Connection, asked: Question, says: Sequence[Says]) -> None:
    is_open = len(says) < count_needed(says, asked.asks)
    connection.execute(update(question).where(_ASKED.id == asked.id).values(is_open=is_open))


_ACTIONS = {Says.YES: Action.LINK, Says.NO: Action.SPLIT, None: None}


def _follow(connection: Connection, asked: Question, says: Sequence[Says], who: Person) -> int | None:
    """The number of the last decision that answers like these make necessary; None where none is."""
    if asked.sort is not Sort.SAME or asked.other is None:
        return None
    wanted = _ACTIONS[choose(says)]
    made = select(_ANSWER.decision).where(_ANSWER.question == asked.id, _ANSWER.decision.is_not(None))
    holding = find_holding_of(connection, tuple(connection.scalars(made)))
    if holding is not None and holding.action is wanted:
        return None
    last = None if holding is None else withdraw(connection, holding.number, who).number
    if wanted is not None:
        last = judge_pair(connection, wanted, (asked.claim, asked.other), who).number
    return last
