"""The command that copies a record while it is in use."""

from pathlib import Path

import click

from khabar.cli.options import DONE, NO_RECORD, list_exits, record


@click.command(epilog=list_exits(NO_RECORD))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@record
def backup(file: Path, record: str) -> int:
    """Copies a record to FILE while it is in use: one state of it, checked, whole or not at all.

    Who adds meanwhile is not held up. A FILE that is there is replaced once the copy is whole. To put a
    copy back, stop what uses the record and put the copy in its place. A record in PostgreSQL is copied
    by pg_dump.
    """
    from khabar.record.databases.backups import back_up

    size = back_up(record, file)
    click.echo(f"{file}: {size:,} bytes, checked", err=True)
    return DONE
