"""Events from JSON that khabar wrote itself, as `quick` does it for claims: nothing is checked twice."""

from collections.abc import Iterable
from datetime import date

from khabar.model.bounds import Bounds
from khabar.model.claims import ActorClass, Certainty, Modality, Party, Role, Scope
from khabar.model.events import About, Account, Dispute, Event, EventActor, Status, Step, Tally
from khabar.record.quick import Fields, read_period, read_place

_ROLES, _CERTAINTIES = {one.value: one for one in Role}, {one.value: one for one in Certainty}
_CLASSES, _STATUSES = {one.value: one for one in ActorClass}, {one.value: one for one in Status}
_MODALITIES, _SCOPES = {one.value: one for one in Modality}, {one.value: one for one in Scope}
_ABOUT = {one.value: one for one in About}


def read_event(fields: Fields) -> Event:
    """The event that `encode_event` wrote; raises one of `quick.FAULTS` where it is none."""
    place, when = fields["place"], fields["when"]
    return Event(
        id=fields["id"],
        kind=fields["kind"],
        modality=_MODALITIES[fields["modality"]],
        scope=_SCOPES[fields["scope"]],
        actors=tuple(map(_actor, fields["actors"])),
        place=None if place is None else read_place(place),
        when=None if when is None else read_period(when),
        figures=tuple([_tally(tally, None) for tally in fields["figures"].values()]),
        status=_STATUSES[fields["status"]],
        disputes=tuple(map(_dispute, fields["disputes"])),
        independent_sources=fields["independent_sources"],
        claims=tuple(fields["claims"]),
        articles=tuple(fields["articles"]),
        first_reported=date.fromisoformat(fields["first_reported"]),
        last_reported=date.fromisoformat(fields["last_reported"]),
        part_of=fields["part_of"],
    )


def _actor(fields: Fields) -> EventActor:
    return EventActor(
        role=_ROLES[fields["role"]],
        who=Party(name=fields["name"], actor_class=_CLASSES[fields["class"]]),
        text=fields["text"],
        certainty=_CERTAINTIES[fields["certainty"]],
        claims=tuple(fields["claims"]),
        said_by=tuple(fields["said_by"]),
        denied_by=tuple(fields["denied_by"]),
    )


def _tally(fields: Fields, who: str | None) -> Tally:
    return Tally(
        measure=fields["measure"],
        unit=fields["unit"],
        who=who,
        bounds=_bounds(fields),
        rule=fields["rule"],
        accounts=tuple(map(_account, fields["accounts"])),
        contested=fields["contested"],
        of_whom=_groups(fields["of_whom"].items()),
        history=tuple(map(_step, fields["history"])),
    )


def _groups(groups: Iterable[tuple[str, Fields]]) -> tuple[Tally, ...]:
    return tuple([_tally(group, name) for name, group in groups])


def _bounds(fields: Fields) -> Bounds:
    low, best, high = fields["low"], fields["best"], fields["high"]
    return Bounds(
        low=None if low is None else float(low),
        best=None if best is None else float(best),
        high=None if high is None else float(high),
    )


def _step(fields: Fields) -> Step:
    return Step(day=date.fromisoformat(fields["day"]), bounds=_bounds(fields))


def _account(fields: Fields) -> Account:
    low, high = fields["low"], fields["high"]
    return Account(
        who=fields["who"],
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        claims=tuple(fields["claims"]),
        said_by=tuple(fields["said_by"]),
        publishers=tuple(fields["publishers"]),
        denied_by=tuple(fields["denied_by"]),
        first=date.fromisoformat(fields["first"]),
        last=date.fromisoformat(fields["last"]),
        superseded=fields["superseded"],
    )


def _dispute(fields: Fields) -> Dispute:
    return Dispute(about=_ABOUT[fields["about"]], why=fields["why"], claims=tuple(fields["claims"]))
