"""Erasing what a comment says, for good: somebody asks for it, or its words put them at risk."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from khabar.record.comments.tables import comment, comment_act, comment_state, comment_words
from khabar.record.comments.writing import Act, State, note_act
from khabar.record.decisions import Person
from khabar.record.rows import one_of, select_in
from khabar.record.store import Record

_COMMENT, _WORDS, _ACT, _STATE = comment.c, comment_words.c, comment_act.c, comment_state.c


def erase_comments(record: Record, ids: Collection[str], who: Person, at: datetime) -> int:
    """Of how many comments no word is left: neither text and name, in any version, nor whose it was.

    What visitors wrote when they reported one goes with it. That it was erased, by whom, when and why
    stays in the log.
    """
    query = select(_COMMENT.number, _COMMENT.id).where(
        one_of(_COMMENT.id), _STATE.comment == _COMMENT.number, _STATE.state != State.ERASED
    )
    with record.writing() as connection:
        record.dialect.wipe_deleted(connection)
        numbers = sorted(row.number for row in select_in(connection, query, ids))
        for number in numbers:
            connection.execute(
                update(comment_words).where(_WORDS.comment == number).values(name=None, text="")
            )
            connection.execute(
                update(comment_act)
                .where(_ACT.comment == number, _ACT.act == Act.REPORT)
                .values(reason=None)
            )
            connection.execute(
                update(comment).where(_COMMENT.number == number).values(sender="", secret="")
            )
            connection.execute(
                update(comment_state)
                .where(_STATE.comment == number)
                .values(state=State.ERASED.value, reports=0)
            )
            note_act(connection, number, Act.ERASE, (who.name, who.reason, at))
    return len(numbers)
