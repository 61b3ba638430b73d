"""Blocks of an HTML page -> pieces: the report, or a reason why not, for each."""

import re
from collections.abc import Iterable, Sequence

from khabar.pages.blocks import Block, Piece, Sheet
from khabar.pages.furniture import Reason
from khabar.pages.html.body import find_body, is_prose, name_zones
from khabar.pages.phrases import find_byline, find_tail, is_day_line, name_furniture, name_tail

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
# More links than this in a block are a list of other pages. On the pages of `body`, F1: .4: .971,
# .6 and .8: .976.
_LINK_SHARE = 0.6
# Shorter blocks may come twice in a report ("No."); longer ones are a scraper's or a template's copy.
_REPEATED_WORDS = 6
_TITLE_WORDS = 40
# Outside the body only short blocks are asked for their reason; the rest is another text.
_LABEL_WORDS = 60
_LISTED_WORDS = 30
_SENTENCE_WORDS = 3
_SENTENCE_ENDS = (".", "!", "?", ".”", '."', "!”", "?”", ".)", "…")
_SITE_MARK = re.compile(r"(?:\s+[|–—»:-]+|:)\s+")
_NOT_WORDS = re.compile(r"[\W_]+")


def sort_blocks(sheet: Sheet, titles: Iterable[str | None]) -> tuple[Piece, ...]:
    """One verdict for each block of the sheet, in its order; `titles` are what the page calls itself."""
    zones = name_zones(sheet)
    names = _fold_titles(sheet, titles)
    title = next((at for at, block in enumerate(sheet.blocks) if _is_title(block, names)), None)
    body = find_body(sheet, zones, None if title is None else sheet.blocks[title].holder)
    reasons = [
        _refine(block, zone)
        if zone
        else (_judge if block.holder in body else _judge_outside)(block, names)
        for block, zone in zip(sheet.blocks, zones, strict=True)
    ]
    _mark_lists(sheet.blocks, reasons)
    _mark_above(sheet.blocks, reasons, title)
    _mark_below(sheet.blocks, reasons)
    _mark_repeated(sheet.blocks, reasons)
    pieces: list[Piece] = []
    for block, reason in zip(sheet.blocks, reasons, strict=True):
        if reason is None:
            pieces.extend(_cut(block))
        else:
            pieces.append(Piece(text=block.text, reason=reason))
    return tuple(pieces)


def fold_title(text: str) -> str:
    """A title by which it can be found again: letters and digits only, lower case."""
    return _NOT_WORDS.sub(" ", text).strip().casefold()


def _fold_titles(sheet: Sheet, titles: Iterable[str | None]) -> frozenset[str]:
    """The first `h1` and the page's own titles, also without what stands behind a bar or dash."""
    printed = next((block.text for block in sheet.blocks if block.tag == "h1"), None)
    whole = [title for title in (printed, *titles) if title]
    parts = [part for title in whole for part in _SITE_MARK.split(title) if part.count(" ") >= 2]
    return frozenset(fold_title(title) for title in (*whole, *parts))


def _is_title(block: Block, titles: frozenset[str]) -> bool:
    return block.words < _TITLE_WORDS and fold_title(block.text) in titles


def _refine(block: Block, zone: Reason) -> Reason:
    """A bar above a report is called navigation, but its words may be the day and the author."""
    if zone is not Reason.NAVIGATION or block.link_words or block.words > _LABEL_WORDS:
        return zone
    return _name_masthead(block) or name_furniture(block.text) or zone


def _judge(block: Block, titles: frozenset[str]) -> Reason | None:
    if _is_title(block, titles):
        return Reason.TITLE
    reason = name_furniture(block.text)
    if reason:
        return reason
    return Reason.RELATED if block.link_words > block.words * _LINK_SHARE else None


def _judge_outside(block: Block, titles: frozenset[str]) -> Reason:
    if _is_title(block, titles):
        return Reason.TITLE
    if block.words > _LABEL_WORDS:
        return Reason.OUTSIDE
    if block.link_words > block.words * _LINK_SHARE:
        return Reason.NAVIGATION
    return _name_masthead(block) or name_furniture(block.text) or Reason.OUTSIDE


def _name_masthead(block: Block) -> Reason | None:
    if find_byline(block.text):
        return Reason.BYLINE
    return Reason.PUBLICATION_DATE if is_day_line(block.text) else None


def _mark_lists(blocks: Sequence[Block], reasons: list[Reason | None]) -> None:
    """What follows a label such as "Related" and has links in it belongs to the label."""
    is_listing = False
    for at, block in enumerate(blocks):
        if reasons[at] is Reason.RELATED:
            is_listing = True
        elif reasons[at] is None:
            is_listing = is_listing and _is_listed(block)
            reasons[at] = Reason.RELATED if is_listing else None


def _is_listed(block: Block) -> bool:
    is_sentence = block.tag != "li" and block.text.endswith(_SENTENCE_ENDS)
    return block.link_words > 0 and block.words < _LISTED_WORDS and not is_sentence


def _mark_above(blocks: Sequence[Block], reasons: list[Reason | None], title: int | None) -> None:
    """Nothing above the title is the report, and below it nothing short until the first sentence."""
    stated = _list_statements(blocks, reasons)
    if title is not None and sum(at > title for at in stated) > len(stated) / 2:
        _mark(blocks, reasons, range(title))
        stated = [at for at in stated if at > title]
    _mark(blocks, reasons, range(stated[0] if stated else len(blocks)))


def _mark(blocks: Sequence[Block], reasons: list[Reason | None], span: range) -> None:
    """Above a report, links in no box of their own are a menu, not headlines."""
    for at in span:
        is_menu = reasons[at] is Reason.RELATED and not blocks[at].zones
        if reasons[at] is None or is_menu:
            reasons[at] = _name_masthead(blocks[at]) or Reason.NAVIGATION


def _mark_below(blocks: Sequence[Block], reasons: list[Reason | None]) -> None:
    """Below the last sentence only the items of a list that hangs on it are kept."""
    stated = _list_statements(blocks, reasons)
    at = stated[-1] + 1 if stated else 0
    while at < len(blocks) and (reasons[at] is not None or _hangs_on(blocks[at], blocks[at - 1])):
        at += 1
    for below in range(at, len(blocks)):
        reasons[below] = reasons[below] or Reason.TRAILER


def _list_statements(blocks: Sequence[Block], reasons: Sequence[Reason | None]) -> list[int]:
    return [at for at, block in enumerate(blocks) if reasons[at] is None and _is_statement(block)]


def _is_statement(block: Block) -> bool:
    """True for prose, and for a sentence as short as "The mayor left."."""
    is_short = block.words >= _SENTENCE_WORDS and block.link_words == 0
    return is_prose(block) or (is_short and block.text.endswith(_SENTENCE_ENDS))


def _hangs_on(block: Block, above: Block) -> bool:
    return block.tag == "li" and above.tag in {"li", "p"}


def _mark_repeated(blocks: Sequence[Block], reasons: list[Reason | None]) -> None:
    """A long block that was there word for word before is dropped the second time."""
    seen: set[str] = set()
    for at, block in enumerate(blocks):
        if reasons[at] is not None or block.words < _REPEATED_WORDS:
            continue
        if block.text in seen:
            reasons[at] = Reason.REPEATED
        seen.add(block.text)


def _cut(block: Block) -> tuple[Piece, ...]:
    """A block of the report as one piece, or as two where furniture stands after its last sentence."""
    if block.tag in _HEADINGS:
        return (Piece(text=block.text, reason=None, is_heading=True),)
    at = find_tail(block.text)
    head, tail = block.text[:at].rstrip(), block.text[at:]
    pieces = (Piece(text=head, reason=None),) if head else ()
    return (*pieces, Piece(text=tail, reason=name_tail(tail))) if tail else pieces
