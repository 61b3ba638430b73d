"""The program: its commands, and what its errors mean to the shell."""

import errno
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

import click

from khabar import __version__
from khabar.cli.options import DONE, FAULT, INTERRUPTED, NO_RECORD, NOT_ALL_READ, WRONG_USAGE
from khabar.errors import InputError, KhabarError, RecordError, UsageError

_CODES = ((UsageError, WRONG_USAGE), (InputError, NOT_ALL_READ), (RecordError, NO_RECORD))
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

# The module where each command lives; it is loaded when the command is asked for.
_HOMES = {
    "read": "khabar.cli.reading",
    "add": "khabar.cli.adding",
    "reread": "khabar.cli.adding",
    "watch": "khabar.cli.watching",
    "sources": "khabar.cli.watching",
    "events": "khabar.cli.looking",
    "claims": "khabar.cli.looking",
    "show": "khabar.cli.looking",
    "stats": "khabar.cli.looking",
    "link": "khabar.cli.deciding",
    "split": "khabar.cli.deciding",
    "decide": "khabar.cli.deciding",
    "serve": "khabar.cli.serving",
    "users": "khabar.cli.accounts",
    "backup": "khabar.cli.keeping",
    "export": "khabar.cli.exporting",
}


class _Commands(Mapping[str, click.Command]):
    """The commands by their names, each loaded when it is looked at."""

    def __getitem__(self, name: str) -> click.Command:
        command: click.Command = getattr(import_module(_HOMES[name]), name)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_HOMES)

    def __len__(self) -> int:
        return len(_HOMES)


class _Program(click.Group):
    """Ends well where nobody reads its results any more; click would end with an error."""

    def invoke(self, ctx: click.Context) -> object:
        """What the command returns."""
        try:
            returned = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _silence_stdout()
            return DONE
        return returned


@click.group(
    cls=_Program, commands=_Commands(), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, message="khabar %(version)s")
@click.option(
    "--publishers",
    metavar="FILE.toml",
    envvar="KHABAR_PUBLISHERS",
    show_envvar=True,
    help="Publishers of your own, beside those that khabar knows; each [[publisher]] has a name, a class"
    " and, where known, aliases, domains, country, owner.",
)
def cli(publishers: str | None) -> None:
    """Reads reports of armed conflict: what happened, how many were harmed, and who said so."""
    if publishers:
        from pathlib import Path

        from khabar.settings import PUBLISHERS_VARIABLE
        from khabar.vocab import add_publishers, read_publishers_shipped

        file = Path(publishers)
        add_publishers(read_publishers_shipped(), file)
        os.environ[PUBLISHERS_VARIABLE] = str(file.absolute())  # for the processes that read, too


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
    except (UsageError, InputError, RecordError) as error:
        return _say(str(error), _find_code(error))
    except Exception as error:  # noqa: BLE001  # the top of the command line
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            _silence_stdout()
            return _say(f"expected room for the results, got: {error.strerror}", NO_RECORD)
        if "--debug" in arguments:
            import traceback

            traceback.print_exc()
        where = "" if "--debug" in arguments else "; --debug shows where it arose"
        return _say(f"a fault in khabar: {type(error).__name__}: {error}{where}", FAULT)


def _find_code(error: KhabarError) -> int:
    return next(code for kind, code in _CODES if isinstance(error, kind))


def _say(line: str, code: int) -> int:
    click.echo(f"khabar: {line}", err=True)
    return code


def _silence_stdout() -> None:
    """Lets the interpreter close a stdout that nobody reads any more without a complaint."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
