"""Streams of HTML pages composed for the benchmark: no page comes twice, no page is anybody's."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.speed.prose import write_paragraphs, write_sentence
from benchmarks.speed.site import ORDINARY, write_page, write_script

# So mixed, the scan picks as many of the words, and claims stand as densely, as in dispatches about
# Syria by others: docs/performance.md.
_REPORT = ("conflict",) * 3 + ("backdrop",) * 2
_PAGE_LENGTH = 79_000  # characters; the page on which page readers were timed in docs/performance.md
_WORDS = (600, 1_250)  # of the report, both inside
_FIRST_DAY = date(2016, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """A stream to be composed: of each hundred pages, `relevant` are conflict reports, evenly spread."""

    name: str
    relevant: int


MIXES = (Mix(name="10 % relevant", relevant=10), Mix(name="all relevant", relevant=100))
"""The streams that the benchmark reads."""


def compose(mix: Mix, seed: int) -> Iterator[bytes]:
    """The pages of a mix, without end; the same seed gives the same pages.

    >>> pages = compose(MIXES[0], seed=1)
    >>> next(pages) == next(compose(MIXES[0], seed=1)), next(pages) == next(pages)
    (True, False)
    """
    dice = random.Random(f"{mix.name} {seed}")  # noqa: S311  # pages, not secrets
    owed = 0
    while True:
        owed += mix.relevant
        yield _compose_page(_REPORT if owed >= 100 else (dice.choice(ORDINARY),), dice)
        owed %= 100


def _compose_page(topics: tuple[str, ...], dice: random.Random) -> bytes:
    title = write_sentence(topics[0], dice).rstrip(".")
    day = _FIRST_DAY + timedelta(days=dice.randrange(1_000))
    paragraphs = tuple(write_paragraphs(topics, dice.randint(*_WORDS), dice))
    page = write_page(title, day, paragraphs, dice)
    return f"{page}{write_script(_PAGE_LENGTH - len(page), dice)}</body></html>".encode()
