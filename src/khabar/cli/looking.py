"""The commands that look into a record."""

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain, islice
from typing import BinaryIO, TypedDict, TypeVar, Unpack

import click

from khabar.cli.options import (
    DONE,
    NO_MATCH,
    NO_RECORD,
    Day,
    as_json,
    join,
    list_exits,
    miss,
    record,
)
from khabar.reconcile.rules import RELIABLE, RULES, find_rule
from khabar.record.filters import FILTER_TEXTS, Filter, FilterText, read_filter

V = TypeVar("V")

_Command = TypeVar("_Command", bound=Callable[..., object])


def _make_option(text: FilterText) -> Callable[[_Command], _Command]:
    flag = f"--{text.name.replace('_', '-')}"
    if text.metavar is None:
        return click.option(flag, is_flag=True, help=text.help)
    return click.option(flag, metavar=text.metavar, help=text.help)


_filters = join(*(_make_option(text) for text in FILTER_TEXTS))
_opinion = join(
    click.option(
        "--rule",
        metavar="NAME",
        default=RELIABLE.name,
        show_default=True,
        help=f"How low, best and high are chosen from all accounts: {', '.join(r.name for r in RULES)}.",
    ),
    click.option(
        "--as-of",
        type=Day(),
        metavar="DAY",
        help="As it stood at the end of that day, by what had been told until then. Filters on figures "
        "and disputes ask about that day, the others about today.",
    ),
)


class _FilterOptions(TypedDict):
    since: str | None
    until: str | None
    kind: str | None
    country: str | None
    place: str | None
    within: str | None
    actor: str | None
    source: str | None
    min_killed: str | None
    contested: bool
    text: str | None


class _EventsOptions(_FilterOptions):
    rule: str
    as_of: date | None
    record: str
    as_json: bool


@click.command(epilog=list_exits(NO_MATCH, NO_RECORD))
@_filters
@_opinion
@record
@as_json
def events(**options: Unpack[_EventsOptions]) -> int:
    """Lists the events of a record, by day; all filters that are given have to hold."""
    from khabar.export import event_table, record_lines
    from khabar.record.store import Record
    from khabar.record.views import find_events

    wanted = _read_filter(options)
    rule = find_rule(options["rule"])
    with Record.open(options["record"], create=False) as opened:
        found = find_events(opened, wanted, rule=rule, as_of=options["as_of"])
        return _print(found, record_lines.write_events if options["as_json"] else event_table.write)


class _ClaimsOptions(_FilterOptions):
    record: str
    as_json: bool


@click.command(epilog=list_exits(NO_MATCH, NO_RECORD))
@_filters
@record
@as_json
def claims(**options: Unpack[_ClaimsOptions]) -> int:
    """Lists the claims of a record, in the order of telling; all filters that are given have to hold."""
    from khabar.export import claim_table, record_lines
    from khabar.record.store import Record
    from khabar.record.views import find_claims

    wanted = _read_filter(options)
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
@_opinion
@record
@as_json
def show(wanted: str, **options: Unpack[_ShowOptions]) -> int:
    """Shows all about an event: each account of each figure, the words, and why it is one event.

    ID is that of an event, of one of its claims, or of an article; its first 6 signs or more will do.
    An id that an event had once leads to what became of it.
    """
    from khabar.export import record_lines, show_text
    from khabar.record.showing import Gone, find_showing
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
    from khabar.record.stock import count_books
    from khabar.record.store import Record

    with Record.open(options["record"], create=False) as opened:
        stock = count_books(opened)
    write = record_lines.write_stock if options["as_json"] else stock_text.write
    write(stock, sys.stdout.buffer)
    return DONE


def _read_filter(options: Mapping[str, object]) -> Filter:
    """The filter that the options ask for; what click gives is text, but for the one flag."""
    names = [text.name for text in FILTER_TEXTS if text.metavar is not None]
    given = {name: str(options[name]) for name in names if options[name] is not None}
    return read_filter(given, contested=bool(options["contested"]))


def _print(found: Iterable[V], write: Callable[[Iterable[V], BinaryIO], None]) -> int:
    """Writes what was found, as it comes; says so where there is nothing."""
    coming = iter(found)
    first = tuple(islice(coming, 1))
    if not first:
        return miss("nothing matched")
    write(chain(first, coming), sys.stdout.buffer)
    return DONE
