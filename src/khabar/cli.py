"""The command line: one command per verb. Results go to stdout, everything else to stderr."""

import re
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

import click

from khabar import __version__
from khabar.errors import InputError, UsageError

DONE, FAULT, WRONG_USAGE, NOT_ALL_READ, INTERRUPTED = 0, 1, 2, 3, 130

_EXITS = """\b
Exit codes:
  0    done
  1    a fault in khabar
  2    wrong usage
  3    part of the input was not read; each part is listed with its reason
  130  interrupted
"""


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD, and in no other form."""

    name = "day"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day that `value` names."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else "")
        except ValueError:
            self.fail(f"expected a day as YYYY-MM-DD, such as 1937-04-27, got {value!r}", param, ctx)


class _ReadOptions(TypedDict):
    published: date | None
    publisher: str | None
    url: str | None
    as_json: bool
    evidence: Path | None
    debug: bool


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="khabar %(version)s")
def cli() -> None:
    """Reads reports of armed conflict: what happened, how many were harmed, and who said so."""


@cli.command(epilog=_EXITS)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--published", type=Day(), metavar="DATE", help="The day of publication, as YYYY-MM-DD.")
@click.option("--publisher", metavar="NAME", help="Who published the pages.")
@click.option("--url", metavar="ADDRESS", help="Where the pages come from.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines of schema 1 instead of a table.")
@click.option(
    "--evidence",
    metavar="FILE.html",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write one HTML page too, with each claim marked in its text.",
)
@click.option("--debug", is_flag=True, help="Show where in khabar a fault arose.")
@click.pass_context
def read(context: click.Context, sources: tuple[str, ...], **options: Unpack[_ReadOptions]) -> int:
    """Reads pages and prints their claims; stores nothing.

    A SOURCE is a file (.txt .html .htm), a folder of such files, or - for standard input.
    --published, --publisher and --url supply what the pages do not say, and win over what they say.
    """
    from khabar.engine.jobs import Job, shipped
    from khabar.engine.reading import Order, carry_out, silence_stdout
    from khabar.model.documents import Hints
    from khabar.settings import Settings

    hints = Hints(published=options["published"], publisher=options["publisher"], url=options["url"])
    order = Order(
        arguments=sources,
        job=Job(hints=hints, settings=Settings(), stages=context.obj or shipped),
        exporter="json" if options["as_json"] else "table",
        evidence=options["evidence"],
        debug=options["debug"],
    )
    try:
        run = carry_out(order)
    except BrokenPipeError:
        silence_stdout()
        return DONE
    if run.faults:
        return FAULT
    return NOT_ALL_READ if run.books.reasons or run.books.parts else DONE


def main(arguments: Sequence[str] | None = None) -> None:
    """Carries out what the command line asks for and ends the process with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_carry_out(given))


def _carry_out(arguments: list[str]) -> int:
    try:
        return int(cli.main(args=arguments, prog_name="khabar", standalone_mode=False) or DONE)
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        return _say("interrupted", INTERRUPTED)
    except UsageError as error:
        return _say(str(error), WRONG_USAGE)
    except InputError as error:
        return _say(str(error), NOT_ALL_READ)
    except Exception as error:  # noqa: BLE001  # the top of the command line
        if "--debug" in arguments:
            traceback.print_exc()
        where = "" if "--debug" in arguments else "; --debug shows where it arose"
        return _say(f"a fault in khabar: {type(error).__name__}: {error}{where}", FAULT)


def _say(line: str, code: int) -> int:
    click.echo(f"khabar: {line}", err=True)
    return code


if __name__ == "__main__":
    main()
