"""How far two people who answered the same question without seeing the other's answer agree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from khabar.record.review.answers import Answer, Says, load_standing
from khabar.record.review.questions import Question, Sort, read_question
from khabar.record.review.tables import question
from khabar.record.store import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How two people agree on `pairs` questions: on `same` of them they said the same.

    `kappa` is Cohen's: 1 where they always agree, 0 where they agree as often as chance would have it;
    None where there is no pair, or everybody always said the same.
    """

    pairs: int
    same: int
    kappa: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standoff:
    """A question on which two people said different things."""

    question: Question
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The state of review: answers and agreement by sort, and what people do not agree on."""

    answers: Mapping[Sort, int]
    agreement: Mapping[Sort, Agreement]
    standoffs: tuple[Standoff, ...]


def measure(pairs: Iterable[tuple[Says, Says]]) -> Agreement:
    """The agreement of first and second answers.

    >>> measure([(Says.YES, Says.YES), (Says.NO, Says.NO), (Says.YES, Says.NO), (Says.NO, Says.NO)])
    Agreement(pairs=4, same=3, kappa=0.5)
    """
    listed = tuple(pairs)
    same = sum(one is other for one, other in listed)
    if not listed:
        return Agreement(pairs=0, same=0, kappa=None)
    firsts, seconds = Counter(one for one, _ in listed), Counter(other for _, other in listed)
    by_chance = sum(firsts[word] * seconds[word] for word in Says) / len(listed) ** 2
    observed = same / len(listed)
    kappa = None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)
    return Agreement(pairs=len(listed), same=same, kappa=kappa)


def load_review(record: Record) -> Review:
    """The state of review of a record."""
    with record.reading() as connection:
        rows = connection.execute(
            select(question).order_by(question.c.worth.desc(), question.c.id)
        ).all()
        asked = tuple(map(read_question, rows))
        standing = load_standing(connection, {one.id for one in asked})
    by_sort = {sort: [standing.get(one.id, ()) for one in asked if one.sort is sort] for sort in Sort}
    return Review(
        answers={sort: sum(map(len, listed)) for sort, listed in by_sort.items()},
        agreement={sort: measure(_pair(listed)) for sort, listed in by_sort.items()},
        standoffs=tuple(
            Standoff(question=one, answers=standing[one.id])
            for one in asked
            if len({answer.says for answer in standing.get(one.id, ())} - {Says.UNSURE}) > 1
        ),
    )


def _pair(listed: Iterable[Sequence[Answer]]) -> Iterable[tuple[Says, Says]]:
    """The first two answers to each question: the third is that of somebody who settles."""
    return ((answers[0].says, answers[1].says) for answers in listed if len(answers) > 1)
