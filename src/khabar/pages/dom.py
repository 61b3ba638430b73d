"""The DOM as the rest of the room sees it, and the only place that knows who parses.

The parser is quadratic in two places; pages built to hit them are cut or refused before it starts.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Protocol, cast

from khabar.errors import BudgetError, InputError

Attributes = Mapping[str, str | None]


class Node(Protocol):
    """An element or a run of text."""

    @property
    def tag(self) -> str | None:
        """The element's name; `-text` and `-comment` for what is none."""

    @property
    def attributes(self) -> Attributes:
        """The element's attributes; None for one without a value."""

    @property
    def parent(self) -> "Node | None":
        """The node around it."""

    @property
    def mem_id(self) -> int:
        """A number that no other node of the tree has."""

    @property
    def text_content(self) -> str | None:
        """The characters of a run of text."""

    @property
    def is_empty_text_node(self) -> bool:
        """True of a run of text that is white space only."""

    def text(self) -> str:
        """All characters inside."""

    def traverse(self, include_text: bool = False) -> Iterator["Node"]:
        """The node and all inside it, in the order of the page."""


class Tree(Protocol):
    """A parsed page."""

    @property
    def body(self) -> Node | None:
        """The body, None in a page of frames."""

    def css(self, query: str) -> list[Node]:
        """The nodes that a selector finds, in the order of the page."""

    def css_first(self, query: str) -> Node | None:
        """The first node that a selector finds."""

    def strip_tags(self, tags: list[str]) -> None:
        """Takes all elements of these names out of the tree, with what is inside."""


# What a browser does not show, or shows as another page.
_INVISIBLE = ["script", "style", "svg", "template", "iframe", "noframes", "noembed", "title"]
# lexbor compares each attribute with all before it: 10,000 in one tag take .14 s, 50,000 take 8.7 s.
_MOST_ATTRIBUTES = 5_000
_LONG_TAG = 2 * _MOST_ATTRIBUTES
# lexbor looks through the open elements at most tags; 20,000 nested divs (2e8 looks) take .6 s.
_MOST_LOOKS = 200_000_000
_MANY_TAGS = 15_000
# A page of so many tags takes 1-2 s in all; the largest of 89 trial pages has 3,229.
_MOST_TAGS = 200_000
_TAG = re.compile(r"<[a-zA-Z](?:[^>\"']++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+>?")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NESTING = re.compile(
    r"<(/?)(?!(?:br|img|input|meta|link|hr|wbr|source|area|col|embed|track)\b)[a-zA-Z]"
)


def parse(text: str, source: str) -> Tree:
    """The DOM of a page; a tag with more than 5,000 attributes loses them, its words stay.

    Raises BudgetError `too_deep` or `too_large` where parsing would not end in time.
    """
    _refuse_depth(text, source)
    from selectolax.lexbor import LexborHTMLParser

    return cast("Tree", LexborHTMLParser(_bound_tags(text)))


def strip_invisible(tree: Tree, source: str) -> Node:
    """The body without what no reader sees. Raises InputError `no_report` where there is no body."""
    tree.strip_tags(_INVISIBLE)
    if tree.body is None:
        raise InputError(
            "no_report", f"expected a report, got frames or a page without a body in {source}"
        )
    return tree.body


def _bound_tags(text: str) -> str:
    """Each tag is looked at, for one that is too long may hide its length in quotes."""
    if max(map(len, _TAG.findall(text)), default=0) >= _LONG_TAG:
        return _TAG.sub(_cut_attributes, text)
    return text


def _cut_attributes(match: re.Match[str]) -> str:
    tag: str = match.group()
    if len(tag) < _LONG_TAG or len(_QUOTED.sub("", tag).split()) < _MOST_ATTRIBUTES:
        return tag
    return tag.split(None, 1)[0] + ">"


def _refuse_depth(text: str, source: str) -> None:
    """Raises BudgetError where tags are too many, or too deep in each other, to parse in time."""
    tags = text.count("<")
    if tags > _MOST_TAGS:
        detail = f"expected at most {_MOST_TAGS:,} tags, got {tags:,} in {source}"
        raise BudgetError("too_large", detail)
    if tags < _MANY_TAGS:
        return
    depth = looks = 0
    for match in _NESTING.finditer(text):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        looks += depth
        if looks > _MOST_LOOKS:
            detail = f"expected at most {_MOST_LOOKS:,} looks at open elements, needs more, in {source}"
            raise BudgetError("too_deep", detail)
