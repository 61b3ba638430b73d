"""Adapter for `displacement`: the first figure of people or homes that had to move or were lost."""

from typing import Any

from benchmarks.accuracy.articles import Row, read_row
from benchmarks.accuracy.countries import iso3
from khabar.model.claims import Claim, Figure

_TERMS = {
    "displaced": "Displaced",
    "evacuated": "Evacuated",
    "sheltering": "Sheltered",
    "destroyed": "Destroyed Housing",
}
_UNITS = {"persons": "People", "households": "Households", "buildings": "Households"}


def predict(row: Row) -> dict[str, Any]:
    """The prediction for a blind row; the place is that of the figure's claim, else of any claim."""
    claims = read_row(row).claims
    found = [pair for claim in claims for pair in _figures(claim)]
    claim, figure = found[0] if found else (None, None)
    places = [c.place.value for c in (claim, *claims) if c and c.place]
    place = places[0] if places else None
    return {
        "id": row["id"],
        "quantity": int(figure.count.value.stated) if figure else None,
        "term": _TERMS[figure.measure] if figure else None,
        "unit": _UNITS[figure.unit] if figure else None,
        "location": place.name if place else None,
        "country": iso3(place.country) if place else None,
    }


def _figures(claim: Claim) -> list[tuple[Claim, Figure]]:
    return [(claim, f) for f in claim.figures if f.measure in _TERMS and f.unit in _UNITS]
