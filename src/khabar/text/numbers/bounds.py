"""Two ends of one count, each told with its hedge: "as few as 12 and as many as 90"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from khabar.model.values import Qualifier, Quantity, Reading

_JOINED = re.compile(r",? ?(?:and|but|or)?(?: perhaps| possibly| maybe| probably)? ?,? ?", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[\n.,;:“\"—]|\b(?:that|and|but|said|says?|of|between|where|when|left))\s*$")
# Behind these the second number has a verb of its own: "killed at least 12 and up to 90 were hurt".
_APART = re.compile(
    r",? (?:was|were|has|have|had|are|is|may|might|could|wounded|injured|hurt|dead|killed|missing)\b"
)


def join_bounds(found: Sequence[Reading[Quantity]], text: str) -> Iterator[Reading[Quantity]]:
    """The counts in order, a lower and an upper end side by side as one range."""
    waiting: Reading[Quantity] | None = None
    for reading in found:
        both = _join(waiting, reading, text) if waiting else None
        if waiting and not both:
            yield waiting
        waiting = both or reading
    if waiting:
        yield waiting


def _join(first: Reading[Quantity], second: Reading[Quantity], text: str) -> Reading[Quantity] | None:
    one, two = first.value, second.value
    low, high = (one, two) if one.high is None else (two, one)
    ends = low.low is not None and low.high is None and high.low is None and high.high is not None
    if not ends or Qualifier.VAGUE in (one.qualifier, two.qualifier) or one.percent != two.percent:
        return None
    between = text[first.span.end : second.span.start]
    if low.stated >= high.stated or not _JOINED.fullmatch(between) or not between.strip():
        return None
    if _APART.match(text, second.span.end) and not _OPENS.search(text, 0, first.span.start):
        return None
    value = replace(one, low=low.low, high=high.high, qualifier=Qualifier.BETWEEN)
    return Reading.at(first.span.join(second.span), text, value, "range")
