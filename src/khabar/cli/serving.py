"""The command that shows a record in a browser."""

import click

from khabar import __version__
from khabar.cli.options import DONE, NO_RECORD, list_exits, record


@click.command(epilog=list_exits(NO_RECORD))
@click.option("--host", metavar="NAME", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port",
    metavar="NUMBER",
    type=click.IntRange(0, 65535),
    default=8300,
    show_default=True,
    help="On which port; 0 takes a free one.",
)
@record
def serve(host: str, port: int, record: str) -> int:
    """Shows a record in a browser: events, the words they come from, and who disagrees."""
    from khabar.record.store import Record
    from khabar.web.app import Face
    from khabar.web.serving import run

    with Record.open(record, create=False) as opened:
        run(Face(record=opened, version=__version__), host=host, port=port)
    return DONE
