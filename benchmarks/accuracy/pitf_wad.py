"""Adapter for `pitf_wad`: deaths and injured among non-combatants, the highest account."""

from typing import Any

from benchmarks.accuracy.articles import Row, killed_claims, read_row
from khabar.model.claims import Claim, Stance
from khabar.model.reports import Report

_COMBATANTS = frozenset({"soldiers", "fighters", "police", "combatants", "attackers"})


def predict(row: Row) -> dict[str, Any]:
    """The prediction for a blind row."""
    report = read_row(row)
    injured = _highest(report, "wounded")
    return {
        "id": row["id"],
        "deaths": _highest(report, "killed"),
        "injured": 0 if injured is None else injured,
        "contested": any(_is_contested(claim) for claim in report.claims),
    }


def _highest(report: Report, measure: str) -> int | None:
    counts = [_among_civilians(claim, measure) for claim in killed_claims(report, measure)]
    return max((count for count in counts if count is not None), default=None)


def _among_civilians(claim: Claim, measure: str) -> int | None:
    counted = [f for f in claim.figures if f.measure == measure and f.who not in _COMBATANTS]
    return int(sum(figure.count.value.stated for figure in counted)) if counted else None


def _is_contested(claim: Claim) -> bool:
    stances = {source.stance for source in claim.sources}
    return bool(stances & {Stance.DENIES, Stance.DOUBTS})
