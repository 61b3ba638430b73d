"""What happened, in one sentence made of an event's values and of nothing else."""

from collections.abc import Iterator
from datetime import date

from khabar.export.event_phrases import name_all, phrase_kind, phrase_tally, says_who
from khabar.export.phrases import phrase_location, phrase_period, show
from khabar.model.claims import Certainty, Role
from khabar.model.events import Event, EventActor
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
    figures = ", ".join(phrase_tally(tally) for tally in event.figures)
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


def _join(names: list[str]) -> str:
    *firsts, last = names
    return f"{', '.join(firsts)} and {last}" if firsts else last
