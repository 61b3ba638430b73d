"""A table of claims of many articles for people."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from khabar.export.books import count
from khabar.export.console import Column, draw, style, write_parts
from khabar.export.event_phrases import SHORT_ID, phrase_telling
from khabar.export.table import COLUMNS, fill
from khabar.model.events import Statement

_COLUMNS = (Column("id", 1, "dim", SHORT_ID), *COLUMNS, Column("told by", 4))


def write(statements: Iterable[Statement], stream: BinaryIO) -> None:
    """Writes one table of the claims in their order, each with who tells it and when."""
    write_parts(_lay_out(statements), stream)


def _lay_out(statements: Iterable[Statement]) -> Iterator[object]:
    rows = tuple(_fill(statement) for statement in statements)
    yield draw(_COLUMNS, rows)
    yield style(count(len(rows), "claim"), "dim")


def _fill(statement: Statement) -> tuple[str, ...]:
    claim = statement.claim
    return (claim.id[:SHORT_ID], *fill(claim), phrase_telling(statement.telling))
