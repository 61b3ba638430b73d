"""What `khabar read` does: outcomes to stdout as they come, all that is said about them to stderr."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from khabar.engine.finding import check_address, count_pages
from khabar.engine.jobs import Job
from khabar.engine.run import Run
from khabar.engine.saying import name_rejected, say, say_passed, show_progress
from khabar.engine.writing import write_whole
from khabar.errors import UsageError
from khabar.export import evidence
from khabar.export.exporters import EXPORTERS, Write
from khabar.model.reports import Outcome
from khabar.pages.sources import find_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the caller asked for: what to read, in which format, and where the evidence page goes."""

    arguments: tuple[str, ...]
    job: Job
    exporter: str
    evidence: Path | None
    debug: bool


def carry_out(order: Order) -> Run:
    """The run, when all of it is written.

    Raises UsageError where the evidence page cannot be where it was asked for.
    """
    sources = find_sources(order.arguments)
    if count_pages(sources.pages) is None:
        check_address(sources.pages, order.job.hints)
    run = Run(sources.pages, order.job)
    if order.evidence:
        _check_place(order.evidence, run.sources)
    kept: list[Outcome] = []
    shown = show_progress(run, count_pages(run.sources))
    if order.exporter != "json":
        shown = name_rejected(shown)
    if order.evidence:
        shown = _keep(shown, kept)
    _find_writer(order.exporter)(shown, sys.stdout.buffer)
    if order.evidence:
        with write_whole(order.evidence) as stream:
            evidence.write(kept, stream)
    say_passed(sources.passed, "folders")
    say_passed(run.passed, "archives")
    say(run.books.sum_up())
    for fault in run.faults if order.debug else ():
        say(fault)
    return run


def _check_place(evidence: Path, sources: Iterable[str]) -> None:
    place = evidence.resolve()
    if not place.parent.is_dir():
        raise UsageError(f"expected a folder that exists, got {evidence.parent} for the evidence page")
    if place.exists() and not place.is_file():
        raise UsageError(f"expected the name of a file for the evidence page, {evidence} is none")
    if any(Path(source).resolve() == place for source in sources):
        raise UsageError(f"expected another name for the evidence page: {evidence} is to be read")


def _find_writer(name: str) -> Write:
    return next(exporter.write for exporter in EXPORTERS if exporter.name == name)


def _keep(outcomes: Iterable[Outcome], kept: list[Outcome]) -> Iterator[Outcome]:
    for outcome in outcomes:
        kept.append(outcome)
        yield outcome
