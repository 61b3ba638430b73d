"""Headlines of other articles that a page carries, each with its own day."""

import re
from collections.abc import Sequence
from datetime import date

from khabar.model.documents import Related
from khabar.pages.days import find_day
from khabar.pages.phrases import is_day_line

_LABEL = re.compile(
    r"^(?:read (?:more|also|next)|see also|also read|related(?: \w+)?|watch)\s*[:|]\s*", re.IGNORECASE
)
# A label ("More", "Watch live") is shorter, a teaser's summary longer.
_FEWEST_WORDS = 3
_MOST_WORDS = 30


def pair_related(lines: Sequence[str]) -> tuple[Related, ...]:
    """The headlines among `lines`, each with the day stamped beside it.

    Whether the stamp stands before its headline or after it is told by the first line of the run.

    >>> pair_related(["2 May 1937", "Port shelled at night"])[0].published
    datetime.date(1937, 5, 2)
    """
    stamps = [_read_stamp(line) for line in lines]
    is_before = bool(stamps) and stamps[0] is not None
    related = []
    for at, line in enumerate(lines):
        if stamps[at]:
            continue
        beside = at - 1 if is_before else at + 1
        stamp = stamps[beside] if 0 <= beside < len(stamps) else None
        related += _build(line, stamp)
    return tuple(dict.fromkeys(related))


def _read_stamp(line: str) -> date | None:
    found = find_day(line) if is_day_line(line) else None
    return found.day if found else None


def _build(line: str, stamp: date | None) -> list[Related]:
    """The headline without its label and the day at its end; none where it is too short or too long."""
    title = _LABEL.sub("", line)
    found = find_day(title)
    if found and found.end == len(title):
        title, stamp = title[: found.start].rstrip(" -–—|("), stamp or found.day
    is_headline = _FEWEST_WORDS <= len(title.split()) <= _MOST_WORDS
    return [Related(title=title, published=stamp)] if is_headline else []
