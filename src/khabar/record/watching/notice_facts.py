"""What a notice tells of an event, and which differences between two tellings are worth one."""

import enum
import json
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.model.events import Event, Tally

# Sentences and accounts in one notice; the record has all of them.
_MOST = 10


class Change(enum.StrEnum):
    """What became of an event."""

    APPEARS = "appears"
    CHANGES = "changes"
    CONTESTED = "contested"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What there is to know of an event in a few lines; as long as they stay, it has not changed.

    `written` is a JSON object: kind, modality, scope, place, country, start, end, status, contested and
    the bounds of each figure.
    """

    written: str
    contested: bool

    @classmethod
    def read(cls, written: str) -> "Facts":
        """The facts that were written."""
        return cls(written=written, contested=bool(json.loads(written)["contested"]))


def find_facts(event: Event) -> Facts:
    """The facts of an event."""
    place, when = event.place, event.when
    contested = bool(event.disputes)
    told = {
        "kind": event.kind,
        "modality": event.modality.value,
        "scope": event.scope.value,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "start": when.start.isoformat() if when and when.start else None,
        "end": when.end.isoformat() if when and when.end else None,
        "status": event.status.value,
        "contested": contested,
        "figures": [
            {"measure": one.measure, "unit": one.unit, "who": one.who} | _write_bounds(one)
            for one in _list_tallies(event.figures)
        ],
    }
    return Facts(written=json.dumps(told, ensure_ascii=False), contested=contested)


def choose_change(before: Facts | None, now: Facts, wanted: frozenset[Change]) -> Change | None:
    """What is told where an event had the facts `before`, None where nothing was told of it.

    One of those that are `wanted`, or None. An event that is contested from the start appears, unless
    only disputes are asked for.
    """
    possible: tuple[Change, ...] = ()
    if before is None:
        possible = (Change.APPEARS,)
    elif before.written != now.written:
        possible = (Change.CHANGES,)
    became = now.contested and not (before and before.contested)
    if became:
        possible = (*possible, Change.CONTESTED) if before is None else (Change.CONTESTED, *possible)
    return next((one for one in possible if one in wanted), None)


def list_accounts(event: Event) -> list[dict[str, object]]:
    """Who says how many, and who denies it: the first accounts of each figure for everybody."""
    return [
        {
            "measure": tally.measure,
            "unit": tally.unit,
            "low": account.low,
            "high": account.high,
            "who": account.who,
            "said_by": list(account.said_by[:_MOST]),
            "publishers": list(account.publishers[:_MOST]),
            "denied_by": list(account.denied_by[:_MOST]),
        }
        for tally in event.figures
        for account in tally.accounts[:_MOST]
    ]


def list_disputes(event: Event) -> list[str]:
    """What its sources do not agree on, a sentence each."""
    return [dispute.why for dispute in event.disputes[:_MOST]]


def _list_tallies(tallies: tuple[Tally, ...]) -> Iterator[Tally]:
    for tally in tallies:
        yield tally
        yield from _list_tallies(tally.of_whom)


def _write_bounds(tally: Tally) -> dict[str, object]:
    bounds = tally.bounds
    return {"low": bounds.low, "best": bounds.best, "high": bounds.high, "contested": tally.contested}
