"""Mastheads that a scraper ran into the first paragraph: day, title and credit before the report.

`Sun 2 May 1937 Port Shelled at Night. Shells fell ...`, `Published 2 May 1937 - Port shelled - Shells
fell ...`, `Port shelled at night AFP Sunday 2 May 1937 Shells fell ...`.
"""

import re

from khabar.pages.blocks import Piece
from khabar.pages.days import DayWords, find_day
from khabar.pages.furniture import Reason

_LABEL = re.compile(
    r"(?:(?:date of publication|(?:first |last )?(?:published|posted|updated|modified)(?: (?:on|at))?"
    r"|date)\s*:?\s*)?$",
    re.IGNORECASE,
)
# What may stand between a stamp and a title; a sentence that begins with a day goes on in lower case.
_AFTER_STAMP = re.compile(r"[\s|.:–—-]*(?=[A-Z0-9‘“'\"])")
_RUNS_ON = re.compile(
    r"(?:\b(?:on|in|of|since|from|until|till|by|before|after|the|for|to|at|and|that|than)|[,;(])\s*$",
    re.I,
)
_BETWEEN_DASHES = re.compile(r"(?P<title>\S.{10,160}?)\s[-–—|]\s")
_FIRST_SENTENCE = re.compile(r"(?P<title>[^.?!]{15,160}?)\s?\.\s")
_AGENCY = re.compile(r"\s+(?P<agency>[A-Z]{2,5}|Reuters|Xinhua)\s*$")
_TITLE_CASE = 0.6
_TITLE_WORDS = range(3, 26)
_HEAD_CHARS = 260


def cut_masthead(text: str) -> tuple[Piece, ...]:
    """The pieces above a report that starts in the same line; () where there are none.

    The pieces, each followed by one space, are the beginning of `text`.

    >>> [piece.text for piece in cut_masthead("Sun 2 May 1937 Port Shelled at Night. Shells fell.")]
    ['Sun 2 May 1937', 'Port Shelled at Night.']
    """
    found = find_day(text[:_HEAD_CHARS])
    if not found:
        return ()
    if _LABEL.fullmatch(text[: found.start]):
        pieces = _cut_after_stamp(text, found)
    else:
        pieces = _cut_before_stamp(text, found)
    return pieces if text.startswith("".join(f"{piece.text} " for piece in pieces)) else ()


def _cut_after_stamp(text: str, found: DayWords) -> tuple[Piece, ...]:
    after = _AFTER_STAMP.match(text, found.end)
    if not after or (after.end() < len(text) and after.end() == found.end):
        return ()
    stamp = Piece(text=text[: after.end()].rstrip(), reason=Reason.PUBLICATION_DATE)
    at = _find_title_end(text, after.end(), has_dash="-" in after.group() or "–" in after.group())
    title = text[after.end() : at].rstrip()
    return (stamp, Piece(text=title, reason=Reason.TITLE)) if title else (stamp,)


def _find_title_end(text: str, start: int, *, has_dash: bool) -> int:
    """Where the title that begins at `start` ends; `start` itself where no title can be told apart."""
    if has_dash:
        match = _BETWEEN_DASHES.match(text, start)
    else:
        match = _FIRST_SENTENCE.match(text, start)
        match = match if match and _is_title_case(match["title"]) else None
    return match.end() if match and len(match["title"].split()) in _TITLE_WORDS else start


def _cut_before_stamp(text: str, found: DayWords) -> tuple[Piece, ...]:
    """Title, perhaps an agency, then a stamp with its weekday: no sentence is built like that."""
    above = text[: found.start].rstrip()
    stamp = text[found.start : found.end]
    is_run_in = _AFTER_STAMP.match(text, found.end) and text[found.end : found.end + 1].isspace()
    if not is_run_in or not stamp[0].isalpha() or _RUNS_ON.search(above) or ". " in above:
        return ()
    agency = _AGENCY.search(above)
    title = above[: agency.start()] if agency else above
    if len(title.split()) not in _TITLE_WORDS:
        return ()
    credit = (Piece(text=agency["agency"], reason=Reason.CREDIT),) if agency else ()
    return (
        Piece(text=title, reason=Reason.TITLE),
        *credit,
        Piece(text=stamp, reason=Reason.PUBLICATION_DATE),
    )


def _is_title_case(title: str) -> bool:
    long_words = [word for word in title.split() if len(word) > 3 and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in long_words)
    return bool(long_words) and capital >= len(long_words) * _TITLE_CASE
