"""The commands by which people decide what is one event."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from khabar.cli.options import (
    DONE,
    NO_MATCH,
    NO_RECORD,
    as_json,
    join,
    list_exits,
    miss,
    record,
)

if TYPE_CHECKING:
    from khabar.model.links import Decision
    from khabar.record.decisions import Person
    from khabar.record.store import Record

_by = join(
    record,
    click.option("--by", metavar="NAME", help="Who decides; without it, the name you are logged in by."),
    click.option("--reason", metavar="TEXT", help="Why, in a sentence that is kept with the decision."),
    as_json,
)


class _Decider(TypedDict):
    record: str
    by: str | None
    reason: str | None
    as_json: bool


@click.command(epilog=list_exits(NO_RECORD))
@click.argument("one", metavar="ID")
@click.argument("other", metavar="ID")
@_by
def link(one: str, other: str, **options: Unpack[_Decider]) -> int:
    """Decides that two events, or claims, are one event.

    The id of an event stands for all its claims; of an id, the first 6 signs or more will do. The
    decision beats the machine, holds when pages are read again, and can be undone.
    """
    from khabar.record import decisions
    from khabar.record.store import Record

    with Record.open(options["record"], create=False) as opened:
        left, right = _complete(opened, (one, other))
        decision = decisions.link(opened, left, right, _name_person(options))
    return _print((decision,), options)


@click.command(epilog=list_exits(NO_RECORD))
@click.argument("event", metavar="EVENT")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@_by
def split(event: str, claims: tuple[str, ...], **options: Unpack[_Decider]) -> int:
    """Decides that some claims of an event are an event of their own.

    Of an id, the first 6 signs or more will do.
    """
    from khabar.record import decisions
    from khabar.record.store import Record

    with Record.open(options["record"], create=False) as opened:
        whole, *members = _complete(opened, (event, *claims))
        decision = decisions.split(opened, whole, members, _name_person(options))
    return _print((decision,), options)


class _DecideOptions(_Decider):
    undo: int | None


@click.command(epilog=list_exits(NO_MATCH, NO_RECORD))
@click.option("--undo", type=int, metavar="NUMBER", help="Undo the decision of that number.")
@_by
def decide(**options: Unpack[_DecideOptions]) -> int:
    """Lists what people decided, in the order in which they did; with --undo, undoes one of it.

    Nothing is ever deleted: an undoing is a decision, too.
    """
    from khabar.record import decisions
    from khabar.record.store import Record

    undone = options["undo"]
    with Record.open(options["record"], create=False) as opened:
        if undone is not None:
            return _print((decisions.undo(opened, undone, _name_person(options)),), options)
        listed = decisions.list_decisions(opened)
    return _print(listed, options) if listed else miss("nothing matched: nobody decided anything")


def _complete(opened: "Record", texts: tuple[str, ...]) -> tuple[str, ...]:
    from khabar.record.finding import complete_id

    with opened.reading() as connection:
        return tuple(complete_id(connection, text) for text in texts)


def _name_person(options: _Decider) -> "Person":
    """Who decides: by the name given, else by the one that the system knows."""
    import getpass

    from khabar.record.decisions import Person

    return Person(name=options["by"] or getpass.getuser(), reason=options["reason"])


def _print(decided: "Sequence[Decision]", options: _Decider) -> int:
    from khabar.export.decisions import write

    write(decided, sys.stdout.buffer, as_json=options["as_json"])
    return DONE
