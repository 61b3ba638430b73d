"""The commands by which people decide what is one event."""

import getpass
import sys
from typing import TypedDict, Unpack

import click

from khabar.cli.options import DONE, NO_MATCH, NO_RECORD, as_json, join, list_exits, record

_by = join(
    record,
    click.option("--by", metavar="NAME", help="Who decides; without it, the name you are logged in by."),
    click.option("--reason", metavar="TEXT", help="Why, in a sentence that is kept with the decision."),
)


class _Decider(TypedDict):
    record: str
    by: str | None
    reason: str | None


@click.command(epilog=list_exits(NO_RECORD))
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@_by
def link(one: str, other: str, **options: Unpack[_Decider]) -> int:
    """Decides that two events, or claims, are one event.

    The decision beats the machine, holds when pages are read again, and can be undone.
    """
    from khabar.export.decisions import describe
    from khabar.record import decisions
    from khabar.record.store import Record

    with Record.open(options["record"], create=False) as opened:
        decision = decisions.link(
            opened,
            one,
            other,
            decisions.Person(name=_find_name(options["by"]), reason=options["reason"]),
        )
    click.echo(describe(decision))
    return DONE


@click.command(epilog=list_exits(NO_RECORD))
@click.argument("event", metavar="EVENT")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@_by
def split(event: str, claims: tuple[str, ...], **options: Unpack[_Decider]) -> int:
    """Decides that some claims of an event are an event of their own."""
    from khabar.export.decisions import describe
    from khabar.record import decisions
    from khabar.record.store import Record

    with Record.open(options["record"], create=False) as opened:
        person = decisions.Person(name=_find_name(options["by"]), reason=options["reason"])
        decision = decisions.split(opened, event, claims, person)
    click.echo(describe(decision))
    return DONE


def _find_name(given: str | None) -> str:
    """Who decides: the name given, else the one that the system knows."""
    return given or getpass.getuser()


class _DecideOptions(_Decider):
    undo: int | None
    as_json: bool


@click.command(epilog=list_exits(NO_MATCH, NO_RECORD))
@click.option("--undo", type=int, metavar="NUMBER", help="Undo the decision of that number.")
@_by
@as_json
def decide(**options: Unpack[_DecideOptions]) -> int:
    """Lists what people decided, in the order in which they did; with --undo, undoes one of it.

    Nothing is ever deleted: an undoing is a decision, too.
    """
    from khabar.export.decisions import describe, write
    from khabar.record import decisions
    from khabar.record.store import Record

    with Record.open(options["record"], create=False) as opened:
        if options["undo"] is not None:
            person = decisions.Person(name=_find_name(options["by"]), reason=options["reason"])
            click.echo(describe(decisions.undo(opened, options["undo"], person)))
            return DONE
        listed = decisions.list_decisions(opened)
    write(listed, sys.stdout.buffer, as_json=options["as_json"])
    return DONE if listed else NO_MATCH
