"""Adapter for `plover`: class and sides of the first interaction of a row, else of its first claim."""

from typing import Any

from benchmarks.accuracy.articles import Row, build_article, read_row
from khabar import vocab as vocabulary
from khabar.model.claims import Claim, Role
from khabar.model.values import Span
from khabar.pipeline import interactions

# The set keeps the classes of an earlier PLOVER: armed force between organised sides is FIGHT there.
_CLASSES = {"REQUEST": "DEMAND", "ACCUSE": "DISAPPROVE"}
_FIGHTS = frozenset(
    {"armed_clash", "air_strike", "drone_strike", "shelling", "missile_strike", "territory_change"}
)
_SOURCES = (Role.PERPETRATOR, Role.ORGANISER, Role.PARTICIPANT, Role.PROVIDER, Role.PARTY)
_TARGETS = (Role.TARGET, Role.RECIPIENT)


def predict(row: Row) -> dict[str, Any]:
    """The prediction for a blind row: a sure interaction comes before one that is not."""
    text = row["text"]
    found = interactions(build_article(row, text))
    main = min(found, key=lambda one: not one.sure, default=None)
    if main is None:
        return predict_by_claims(row)
    return {
        "id": row["id"],
        "event": main.event,
        "source": _words(text, main.source),
        "target": _words(text, main.target),
    }


def _words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def predict_by_claims(row: Row) -> dict[str, Any]:
    """The same from the first claim; one whose kind PLOVER has no class for comes last."""
    claims = read_row(row).claims
    main = min(claims, key=lambda claim: event_class(claim) is None, default=None)
    return {
        "id": row["id"],
        "event": event_class(main) if main else None,
        "source": _names(main, _SOURCES),
        "target": _names(main, _TARGETS),
    }


def event_class(claim: Claim) -> str | None:
    """The set's class of a claim; None for kinds without one."""
    if claim.kind in _FIGHTS:
        return "FIGHT"
    plover = vocabulary.load().kinds[claim.kind].plover
    return _CLASSES.get(plover.event, plover.event) if plover else None


def _names(claim: Claim | None, roles: tuple[Role, ...]) -> list[str]:
    return [actor.who.text for actor in claim.actors if actor.role in roles] if claim else []
