"""The order in which events are listed: the same on every database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What an event's place in a list follows from.

    `day` is its first day, None where it is unknown; `told` the day on which it was first told.
    """

    id: str
    part_of: str | None
    day: date | None
    told: date


def arrange(events: Iterable[Listed]) -> Iterator[str]:
    """The ids by first day, those without one last, then by day of telling; each once.

    A part follows its whole where that is in the list. Two events may each hold a part of the other:
    the earlier one then comes first.
    """
    ranked = sorted(events, key=_rank)
    listed = {event.id for event in ranked}
    parts: dict[str, list[Listed]] = {}
    for event in ranked:
        if event.part_of in listed:
            parts.setdefault(event.part_of, []).append(event)
    wholes = [event for event in ranked if event.part_of not in listed]
    seen: set[str] = set()
    for first in (*wholes, *ranked):
        waiting = [first]
        while waiting:
            event = waiting.pop()
            if event.id not in seen:
                seen.add(event.id)
                yield event.id
                waiting.extend(reversed(parts.get(event.id, ())))


def _rank(event: Listed) -> tuple[bool, date, date, str]:
    return (event.day is None, event.day or date.min, event.told, event.id)
