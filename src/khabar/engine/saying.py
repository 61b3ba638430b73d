"""What a run says on stderr while it goes on: how far it is, and what could not be read."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from khabar.export.books import count, list_reasons
from khabar.export.phrases import show
from khabar.model.claims import Rejected
from khabar.model.reports import Outcome

T = TypeVar("T")

_LONGEST = 240  # code points of a name or a detail on stderr: two lines of a usual terminal


def clip(text: str) -> str:
    """`text` on one line, its middle left out where it is longer than a person would read."""
    plain = show(text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST // 2]} … {plain[-_LONGEST // 2 :]}"


def say(line: str) -> None:
    """Writes a line on stderr."""
    sys.stderr.write(f"{line}\n")


def name_rejected(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The same outcomes; each rejection among them is a line on stderr."""
    for outcome in outcomes:
        say_rejected(outcome)
        yield outcome


def say_rejected(outcome: Outcome) -> None:
    """Writes a line on stderr for each part of the input that was not read."""
    for one in (outcome,) if isinstance(outcome, Rejected) else outcome.rejected:
        say(f"not read: {clip(one.source)}: {clip(one.reason)}: {clip(one.detail)}")


def say_passed(passed: Mapping[str, int], where: str) -> None:
    """Writes a line on stderr where things in folders or archives were passed over."""
    if passed:
        thing = "file" if where == "folders" else "record"
        say(f"passed over in {where}: {count(sum(passed.values()), thing)}{list_reasons(passed)}")


def show_progress(outcomes: Iterable[T], total: int | None) -> Iterator[T]:
    """The same outcomes; between them a bar on stderr, where that is a terminal.

    `total` is None where nobody knows how many will come. The bar is taken away while an outcome is
    written: both may be the same terminal.
    """
    if (total is not None and total < 2) or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
    task = bar.add_task("reading", total=total)
    bar.start()
    try:
        for outcome in outcomes:
            bar.stop()
            yield outcome
            bar.start()
            bar.update(task, advance=1, refresh=True)
    finally:
        bar.stop()
