"""The commands that write a record out in the formats of other tools."""

from itertools import chain

import click

from khabar import __version__
from khabar.cli.options import DONE, NO_MATCH, NO_RECORD, list_exits, miss, record


@click.group()
def export() -> None:
    """Writes what is in a record in a format of other tools."""


@export.command(epilog=list_exits(NO_MATCH, NO_RECORD))
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True))
@record
def warc(file: str, record: str) -> int:
    """Writes the captured pages as a web archive (WARC 1.1), compressed where FILE ends with .gz.

    Each page has the bytes that the site gave, after decompression, with what the site said of them,
    the time and the digest. FILE may be - for standard output. The same record gives the same archive.
    """
    from khabar.engine.writing import write_whole
    from khabar.export import warc as archive
    from khabar.record.captured import list_captured
    from khabar.record.store import Record

    with Record.open(record, create=False) as opened:
        captures = list_captured(opened)
        first = next(captures, None)
        if first is None:
            return miss("nothing matched: no page in the record")
        with write_whole(file) as stream:
            zipped = file.endswith(".gz")
            count = archive.write(chain((first,), captures), stream, __version__, zipped=zipped)
    click.echo(f"{count:,} pages written", err=True)
    return DONE
