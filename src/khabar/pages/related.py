"""Headlines of other articles that a page carries, each with its own day."""

from collections.abc import Sequence
from datetime import date

from khabar.model.documents import Related
from khabar.pages.days import find_day
from khabar.pages.phrases import is_day_line

# A label ("More", "Watch live") is shorter, a teaser's summary longer.
_FEWEST_WORDS = 3
_MOST_WORDS = 30


def pair_related(lines: Sequence[str]) -> tuple[Related, ...]:
    """The headlines among `lines`, each with the day stamped beside it.

    Whether the stamp stands before its headline or after it is told by the first line of the run.

    >>> pair_related(["2 May 1937", "Port shelled at night"])[0].published
    datetime.date(1937, 5, 2)
    """
    stamps = [find_day(line) if is_day_line(line) else None for line in lines]
    is_before = bool(stamps) and stamps[0] is not None
    related = []
    for at, line in enumerate(lines):
        if stamps[at] or not _FEWEST_WORDS <= len(line.split()) <= _MOST_WORDS:
            continue
        beside = at - 1 if is_before else at + 1
        found = stamps[beside] if 0 <= beside < len(stamps) else None
        related.append(_build(line, found.day if found else None))
    return tuple(dict.fromkeys(related))


def _build(line: str, day: date | None) -> Related:
    return Related(title=line, published=day)
