"""What of a record is asked for on the command line: the filters, and how figures are chosen."""

from collections.abc import Callable, Mapping
from typing import TypedDict, TypeVar

import click

from khabar.cli.options import Day, join
from khabar.reconcile.merging.rules import RELIABLE, RULES
from khabar.record.looking.filters import FILTER_TEXTS, Filter, FilterText, read_filter

_Command = TypeVar("_Command", bound=Callable[..., object])


def _make_option(text: FilterText) -> Callable[[_Command], _Command]:
    flag = f"--{text.name.replace('_', '-')}"
    if text.metavar is None:
        return click.option(flag, is_flag=True, help=text.help)
    return click.option(flag, metavar=text.metavar, help=text.help)


filters = join(*(_make_option(text) for text in FILTER_TEXTS))
opinion = join(
    click.option(
        "--rule",
        metavar="NAME",
        default=RELIABLE.name,
        show_default=True,
        help=f"How low, best and high are chosen from all accounts: {', '.join(r.name for r in RULES)}.",
    ),
    click.option(
        "--as-of",
        type=Day(),
        metavar="DAY",
        help="As it stood at the end of that day, by what had been told until then. Filters on figures "
        "and disputes ask about that day, the others about today.",
    ),
)


class FilterOptions(TypedDict):
    """What click gives for `filters`."""

    since: str | None
    until: str | None
    kind: str | None
    country: str | None
    place: str | None
    within: str | None
    actor: str | None
    source: str | None
    min_killed: str | None
    contested: bool
    text: str | None


def read_options(options: Mapping[str, object]) -> Filter:
    """The filter that the options ask for; what click gives is text, but for the one flag."""
    names = [text.name for text in FILTER_TEXTS if text.metavar is not None]
    given = {name: str(options[name]) for name in names if options[name] is not None}
    return read_filter(given, contested=bool(options["contested"]))
