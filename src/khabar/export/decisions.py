"""Decisions of people, as lines for them and for programs."""

from collections.abc import Iterable
from typing import BinaryIO

from khabar.export.event_phrases import SHORT_ID
from khabar.export.phrases import show
from khabar.model.codec import SCHEMA, Record, to_line
from khabar.model.links import Action, Decision


def write(decisions: Iterable[Decision], stream: BinaryIO, *, as_json: bool) -> None:
    """Writes one line for each decision, in their order."""
    for decision in decisions:
        line = to_line(encode(decision)) if as_json else f"{describe(decision)}\n".encode()
        stream.write(line)


def encode(decision: Decision) -> Record:
    """The JSON object of a decision, with `type` decision."""
    return {
        "type": "decision",
        "schema": SCHEMA,
        "number": decision.number,
        "action": decision.action.value,
        "claims": list(decision.claims),
        "others": list(decision.others),
        "undoes": decision.undoes,
        "by": decision.by,
        "reason": decision.reason,
        "at": decision.at.isoformat(),
    }


def describe(decision: Decision) -> str:
    """The decision in one line: its number, the minute in UTC, who decided what, and why."""
    reason = f": {show(decision.reason)}" if decision.reason else ""
    when = f"{decision.at:%Y-%m-%d %H:%M}"
    return f"{decision.number}  {when}  {show(decision.by)}  {_phrase(decision)}{reason}"


def _phrase(decision: Decision) -> str:
    if decision.action is Action.UNDO:
        return f"undo {decision.undoes}"
    joint = "with" if decision.action is Action.LINK else "from"
    return f"{decision.action.value} {_name(decision.claims)} {joint} {_name(decision.others)}"


def _name(claims: tuple[str, ...]) -> str:
    return ", ".join(claim[:SHORT_ID] for claim in claims)
