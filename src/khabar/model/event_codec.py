"""Events to JSON and back, in the words and the order of schema 1.

Keys of `figures` are measures, those of `of_whom` words for who is counted. A measure that is counted
in a second unit stands under both words ("destroyed vehicles"). What is written is all that an event
has: `decode_event(encode_event(event)) == event`.
"""

from collections.abc import Iterable

from khabar.model.bounds import Bounds
from khabar.model.claims import ActorClass, Certainty, Modality, Party, Role, Scope
from khabar.model.codec import (
    SCHEMA,
    Record,
    encode_number,
    encode_period,
    encode_place,
)
from khabar.model.cursor import Cursor, Json, number_or_none, text_or_none
from khabar.model.decode import decode_period, decode_place
from khabar.model.events import (
    About,
    Account,
    Dispute,
    Event,
    EventActor,
    Status,
    Step,
    Tally,
)


def encode_event(event: Event) -> Record:
    """The JSON object of an event."""
    return {
        "type": "event",
        "schema": SCHEMA,
        "id": event.id,
        "kind": event.kind,
        "modality": event.modality.value,
        "scope": event.scope.value,
        "actors": [_actor(actor) for actor in event.actors],
        "place": None if event.place is None else encode_place(event.place),
        "when": None if event.when is None else encode_period(event.when),
        "figures": _tallies(event.figures),
        "status": event.status.value,
        "disputes": [_dispute(dispute) for dispute in event.disputes],
        "independent_sources": event.independent_sources,
        "claims": list(event.claims),
        "articles": list(event.articles),
        "first_reported": event.first_reported.isoformat(),
        "last_reported": event.last_reported.isoformat(),
        "part_of": event.part_of,
    }


def decode_event(record: Json, path: str = "$") -> Event:
    """The event that `encode_event` wrote; `path` is where `record` stands.

    Raises InputError `bad_json` that names the place, what was expected and what came.
    """
    at = Cursor(record, path)
    for key, wanted in (("type", "event"), ("schema", SCHEMA)):
        if at.at(key).value != wanted:
            raise at.at(key).refuse(f"{key} {wanted}")
    place, when = at.at("place").known(), at.at("when").known()
    return Event(
        id=at.at("id").text(),
        kind=at.at("kind").text(),
        modality=at.at("modality").choice(Modality),
        scope=at.at("scope").choice(Scope),
        actors=tuple(_read_actor(actor) for actor in at.at("actors").each()),
        place=None if place is None else decode_place(place),
        when=None if when is None else decode_period(when),
        figures=tuple(_read_tally(tally, None) for _, tally in at.at("figures").items()),
        status=at.at("status").choice(Status),
        disputes=tuple(_read_dispute(dispute) for dispute in at.at("disputes").each()),
        independent_sources=at.at("independent_sources").whole(),
        claims=_texts(at.at("claims")),
        articles=_texts(at.at("articles")),
        first_reported=at.at("first_reported").day(),
        last_reported=at.at("last_reported").day(),
        part_of=text_or_none(at.at("part_of")),
    )


def _tallies(tallies: Iterable[Tally]) -> Record:
    """The tallies by measure, those after the first of a measure by measure and unit."""
    record: Record = {}
    for tally in tallies:
        key = tally.measure if tally.measure not in record else f"{tally.measure} {tally.unit}"
        record[key] = _tally(tally)
    return record


def _tally(tally: Tally) -> Record:
    return {
        **_bounds(tally.bounds),
        "rule": tally.rule,
        "measure": tally.measure,
        "unit": tally.unit,
        "contested": tally.contested,
        "accounts": [_account(account) for account in tally.accounts],
        "of_whom": {str(group.who): _tally(group) for group in tally.of_whom},
        "history": [{"day": step.day.isoformat(), **_bounds(step.bounds)} for step in tally.history],
    }


def _bounds(bounds: Bounds) -> Record:
    return {
        "low": encode_number(bounds.low),
        "best": encode_number(bounds.best),
        "high": encode_number(bounds.high),
    }


def _account(account: Account) -> Record:
    return {
        "who": account.who,
        "low": encode_number(account.low),
        "high": encode_number(account.high),
        "claims": list(account.claims),
        "said_by": list(account.said_by),
        "publishers": list(account.publishers),
        "denied_by": list(account.denied_by),
        "first": account.first.isoformat(),
        "last": account.last.isoformat(),
        "superseded": account.superseded,
        "titled": account.titled,
    }


def _actor(actor: EventActor) -> Record:
    return {
        "role": actor.role.value,
        "text": actor.text,
        "name": actor.who.name,
        "class": actor.who.actor_class.value,
        "certainty": actor.certainty.value,
        "claims": list(actor.claims),
        "said_by": list(actor.said_by),
        "denied_by": list(actor.denied_by),
    }


def _dispute(dispute: Dispute) -> Record:
    return {"about": dispute.about.value, "why": dispute.why, "claims": list(dispute.claims)}


def _read_tally(at: Cursor, who: str | None) -> Tally:
    return Tally(
        measure=at.at("measure").text(),
        unit=at.at("unit").text(),
        who=who,
        bounds=_read_bounds(at),
        rule=at.at("rule").text(),
        accounts=tuple(_read_account(account) for account in at.at("accounts").each()),
        contested=at.at("contested").flag(),
        of_whom=tuple(_read_tally(group, name) for name, group in at.at("of_whom").items()),
        history=tuple(_read_step(step) for step in at.at("history").each()),
    )


def _read_bounds(at: Cursor) -> Bounds:
    with at.checking():
        return Bounds(
            low=number_or_none(at.at("low")),
            best=number_or_none(at.at("best")),
            high=number_or_none(at.at("high")),
        )


def _read_step(at: Cursor) -> Step:
    return Step(day=at.at("day").day(), bounds=_read_bounds(at))


def _read_account(at: Cursor) -> Account:
    titled = at.find("titled")  # lines of older versions have none
    return Account(
        who=text_or_none(at.at("who")),
        low=number_or_none(at.at("low")),
        high=number_or_none(at.at("high")),
        claims=_texts(at.at("claims")),
        said_by=_texts(at.at("said_by")),
        publishers=_texts(at.at("publishers")),
        denied_by=_texts(at.at("denied_by")),
        first=at.at("first").day(),
        last=at.at("last").day(),
        superseded=at.at("superseded").flag(),
        titled=titled is not None and titled.flag(),
    )


def _read_actor(at: Cursor) -> EventActor:
    who = Party(name=text_or_none(at.at("name")), actor_class=at.at("class").choice(ActorClass))
    return EventActor(
        role=at.at("role").choice(Role),
        who=who,
        text=at.at("text").text(),
        certainty=at.at("certainty").choice(Certainty),
        claims=_texts(at.at("claims")),
        said_by=_texts(at.at("said_by")),
        denied_by=_texts(at.at("denied_by")),
    )


def _read_dispute(at: Cursor) -> Dispute:
    return Dispute(
        about=at.at("about").choice(About),
        why=at.at("why").text(),
        claims=_texts(at.at("claims")),
    )


def _texts(at: Cursor) -> tuple[str, ...]:
    return tuple(item.text() for item in at.each())
