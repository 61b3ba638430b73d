"""Writes docs/cli.md and docs/settings.md from the commands and the settings themselves.

python tools/cli_docs.py            write them
python tools/cli_docs.py --check    exit 1 where a file is not up to date; write nothing
"""

import inspect
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click

from khabar.cli import cli
from khabar.settings import Settings

ROOT = Path(__file__).parents[1]
_NOTICE = "<!-- Written by tools/cli_docs.py: change the program, then run `make docs`. -->"


def write_pages() -> dict[str, str]:
    """The text of each generated file, by its path from the root of the project."""
    return {
        "docs/cli.md": "\n".join(_describe_commands()) + "\n",
        "docs/settings.md": "\n".join(_describe_settings()) + "\n",
    }


def main(arguments: list[str]) -> int:
    """0 where all is up to date or was written; 1 where `--check` found a file that is not."""
    stale = [path for path, text in write_pages().items() if _read(ROOT / path) != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path} is not up to date: run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        (ROOT / path).write_text(write_pages()[path], "utf-8")
        print(f"wrote {path}")
    return 0


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _describe_commands() -> Iterator[str]:
    yield from ("# The command line", "", _NOTICE, "")
    yield "Results go to stdout, everything else to stderr."
    for name, command in _list_commands(cli):
        yield from ("", f"## khabar {name}", "")
        yield from _describe_command(name, command)


def _list_commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command by its full name, a group's own after it."""
    for name, command in sorted(group.commands.items()):
        yield f"{path}{name}", command
        if isinstance(command, click.Group):
            yield from _list_commands(command, f"{path}{name} ")


def _describe_command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=f"khabar {name}")
    yield f"`{command.get_usage(context).removeprefix('Usage: ')}`"
    yield from ("", inspect.cleandoc(command.help or ""), "")
    if isinstance(command, click.Group):
        return
    yield from ("| option | meaning |", "|---|---|")
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record and isinstance(parameter, click.Option):
            yield f"| `{record[0]}` | {record[1]} |"
    if command.epilog:
        yield from ("", "```", command.epilog.removeprefix("\b\n").rstrip(), "```")


def _describe_settings() -> Iterator[str]:
    yield from ("# The settings", "", _NOTICE, "")
    yield "A program passes them to `khabar.read(..., settings=khabar.Settings(...))`; all are optional."
    yield "Time and memory are held by the processes of `khabar read`, not inside a program of your own."
    yield from ("", "| name | default | unit | meaning |", "|---|---|---|---|")
    for field in fields(Settings):
        default = f"{field.default:,}" if isinstance(field.default, int | float) else field.default
        yield f"| `{field.name}` | {default} | {field.metadata['unit']} | {field.metadata['help']} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
