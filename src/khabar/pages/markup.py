"""A page's DOM -> its sheet: every visible word once, in blocks, with the elements around it.

The walk keeps its own stack, so that no depth of nesting loses words or ends in a recursion error.
"""

import re

from khabar.pages.blocks import Block, Element, Sheet
from khabar.pages.dom import Attributes, Node
from khabar.pages.furniture import Reason, guess_tag, hints_at_body, read_class, read_tag
from khabar.pages.phrases import unglue

# Elements whose text runs on in the line of the words around them; all others end a block.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp"
    " small span strike strong sub sup time tt u var wbr img meter progress output -text o:p nobr".split()
)
# Their class speaks of the whole page ("has-sidebar", "single-post ad-free").
_NEVER_FURNITURE = frozenset({"body", "html", "main", "article", "h1", "p"})
# A control character that `str.split` takes for white space, so that it never becomes a word.
_BREAK = "\x1c"
_BREAKS = re.compile(r"\x1c\s*\x1c[\s\x1c]*")
# Beyond this depth of furniture inside furniture nothing new is learnt; it bounds memory on hostile pages.
_ZONES = 8
_HIDING_STYLES = ("display:none", "display: none", "visibility:hidden", "visibility: hidden")


def read_sheet(body: Node) -> Sheet:
    """The sheet of a body; scripts, styles and frames are expected to be stripped already."""
    walk = _Walk()
    for node in body.traverse(include_text=True):
        walk.visit(node)
    walk.close()
    return Sheet(blocks=tuple(walk.blocks), elements=tuple(walk.elements), words=walk.words)


class _Walk:
    """The open elements while the nodes of a page pass by in document order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.elements: list[Element] = []
        self.words = 0
        self._open: list[_Frame] = []
        self._words: list[str] = []
        self._link_words = 0

    def visit(self, node: Node) -> None:
        tag = node.tag
        parent = node.parent
        self._close_until(parent.mem_id if parent is not None else 0)
        if tag == "-text":
            self._take(node.text_content or "")
        elif tag == "br":
            self._words.append(_BREAK)
        elif tag not in ("-comment", "img", "wbr"):
            self._enter(node, tag or "")

    def close(self) -> None:
        self._close_until(0)
        self._flush()

    def _take(self, text: str) -> None:
        self._words.append(text)
        if self._open and self._open[-1].in_link:
            self._link_words += len(text.split())

    def _close_until(self, parent: int) -> None:
        while self._open and self._open[-1].node != parent:
            if self._open[-1].is_block:
                self._flush()
            self._open.pop()

    def _enter(self, node: Node, tag: str) -> None:
        outer = self._open[-1] if self._open else _ROOT
        attributes = node.attributes
        if _is_block(tag, attributes):
            self._flush()
            frame = self._open_block(node.mem_id, _read_element(tag, attributes, outer.element), outer)
        else:
            in_link = outer.in_link or tag == "a"
            frame = _Frame(node.mem_id, outer.element, outer.zones, in_link=in_link, is_block=False)
        self._open.append(frame)

    def _open_block(self, node: int, element: Element, outer: "_Frame") -> "_Frame":
        index = len(self.elements)
        self.elements.append(element)
        zones = (*outer.zones, index) if element.reason and len(outer.zones) < _ZONES else outer.zones
        return _Frame(node, index, zones, in_link=outer.in_link, is_block=True)

    def _flush(self) -> None:
        """End the block: two line breaks in a row end one too, as old sites write paragraphs."""
        if not self._words:
            return
        frame = self._open[-1] if self._open else _ROOT
        link_words, self._link_words = self._link_words, 0
        text = "".join(self._words)
        self._words = []
        if "---" in text or "GMT" in text:
            text = unglue(text).replace("\n", _BREAK * 2)
        self.words += len(text.split())
        for part in _BREAKS.split(text) if _BREAK in text else [text]:
            words = part.split()
            if words:
                self.blocks.append(self._build(words, frame, min(link_words, len(words))))
                link_words = max(0, link_words - len(words))

    def _build(self, words: list[str], frame: "_Frame", link_words: int) -> Block:
        return Block(
            text=" ".join(words),
            words=len(words),
            tag=self.elements[frame.element].tag if self.elements else "body",
            holder=max(frame.element, 0),
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


_ROOT = _Frame(0, -1, (), in_link=False, is_block=True)


def _is_block(tag: str, attributes: Attributes) -> bool:
    """Inline elements count as blocks where they are hidden: "Share" for screen readers, mostly."""
    if tag not in _INLINE:
        return True
    names = attributes.get("class")
    return names is not None and tag == "span" and read_class(names) is Reason.HIDDEN


def _read_element(tag: str, attributes: Attributes, parent: int) -> Element:
    firm = read_tag(tag, attributes.get("role"))
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    guess = None
    if firm is None and tag not in _NEVER_FURNITURE:
        guess = Reason.HIDDEN if _is_hidden(attributes) else read_class(names) or guess_tag(tag)
    return Element(
        parent=parent,
        tag=tag,
        reason=firm or guess,
        firm=firm is not None,
        is_body_hint=tag == "article"
        or attributes.get("itemprop") == "articleBody"
        or (guess is None and hints_at_body(names)),
    )


def _is_hidden(attributes: Attributes) -> bool:
    style = attributes.get("style")
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or (style is not None and any(hiding in style for hiding in _HIDING_STYLES))
    )
