"""Furniture that gives itself away by its words, in HTML and plain text alike.

A rule looks at a whole block, or at the end of one; a sentence of a report that happens to hold the
same words ("the newsletter said") is longer than any of them and stays.
"""

import re

from khabar.pages.days import find_day
from khabar.pages.furniture import Reason
from khabar.pages.wording import ANY_OPENING, GLUE, GLUE_SIGNS, OPENINGS, TAIL, TAIL_SIGNS

_FLAGS = re.IGNORECASE
_ALL_RIGHTS = re.compile(r"all rights reserved|©\s*(?:19|20)\d\d|\bcopyright ©", _FLAGS)
_CREDITED_PICTURE = re.compile(
    r"(?:\((?:(?:image|photo|picture|pic|photograph|file)(?: credit)?|credit)\s*(?:by\b|[:/©-])"
    r"[^()]{0,60}\)\.?|\((?:ap|afp|reuters) photo\b[^()]{0,60}\)|\bgetty images\)?"
    r"|/(?:ap|afp|reuters|getty)\)?|\bap photo/[\w. ]+\)?)$",
    _FLAGS,
)
_BYLINE = re.compile(
    r"(?:by|written by|reported by|story by|posted by|author:)\s*:?\s+"
    r"(?P<name>[^\W\d_][\w.'’-]*(?:[ ](?:[^\W\d_][\w.'’-]*|and|&)){0,5}"
    r"(?:,[ ][A-Z][\w.'’-]+(?:[ ][A-Z][\w.'’-]*){1,3})*)"
    r"(?P<rest>.*)$",
    _FLAGS,
)
_NAME_AND_DAY = re.compile(r"(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3})\s*[|·•,–—-]\s*(?=\S)")
_POSTS = re.compile(
    r"\b(?:our|staff|correspondents?|reporters?|desk|agenc(?:y|ies)|bureau|news|special)\b", _FLAGS
)
_CREDIT_TAIL = re.compile(
    r"\(?(?:additional|further|reporting|writing|editing|compiled|written|edited|source|[-–—_]{2})",
    _FLAGS,
)
_BYLINE_CHARS = 160
# No block of furniture is longer; a report's paragraph that opens with one of the words may be.
_LONGEST = max(opening.most for opening in OPENINGS)


def unglue(text: str, mark: str = "\n") -> str:
    """The text with `mark` where a scraper ran a piece of furniture into the words before it.

    >>> unglue("harbour reopensGMT 08:15 2019 Monday ,04 March", " | ")
    'harbour reopens | GMT 08:15 2019 Monday ,04 March'
    """
    if not any(sign in text for sign in GLUE_SIGNS):
        return text
    return "\n".join(
        GLUE.sub(mark, line) if any(sign in line for sign in GLUE_SIGNS) else line
        for line in text.split("\n")
    )


def name_furniture(text: str) -> Reason | None:
    """What a whole block is by its words; None where it may be part of the report.

    >>> name_furniture("All rights reserved to Sierra Herald 1938").value
    'copyright'
    >>> name_furniture("Copyright laws were tightened on Monday, the ministry said.") is None
    True
    """
    count = text.count(" ") + 1
    if count > _LONGEST:
        return None
    lower = text.lower()
    for opening in OPENINGS if ANY_OPENING.match(lower) else ():
        if count <= opening.most and opening.pattern.match(lower):
            if _is_sentence(text, count, opening.reason):
                return None
            return opening.reason
    return _name_ending(lower, count)


def _name_ending(lower: str, count: int) -> Reason | None:
    """What a block is by words that need not open it; most have no sign of any."""
    is_signed = "(" in lower or "/" in lower or "getty" in lower
    if is_signed and count <= 60 and _CREDITED_PICTURE.search(lower):
        return Reason.CAPTION
    is_signed = "©" in lower or "all rights" in lower
    if is_signed and count <= 40 and _ALL_RIGHTS.search(lower):
        return Reason.COPYRIGHT
    return None


def find_tail(text: str) -> int:
    """Where the furniture at the end of a block begins; `len(text)` where there is none."""
    sign = TAIL_SIGNS.search(text, max(0, len(text) - 400))
    match = TAIL.search(text, sign.start()) if sign else None
    return match.start("tail") if match else len(text)


def name_tail(tail: str) -> Reason:
    """What a tail found by `find_tail` is."""
    if _CREDIT_TAIL.match(tail):
        return Reason.CREDIT
    return Reason.COPYRIGHT if _ALL_RIGHTS.search(tail) or tail[0] in "©(C" else Reason.RELATED


def find_byline(text: str) -> str | None:
    """The names in a byline block, or None where it is not one or names a post, not a person.

    >>> find_byline("By Ana Ruiz and Tom Lee"), find_byline("Ana Ruiz | 2 May 1937")
    ('Ana Ruiz and Tom Lee', 'Ana Ruiz')
    >>> find_byline("By noon the town was burning.") is None
    True
    """
    if len(text) > _BYLINE_CHARS:
        return None
    match = _BYLINE.match(text)
    if match and match["rest"].strip(" .,|–-") and not find_day(text):
        return None
    if not match:
        match = _NAME_AND_DAY.match(text)
        if not match or not is_day_line(text[match.end() :]):
            return None
    name = match["name"].strip(" ,-")
    is_name = all(word[0].isupper() or word in {"and", "&"} for word in name.split())
    return name if is_name and not _POSTS.search(name) else None


def is_day_line(text: str) -> bool:
    """True where a block holds little more than a day and perhaps a clock and a label."""
    found = find_day(text) if len(text) < 120 else None
    if found is None:
        return False
    rest = text[: found.start] + text[found.end :]
    return len([word for word in rest.split() if any(map(str.isalnum, word))]) <= 4


def _is_sentence(text: str, count: int, reason: Reason) -> bool:
    """A full sentence with a verb of telling outweighs its opening, except where the law speaks."""
    if reason in _LEGAL or count < 6:
        return False
    return bool(_TELLING.search(text)) and text.rstrip("”\"'’)").endswith((".", "?", "!"))


_LEGAL = frozenset({Reason.COOKIE_NOTICE, Reason.CREDIT, Reason.CAPTION, Reason.SUBSCRIPTION})
_TELLING = re.compile(
    r"\b(?:said|says|told|killed|were|was|had|died|wounded|announced|reported|accused|denied|according)\b",
    _FLAGS,
)
