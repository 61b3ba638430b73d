"""What both formats become: blocks of words on the way in, pieces with a verdict on the way out."""

from dataclasses import dataclass
from typing import NamedTuple

from khabar.pages.furniture import Reason


# A page has some three hundred of these and of pieces: a named tuple is made in a third of the time.
class Block(NamedTuple):
    """Words that stand together on a page, white space folded.

    `tag` is the HTML element that holds them, `line` in plain text. `holder` and `zones` are indexes
    into the sheet's elements: the element itself, and those around it (outermost first) that look like
    furniture. `link_words` counts the words that are links.
    """

    text: str
    words: int
    tag: str
    holder: int
    zones: tuple[int, ...]
    link_words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A block-level element of a page and what its name and class tell of it.

    What is firm is furniture by its tag; the rest is a guess by class, which the page's prose may
    overrule.
    """

    tag: str
    reason: Reason | None
    is_firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All visible words of a page in its order; `words` counts them as they were walked.

    `parents` are the indexes of the elements around the elements; the body, at 0, is its own.
    """

    blocks: tuple[Block, ...]
    elements: tuple[Element, ...]
    parents: tuple[int, ...]
    words: int


class Piece(NamedTuple):
    """Words with their verdict: `reason` None is the report; `is_heading` a sub-heading of it."""

    text: str
    reason: Reason | None
    is_heading: bool = False


def fold(text: str) -> str:
    """The words with one space between them.

    >>> fold("  Two   words ")
    'Two words'
    """
    return " ".join(text.split())
