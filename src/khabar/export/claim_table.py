"""A table of claims of many articles for people."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from khabar.export.books import count
from khabar.export.console import NARROW, Column, draw, measure_width, stack, style, write_parts
from khabar.export.event_phrases import SHORT_ID, phrase_telling
from khabar.export.table import COLUMNS, fill
from khabar.model.events import Statement

_ID = Column("id", 1, "dim", SHORT_ID)
_WIDE = (_ID, *COLUMNS, Column("told by", 4))
_NARROW = (_ID, Column("claim", 4), Column("figures", 3, "cyan"), Column("who, said by, told by", 4))


def write(statements: Iterable[Statement], stream: BinaryIO) -> None:
    """Writes one table of the claims in their order, each with who tells it and when."""
    write_parts(_lay_out(statements), stream)


def _lay_out(statements: Iterable[Statement]) -> Iterator[object]:
    is_narrow = measure_width() < NARROW
    rows = tuple(_stack(_fill(one)) if is_narrow else _fill(one) for one in statements)
    yield draw(_NARROW if is_narrow else _WIDE, rows)
    yield style(count(len(rows), "claim"), "dim")


def _fill(statement: Statement) -> tuple[str, ...]:
    claim = statement.claim
    return (claim.id[:SHORT_ID], *fill(claim), phrase_telling(statement.telling))


def _stack(row: tuple[str, ...]) -> tuple[str, ...]:
    """The cells of `_WIDE` as those of `_NARROW`."""
    id_, kind, when, where, figures, who, said, told = row
    return (id_, stack(kind, when, where), figures, stack(who, said, told))
