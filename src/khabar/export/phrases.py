"""Short words for people: how a kind, a figure, a day, a place or a source is put in one line."""

import re
from calendar import monthrange

from khabar.model.claims import Actor, Certainty, Claim, Figure, Modality, Role, Scope, Source, Stance
from khabar.model.values import (
    Period,
    Place,
    PlacePrecision,
    Qualifier,
    Quantity,
    Reading,
    TimePrecision,
)

# C0 and C1 controls, marks that turn the direction of writing, line and paragraph separators, and
# lone surrogates: in a terminal they move the cursor or reorder what a person sees.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACES = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")

_STANCES = {
    Stance.ASSERTS: "said by",
    Stance.ESTIMATES: "estimated by",
    Stance.DENIES: "denied by",
    Stance.ACCUSES: "alleged by",
    Stance.CONFIRMS: "confirmed by",
    Stance.DOUBTS: "doubted by",
}
_SIGNS = {
    Qualifier.AT_LEAST: "≥ ",
    Qualifier.MORE_THAN: "> ",
    Qualifier.AT_MOST: "≤ ",
    Qualifier.UP_TO: "≤ ",
    Qualifier.AS_MANY_AS: "≤ ",
    Qualifier.ABOUT: "≈ ",
    Qualifier.NEARLY: "≈ ",
}


def show(text: str) -> str:
    r"""`text` on one line, with everything that a terminal would obey made visible or plain.

    >>> show("red\x1b[31m\nalert")
    'red�[31m alert'
    """
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text))


def spell(word: str) -> str:
    """A word of the contract as a person would write it.

    >>> spell("air_strike")
    'air strike'
    """
    return word.replace("_", " ")


def phrase_count(count: Reading[Quantity]) -> str:
    """The bounds of a count: `≥ 46`, `10–15`, `“dozens” (≥ 24)`, `> 50 %`."""
    value = count.value
    unit = " %" if value.percent else ""
    if value.qualifier is Qualifier.BETWEEN:
        return f"{write_number(value.low)}–{write_number(value.high)}{unit}"  # a range takes an en dash
    if value.qualifier is Qualifier.VAGUE:
        return f"“{show(count.text)}” (≥ {write_number(value.low)}{unit})"
    return f"{_SIGNS.get(value.qualifier, '')}{write_number(value.stated)}{unit}"


def phrase_figure(figure: Figure) -> str:
    """A figure with what it counts: `killed ≥ 46 civilians`."""
    counted = spell(figure.who or ("" if figure.unit in {"persons", "percent"} else figure.unit))
    count = phrase_count(figure.count)
    return " ".join(filter(None, (spell(figure.measure), count, "" if counted in count else counted)))


def phrase_when(when: Reading[Period]) -> str:
    """The days: `2016-12-04`, `2016-11`, `2011`, `2016-12-01 to 2016-12-04`, or the words alone."""
    return phrase_period(when.value) or f"“{show(when.text)}”"


def phrase_period(period: Period) -> str:
    """The days of a period as in `phrase_when`; empty where neither end is known."""
    start, end, precision = period.start, period.end, period.precision
    if start is None or end is None:
        return f"since {start}" if start else (f"until {end}" if end else "")
    if start == end:
        return start.isoformat()
    if precision is TimePrecision.YEAR and start.year == end.year:
        return f"{start.year:04}"
    if precision is TimePrecision.MONTH and (end - start).days < monthrange(start.year, start.month)[1]:
        return f"{start:%Y-%m}"
    return f"{start} to {end}"


def phrase_place(place: Reading[Place]) -> str:
    """The place as finely as the words say it, with what contains it: `Kafr Nabel, Idlib, SY`."""
    value = place.value
    return _within(value, value.name if value.precision is PlacePrecision.EXACT else place.text)


def phrase_location(place: Place) -> str:
    """A place that several claims agree on: `Kafr Nabel, Idlib, SY`, `near Kafr Nabel, Idlib, SY`."""
    near = "near " if place.precision is PlacePrecision.NEAR else ""
    return _within(place, f"{near}{place.name}")


def _within(place: Place, first: str) -> str:
    parts = [first]
    parts += [part for part in (place.admin1, place.country) if part and part not in first]
    return show(", ".join(parts))


def phrase_source(source: Source) -> str:
    """Who stands where: `said by Reuters`, `denied by Moscow`."""
    return f"{_STANCES[source.stance]} {name_party(source)}"


def phrase_actor(actor: Actor) -> str:
    """Who did or suffered it: `Russia (suspected)`."""
    hedge = "" if actor.certainty is Certainty.STATED else f" ({actor.certainty.value})"
    return f"{name_party(actor)}{hedge}"


def name_party(party: Source | Actor) -> str:
    """The canonical name, or the words where there is none."""
    return show(party.who.value.name or party.who.text)


def phrase_status(claim: Claim) -> str:
    """What is unusual about a claim: `suspected`, `cumulative`; empty for an incident that happened.

    A threat that is threatened, or an offer that is offered, says so once.
    """
    unusual = []
    if claim.modality is not Modality.HAPPENED and not claim.modality.startswith(claim.kind):
        unusual.append(spell(claim.modality))
    if claim.scope is not Scope.INCIDENT:
        unusual.append(spell(claim.scope))
    return ", ".join(unusual)


def list_actors(claim: Claim, *roles: Role) -> str:
    """The actors of a claim in any of `roles`."""
    return "; ".join(phrase_actor(actor) for actor in claim.actors if actor.role in roles)


def write_number(number: float | None) -> str:
    """A number with its thousands set apart; `?` where it is not known."""
    if number is None:
        return "?"
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,}"
