"""A table of events for people."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from khabar.export.books import count
from khabar.export.console import NARROW, Column, draw, measure_width, stack, style, write_parts
from khabar.export.event_phrases import (
    SHORT_ID,
    phrase_actors,
    phrase_kind,
    phrase_support,
    phrase_tally,
)
from khabar.export.phrases import phrase_location, phrase_period
from khabar.model.events import Event

_ID = Column("id", 1, "dim", SHORT_ID)
_FIGURES = "figures: best (low–high)"
_WIDE = (
    _ID,
    Column("event", 4, "bold"),
    Column("when", 3),
    Column("where", 4),
    Column(_FIGURES, 6, "cyan"),
    Column("who", 5),
    Column("told by", 4),
)
_NARROW = (_ID, Column("event", 4), Column(_FIGURES, 3, "cyan"), Column("who, told by", 4))


def write(events: Iterable[Event], stream: BinaryIO) -> None:
    """Writes one table of `events` in their order."""
    write_parts(_lay_out(events), stream)


def _lay_out(events: Iterable[Event]) -> Iterator[object]:
    is_narrow = measure_width() < NARROW
    rows = tuple(_stack(_fill(event)) if is_narrow else _fill(event) for event in events)
    yield draw(_NARROW if is_narrow else _WIDE, rows)
    yield style(count(len(rows), "event"), "dim")


def _fill(event: Event) -> tuple[str, ...]:
    part = "└ " if event.part_of else ""
    return (
        event.id[:SHORT_ID],
        f"{part}{phrase_kind(event)}",
        phrase_period(event.when) if event.when else "",
        phrase_location(event.place) if event.place else "",
        "\n".join(phrase_tally(tally) for tally in event.figures),
        phrase_actors(event),
        phrase_support(event),
    )


def _stack(row: tuple[str, ...]) -> tuple[str, ...]:
    """The cells of `_WIDE` as those of `_NARROW`."""
    id_, kind, when, where, figures, who, told = row
    return (id_, stack(kind, when, where), figures, stack(who, told))
