"""A page's DOM -> its sheet: every visible word once, in blocks, with the elements around it.

The walk keeps its own stack, so that no depth of nesting loses words or ends in a recursion error.
"""

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
_HIDING_STYLES = ("display:none", "display: none", "visibility:hidden", "visibility: hidden")


def read_sheet(body: Node) -> Sheet:
    """The sheet of a body; scripts, styles and frames are expected to be stripped already."""
    walk = _Walk()
    for node in body.traverse(include_text=True):
        walk.visit(node)
    walk.close_until(0)
    return Sheet(blocks=tuple(walk.blocks), elements=tuple(walk.elements), words=walk.words)


class _Walk:
    """The open elements while the nodes of a page pass by in document order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.elements: list[Element] = []
        self.words = 0
        self._open = [_ROOT]
        self._top = _ROOT
        self._words: list[str] = []
        self._link_words = 0

    def visit(self, node: Node) -> None:
        """Takes in a node; those before it that do not hold it are closed."""
        tag = node.tag or ""
        parent = node.parent
        if parent is not None and parent.mem_id != self._top.node:
            self.close_until(parent.mem_id)
        if tag == "-text":
            self._take(node.text_content or "")
        elif tag == "br":
            self._words.append(_BREAK)
        elif tag not in _EMPTY:
            self._enter(node, tag)

    def close_until(self, parent: int) -> None:
        """Closes the open elements inside the node `parent`; all of them for 0."""
        while len(self._open) > 1 and self._top.node != parent:
            if self._top.is_block and self._words:
                self._flush()
            self._open.pop()
            self._top = self._open[-1]

    def _take(self, text: str) -> None:
        """Half of a page's runs of text are white space between blocks: those begin no block."""
        if not self._words and text.isspace():
            return
        self._words.append(text)
        if self._top.in_link:
            self._link_words += len(text.split())

    def _enter(self, node: Node, tag: str) -> None:
        outer = self._top
        if tag in _INLINE and not (tag == "span" and _is_for_screen_readers(node.attributes)):
            in_link = outer.in_link or tag == "a"
            frame = _Frame(node.mem_id, outer.element, outer.zones, in_link=in_link, is_block=False)
        else:
            if self._words:
                self._flush()
            frame = self._open_block(node, tag, outer)
        self._open.append(frame)
        self._top = frame

    def _open_block(self, node: Node, tag: str, outer: "_Frame") -> "_Frame":
        index = len(self.elements)
        element = _read_element(tag, node.attributes, outer.element)
        self.elements.append(element)
        zones = outer.zones
        if element.reason and len(zones) < _ZONES:
            zones = (*zones, index)
        return _Frame(node.mem_id, index, zones, in_link=outer.in_link, is_block=True)

    def _flush(self) -> None:
        """End the block: two line breaks in a row end one too, as old sites write paragraphs."""
        text = "".join(self._words)
        link_words = self._link_words
        self._words = []
        self._link_words = 0
        if "---" in text or "GMT" in text:
            text = unglue(text, _BREAK * 2)
        self.words += len(text.split())
        for part in _BREAKS.split(text) if _BREAK in text else (text,):
            words = part.split()
            if words:
                self.blocks.append(self._build(words, min(link_words, len(words))))
                link_words = max(0, link_words - len(words))

    def _build(self, words: list[str], link_words: int) -> Block:
        frame = self._top
        return Block(
            text=" ".join(words),
            words=len(words),
            tag=self.elements[frame.element].tag,
            holder=frame.element,
            zones=frame.zones,
            link_words=link_words,
        )


class _Frame:
    """One open element: its DOM node, the block-level element it stands in, and what holds inside."""

    __slots__ = ("element", "in_link", "is_block", "node", "zones")

    def __init__(
        self, node: int, element: int, zones: tuple[int, ...], *, in_link: bool, is_block: bool
    ) -> None:
        self.node = node
        self.element = element
        self.zones = zones
        self.in_link = in_link
        self.is_block = is_block


_ROOT = _Frame(0, 0, (), in_link=False, is_block=True)


def _is_for_screen_readers(attributes: Attributes) -> bool:
    """Inline elements count as blocks where they are hidden: "Share" for screen readers, mostly."""
    names = attributes.get("class")
    return names is not None and read_class(names) is Reason.HIDDEN


def _read_element(tag: str, attributes: Attributes, parent: int) -> Element:
    firm = read_tag(tag, attributes.get("role"))
    guess = None
    if firm is None and tag not in _NEVER_FURNITURE:
        guess = _guess(tag, attributes) if attributes else guess_tag(tag)
    return Element(parent=parent, tag=tag, reason=firm or guess, is_firm=firm is not None)


def _guess(tag: str, attributes: Attributes) -> Reason | None:
    if _is_hidden(attributes):
        return Reason.HIDDEN
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return read_class(names) or guess_tag(tag)


def _is_hidden(attributes: Attributes) -> bool:
    style = attributes.get("style")
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or (style is not None and any(hiding in style for hiding in _HIDING_STYLES))
    )
