"""Adapter for `pitf_wad`: dead and injured non-combatants, by the highest account of the main event.

The set counts non-combatants: counts of civilians come first, and vague words ("dozens") last. Where
only combatants are counted, they are what its coders recorded; where nobody is counted as dead, those
who were hit are.
"""

from collections.abc import Sequence
from typing import Any

from benchmarks.accuracy.articles import Row, killed_claims, read_row
from khabar.model.claims import Claim, Figure, Modality, Stance
from khabar.model.reports import Report
from khabar.model.values import Qualifier
from khabar.reconcile.articles.combatants import read_toll
from khabar.reconcile.articles.main_event import find_main

_DEATHS = frozenset({"killed", "casualties"})
_REAL = frozenset({Modality.HAPPENED, Modality.SUSPECTED, Modality.DENIED})


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
    """The highest count in the main event, else in any event, else in a total over time."""
    main = find_main(report.claims)
    members = {claim.id for claim in main.claims} if main else set()
    told = killed_claims(report, measure)
    totals = [c for c in report.claims if c.part_of is None and c.modality in _REAL]
    for claims in ([c for c in told if c.id in members], told, totals):
        counts = [_count(claim, report, measure) for claim in _answering(claims, measure)]
        if any(counts):
            return max(counts)
    return None


def _answering(claims: Sequence[Claim], measure: str) -> Sequence[Claim]:
    """The claims that give a number, of these those that count civilians; all where there are none."""
    stated = [c for c in claims if any(_is_stated(f) for f in c.figures if f.measure == measure)]
    civil = [c for c in stated if any(f.measure == measure and f.who == "civilians" for f in c.figures)]
    return civil or stated or claims


def _is_stated(figure: Figure) -> bool:
    return figure.count.value.qualifier is not Qualifier.VAGUE


def _survivors(report: Report) -> int:
    """Those hit who are not told dead, where some are."""
    main = find_main(report.claims)
    return int(main.wounded.number) if main and main.killed and main.wounded else 0


def _count(claim: Claim, report: Report, measure: str) -> int:
    """Those who are no fighters by the highest figure, else members of armed groups, else all."""
    parts = [part for part in report.claims if part.part_of == claim.id]
    toll = read_toll(claim, parts, measure)
    if toll is None:
        return 0
    groups = [f.count.value for f in claim.figures if f.measure == measure and f.who == "fighters"]
    ranges = [f.count.value for f in claim.figures if f.measure == measure and f.count.value.high]
    wider = sum(int((one.high or 0) - one.stated) for one in ranges) if toll.others else 0
    return int(toll.others or sum(one.stated for one in groups) or toll.total) + wider


def _is_contested(claim: Claim) -> bool:
    """True where somebody denies, or says that nobody died; who cannot confirm it contests no deaths.

    Nor does he who denies what counts others than the dead: a leader wounded, homes burnt.
    """
    measures = {figure.measure for figure in claim.figures}
    if claim.modality is Modality.NOT_HAPPENED:
        return bool(claim.sources) and bool(measures & _DEATHS)
    denied = any(source.stance is Stance.DENIES for source in claim.sources)
    return denied and (not measures or bool(measures & _DEATHS))
