"""The commands that read pages."""

from datetime import date
from pathlib import Path
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
    web,
)


class _ReadOptions(TypedDict):
    published: date | None
    publisher: str | None
    url: str | None
    columns: tuple[str, ...]
    contact: str | None
    allow_private: bool
    as_json: bool
    evidence: Path | None
    debug: bool


@click.command(epilog=list_exits(NOT_ALL_READ, UNREACHABLE, NO_RECORD))
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@hints
@columns
@web
@as_json
@click.option(
    "--evidence",
    metavar="FILE.html",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write one HTML page too, with each claim marked in its text.",
)
@debug
@click.pass_context
def read(context: click.Context, sources: tuple[str, ...], **options: Unpack[_ReadOptions]) -> int:
    """Reads pages and prints their claims; stores nothing.

    A SOURCE is a page (.txt .html .htm .eml), an archive of pages (.warc .warc.gz .wacz, .jsonl .ndjson
    .mbox, also with .gz), a saved feed (.xml .rss .atom), a folder of these, - for standard input, or an
    http(s) address: of an article, of a feed or sitemap, or of a site, whose newest articles are read.
    --published, --publisher and --url supply what the pages do not say, and win over what they say.
    """
    from khabar.engine.jobs import Job, shipped
    from khabar.engine.reading import Order, carry_out
    from khabar.model.documents import Hints
    from khabar.pages.archives.rows import choose_columns
    from khabar.settings import Settings

    given = Hints(published=options["published"], publisher=options["publisher"], url=options["url"])
    order = Order(
        arguments=sources,
        job=Job(
            hints=given,
            settings=Settings(contact=options["contact"], allow_private=options["allow_private"]),
            version=__version__,
            stages=context.obj or shipped,
            columns=choose_columns(options["columns"]),
        ),
        exporter="json" if options["as_json"] else "table",
        evidence=options["evidence"],
        debug=options["debug"],
    )
    run = carry_out(order)
    return judge(run.faults, {**run.books.reasons, **run.books.parts})
