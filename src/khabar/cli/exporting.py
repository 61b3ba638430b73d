"""The commands that write a record out in the formats of other tools."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Generic, TypeVar, Unpack

import click

from khabar import __version__
from khabar.cli.asking import FilterOptions, filters, opinion, read_options
from khabar.cli.options import DONE, NO_MATCH, NO_RECORD, list_exits, miss, record
from khabar.export.event_exporters import EVENT_EXPORTERS, EventExporter

V = TypeVar("V")


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


class _Options(FilterOptions):
    rule: str
    as_of: date | None
    record: str
    file: str


def _make_command(exporter: EventExporter) -> click.Command:
    @click.command(
        name=exporter.name,
        help=f"Writes events as {exporter.help}. FILE may be - for standard output.\n\n"
        "All filters that are given have to hold; nothing that they match is left out.",
        epilog=list_exits(NO_MATCH, NO_RECORD),
    )
    @click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True))
    @filters
    @opinion
    @record
    def write(**options: Unpack[_Options]) -> int:
        return _export_events(exporter, options)

    return write


def _export_events(exporter: EventExporter, options: _Options) -> int:
    from khabar.engine.writing import write_whole
    from khabar.reconcile.merging.rules import find_rule
    from khabar.record.looking.views import find_events
    from khabar.record.store import Record

    wanted, rule = read_options(options), find_rule(options["rule"])
    with Record.open(options["record"], create=False) as opened:
        found = _Counted(find_events(opened, wanted, rule=rule, as_of=options["as_of"]))
        first = next(found, None)
        if first is None:
            return miss("nothing matched")
        with write_whole(options["file"]) as stream:
            for part in exporter.list_parts(chain((first,), found)):
                stream.write(part)
    click.echo(f"{found.count:,} events written", err=True)
    return DONE


class _Counted(Generic[V], Iterator[V]):
    """What comes, counted."""

    def __init__(self, coming: Iterator[V]) -> None:
        self._coming, self.count = coming, 0

    def __next__(self) -> V:
        one = next(self._coming)
        self.count += 1
        return one


for _exporter in EVENT_EXPORTERS:
    export.add_command(_make_command(_exporter))
