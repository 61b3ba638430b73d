"""What the commands share: kinds of values, options, exit codes."""

from collections.abc import Callable, Collection
from datetime import date
from typing import TypeVar

import click

from khabar import errors
from khabar.errors import UsageError

DONE, FAULT, WRONG_USAGE, NOT_ALL_READ, NO_MATCH, UNREACHABLE, NO_RECORD = 0, 1, 2, 3, 4, 6, 7
INTERRUPTED = 130

_MEANINGS = {
    DONE: "done",
    FAULT: "a fault in khabar",
    WRONG_USAGE: "wrong usage",
    NOT_ALL_READ: "part of the input was not read; each part is listed with its reason",
    NO_MATCH: "nothing matched",
    UNREACHABLE: "a source could not be reached",
    NO_RECORD: "the record could not be read or written, or there was no room for the results",
    INTERRUPTED: "interrupted",
}

_Command = TypeVar("_Command", bound=Callable[..., object])


def list_exits(*codes: int) -> str:
    """The exit codes of a command, as the end of its help."""
    shown = sorted({DONE, FAULT, WRONG_USAGE, INTERRUPTED, *codes})
    return "\b\nExit codes:\n" + "".join(f"  {code:<3}  {_MEANINGS[code]}\n" for code in shown)


def miss(line: str) -> int:
    """The exit code where nothing matched, after `line` has said so on stderr."""
    click.echo(f"khabar: {line}", err=True)
    return NO_MATCH


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD, and in no other form."""

    name = "day"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day that `value` names."""
        from khabar.record.looking.filters import read_day

        try:
            return value if isinstance(value, date) else read_day(value)
        except UsageError as error:
            self.fail(str(error), param, ctx)


def join(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """One decorator made of several, shown in their order in the help."""

    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


hints = join(
    click.option(
        "--published", type=Day(), metavar="DATE", help="The day of publication, as YYYY-MM-DD."
    ),
    click.option("--publisher", metavar="NAME", help="Who published the pages."),
    click.option("--url", metavar="ADDRESS", help="Where the pages come from."),
)
columns = click.option(
    "--column",
    "columns",
    metavar="PART=COLUMN",
    multiple=True,
    help="Which column of JSON lines holds the text, html, title, url, published, publisher or author.",
)
web = join(
    click.option(
        "--contact",
        metavar="ADDRESS",
        envvar="KHABAR_CONTACT",
        show_envvar=True,
        help="Where the owner of a site finds you: stands in each request to a site.",
    ),
    click.option(
        "--allow-private",
        is_flag=True,
        help="Ask hosts of private networks and this machine too: for intranets and tests.",
    ),
)
as_json = click.option(
    "--json", "as_json", is_flag=True, help="JSON lines of schema 1 instead of a table."
)
debug = click.option("--debug", is_flag=True, help="Show where in khabar a fault arose.")
record = click.option(
    "--record",
    metavar="PLACE",
    default="khabar.db",
    show_default=True,
    help="The record: a file, or a postgresql:// address.",
)


def judge(faults: Collection[object], left: Collection[str]) -> int:
    """The exit code of a run; `left` are the reasons for which parts of the input were not read."""
    if faults:
        return FAULT
    if any(reason in errors.UNREACHABLE for reason in left):
        return UNREACHABLE
    return NOT_ALL_READ if left else DONE
