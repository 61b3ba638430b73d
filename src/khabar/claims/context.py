"""What is known of an article before its claims are read: the values and names in its text.

The readings are those of the whole article, in the order of the text; looking one up is a search,
not a pass.
"""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from khabar.model.documents import Article
from khabar.model.values import Place, Quantity, Reading, Span
from khabar.text.dates.times import TimeExpression
from khabar.text.places.mentions import Mention
from khabar.vocab import Vocab
from khabar.vocabulary.entries import ActorName

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    """An article with the values and the known actors in its text, each tuple in text order."""

    article: Article
    vocab: Vocab
    mentions: tuple[Mention, ...]
    places: tuple[Reading[Place], ...]
    times: tuple[Reading[TimeExpression], ...]
    quantities: tuple[Reading[Quantity], ...]
    actors: tuple[Reading[tuple[ActorName, ...]], ...]


def within(readings: Sequence[Reading[T]], span: Span) -> tuple[Reading[T], ...]:
    """The readings that lie wholly inside a span."""
    first = bisect.bisect_left(readings, span.start, key=lambda reading: reading.span.start)
    last = bisect.bisect_left(readings, span.end, key=lambda reading: reading.span.start)
    return tuple(reading for reading in readings[first:last] if reading.span.end <= span.end)


def touching(readings: Sequence[Reading[T]], span: Span) -> tuple[Reading[T], ...]:
    """The readings that share at least one code point with a span; readings do not overlap."""
    last = bisect.bisect_left(readings, span.end, key=lambda reading: reading.span.start)
    found = []
    while last > 0 and readings[last - 1].span.end > span.start:
        last -= 1
        found.append(readings[last])
    return tuple(reversed(found))


def is_read_otherwise(span: Span, context: Context) -> bool:
    """True where the words are a known actor, a place or a time, and so no person's own name."""
    named = bool(touching(context.actors, span)) or bool(touching(context.places, span))
    return named or bool(touching(context.times, span))
