"""Events as CSV (RFC 4180): a row for each, or for each account; exact, and guarded for spreadsheets."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping

from khabar.export.account_rows import ACCOUNT_COLUMNS, list_rows
from khabar.export.event_rows import COLUMNS, Cell, flatten
from khabar.model.events import Event
from khabar.record.words import make_storable

# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), also in full width.
_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BREAKS = ("\t", "\r", "\n")
_BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets read UTF-8 as the code page of their country


def list_parts(events: Iterable[Event]) -> Iterator[bytes]:
    """Header and a row for each event, with each text exactly as it is in the record."""
    return _write(COLUMNS, map(flatten, events), _write_exactly)


def list_guarded_parts(events: Iterable[Event]) -> Iterator[bytes]:
    """The same for spreadsheets: what would be run as a formula begins with an apostrophe.

    Only texts are guarded: a longitude of -2.68 stays a number.
    """
    yield _BYTE_ORDER_MARK.encode()
    yield from _write(COLUMNS, map(flatten, events), guard)


def list_account_parts(events: Iterable[Event]) -> Iterator[bytes]:
    """Header and a row for each account of each figure, exactly as in the record."""
    return _write(ACCOUNT_COLUMNS, _list_accounts(events), _write_exactly)


def list_guarded_account_parts(events: Iterable[Event]) -> Iterator[bytes]:
    """The same for spreadsheets."""
    yield _BYTE_ORDER_MARK.encode()
    yield from _write(ACCOUNT_COLUMNS, _list_accounts(events), guard)


def _list_accounts(events: Iterable[Event]) -> Iterator[dict[str, Cell]]:
    return (row for event in events for row in list_rows(event))


def guard(cell: Cell) -> str | int | float:
    """A cell that no spreadsheet takes for a formula.

    >>> guard("=HYPERLINK(1)"), guard("Durango"), guard(-2.68)
    ("'=HYPERLINK(1)", 'Durango', -2.68)
    """
    shown = _write_exactly(cell)
    if isinstance(cell, str) and (cell.startswith(_BREAKS) or cell.lstrip().startswith(_FORMULAS)):
        return f"'{shown}"
    return shown


def _write_exactly(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return make_storable(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, int | float) else cell.isoformat()


def _write(
    columns: Iterable[str], rows: Iterable[Mapping[str, Cell]], show: Callable[[Cell], str | int | float]
) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        yield _take(buffer)
        writer.writerow([show(cell) for cell in row.values()])
    yield _take(buffer)


def _take(buffer: io.StringIO) -> bytes:
    written = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return written
