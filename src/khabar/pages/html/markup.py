"""A page's DOM -> its sheet: every visible word once, in blocks, with the elements around it.

The walk keeps its own stack, so that no depth of nesting loses words or ends in a recursion error.
"""

import functools
import re

from khabar.pages.blocks import Block, Element, Sheet
from khabar.pages.dom import Attributes, Node
from khabar.pages.furniture import Reason, guess_tag, read_class, read_tag
from khabar.pages.phrases import unglue

# Elements whose text runs on in the line of the words around them; all others end a block.
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "meter",
        "progress",
        "output",
        "o:p",
        "nobr",
    }
)
_EMPTY = frozenset({"-comment", "img", "wbr"})
# Their class speaks of the whole page ("has-sidebar", "single-post ad-free").
_NEVER_FURNITURE = frozenset({"body", "html", "main", "article", "h1", "p"})
# A control character that `str.split` takes for white space, so that it never becomes a word.
_BREAK = "\x1c"
_BREAKS = re.compile(r"\x1c\s*\x1c[\s\x1c]*")
# Furniture inside furniture inside ... tells nothing new; the limit bounds memory on hostile pages.
_ZONES = 8
_HIDING = frozenset({"hidden", "aria-hidden", "style"})
_HIDING_STYLES = ("display:none", "display: none", "visibility:hidden", "visibility: hidden")


def read_sheet(body: Node) -> Sheet:
    """The sheet of a body; scripts, styles and frames are expected to be stripped already."""
    walk = _Walk()
    for node in body.traverse(include_text=True):
        # Two runs of text in three are white space between blocks: those begin no block.
        if walk.pending or not node.is_empty_text_node:
            walk.visit(node)
    walk.flush()
    return Sheet(
        blocks=tuple(walk.blocks),
        elements=tuple(walk.elements),
        parents=tuple(walk.parents),
        words=walk.words,
    )


class _Walk:
    """The open elements while the nodes of a page pass by in document order.

    A page has some six hundred elements, so what is open are plain tuples: the number of each open node,
    the block-level element that words in it belong to, and whether it is in a link.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.elements: list[Element] = []
        self.parents: list[int] = []
        self.words = 0
        self.pending: list[str] = []  # of the block that is open
        self._zones: list[tuple[int, ...]] = []  # around each element, and itself
        self._open = [(0, 0, False)]
        self._link_words = 0

    def visit(self, node: Node) -> None:
        """Takes in a node; those before it that do not hold it are closed."""
        parent = node.parent
        if parent is not None and parent.mem_id != self._open[-1][0]:
            self._close_until(parent.mem_id)
        tag = node.tag or ""
        if tag == "-text":
            self._take(node.text_content or "")
        elif tag == "br":
            self.pending.append(_BREAK)
        elif tag not in _EMPTY:
            self._enter(node, tag)

    def _close_until(self, parent: int) -> None:
        """Closes the open elements inside the node `parent`; words end where their element does."""
        open_ = self._open
        while open_[-1][0] != parent and len(open_) > 1:
            if self.pending and open_[-1][1] != open_[-2][1]:
                self.flush()
            open_.pop()

    def _take(self, text: str) -> None:
        if not self.pending and text.isspace():
            return
        self.pending.append(text)
        if self._open[-1][2]:
            self._link_words += len(text.split())

    def _enter(self, node: Node, tag: str) -> None:
        _, holder, is_link = self._open[-1]
        if tag not in _INLINE or (tag == "span" and _is_for_screen_readers(node.attributes)):
            if self.pending:
                self.flush()
            holder = self._open_block(_read_element(tag, node.attributes), holder)
        self._open.append((node.mem_id, holder, is_link or tag == "a"))

    def _open_block(self, element: Element, holder: int) -> int:
        index = len(self.elements)
        zones = self._zones[holder] if index else ()
        if element.reason and len(zones) < _ZONES:
            zones = (*zones, index)
        self.elements.append(element)
        self.parents.append(holder)
        self._zones.append(zones)
        return index

    def flush(self) -> None:
        """Ends the block: two line breaks in a row end one too, as old sites write paragraphs."""
        text = "".join(self.pending)
        link_words = self._link_words
        self.pending = []
        self._link_words = 0
        if "---" in text or "GMT" in text:
            text = unglue(text, _BREAK * 2)
        words = text.split()
        self.words += len(words)
        if _BREAK not in text:
            self._add(words, link_words)
            return
        for part in _BREAKS.split(text):
            words = part.split()
            self._add(words, link_words)
            link_words = max(0, link_words - len(words))

    def _add(self, words: list[str], link_words: int) -> None:
        if not words:
            return
        count, holder = len(words), self._open[-1][1]
        block = Block(
            text=" ".join(words),
            words=count,
            tag=self.elements[holder].tag,
            holder=holder,
            zones=self._zones[holder],
            link_words=link_words if link_words < count else count,
        )
        self.blocks.append(block)


def _is_for_screen_readers(attributes: Attributes) -> bool:
    """Inline elements count as blocks where they are hidden: "Share" for screen readers, mostly."""
    names = attributes.get("class")
    return names is not None and _name_element("span", None, names, None).reason is Reason.HIDDEN


def _read_element(tag: str, attributes: Attributes) -> Element:
    if not attributes:
        return _name_element(tag, None, "", "")
    if not _HIDING.isdisjoint(attributes) and _is_hidden(attributes):
        return _name_element(tag, attributes.get("role"), "hidden", "")  # as a class of that name
    get = attributes.get
    return _name_element(tag, get("role"), get("class"), get("id"))


@functools.lru_cache(maxsize=16_384)
def _name_element(tag: str, role: str | None, names: str | None, identity: str | None) -> Element:
    """What an element is by all that it says of itself; most of a page's elements are alike."""
    firm = read_tag(tag, role)
    guess = None
    if firm is None and tag not in _NEVER_FURNITURE:
        guess = read_class(f"{names or ''} {identity or ''}") or guess_tag(tag)
    return Element(tag=tag, reason=firm or guess, is_firm=firm is not None)


def _is_hidden(attributes: Attributes) -> bool:
    style = attributes.get("style")
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or (style is not None and any(hiding in style for hiding in _HIDING_STYLES))
    )
