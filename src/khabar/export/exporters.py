"""The formats that khabar writes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from khabar.export import evidence, json_lines, table
from khabar.model.reports import Outcome

Write: TypeAlias = Callable[[Iterable[Outcome], BinaryIO], None]
"""Writes outcomes to a stream in their order, as they come where the format allows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """A format: the name it is asked for by, one line of help, and what writes it."""

    name: str
    help: str
    write: Write


EXPORTERS = (
    Exporter(name="table", help="a table of claims for people", write=table.write),
    Exporter(name="json", help="JSON lines of schema 1 for programs", write=json_lines.write),
    Exporter(name="evidence", help="one HTML page with the claims marked", write=evidence.write),
)
