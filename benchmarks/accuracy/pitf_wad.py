"""Adapter for `pitf_wad`: dead and injured non-combatants, by the highest account of the main event.

Where only combatants are counted, they are what the set's coders recorded; where nobody is counted as
dead, those who were hit are.
"""

from typing import Any

from benchmarks.accuracy.articles import Row, killed_claims, read_row
from khabar.model.claims import Claim, Stance
from khabar.model.reports import Report
from khabar.reconcile.combatants import read_toll
from khabar.reconcile.main_event import find_main


def predict(row: Row) -> dict[str, Any]:
    """The prediction for a blind row."""
    report = read_row(row)
    return {
        "id": row["id"],
        "deaths": _highest(report, "killed") or _highest(report, "casualties"),
        "injured": _highest(report, "wounded") or _survivors(report) or 0,
        "contested": any(_is_contested(claim) for claim in report.claims),
    }


def _highest(report: Report, measure: str) -> int | None:
    main = find_main(report.claims)
    members = {claim.id for claim in main.claims} if main else set()
    told = killed_claims(report, measure)
    counts = (_count(claim, report, measure) for claim in told if claim.id in members)
    others = (_count(claim, report, measure) for claim in told)
    return max(counts, default=None) or max(others, default=None)


def _survivors(report: Report) -> int:
    """Those hit who are not told dead, where some are."""
    main = find_main(report.claims)
    return int(main.wounded.number) if main and main.killed and main.wounded else 0


def _count(claim: Claim, report: Report, measure: str) -> int:
    parts = (part for part in report.claims if part.part_of == claim.id)
    toll = read_toll(claim, parts, measure)
    return int(toll.others or toll.total) if toll else 0


def _is_contested(claim: Claim) -> bool:
    stances = {source.stance for source in claim.sources}
    return bool(stances & {Stance.DENIES, Stance.DOUBTS})
