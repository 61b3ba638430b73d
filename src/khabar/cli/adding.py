"""The commands that fill a record."""

from datetime import date
from typing import TypedDict, Unpack

import click

from khabar import __version__
from khabar.cli.options import (
    NO_RECORD,
    NOT_ALL_READ,
    UNREACHABLE,
    as_json,
    columns,
    debug,
    hints,
    judge,
    list_exits,
    record,
    web,
)


class _AddOptions(TypedDict):
    published: date | None
    publisher: str | None
    url: str | None
    columns: tuple[str, ...]
    contact: str | None
    allow_private: bool
    record: str
    as_json: bool
    debug: bool


@click.command(epilog=list_exits(NOT_ALL_READ, UNREACHABLE, NO_RECORD))
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@hints
@columns
@web
@record
@as_json
@debug
@click.pass_context
def add(context: click.Context, sources: tuple[str, ...], **options: Unpack[_AddOptions]) -> int:
    """Reads pages into a record, which is made where there is none.

    A SOURCE is as in `khabar read`. A page that is in the record adds nothing; another page from the
    same address is a new version of it, and what changed in its claims is told. What was acknowledged
    is in the record for good; after an interruption, the same command goes on where it stopped.
    """
    from khabar.engine.adding import AddOrder, add_all
    from khabar.engine.jobs import Job, shipped
    from khabar.model.documents import Hints
    from khabar.pages.archives.rows import choose_columns
    from khabar.settings import Settings

    given = Hints(published=options["published"], publisher=options["publisher"], url=options["url"])
    order = AddOrder(
        arguments=sources,
        job=Job(
            hints=given,
            settings=Settings(contact=options["contact"], allow_private=options["allow_private"]),
            version=__version__,
            stages=context.obj or shipped,
            columns=choose_columns(options["columns"]),
        ),
        record=options["record"],
        reader=__version__,
        as_json=options["as_json"],
        debug=options["debug"],
    )
    outturn = add_all(order)
    return judge(outturn.faults, {**outturn.books.reasons, **outturn.books.parts})


class _RereadOptions(TypedDict):
    everything: bool
    record: str
    as_json: bool
    debug: bool


@click.command(epilog=list_exits(NOT_ALL_READ, NO_RECORD))
@click.option("--all", "everything", is_flag=True, help="Also pages that this version has read before.")
@record
@as_json
@debug
@click.pass_context
def reread(context: click.Context, **options: Unpack[_RereadOptions]) -> int:
    """Reads the pages of a record again, with this version of khabar.

    What older versions read stays in the record beside it, and all decisions hold.
    """
    from khabar.engine.adding import RereadOrder, reread_all
    from khabar.engine.jobs import Job, shipped
    from khabar.model.documents import Hints
    from khabar.settings import Settings

    order = RereadOrder(
        job=Job(hints=Hints(), settings=Settings(), stages=context.obj or shipped),
        record=options["record"],
        reader=__version__,
        everything=options["everything"],
        as_json=options["as_json"],
        debug=options["debug"],
    )
    outturn = reread_all(order)
    return judge(outturn.faults, {**outturn.books.reasons, **outturn.books.parts})
