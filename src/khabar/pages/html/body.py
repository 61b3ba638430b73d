"""Where on a page the report stands: the smallest element that holds most of the page's prose.

A block is prose when it is long enough to be a sentence and not made of links. Furniture does not
count, unless the page's prose says that a class name lied.
"""

from collections.abc import Mapping, Sequence
from math import inf

from khabar.pages.blocks import Block, Element, Sheet
from khabar.pages.furniture import Reason

# All numbers here: F1 on the 89 development pages of the scrapinghub article-extraction benchmark.
# Shorter blocks are a label, a button or a heading. In characters, for scripts without spaces.
# 35: .977, 50: .976, 70: .974; 35 lets more captions and teasers in.
_PROSE_CHARS = 50
_LINK_SHARE = 0.5
# A child that holds this share of its parent's prose is where the report is. .7: .975, .75: .976,
# .8: .975; before titles were looked for .6: .958, .85: .961.
_CHILD_SHARE = 0.75
# The element around the title is preferred to a larger one beside it from this share and size on.
# .1 and .2: .976, .4: .965.
_TITLE_SHARE = 0.2
_TITLE_WORDS = 60
# A guess by class is dropped when it hides this many times more prose than the page has elsewhere.
# 1: .974, 2 and 3: .976.
_OVERRULE = 2.0
_OVERRULE_WEAK = 1.0
_NEVER_BODY = frozenset({Reason.COMMENTS, Reason.COMMENT_FORM, Reason.COOKIE_NOTICE})
# Sites lend these classes to wrappers of the report; the rest mostly means what it says.
_WEAK = frozenset({Reason.SUBSCRIPTION, Reason.SHARE_BUTTONS, Reason.NAVIGATION, Reason.TAGS})
# What these classes name is short; a sentence in them belongs to the report.
_LABELS = frozenset({Reason.SHARE_BUTTONS, Reason.TAGS, Reason.PUBLICATION_DATE, Reason.NAVIGATION})
_LEAVES = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt", "ul", "ol"}
)


def is_prose(block: Block) -> bool:
    """True where a block is long enough to state something and is not a list of links."""
    return len(block.text) >= _PROSE_CHARS and block.link_words < block.words * _LINK_SHARE


def name_zones(sheet: Sheet) -> tuple[Reason | None, ...]:
    """For each block the outermost furniture it stands in, or None."""
    overruled = _overrule(sheet)
    return tuple(_name_zone(block, sheet, overruled) if block.zones else None for block in sheet.blocks)


def find_body(sheet: Sheet, zones: Sequence[Reason | None], title: int | None) -> range:
    """The indexes of the elements that make up the report's body: one element and all inside it.

    `title` is the element that holds the report's title, None where it is not known.
    """
    weights = _weigh(sheet, zones)
    parents = sheet.parents
    best = _find_best_children(weights, parents)
    around_title = _list_around(title, parents)
    at = 0
    while (child := _choose(at, best, weights, around_title)) is not None:
        if sheet.elements[child].tag in _LEAVES:
            break
        at = child
    return range(at, _find_last_inside(parents)[at] + 1)


def _name_zone(block: Block, sheet: Sheet, overruled: frozenset[int]) -> Reason | None:
    for zone in block.zones:
        element = sheet.elements[zone]
        is_label = element.reason in _LABELS and not element.is_firm
        if zone not in overruled and not (is_label and is_prose(block)):
            return element.reason
    return None


def _choose(
    at: int, best: Sequence[int], weights: Sequence[int], around_title: Mapping[int, int]
) -> int | None:
    """The child of `at` in which to look on, or None where the report is spread over several."""
    titled = around_title.get(at)
    if titled is not None and weights[titled] >= max(_TITLE_WORDS, weights[at] * _TITLE_SHARE):
        return titled
    child = best[at]
    return child if child >= 0 and weights[child] >= weights[at] * _CHILD_SHARE else None


def _list_around(title: int | None, parents: Sequence[int]) -> dict[int, int]:
    """For each element around the title the child that leads to it."""
    around: dict[int, int] = {}
    while title is not None and title > 0:
        around[parents[title]] = title
        title = parents[title]
    return around


def _weigh(sheet: Sheet, zones: Sequence[Reason | None]) -> list[int]:
    """The words of free prose inside each element; parents come before children in the sheet."""
    weights = [0] * len(sheet.elements)
    for block, zone in zip(sheet.blocks, zones, strict=True):
        if zone is None and is_prose(block):
            weights[block.holder] += block.words - block.link_words
    for index in range(len(weights) - 1, 0, -1):
        weights[sheet.parents[index]] += weights[index]
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
        zone for zone, words in inside.items() if words > free * _find_factor(sheet.elements[zone])
    )


def _find_factor(element: Element) -> float:
    """How many times the page's free prose an element must hold before its class is not believed."""
    if element.is_firm or element.reason in _NEVER_BODY:
        return inf
    return _OVERRULE_WEAK if element.reason in _WEAK else _OVERRULE
