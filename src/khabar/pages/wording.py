"""The words that furniture opens with: the table that `phrases` reads by.

Each row holds for a whole block of at most so many words, from its first word on. Forms are regular
expressions for text in lower case. Add a form here and a row to `tests/pages/test_page_phrases.py`,
with a sentence of a report beside it that must stay.
"""

import re
from dataclasses import dataclass

from khabar.pages.furniture import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The forms in which one kind of furniture opens; `most` is the longest such block, in words.

    `pattern` asks for text in lower case: with a flag for any case it takes twice the time.
    """

    reason: Reason
    most: int
    pattern: re.Pattern[str]


def _open(reason: Reason, most: int, *forms: str) -> Opening:
    return Opening(reason=reason, most=most, pattern=re.compile("|".join(forms)))


_REPORTING = r"(?:additional |further )?(?:reporting|writing|editing|compiled|written|edited) by\b"
_TO_ENDING = r"(?=.{0,40}$)"

OPENINGS: tuple[Opening, ...] = (
    _open(
        Reason.ADVERTISEMENT,
        8,
        r"adverts?\b",
        r"advertise?ments?\b",
        r"(?:sponsored|promoted)(?: content| by|$)",
        r"ad$",
        r"(?:story continues|continue reading) below",
    ),
    _open(
        Reason.COPYRIGHT,
        80,
        r"©",
        r"\(c\)",
        r"copyright\b",
        r"all rights reserved",
        r"(?:maintained and developed|developed and maintained|powered) by\b",
        r"this material may not be (?:published|reproduced)",
        r"no part of this (?:publication|article|site|material|website)",
    ),
    _open(
        Reason.COMMENT_FORM,
        12,
        r"(?:send|leave|post|add|write|submit|view|join|have) (?:us )?(?:your |an? |the )?"
        r"(?:comments?|reply|conversation|discussion|say)\b",
        r"your (?:comment|name|e-?mail)\b",
        r"(?:name|title|comment|e-?mail|website|subject)\s*\*?\s*:$",
        r"comments? as a\b",
        r"log ?in to comment",
        r"cancel reply",
    ),
    _open(Reason.COMMENTS, 5, r"(?:\d+ |no |show |all )?comments?\s*(?:\(?\d*\)?|closed|off)?[:.]?$"),
    _open(
        Reason.SHARE_BUTTONS,
        14,
        r"share (?:this|on|via|with|it|the|article|story)\b",
        r"e-?mail this",
        r"follow (?:us|me|him|her|them)\b",
        r"follow (?:\S+ ){1,4}on\b",
        r"(?:find|like) us on",
        r"print(?: this)?(?: (?:page|article|story))?$",
        r"pin it",
        r"click to share",
        r"(?:facebook|twitter|whatsapp|e-?mail|linkedin|telegram|reddit|pinterest|print|tweet|google\+"
        r"|share|copy link|[ ,|/:·•])+$",
    ),
    _open(
        Reason.SUBSCRIPTION,
        40,
        r"sign up (?:to|for|here|now)",
        r"subscribe\b",
        r"get (?:the|our) (?:latest|daily|free|best|news)",
        r"(?:click here|download) to (?:sign|subscribe)",
        r"already a (?:subscriber|member)",
        r"to (?:read|continue reading) (?:the|this) (?:full|whole|article|story)",
        r"register (?:now|for free|to (?:read|continue|comment))\b",
        r"support (?:our|independent) journalism",
        r"download (?:the|our) (?:free )?app\b",
        r"join our (?:newsletter|telegram|whatsapp|mailing)",
    ),
    _open(
        Reason.COOKIE_NOTICE,
        80,
        r"(?:we|(?:this|our) (?:web ?)?site|by using (?:this|our)|by continuing to) .{0,40}?\bcookies\b",
        r"cookies? (?:policy|notice|settings)",
        r"accept (?:all )?cookies",
    ),
    _open(
        Reason.RELATED,
        30,
        r"read (?:more|also|next)\b",
        r"(?:also read|see also)\b",
        r"related(?: \w+)?\s*(?:[:|]|$)",
        rf"more (?:from|on|in|stories|news)\b{_TO_ENDING}",
        r"you (?:may|might) also",
        r"(?:don't miss|must read)\b",
        r"(?:recommended(?: for you)?|trending(?: now)?):?$",
        rf"(?:most (?:read|popular|viewed)|latest (?:news|stories)|top stories)\b{_TO_ENDING}",
        r"editor'?s'? (?:picks?|choice)",
        r"watch(?: (?:now|also|more))?\s*:",
        r"what to read next",
        r"in pictures:",
        rf"(?:up next|(?:next|previous) (?:article|story|post))\b{_TO_ENDING}",
        r"click here (?:for|to) (?:more|read)",
    ),
    _open(
        Reason.TAGS,
        30,
        r"(?:tags?|topics?|keywords|categories|filed under|posted in|tagged(?: with| as)?|labels)\s*:",
    ),
    _open(
        Reason.CONTACT,
        40,
        r"(?:tel|phone|telephone|fax|mobile|e-?mail|contact)\s*[.:]?\s*(?:[+(]?\d|\S+@)",
        r"for (?:further|more) information,? (?:please )?(?:contact|call|visit)\b",
        r"(?:contact|e-?mail|write to|reach|follow) (?:the )?(?:reporter|author|writer|editor|us)\b",
        r"(?:have|got) a (?:tip|story)\b",
        r"(?:contact|e-?mail) [\w. ]{3,40} at \S+@",
        r"\S+@\S+\.\w+$",
    ),
    _open(
        Reason.CAPTION,
        60,
        r"image \d+ of \d+",
        r"\(?(?:(?:file )?photo(?:graph)?|image|picture|pic)(?: (?:credit|courtesy|by))?\s*[:/©(]",
        r"(?:photo|image|photograph) (?:by|courtesy|credit)\b",
        r"file(?: photo)?\s*[-–—:]",
    ),
    _open(
        Reason.CREDIT,
        40,
        rf"\([^()]{{2,60}}; ?{_REPORTING}",
        rf"\(?{_REPORTING}",
        r"(?:additional|further) reporting\b",
        r"with (?:inputs|reporting|agencies)\b",
        r"sources?\s*:\s*\S+",
        r"agenc(?:y|ies)$",
        r"via\s*:",
        r"our standards:",
        r"[-–—_]{2,4} ?\(?\w[\w./ ]{1,40}\)?$",
        r"this (?:story|article) (?:has been|was) "
        r"(?:adapted|first|originally|republished|produced|published|reprinted|provided)",
    ),
    _open(
        Reason.TRAILER,
        12,
        r"views?\s*:?\s*\d+",
        r"\d+ (?:views?|shares?|likes?|min(?:ute)?s? read)",
        r"reading time\b",
        r"(?:this \w+ requires|please enable|enable) javascript",
        r"(?:back|go) to top",
        r"listen to (?:this )?(?:article|story)",
        r"(?:font|text) size",
        r"loading\W*$",
        r"(?:the )?ends?\.?$",
        r"-?\s*ends\s*-?$",
        r"#+$",
        r"read (?:full|original) (?:article|story)",
        r"report (?:an error|a typo|this ad)",
        r"we recommend$",
        r"this article is more than \d",
    ),
    _open(
        Reason.PUBLICATION_DATE,
        14,
        r"(?:first |last )?(?:published|posted|updated|modified|created)\s*(?:[:\d]|on\b|at\b|$)",
        r"date of publication",
    ),
)
"""Asked in this order; the first that fits names the block."""

ANY_OPENING = re.compile("|".join(opening.pattern.pattern for opening in OPENINGS))
"""Fits where one of them does: nine blocks in ten have none, and are asked once."""

# A tail stands at the end of a block, after the report's last sentence; case tells it from a clause.
TAIL = re.compile(
    r"(?:(?<=\s)|^)(?P<tail>"
    rf"\((?i:{_REPORTING})[^()]*(?:\([^()]*\)[^()]*)*\)?"
    r"|[-–—_]{2,4}\s?\(?[A-Z][\w./ ]{1,40}\)?"
    r"|\(?(?:Source|SOURCE)s?\s*:\s*[^.()]{2,50}\)?"
    r"|(?:(?:Read|READ|See|SEE) (?:more|MORE|also|ALSO)|Also read|ALSO READ|Click here)\s*[:|>].{0,200}"
    r"|(?:Read|READ) (?:Also|ALSO|More|MORE)"
    r"|(?:\(?©|Copyright (?:©|\(c\)|(?:19|20)\d\d)|All rights reserved).{0,300})\s*$"
)
# What any tail opens with; few blocks have it, and looking for it is cheap.
TAIL_SIGNS = re.compile(r"[(©]|[-–—_]{2}|Source|SOURCE|See|SEE|Read|READ|Also|ALSO|Click|Copy|All")

# Where scrapers drop the break between two elements; only words that open furniture are trusted.
GLUE = re.compile(
    r"(?<=[^\W_])(?=GMT \d\d:\d\d)"
    r"|(?<=(?:19|20)\d\d -)(?=[^\W\d_]|\d+ )"
    r"|(?<=[a-z.”\"’)])(?=(?:Maintained and developed by|All rights reserved|Copyright ©"
    r"|Send your comment|Your comment as|Source:|Advertisement\b|Read more:|Read also:|Share this))"
    r"|(?<=[^\W_]|[.”\"’?!])(?=-{3,4} ?\(?[A-Z]\w+)"
)
# One of these stands in every text that GLUE can cut; looking for them is ten times cheaper.
GLUE_SIGNS = (
    "GMT ",
    "---",
    " -",
    "Maintained",
    "All rights",
    "Copyright",
    "Send your",
    "Your comment",
    "Source:",
    "Advertisement",
    "Read ",
    "Share this",
)
