"""Which questions somebody is asked now."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, exists, select

from khabar.record import schema
from khabar.record.review.answers import load_question
from khabar.record.review.candidates import FINDERS
from khabar.record.review.questions import Question, Sort, read_question
from khabar.record.review.tables import answer, question
from khabar.record.rows import one_of, select_in
from khabar.record.store import Record

_ASKED, _ANSWER = question.c, answer.c
# Questions that somebody answered already and that another person is asked as well.
_MOST_OPEN = 100


def list_queue(record: Record, by: str, sort: Sort | None = None) -> tuple[Question, ...]:
    """What `by` is asked, the most valuable first; what they have answered is left out."""
    with record.reading() as connection:
        found: dict[str, Question] = {}
        for one in (*_list_open(connection, by), *_list_new(connection, sort)):
            found.setdefault(one.id, one)  # for the best reason to ask it, which comes first
        asked = [one for one in found.values() if sort in (None, one.sort)]
        standing = _find_standing(connection, asked)
    ready = [one for one in asked if one.claim in standing and one.other in (None, *standing)]
    return tuple(sorted(ready, key=lambda one: (-one.worth, one.id)))


def find_question(record: Record, id_: str) -> Question | None:
    """The question of that id, whether somebody was asked it already or the record gives rise to it."""
    with record.reading() as connection:
        known = load_question(connection, id_)
        if known is not None:
            return known
        return next((one for one in _list_new(connection, None) if one.id == id_), None)


def _list_new(connection: Connection, sort: Sort | None) -> Iterator[Question]:
    for find in FINDERS:
        for one in find(connection):
            if sort in (None, one.sort):
                yield one


def _list_open(connection: Connection, by: str) -> Iterator[Question]:
    """Questions that need another person's answer, and have none of `by` that holds."""
    undoing = answer.alias()
    is_undone = exists(select(undoing.c.number).where(undoing.c.undoes == _ANSWER.number))
    answered = exists(
        select(_ANSWER.number).where(
            _ANSWER.question == _ASKED.id, _ANSWER.by == by, _ANSWER.undoes.is_(None), ~is_undone
        )
    )
    query = select(question).where(and_(_ASKED.is_open.is_(True), ~answered))
    for row in connection.execute(query.order_by(_ASKED.worth.desc(), _ASKED.id).limit(_MOST_OPEN)):
        yield read_question(row)


def _find_standing(connection: Connection, asked: list[Question]) -> set[str]:
    """The claims of these questions that present readings hold."""
    mention = schema.mention.c
    claims = {claim for one in asked for claim in (one.claim, one.other)}
    return {
        row.claim
        for row in select_in(connection, select(mention.claim).where(one_of(mention.claim)), claims)
    }
