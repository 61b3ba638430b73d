"""How many of those counted were fighters of any side, and how many were not, by an article's words.

Reports count both together and say who they were beside the number: "11 people, two of them soldiers",
"27 dead, eight of them civilians". Whom the words do not call fighters is counted as none.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from khabar.model.claims import Claim, Figure

COMBATANTS = frozenset(
    {"soldiers", "fighters", "police", "security_forces", "combatants", "attackers", "peacekeepers"}
)

_ANYBODY = COMBATANTS | {None, "people", "men"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many persons a claim counts, and how many of them its words and its parts call fighters."""

    total: float
    combatants: float

    @property
    def others(self) -> float:
        """Those who are not called fighters."""
        return self.total - self.combatants


def read_toll(claim: Claim, parts: Iterable[Claim], measure: str) -> Toll | None:
    """The toll of a claim with the parts of it; None where it counts no persons of that measure.

    Where a part counts civilians, those outside it are taken for fighters if the whole says no other.
    """
    counted = [f for f in claim.figures if f.measure == measure and f.unit == "persons"]
    if not counted:
        return None
    total = _sum(counted)
    armed = _sum(f for f in counted if f.who in COMBATANTS)
    inside = [f for part in parts for f in part.figures if f.measure == measure]
    civilians = _sum(f for f in inside if f.who == "civilians")
    if 0 < civilians < total - armed and all(f.who in _ANYBODY for f in counted):
        return Toll(total=total, combatants=total - civilians)
    armed_inside = _sum(f for f in inside if f.who in COMBATANTS)
    return Toll(total=total, combatants=min(total, armed or armed_inside))


def _sum(figures: Iterable[Figure]) -> float:
    return sum(figure.count.value.stated for figure in figures)
