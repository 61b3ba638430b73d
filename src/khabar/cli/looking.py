"""The commands that look into a record."""

import sys
from collections.abc import Callable, Iterable
from datetime import date
from itertools import chain, islice
from typing import BinaryIO, TypedDict, TypeVar, Unpack

import click

from khabar.cli.asking import FilterOptions, filters, opinion, read_options
from khabar.cli.options import DONE, NO_MATCH, NO_RECORD, as_json, list_exits, miss, record
from khabar.reconcile.merging.rules import find_rule

V = TypeVar("V")


class _EventsOptions(FilterOptions):
    rule: str
    as_of: date | None
    record: str
    as_json: bool


@click.command(epilog=list_exits(NO_MATCH, NO_RECORD))
@filters
@opinion
@record
@as_json
def events(**options: Unpack[_EventsOptions]) -> int:
    """Lists the events of a record, by day; all filters that are given have to hold."""
    from khabar.export import event_table, record_lines
    from khabar.record.looking.views import find_events
    from khabar.record.store import Record

    wanted = read_options(options)
    rule = find_rule(options["rule"])
    with Record.open(options["record"], create=False) as opened:
        found = find_events(opened, wanted, rule=rule, as_of=options["as_of"])
        return _print(found, record_lines.write_events if options["as_json"] else event_table.write)


class _ClaimsOptions(FilterOptions):
    record: str
    as_json: bool


@click.command(epilog=list_exits(NO_MATCH, NO_RECORD))
@filters
@record
@as_json
def claims(**options: Unpack[_ClaimsOptions]) -> int:
    """Lists the claims of a record, in the order of telling; all filters that are given have to hold."""
    from khabar.export import claim_table, record_lines
    from khabar.record.looking.views import find_claims
    from khabar.record.store import Record

    wanted = read_options(options)
    with Record.open(options["record"], create=False) as opened:
        found = find_claims(opened, wanted)
        return _print(found, record_lines.write_claims if options["as_json"] else claim_table.write)


class _ShowOptions(TypedDict):
    rule: str
    as_of: date | None
    record: str
    as_json: bool


@click.command(epilog=list_exits(NO_MATCH, NO_RECORD))
@click.argument("wanted", metavar="ID")
@opinion
@record
@as_json
def show(wanted: str, **options: Unpack[_ShowOptions]) -> int:
    """Shows all about an event: each account of each figure, the words, and why it is one event.

    ID is that of an event, of one of its claims, or of an article; its first 6 signs or more will do.
    An id that an event had once leads to what became of it.
    """
    from khabar.export import record_lines, show_text
    from khabar.record.looking.showing import Gone, find_showing
    from khabar.record.store import Record

    rule = find_rule(options["rule"])
    with Record.open(options["record"], create=False) as opened:
        showing = find_showing(opened, wanted, rule=rule, as_of=options["as_of"])
    if showing is None:
        until = f" that had been told of by {options['as_of']}" if options["as_of"] else ""
        return miss(f"nothing matched: no id in the record{until} begins with {wanted}")
    if isinstance(showing, Gone):
        return miss(f"nothing matched: {showing.found.id} was in the record, nothing of it is left")
    write = record_lines.write_showing if options["as_json"] else show_text.write
    write(showing, sys.stdout.buffer)
    return DONE


class _StatsOptions(TypedDict):
    record: str
    as_json: bool


@click.command(epilog=list_exits(NO_RECORD))
@record
@as_json
def stats(**options: Unpack[_StatsOptions]) -> int:
    """Shows the books of a record: pages in, read and rejected, words kept and dropped, and events."""
    from khabar.export import record_lines, stock_text
    from khabar.record.looking.stock import count_books
    from khabar.record.store import Record

    with Record.open(options["record"], create=False) as opened:
        stock = count_books(opened)
    write = record_lines.write_stock if options["as_json"] else stock_text.write
    write(stock, sys.stdout.buffer)
    return DONE


def _print(found: Iterable[V], write: Callable[[Iterable[V], BinaryIO], None]) -> int:
    """Writes what was found, as it comes; says so where there is nothing."""
    coming = iter(found)
    first = tuple(islice(coming, 1))
    if not first:
        return miss("nothing matched")
    write(chain(first, coming), sys.stdout.buffer)
    return DONE
