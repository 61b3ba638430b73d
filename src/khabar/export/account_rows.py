"""The accounts of events as flat rows: who says how many, one row for each account of each figure."""

from collections.abc import Iterable, Iterator, Mapping

from khabar.export.event_rows import COLUMNS, Cell, flatten
from khabar.model.events import Account, Event, Tally

_OF_EVENT = (
    "kind",
    "modality",
    "scope",
    "start",
    "end",
    "place",
    "admin1",
    "country",
    "latitude",
    "longitude",
    "place_precision",
    "part_of",
)
ACCOUNT_COLUMNS: Mapping[str, str] = {
    "event": COLUMNS["id"],
    **{column: COLUMNS[column] for column in _OF_EVENT},
    "measure": "what is counted: killed, wounded, displaced ...",
    "unit": "persons, households, buildings ...",
    "group": "of whom the figure is one: children, police ...; empty for everybody",
    "low": "the lower bound of the account; empty where it is open",
    "high": "the upper bound of the account; empty where it is open",
    "said_by": "the first tellers, by whom independence is counted",
    "denied_by": "who denies it",
    "publishers": "who printed it",
    "first": "the day on which it was first told",
    "last": "the day on which it was last told",
    "is_replaced": "true where newer versions took the place of all articles that told it",
    "is_title": "true where the words are those of titles alone",
    "best": "the best figure of the event by the rule, the same in all rows of a figure",
    "rule": "the rule that chose it",
    "is_contested": "true where two accounts of the figure cannot both hold",
    "claims": "ids of its claims: /events/ID leads to the event, and to the words there",
}
"""The columns of a row in their order, each with what stands in it."""


def list_rows(event: Event) -> Iterator[dict[str, Cell]]:
    """The rows of an event, a figure after another, each before those of groups inside; none without."""
    whole = flatten(event)
    shared = {"event": event.id, **{column: whole[column] for column in _OF_EVENT}}
    for tally in _list_tallies(event.figures):
        for account in tally.accounts:
            yield shared | _describe(tally, account)


def _list_tallies(tallies: Iterable[Tally]) -> Iterator[Tally]:
    for tally in tallies:
        yield tally
        yield from _list_tallies(tally.of_whom)


def _describe(tally: Tally, account: Account) -> dict[str, Cell]:
    return {
        "measure": tally.measure,
        "unit": tally.unit,
        "group": account.who or tally.who,
        "low": account.low,
        "high": account.high,
        "said_by": "; ".join(account.said_by) or None,
        "denied_by": "; ".join(account.denied_by) or None,
        "publishers": "; ".join(account.publishers) or None,
        "first": account.first,
        "last": account.last,
        "is_replaced": account.superseded,
        "is_title": account.titled,
        "best": tally.bounds.best,
        "rule": tally.rule,
        "is_contested": tally.contested,
        "claims": " ".join(account.claims),
    }
