"""Where on a page the report stands: the smallest element that holds most of the page's prose.

A block is prose when it is long enough to be a sentence and not made of links. Furniture does not
count, unless the page's prose says that a class name lied.
"""

from collections.abc import Sequence

from khabar.pages.blocks import Block, Sheet
from khabar.pages.furniture import Reason

# Fewer words than this are a label, a button or a heading. Tried 5-15 on 89 news pages: 8-10 best.
_PROSE_WORDS = 9
_LINK_SHARE = 0.5
# A child that holds this share of its parent's prose is where the report is. Tried .5-.9.
_CHILD_SHARE = 0.7
# A guess by class is dropped when it hides this many times more prose than the page has elsewhere.
_OVERRULE = 2.0
_NEVER_BODY = frozenset({Reason.COMMENTS, Reason.COMMENT_FORM, Reason.COOKIE_NOTICE})
_LEAVES = frozenset("p li h1 h2 h3 h4 h5 h6 blockquote pre dd dt td th tr tbody ul ol".split())


def is_prose(block: Block) -> bool:
    """True where a block is long enough to state something and is not a list of links."""
    return block.words >= _PROSE_WORDS and block.link_words < block.words * _LINK_SHARE


def name_zones(sheet: Sheet) -> tuple[Reason | None, ...]:
    """For each block the outermost furniture it stands in, or None."""
    overruled = _overrule(sheet)
    elements = sheet.elements
    return tuple(
        next((elements[zone].reason for zone in block.zones if zone not in overruled), None)
        for block in sheet.blocks
    )


def find_body(sheet: Sheet, zones: Sequence[Reason | None]) -> range:
    """The indexes of the elements that make up the report's body: one element and all inside it."""
    weights = _weigh(sheet, zones)
    parents = [element.parent for element in sheet.elements]
    best = _find_best_children(weights, parents)
    last = _find_last_inside(parents)
    at = 0
    while (child := best[at]) >= 0 and weights[child] >= weights[at] * _CHILD_SHARE:
        if sheet.elements[child].tag in _LEAVES:
            break
        at = child
    return range(at, last[at] + 1)


def _weigh(sheet: Sheet, zones: Sequence[Reason | None]) -> list[int]:
    """The words of free prose inside each element; parents come before children in the sheet."""
    weights = [0] * len(sheet.elements)
    for block, zone in zip(sheet.blocks, zones, strict=True):
        if zone is None and is_prose(block):
            weights[block.holder] += block.words - block.link_words
    for index in range(len(weights) - 1, 0, -1):
        weights[sheet.elements[index].parent] += weights[index]
    return weights


def _find_best_children(weights: Sequence[int], parents: Sequence[int]) -> list[int]:
    best = [-1] * len(weights)
    for index in range(1, len(weights)):
        parent = parents[index]
        if best[parent] < 0 or weights[index] > weights[best[parent]]:
            best[parent] = index
    return best


def _find_last_inside(parents: Sequence[int]) -> list[int]:
    last = list(range(len(parents)))
    for index in range(len(parents) - 1, 0, -1):
        last[parents[index]] = max(last[parents[index]], last[index])
    return last


def _overrule(sheet: Sheet) -> frozenset[int]:
    """The guessed furniture that holds too much of the page's prose to be furniture."""
    free = 0
    inside: dict[int, int] = {}
    for block in sheet.blocks:
        if not is_prose(block):
            continue
        free += 0 if block.zones else block.words
        for zone in block.zones:
            inside[zone] = inside.get(zone, 0) + block.words
    return frozenset(
        zone
        for zone, words in inside.items()
        if words > free * _OVERRULE and _may_lie(sheet, zone)
    )


def _may_lie(sheet: Sheet, zone: int) -> bool:
    element = sheet.elements[zone]
    return not element.firm and element.reason not in _NEVER_BODY
