"""Furniture that gives itself away by its words, in HTML and plain text alike.

A rule looks at a whole block, or at the end of one; a sentence of a report that happens to hold the
same words ("the newsletter said") is longer than any of them and stays.
"""

import re

from khabar.pages.days import find_day
from khabar.pages.furniture import Reason

_FLAGS = re.IGNORECASE
# Whole blocks, matched from their first word; the number is the most words that such a block has.
_OPENINGS: tuple[tuple[Reason, int, str], ...] = (
    (Reason.ADVERTISEMENT, 8, r"(?:adverts?|advertise?ments?|sponsored|promoted|ad|story continues below|continue reading below)\b"),
    (
        Reason.COPYRIGHT,
        80,
        r"(?:©|\(c\)|copyright\b|all rights reserved|maintained and developed by|developed and maintained by"
        r"|powered by\b|this material may not be (?:published|reproduced)|no part of this)",
    ),
    (Reason.COMMENT_FORM, 12, r"(?:(?:send|leave|post|add|write|submit|view|join|have) (?:us )?(?:your |a |an |the )?(?:comments?|reply|conversation|discussion|say)\b|your (?:comment|name|e-?mail)\b|(?:name|title|comment|e-?mail|website|subject)\s*\*?\s*:$|comments? as a\b|log ?in to comment|cancel reply)"),
    (Reason.COMMENTS, 5, r"(?:\d+ |no |show |all )?comments?\s*(?:\(?\d*\)?|closed|off)?[:.]?$"),
    (Reason.SHARE_BUTTONS, 14, r"(?:share (?:this|on|via|with|it|the|article|story)\b|share:?$|tweet(?: this)?$|e-?mail this|follow (?:us|me|him|her|them)\b|follow (?:\S+ ){1,4}on\b|find us on|like us on|print(?: this)?(?: (?:page|article|story))?$|pin it|click to share|(?:facebook|twitter|whatsapp|e-?mail|linkedin|telegram|reddit|pinterest|print|tweet|google\+|share|copy link|[ ,|/·•])+$)"),
    (Reason.SUBSCRIPTION, 40, r"(?:sign up (?:to|for|here|now)|subscribe\b|get (?:the|our) (?:latest|daily|free|best|news)|(?:click here|download) to (?:sign|subscribe)|already a (?:subscriber|member)|to (?:read|continue reading) (?:the|this) (?:full|whole|article|story)|register (?:now|to|for)\b|support (?:our|independent) journalism|download (?:the|our) (?:free )?app|join our (?:newsletter|telegram|whatsapp|mailing))"),
    (Reason.COOKIE_NOTICE, 80, r"(?:(?:we|this (?:web ?)?site|our site|by using (?:this|our)|by continuing to) .{0,40}?\bcookies\b|cookies? (?:policy|notice|settings)|accept (?:all )?cookies)"),
    (Reason.RELATED, 30, r"(?:read (?:more|also|next)\b\s*[:|>–-]?|also read|see also|related(?: (?:articles?|stories|news|topics?|content|coverage|links?|posts?))?\s*:?$|related(?: \w+)?\s*[:|]|more (?:from|on|in|stories|news)\b(?=.{0,40}$)|(?:you (?:may|might) also|don't miss|must read|recommended(?: for you)?:?$|most (?:read|popular|viewed)|trending(?: now)?:?$|editor'?s'? (?:picks?|choice)|latest (?:news|stories)|top stories|watch(?: (?:now|also|more))?\s*:|what to read next|in pictures:|up next|next (?:article|story|post)|previous (?:article|story|post)|click here (?:for|to) (?:more|read)))"),
    (Reason.TAGS, 30, r"(?:tags?|topics?|keywords|categories|filed under|posted in|tagged(?: with| as)?|labels)\s*:"),
    (Reason.CONTACT, 40, r"(?:(?:tel|phone|telephone|fax|mobile|e-?mail|contact(?: us)?|for (?:further|more) information(?:,)? (?:please )?(?:contact|call|visit))\b\s*[.:]?\s*(?:[+\d(]|\S+@|the\b|us\b|please\b|\w+ at\b)|(?:contact|e-?mail|write to|reach|follow) (?:the )?(?:reporter|author|writer|editor|us)\b|have a (?:tip|story)\b|got a (?:tip|story)\b|e-?mail [\w. ]{3,40} at \S+@|\S+@\S+\.\w+$)"),
    (Reason.CAPTION, 60, r"(?:image \d+ of \d+|\(?(?:photo|photograph|image|picture|file photo|pic)(?: credit| courtesy| by| source)?\s*(?::|/|©|\()|(?:photo|image|photograph) (?:by|courtesy|credit)\b|file(?: photo)?\s*[-–—:])"),
    (Reason.CREDIT, 40, r"(?:\([^()]{2,60}; ?(?:editing|reporting|writing|additional reporting) by\b|\(?(?:additional |further )?(?:reporting|writing|editing|compiled|written|edited) by\b|(?:additional|further) reporting\b|with (?:inputs|reporting|agencies)\b|sources?\s*:\s*\S+|agenc(?:y|ies)$|via\s*:|editing by\b|our standards:|this (?:story|article|report) (?:has been|was) (?:adapted|first|originally|republished|produced|published|reprinted|provided))"),
    (Reason.TRAILER, 12, r"(?:views?\s*:?\s*\d+|\d+ views?|\d+ (?:shares?|likes?|min(?:ute)?s? read)|reading time\b|(?:this \w+ requires|please enable|enable) javascript|back to top|go to top|home$|listen to (?:this )?(?:article|story)|font size|text size|loading\b|the end\.?$|ends?\.?$|-?\s*ends\s*-?|#+$|read (?:full|original) (?:article|story)|report (?:an error|a typo|this ad)|we recommend|this article is more than \d)"),
    (Reason.PUBLICATION_DATE, 14, r"(?:(?:first |last )?(?:published|posted|updated|modified|created|date of publication)\b)"),
)
_PATTERNS = tuple((reason, most, re.compile(words, _FLAGS)) for reason, most, words in _OPENINGS)
_ALL_RIGHTS = re.compile(r"all rights reserved|©\s*(?:19|20)\d\d|\bcopyright ©", _FLAGS)
_CREDITED_PICTURE = re.compile(
    r"\((?:image|photo|picture|pic|photograph|credit|photo credit|image credit|file)\s*(?:by\b|[:/©-])[^()]{0,60}\)\.?$"
    r"|(?:\((?:ap|afp|reuters) photo\b[^()]{0,60}\)|\bgetty images\)?|/(?:ap|afp|reuters|getty)\)?|\bap photo/[\w. ]+\)?)$",
    _FLAGS,
)
_BYLINE = re.compile(
    r"(?:by|written by|reported by|story by|posted by|author:)\s*:?\s+"
    r"(?P<name>[^\W\d_][\w.'’-]*(?:[ ](?:[^\W\d_][\w.'’-]*|and|&)){0,5}(?:,[ ][A-Z][\w.'’-]+(?:[ ][A-Z][\w.'’-]*){1,3})*)"
    r"(?P<rest>.*)$",
    _FLAGS,
)
_NAME_AND_DAY = re.compile(r"(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3})\s*[|·•,–—-]\s*(?=\S)")
_POSTS = re.compile(r"\b(?:our|staff|correspondents?|reporters?|desk|agenc(?:y|ies)|bureau|news|special)\b", _FLAGS)
# A tail stands at the end of a block, after the report's last sentence.
_TAIL = re.compile(
    r"(?:(?<=\s)|^)(?P<tail>\((?:additional |further )?(?:reporting|writing|editing|compiled|written|edited) by\b[^()]*(?:\([^()]*\)[^()]*)*\)?"
    r"|[-–—_]{2,4}\s?\(?[A-Z][\w./ ]{1,40}\)?"
    r"|\(?(?:Source|SOURCE)s?\s*:\s*[^.()]{2,50}\)?"
    r"|(?:Read more|READ MORE|Read also|READ ALSO|Also read|ALSO READ|See also|Click here)\b\s*[:|>].{0,200}"
    r"|(?:Read|READ) (?:Also|ALSO|More|MORE)"
    r"|(?:\(?©|Copyright (?:©|\(c\)|(?:19|20)\d\d)|All rights reserved).{0,300})\s*$"
)
_GLUE = re.compile(
    r"(?<=[^\W_])(?=GMT \d\d:\d\d)|(?<=(?:19|20)\d\d -)(?=[^\W\d_]|\d+ )|(?<=[a-z.”\"’)])(?=(?:Maintained and developed by|All rights reserved|Copyright ©"
    r"|Send your comment|Your comment as|Source:|Advertisement\b|Read more:|Read also:|Share this))"
    r"|(?<=[^\W_]|[.”\"’?!])(?=-{3,4} ?\(?[A-Z]\w+)"
)
_CREDIT_TAIL = re.compile(r"\(?(?:additional|further|reporting|writing|editing|compiled|written|edited|source|[-–—_]{2})", _FLAGS)
_BYLINE_CHARS = 160
# No block of furniture is longer; a report's paragraph that opens with one of the words may be.
_LONGEST = max(most for _, most, _ in _OPENINGS)


def unglue(text: str, mark: str = "\n") -> str:
    """The text with `mark` where a scraper ran a piece of furniture into the words before it.

    >>> unglue("crew killedGMT 19:07 2017 Sunday ,01 October", " | ")
    'crew killed | GMT 19:07 2017 Sunday ,01 October'
    """
    return _GLUE.sub(mark, text)


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
    for reason, most, pattern in _PATTERNS:
        if count <= most and pattern.match(text) and not _is_sentence(text, count, reason):
            return reason
    if count <= 60 and _CREDITED_PICTURE.search(text):
        return Reason.CAPTION
    if count <= 40 and _ALL_RIGHTS.search(text):
        return Reason.COPYRIGHT
    return None


def find_tail(text: str) -> int:
    """Where the furniture at the end of a block begins; `len(text)` where there is none."""
    match = _TAIL.search(text, max(0, len(text) - 400))
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
    r"\b(?:said|says|told|killed|were|was|had|died|wounded|announced|reported|accused|denied|according)\b", _FLAGS
)
