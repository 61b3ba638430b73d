"""What happened, in one sentence made of an event's values and of nothing else."""

from collections.abc import Iterator
from datetime import date

from khabar.export.event_phrases import name_all, phrase_kind, phrase_tally, says_who
from khabar.export.phrases import phrase_location, phrase_period, show, spell, write_number
from khabar.model.claims import Certainty, Role
from khabar.model.events import Event, EventActor, Tally
from khabar.model.values import Period, PlacePrecision

_BEFORE = {
    Role.PERPETRATOR: "by",
    Role.PARTY: "between",
    Role.ORGANISER: "organised by",
    Role.PROVIDER: "given by",
    Role.PARTICIPANT: "with",
    Role.TARGET: "against",
    Role.RECIPIENT: "for",
}
# Units of what is said before the measure: "12 buildings destroyed", but "aid 12 tonnes".
_COUNTED = frozenset({"persons", "households", "buildings", "vehicles"})


def tell_event(event: Event) -> str:
    """The sentence: `Air strike in Durango, Biscay, ES, on 31 March 1937, by Germany (accused): ...`.

    What is not known is left out; who is only suspected or denies it is said to be.
    """
    kind = phrase_kind(event)
    parts = [kind[0].upper() + kind[1:]]
    if event.place is not None:
        near = event.place.precision is PlacePrecision.NEAR
        parts[0] += f" {phrase_location(event.place)}" if near else f" in {phrase_location(event.place)}"
    day = tell_days(event.when) if event.when else ""
    parts += [day] if day else []
    parts += _tell_actors(event)
    figures = ", ".join(map(_tell_tally, event.figures))
    return f"{', '.join(parts)}: {figures}." if figures else f"{', '.join(parts)}."


def tell_days(period: Period) -> str:
    """A period in words, with its preposition: `on 31 March 1937`; empty where neither end is known."""
    start, end = period.start, period.end
    if start is None or end is None or start == end:
        joint = "on" if start and end else ("since" if start else "until")
        day = start or end
        return f"{joint} {write_day(day)}" if day else ""
    short = phrase_period(period)
    if len(short) == len("1937"):
        return f"in {short}"
    if len(short) == len("1937-03"):
        return f"in {start:%B} {start.year}"
    return f"between {write_day(start)} and {write_day(end)}"


def write_day(day: date) -> str:
    """A day as it is read: `31 March 1937`.

    >>> write_day(date(1937, 3, 31))
    '31 March 1937'
    """
    return f"{day.day} {day:%B} {day.year}"


def _tell_actors(event: Event) -> Iterator[str]:
    for role, before in _BEFORE.items():
        named = [actor for actor in event.actors if actor.role is role and says_who(actor)]
        told = [_tell_actor(actor) for actor in named]
        if told:
            joint = "with" if before == "between" and len(told) == 1 else before
            yield f"{joint} {_join(told)}"


def _tell_actor(actor: EventActor) -> str:
    doubts = [] if actor.certainty is Certainty.STATED else [actor.certainty.value]
    doubts += [f"denied by {name_all(actor.denied_by)}"] if actor.denied_by else []
    return show(actor.who.name or actor.text) + (f" ({', '.join(doubts)})" if doubts else "")


def _tell_tally(tally: Tally) -> str:
    """A figure as it is said: `336 killed (at least 250)`, `at least 12 children killed, contested`."""
    if tally.unit not in _COUNTED:
        return phrase_tally(tally)
    counted = spell(tally.who or ("" if tally.unit == "persons" else tally.unit))
    low, best, high = tally.bounds.low, tally.bounds.best, tally.bounds.high
    span = _tell_span(low, high)
    is_plain = best is None or best == low == high or (high is None and best == low)
    number = span if is_plain else write_number(best)
    doubts = [] if is_plain else [span]
    doubts += ["contested"] if tally.contested else []
    after = f" ({', '.join(doubts)})" if doubts else ""
    return " ".join(filter(None, (number, counted, spell(tally.measure)))) + after


def _tell_span(low: float | None, high: float | None) -> str:
    if low is None:
        return "an unknown number" if high is None else f"at most {write_number(high)}"
    if high is None:
        return f"at least {write_number(low)}"
    return write_number(low) if low == high else f"{write_number(low)} to {write_number(high)}"


def _join(names: list[str]) -> str:
    *firsts, last = names
    return f"{', '.join(firsts)} and {last}" if firsts else last
