"""The command that shows a record in a browser."""

import gc
from typing import TypedDict, Unpack

import click

from khabar import __version__
from khabar.cli.options import DONE, NO_RECORD, list_exits, record


class _ServeOptions(TypedDict):
    host: str
    port: int
    proxy: str | None
    processes: int | None
    sign_in: bool
    public: bool
    comments: str
    contact: str | None
    record: str


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
@click.option(
    "--proxy",
    metavar="ADDRESS",
    help="The address of the reverse proxy in front, whose word is taken for who asks and over https.",
)
@click.option(
    "--processes",
    metavar="NUMBER",
    type=click.IntRange(1, 64),
    help="How many answer at once, each in memory of its own  [as many as cores, 4 at most]",
)
@click.option("--sign-in", is_flag=True, help="Show nothing to those who have not signed in.")
@click.option(
    "--public",
    is_flag=True,
    help="For everybody: names of private persons and places finer than a town are withheld.",
)
@click.option(
    "--comments",
    type=click.Choice(("moderated", "open", "off")),
    default="moderated",
    show_default=True,
    help="Visitors' comments: shown once a moderator has read them, shown at once, or not taken.",
)
@click.option("--contact", metavar="TEXT", help="Where to object: shown on the page about the record.")
@record
def serve(**options: Unpack[_ServeOptions]) -> int:
    """Shows a record in a browser: events, the words they come from, and who disagrees.

    Reading needs no account, unless --sign-in is given; `khabar users` makes accounts for those who
    review and moderate.
    """
    # What is loaded now stays: to look through it for what could be thrown away took an eighth of the
    # time until the first page.
    gc.disable()
    try:
        return _serve(options)
    finally:
        gc.enable()


def _serve(options: _ServeOptions) -> int:
    from khabar.record.store import Record
    from khabar.web.app import Face
    from khabar.web.crew import count_processes
    from khabar.web.harm import draw_curtain
    from khabar.web.people.house import Commenting, House
    from khabar.web.serving import Place, run

    place = Place(
        host=options["host"],
        port=options["port"],
        proxy=options["proxy"],
        processes=count_processes(options["processes"]),
    )
    house = House(signed_in_only=options["sign_in"], comments=Commenting(options["comments"]))
    with Record.open(options["record"], create=False) as opened:
        curtain = draw_curtain(opened) if options["public"] else None
        face = Face(
            record=opened,
            version=__version__,
            house=house,
            curtain=curtain,
            contact=options["contact"],
            processes=place.processes,
        )
        run(face, place)
    return DONE
