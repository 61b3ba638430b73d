"""The commands that follow sources."""

import re
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from khabar import __version__
from khabar.cli.options import (
    DONE,
    INTERRUPTED,
    NO_MATCH,
    NO_RECORD,
    NOT_ALL_READ,
    UNREACHABLE,
    as_json,
    list_exits,
    miss,
    record,
    web,
)
from khabar.errors import UsageError

if TYPE_CHECKING:
    from khabar.watch.running import Ended

_PLACE = re.compile(r"(?:(?P<host>[^\s/]+):)?(?P<port>\d{1,5})")


class _WatchOptions(TypedDict):
    once: bool
    metrics: str | None
    contact: str | None
    allow_private: bool
    record: str


@click.command(epilog=list_exits(NOT_ALL_READ, UNREACHABLE, NO_RECORD))
@click.argument("plan", metavar="FILE.toml", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Do what is due and end, for those who start it by a clock.")
@click.option(
    "--metrics",
    metavar="[HOST:]PORT",
    help="Answer Prometheus there, under /metrics; without a host, for this machine alone.",
)
@web
@record
@click.pass_context
def watch(context: click.Context, plan: Path, **options: Unpack[_WatchOptions]) -> int:
    """Asks the sources in a list again and again, and reads what they name into a record.

    Each address is read once, and again only where its source says that it changed. What was asked, and
    what is still to be read, stands in the record: after an interruption, whatever it was, the same
    command goes on where it stopped. SIGTERM and Ctrl-C end it when the pages in hand are done. The log
    goes to stderr, as lines of JSON where that is no terminal. docs/watch.md tells the rest.
    """
    from khabar.engine.jobs import Job, shipped
    from khabar.model.documents import Hints
    from khabar.settings import Settings
    from khabar.watch.plan_file import read_plan
    from khabar.watch.running import WatchOrder
    from khabar.watch.running import watch as carry_out

    metrics = _read_place(options["metrics"])
    settings = Settings(contact=options["contact"], allow_private=options["allow_private"])
    order = WatchOrder(
        plan=read_plan(plan, settings),
        job=Job(hints=Hints(), settings=settings, stages=context.obj or shipped),
        record=options["record"],
        reader=__version__,
        once=options["once"],
        metrics=metrics,
    )
    return _judge(carry_out(order), once=order.once)


class _SourcesOptions(TypedDict):
    starter: bool
    record: str
    as_json: bool


@click.command(epilog=list_exits(NO_MATCH, NO_RECORD))
@click.option("--starter", is_flag=True, help="Write a list to begin with, for `khabar watch`, instead.")
@record
@as_json
def sources(**options: Unpack[_SourcesOptions]) -> int:
    """Lists how the sources of a watch are doing: when each answered last, why not, and what was new."""
    from khabar.export import health_table
    from khabar.record.store import Record
    from khabar.record.watching.watched import Backlog, count_backlogs, load_health

    if options["starter"]:
        from importlib.resources import files

        sys.stdout.write(files("khabar.watch").joinpath("starter.toml").read_text("utf-8"))
        return DONE
    with Record.open(options["record"], create=False) as opened, opened.reading() as connection:
        known, backlogs = load_health(connection), count_backlogs(connection)
    if not known:
        return miss("nothing matched: no source was ever watched into this record")
    standings = [
        health_table.Standing(health=health, backlog=backlogs.get(name, Backlog()))
        for name, health in known.items()
    ]
    if options["as_json"]:
        health_table.write_json(standings, sys.stdout.buffer)
    else:
        health_table.write(standings, sys.stdout.buffer, datetime.now(UTC))
    return DONE


def _read_place(text: str | None) -> tuple[str, int] | None:
    if text is None:
        return None
    match = _PLACE.fullmatch(text)
    if match is None or int(match["port"]) > 65_535:
        raise UsageError(f"--metrics: expected a port such as 9464, or host:port, got {text!r}")
    return match["host"] or "127.0.0.1", int(match["port"])


def _judge(ended: "Ended", *, once: bool) -> int:
    """SIGTERM is how a service is told that it is done; who runs it for months looks into the log."""
    if ended.signal is not None:
        return INTERRUPTED if ended.signal == signal.SIGINT else DONE
    if not once:
        return DONE
    if ended.outturn.failed_sources:
        return UNREACHABLE
    return NOT_ALL_READ if ended.outturn.failed_pages else DONE
