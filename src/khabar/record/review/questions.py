"""What people are asked about what was read, the most valuable first.

Questions follow from the record: the same record gives the same ones, in the same order. A question
names claims, whose ids are hashes of words, and outlives rereading. Finding them looks at a bounded
number of rows of each sort, by indexes, however large the record is.
"""

import enum
from dataclasses import dataclass

from khabar.model.claims import hash_words
from khabar.record.rows import AnyRow


class Sort(enum.StrEnum):
    """What is asked."""

    COMMENT = "comment"
    FIGURE = "figure"
    SAME = "same"
    SPEAKER = "speaker"
    PLACE = "place"
    NEWS = "news"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about a claim.

    `other` is the second claim of SAME. `aspect` says which figure or speaker is meant, in words that
    outlive rereading. `comment` is the number of the comment that opened it. It is asked of `asks`
    people, who do not see each other's answers; `worth` is the higher the sooner it is asked.
    """

    sort: Sort
    claim: str
    other: str | None = None
    aspect: str | None = None
    comment: int | None = None
    asks: int = 1
    worth: float = 0.0

    @property
    def id(self) -> str:
        """The same for the same question, whoever is asked, and when."""
        return hash_words([self.sort.value, self.claim, self.other, self.aspect, self.comment])


_SHARE = 5


def ask_twice(asked: Question, *, is_grave: bool) -> int:
    """Of how many people a question is asked: of two where much hangs on it, and of each fifth one."""
    return 2 if is_grave or int(asked.id, 16) % _SHARE == 0 else 1


def read_question(row: AnyRow) -> Question:
    """The question in a row that holds the columns of `question`."""
    return Question(
        sort=Sort(row.sort),
        claim=row.claim,
        other=row.other,
        aspect=row.aspect,
        comment=row.comment,
        asks=row.asks,
        worth=row.worth,
    )
