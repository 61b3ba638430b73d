"""Who is in an event: each actor of a role once, who says so, who denies it, and who disagrees."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple, TypeVar

from khabar import vocab
from khabar.model.claims import Actor, ActorClass, Certainty, Claim, Role
from khabar.model.events import About, Dispute, EventActor
from khabar.reconcile.merging.tellers import Said, Teller, show_tellers
from khabar.vocabulary.pronouns import PRONOUNS

T = TypeVar("T")

_FIRMEST = (
    Certainty.STATED,
    Certainty.CLAIMED,
    Certainty.ACCUSED,
    Certainty.SUSPECTED,
    Certainty.DENIED,
)
_DOERS = frozenset({Role.PERPETRATOR, Role.PARTY})


class _Seen(NamedTuple):
    """An actor in one claim; `tellers` put it in its role, `deniers` say that it was not."""

    actor: Actor
    claim: Claim
    tellers: tuple[Teller, ...]
    deniers: tuple[Teller, ...]


def list_actors(statements: Iterable[Said], shown: Mapping[str, str]) -> tuple[EventActor, ...]:
    """The actors of an event by role, name and class; those without a name by role and class."""
    groups: dict[tuple[str, str, str], list[_Seen]] = defaultdict(list)
    for statement in statements:
        for seen in _look(statement):
            who = seen.actor.who.value
            name = (who.name or "").casefold()
            groups[seen.actor.role.value, name, who.actor_class.value].append(seen)
    return tuple(_build_actor(groups[key], shown) for key in sorted(groups))


def is_about_actor(claim: Claim, denier: Teller) -> bool:
    """True where a denier speaks for who is said to have done it: the deed stands, its doer does not."""
    return any(_speaks_for(denier, actor) for actor in claim.actors if actor.role in _DOERS)


def dispute_actors(actors: Sequence[EventActor]) -> tuple[Dispute, ...]:
    """The disputes about who did it: one for those blamed differently, one for each denial."""
    blamed = [
        actor
        for actor in actors
        if actor.role is Role.PERPETRATOR and actor.who.name is not None and actor.said_by
    ]
    rivals = [actor for pair in combinations(blamed, 2) if _are_rivals(*pair) for actor in pair]
    disputes = [_dispute_denial(actor) for actor in actors if actor.denied_by and actor.said_by]
    if rivals:
        unique = tuple(dict.fromkeys(rivals))
        says = "; ".join(f"{actor.who.name} ({', '.join(actor.said_by)})" for actor in unique)
        claims = tuple(sorted({id_ for actor in unique for id_ in actor.claims}))
        disputes.append(Dispute(about=About.ACTOR, why=f"blamed: {says}", claims=claims))
    return tuple(disputes)


def _look(statement: Said) -> Iterable[_Seen]:
    claim = statement.claim
    told = () if statement.is_denial else (statement.teller,)
    deniers = statement.deniers
    for actor in claim.actors:
        denied = actor.certainty is Certainty.DENIED
        aimed = tuple(who for who in deniers if _speaks_for(who, actor)) if actor.role in _DOERS else ()
        yield _Seen(
            actor=actor,
            claim=claim,
            tellers=() if denied else told,
            deniers=aimed or (deniers if denied else ()),
        )


def _speaks_for(teller: Teller, actor: Actor) -> bool:
    who = actor.who.value
    if who.name is not None and teller.named:
        return who.name.casefold() == teller.name
    return who.actor_class is teller.actor_class and who.actor_class is not ActorClass.UNKNOWN


def _build_actor(seen: Sequence[_Seen], shown: Mapping[str, str]) -> EventActor:
    return EventActor(
        role=seen[0].actor.role,
        who=_choose([one.actor.who.value for one in seen], lambda who: (who.name or "",)),
        text=_choose(_name_out([one.actor.who.text for one in seen]), lambda text: (len(text), text)),
        certainty=min((one.actor.certainty for one in seen), key=_FIRMEST.index),
        claims=tuple(sorted({one.claim.id for one in seen})),
        said_by=show_tellers((who for one in seen for who in one.tellers), shown),
        denied_by=show_tellers((who for one in seen for who in one.deniers), shown),
    )


def _name_out(said: Sequence[str]) -> Sequence[str]:
    """What is said without pronouns, where something is: "it" names nobody beside "the docks"."""
    return [text for text in said if text.lower() not in PRONOUNS] or said


def _choose(said: Sequence[T], rank: Callable[[T], tuple[object, ...]]) -> T:
    """What is said most often; of several the first by rank."""
    if len(said) == 1:
        return said[0]
    often = Counter(said)
    return min(often, key=lambda one: (-often[one], *rank(one)))


def _are_rivals(left: EventActor, right: EventActor) -> bool:
    """True where some blame the one and others the other, and the two can be told apart.

    Who is blamed by one claim together with the other is no rival; nor is a name of the same state.
    """
    apart = set(left.said_by) - set(right.said_by) and set(right.said_by) - set(left.said_by)
    if not apart or set(left.claims) & set(right.claims):
        return False
    names = [frozenset((actor.who.name or "").casefold().split()) for actor in (left, right)]
    if names[0] <= names[1] or names[1] <= names[0]:
        return False
    states = {_find_state(actor) for actor in (left, right)}
    return len(states) == 2 or None in states


def _find_state(actor: EventActor) -> str | None:
    """The country whose government or forces an actor is; None for all others."""
    known = vocab.load().find_actors(actor.who.name or "")
    if actor.who.actor_class not in (ActorClass.STATE, ActorClass.STATE_FORCES) or not known:
        return None
    return known[0].country


def _dispute_denial(actor: EventActor) -> Dispute:
    why = (
        f"{actor.who.name or actor.text} as {actor.role.value}: said by {', '.join(actor.said_by)}, "
        f"denied by {', '.join(actor.denied_by)}"
    )
    return Dispute(about=About.ACTOR, why=why, claims=actor.claims)
