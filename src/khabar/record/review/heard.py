"""What people answered about claims, for those who look at an event."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select, union_all

from khabar.record.review.answers import Answer, load_standing
from khabar.record.review.questions import Question, read_question
from khabar.record.review.tables import question
from khabar.record.rows import one_of, select_in
from khabar.record.store import Record

# two questions, not one with OR: each goes by its index
_ABOUT = union_all(
    *(select(question).where(one_of(end)) for end in (question.c.claim, question.c.other))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A question with the answers that hold, in their order; there is one at least."""

    question: Question
    answers: tuple[Answer, ...]


def list_heard(
    record: Record, claims: Collection[str], *, asking: str | None = None
) -> tuple[Heard, ...]:
    """What people answered about any of the claims, the most valuable question first.

    `asking` is the name of somebody who may be asked: what they may still be asked themselves is left
    out, until they have answered.
    """
    with record.reading() as connection:
        rows = select_in(connection, _ABOUT, claims)
        asked = {row.id: row for row in sorted(rows, key=lambda row: (-row.worth, row.id))}
        standing = load_standing(connection, asked)
    heard = []
    for id_, row in asked.items():
        answers = standing.get(id_, ())
        is_blind = asking is not None and row.is_open and asking not in {one.by for one in answers}
        if answers and not is_blind:
            heard.append(Heard(question=read_question(row), answers=answers))
    return tuple(heard)
