"""Adapter for `displacement`: the first figure of people who had to move, else of homes lost."""

from typing import Any

from benchmarks.accuracy.articles import Row, read_row
from benchmarks.accuracy.countries import iso3
from khabar.model.claims import Claim, Figure

_TERMS = {
    "displaced": "Displaced",
    "evacuated": "Evacuated",
    "sheltering": "Sheltered",
    "relocated": "Relocated",
    "homeless": "Homeless",
    "in_camp": "In Relief Camp",
    "destroyed": "Destroyed Housing",
    "damaged": "Partially Destroyed Housing",
}
# Words of people who go of themselves, because they must; the set has a term for them.
_FLEEING = frozenset({"flee", "force", "leave", "abandon", "escape", "drive"})
_UNITS = {"persons": "People", "households": "Households", "buildings": "Households"}


def predict(row: Row) -> dict[str, Any]:
    """The prediction for a blind row; the place is that of the figure's claim, else of any claim."""
    claims = read_row(row).claims
    found = [pair for claim in claims for pair in _figures(claim)]
    claim, figure = min(found, key=lambda pair: _rank(pair[1]), default=(None, None))
    places = [c.place.value for c in (claim, *claims) if c and c.place]
    place = places[0] if places else None
    return {
        "id": row["id"],
        "quantity": int(figure.count.value.stated) if figure else None,
        "term": _term(claim, figure) if claim and figure else None,
        "unit": _UNITS[figure.unit] if figure else None,
        "location": place.name if place else None,
        "country": iso3(place.country) if place else None,
    }


def _term(claim: Claim, figure: Figure) -> str:
    fled = figure.measure == "displaced" and claim.rule.split()[0] in _FLEEING
    return "Forced to Flee" if fled else _TERMS[figure.measure]


def _rank(figure: Figure) -> int:
    """The set counts people where the text does, then homes destroyed, then those damaged."""
    return {"destroyed": 1, "damaged": 2}.get(figure.measure, 0)


def _figures(claim: Claim) -> list[tuple[Claim, Figure]]:
    return [(claim, f) for f in claim.figures if f.measure in _TERMS and f.unit in _UNITS]
