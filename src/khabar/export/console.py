"""Tables and lines for people: coloured and as wide as the terminal, or plain."""

import io
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

# Narrower than this, a table has two columns: what stands in the others is stacked in the second.
_TWO_COLUMNS = 60
# Narrower than this, an id and one word of the usual length do not fit beside each other.
_LEAST_WIDTH = 20
# Narrower than this, tables of events and of claims stack the cells of a row. With a column for each,
# words are broken: seen at 60 ("Guerni-ca"), 80 ("corrobor-ated"), 100 ("1938-05-3-1"), not at 120.
NARROW = 120
# The width of a table that goes to a file or a pipe, unless COLUMNS says another.
_PLAIN_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head, its share of the width, and its style; `fixed` is a width in cells."""

    head: str
    share: int
    style: str = ""
    fixed: int | None = None


def write_parts(parts: Iterable[object], stream: BinaryIO) -> None:
    """Writes what rich can print, as it comes."""
    from rich.console import Console

    class Pipe(Console):
        """A console that leaves it to the command line what a reader that went away means."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", write_through=True)
    try:
        console = Pipe(file=text, width=measure_width(), highlight=False)
        for part in parts:
            console.print(part)
    finally:
        text.detach()


def style(text: str, how: str = "") -> object:
    """A line that rich prints as it is: the words of a page are no markup."""
    from rich.text import Text

    return Text(text, style=how)


def draw(columns: Sequence[Column], rows: Iterable[Sequence[str]], *, with_heads: bool = True) -> object:
    """A table without rules between its rows; cells are plain words."""
    if measure_width() < _TWO_COLUMNS and len(columns) > 2:
        columns, rows = _fold(columns), ((row[0], stack(*row[1:])) for row in rows)
    return _draw(columns, rows, with_heads=with_heads)


def _fold(columns: Sequence[Column]) -> tuple[Column, Column]:
    """Two columns, the second for all but the first."""
    first, *rest = columns
    return first, Column(", ".join(column.head for column in rest), 3)


def _draw(columns: Sequence[Column], rows: Iterable[Sequence[str]], *, with_heads: bool) -> object:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    look = box.SIMPLE_HEAD if with_heads else None
    table = Table(box=look, show_edge=False, expand=True, padding=(0, 1, 0, 0), show_header=with_heads)
    for column in columns:
        share = column.share if column.fixed is None else None
        table.add_column(
            column.head, ratio=share, width=column.fixed, style=column.style, overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def stack(*cells: str) -> str:
    """The cells that say something, one below the other."""
    return "\n".join(filter(None, cells))


def measure_width() -> int:
    """The width of the terminal, or that of a table that goes elsewhere."""
    return max(shutil.get_terminal_size((_PLAIN_WIDTH, 0)).columns, _LEAST_WIDTH)
