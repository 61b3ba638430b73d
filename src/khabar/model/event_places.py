"""Where the event that a word tells of happened."""

from dataclasses import dataclass

from khabar.model.values import Place, Reading, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace:
    """A place of an event, and how likely it is one, 0 to 1.

    The words of the reading are the name alone. Where the gazetteer does not know it, `place.value` has
    the name, and neither country nor coordinates.
    """

    place: Reading[Place]
    likelihood: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlaces:
    """The places of one event, in the order of the text; `words` are those that tell of it."""

    words: Span
    places: tuple[EventPlace, ...]
