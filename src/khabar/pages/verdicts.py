"""Blocks of an HTML page -> pieces: the report, or a reason why not, for each."""

import re
from collections.abc import Iterable, Sequence

from khabar.pages.blocks import Block, Piece, Sheet
from khabar.pages.body import find_body, is_prose, name_zones
from khabar.pages.furniture import Reason
from khabar.pages.phrases import find_byline, find_tail, is_day_line, name_furniture, name_tail

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
# More links than this in a block are a list of other pages. Tried .4-.8.
_LINK_SHARE = 0.6
# Shorter blocks may come twice in a report ("No."); longer ones are a scraper's or a template's copy.
_REPEATED_WORDS = 6
_TITLE_WORDS = 40
_NOT_WORDS = re.compile(r"[\W_]+")


def sort_blocks(sheet: Sheet, titles: Iterable[str | None]) -> tuple[Piece, ...]:
    """One verdict for each block of the sheet, in its order; `titles` are what the page calls itself."""
    zones = name_zones(sheet)
    names = _fold_titles(sheet, titles)
    body = find_body(sheet, zones, _find_title(sheet, names))
    reasons = [
        zone or (_judge(block, names) if block.holder in body else _judge_outside(block, names))
        for block, zone in zip(sheet.blocks, zones, strict=True)
    ]
    reasons = _trim(sheet.blocks, reasons)
    reasons = _drop_repeated(sheet.blocks, reasons)
    return tuple(
        piece
        for block, reason in zip(sheet.blocks, reasons, strict=True)
        for piece in _cut(block, reason)
    )


def fold_title(text: str) -> str:
    """A title by which it can be found again: letters and digits only, lower case."""
    return _NOT_WORDS.sub(" ", text).strip().casefold()


def _fold_titles(sheet: Sheet, titles: Iterable[str | None]) -> frozenset[str]:
    printed = [block.text for block in sheet.blocks if block.tag == "h1"]
    return frozenset(fold_title(title) for title in (*printed, *titles) if title)


def _find_title(sheet: Sheet, titles: frozenset[str]) -> int | None:
    """The element of the first headline; one in a link is the headline of something else."""
    return next((block.holder for block in sheet.blocks if _is_title(block, titles)), None)


def _is_title(block: Block, titles: frozenset[str]) -> bool:
    return block.words < _TITLE_WORDS and fold_title(block.text) in titles


def _judge(block: Block, titles: frozenset[str]) -> Reason | None:
    if block.tag == "h1" or _is_title(block, titles):
        return Reason.TITLE
    reason = name_furniture(block.text)
    if reason:
        return reason
    return Reason.RELATED if block.link_words > block.words * _LINK_SHARE else None


def _judge_outside(block: Block, titles: frozenset[str]) -> Reason:
    if block.tag == "h1" or _is_title(block, titles):
        return Reason.TITLE
    if block.words > 80:
        return Reason.OUTSIDE
    return name_furniture(block.text) or _name_masthead(block) or Reason.OUTSIDE


def _name_masthead(block: Block) -> Reason | None:
    if is_day_line(block.text):
        return Reason.PUBLICATION_DATE
    return Reason.BYLINE if find_byline(block.text) else None


def _trim(blocks: Sequence[Block], reasons: Sequence[Reason | None]) -> list[Reason | None]:
    """Short blocks before the first sentence and after the last one are not the report."""
    trimmed = list(reasons)
    prose = [at for at, block in enumerate(blocks) if reasons[at] is None and is_prose(block)]
    if not prose:
        return trimmed
    for at, block in enumerate(blocks):
        if trimmed[at] is not None or prose[0] <= at <= prose[-1]:
            continue
        trimmed[at] = Reason.TRAILER if at > prose[-1] else _name_masthead(block) or Reason.NAVIGATION
    return trimmed


def _drop_repeated(
    blocks: Sequence[Block], reasons: Sequence[Reason | None]
) -> list[Reason | None]:
    """A long block that was there word for word before is dropped the second time."""
    seen: set[str] = set()
    checked: list[Reason | None] = []
    for block, reason in zip(blocks, reasons, strict=True):
        is_copy = reason is None and block.words >= _REPEATED_WORDS and block.text in seen
        checked.append(Reason.REPEATED if is_copy else reason)
        if reason is None:
            seen.add(block.text)
    return checked


def _cut(block: Block, reason: Reason | None) -> tuple[Piece, ...]:
    """The block as one piece, or as two where furniture stands after its last sentence."""
    if reason is not None:
        return (Piece(text=block.text, reason=reason),)
    if block.tag in _HEADINGS:
        return (Piece(text=block.text, reason=None, is_heading=True),)
    at = find_tail(block.text)
    head, tail = block.text[:at].rstrip(), block.text[at:]
    pieces = (Piece(text=head, reason=None),) if head else ()
    return (*pieces, Piece(text=tail, reason=name_tail(tail))) if tail else pieces
