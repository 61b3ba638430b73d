"""What a visitor may write: plain text, without signs that change how other text is shown."""

import re
import unicodedata

from khabar.errors import UsageError
from khabar.record.words import make_storable

LONGEST, LONGEST_NAME, MOST_LINES = 2000, 60, 60

# Joiners that scripts and emoji need.
_JOINERS = "\u200c\u200d"
# Marks on one letter: Vietnamese takes two, cantillated Hebrew four; more climb over the lines above.
_MOST_MARKS = 5
_BLANK = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    r"""The text of a comment; raises UsageError where nothing is left of it, or it is too long.

    >>> clean_text(" It was\r\n\r\n\r\n\r\non Monday.\u202e\x07 ")
    'It was\n\non Monday.'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cleaned = _BLANK.sub("\n\n", "\n".join(map(_clean_line, lines))).strip()
    if not cleaned:
        raise UsageError("expected a comment, got no words")
    if len(cleaned) > LONGEST or cleaned.count("\n") >= MOST_LINES:
        raise UsageError(
            f"expected a comment of {LONGEST:,} signs and {MOST_LINES} lines at most, "
            f"got {len(cleaned):,} signs in {cleaned.count(chr(10)) + 1} lines"
        )
    return cleaned


def clean_name(name: str) -> str | None:
    """The name under which a comment is shown; None where none was given."""
    cleaned = _clean_line(name.replace("\n", " ").replace("\r", " "))
    if len(cleaned) > LONGEST_NAME:
        raise UsageError(f"expected a name of {LONGEST_NAME} signs at most, got {len(cleaned)}")
    return cleaned or None


def _clean_line(line: str) -> str:
    kept: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFC", make_storable(line)):
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS and _may_stand(sign):
            kept.append(" " if sign.isspace() else sign)
    return " ".join("".join(kept).split())


def _may_stand(sign: str) -> bool:
    """False for controls, marks that turn the direction, tags, private and unassigned signs."""
    return sign in _JOINERS or sign == "\t" or not unicodedata.category(sign).startswith("C")
