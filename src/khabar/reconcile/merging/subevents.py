"""What ACLED calls a claim, where that depends on more than its kind: on whose side people stand.

A raid on soldiers is a clash, one on villagers an attack; ground that the army takes is regained. The
crosswalk of `kinds.toml` says what follows from the kind alone.
"""

import functools
from collections.abc import Iterator, Sequence

from khabar import vocab
from khabar.model.claims import Actor, ActorClass, Claim, Modality, Role, Scope

_STATE = frozenset({ActorClass.STATE, ActorClass.STATE_FORCES, ActorClass.FOREIGN_FORCES})
_REBELS = frozenset({ActorClass.REBEL, ActorClass.MILITIA, ActorClass.JIHADIST})
_ARMED = _REBELS | {ActorClass.STATE_FORCES, ActorClass.FOREIGN_FORCES}
_UNARMED = frozenset({ActorClass.CIVILIANS, ActorClass.RESIDENTS, ActorClass.OFFICIALS})
_CROWD = frozenset({ActorClass.PROTESTERS})
_BEARING_ARMS = frozenset(
    {"soldiers", "police", "fighters", "combatants", "security_forces", "peacekeepers", "attackers"}
)
_POSTS = frozenset(
    {
        "base",
        "checkpoint",
        "post",
        "barracks",
        "headquarters",
        "headquarter",
        "patrol",
        "convoy",
        "garrison",
    }
    | {"outpost", "position", "positions", "bases", "checkpoints", "posts", "troops", "personnel"}
    | {"forces", "army", "military"}
)
_MOB = frozenset({"mob", "mobs", "villagers", "locals", "vigilantes", "vigilante", "crowd", "residents"})
_COMMUNAL = frozenset(
    {
        "tribesmen",
        "herdsmen",
        "herders",
        "farmers",
        "clans",
        "communities",
        "youths",
        "students",
        "tribes",
    }
)
_RETAKING = frozenset(
    {"retake", "recapture", "reclaim", "liberate", "win back", "regain control", "recover control"}
    | {"restore control", "regain territory", "drive", "push", "flush", "push out of", "push back from"}
)
_OPEN = frozenset({"attack", "toll", "shooting", "execution", "armed_clash"})
_HARMS = frozenset({"killed", "wounded", "casualties"})
_GENERAL = frozenset(
    {"toll", "attack", "displacement", "evacuation", "return", "situation", "demand", "threat", "offer"}
    | {"refusal", "disaster", "property_destruction", "arson"}
)
_MEANS = frozenset(
    {"air_strike", "drone_strike", "shelling", "missile_strike", "bombing", "suicide_bombing"}
    | {"grenade_attack", "chemical_attack", "sexual_violence", "abduction", "mob_violence"}
    | {"weapons_seized"}
)
_TOLD = frozenset({Modality.HAPPENED, Modality.SUSPECTED, Modality.DENIED})


def find_foremost(claims: Sequence[Claim]) -> Claim | None:
    """The claim that tells best what an article is about; None where it has none.

    It is the first of what happened now; one that leaves the means or the event open yields to a
    later one of the lead (the sentence and the next) that does not.
    """
    told = [c for c in claims if c.modality in _TOLD and c.scope is not Scope.BACKGROUND] or claims
    if not told:
        return None
    first = told[0]
    quotes = list(dict.fromkeys(claim.quote for claim in told))[:_LEAD]
    lead = [claim for claim in told if claim.quote in quotes and claim.part_of is None]
    return next((claim for claim in lead if _says_more(claim, first)), first)


def _says_more(claim: Claim, first: Claim) -> bool:
    """True where a claim names the means that the first leaves open, or an event where it names none."""
    if first.kind == "attack":
        return claim.kind in _MEANS
    open_ended = first.kind in _GENERAL or first.rule == "crackdown"
    return open_ended and claim.kind not in _GENERAL and not _takes_people(claim)


def _takes_people(claim: Claim) -> bool:
    return claim.kind == "territory_change" and any(f.measure == "detained" for f in claim.figures)


_LEAD = 2  # sentences that tell something; tried 1 to 3


def find_sub_event(claim: Claim, told: Sequence[Claim] = ()) -> str | None:
    """The ACLED sub-event type of a claim, by its kind, its sides and what is told beside it.

    None where ACLED has no such type. `told` are the other claims of the article.
    """
    kinds = {other.kind for other in (claim, *told)}
    if claim.kind == "territory_change" or (claim.kind == "withdrawal" and "territory_change" in kinds):
        return _gain(claim, kinds)
    if claim.kind in {"protest", "protest_crackdown", "riot", "arrest"}:
        return _crowd(claim, told, kinds) or _of_kind(claim)
    if claim.kind in {"property_destruction", "arson"} and any(
        _is_crowd(actor) for actor in _of_role(claim, Role.PERPETRATOR)
    ):
        return "Violent demonstration"
    if claim.kind in _OPEN:
        return _violence(claim, told, kinds)
    return _of_kind(claim)


def _of_kind(claim: Claim) -> str | None:
    acled = vocab.load().kinds[claim.kind].acled
    return acled.sub_event if acled else None


def _gain(claim: Claim, kinds: set[str]) -> str:
    peaceful = kinds.isdisjoint({"armed_clash", "attack", "shelling", "air_strike", "toll", "shooting"})
    if peaceful and not kinds.isdisjoint({"withdrawal", "agreement", "ceasefire"}):
        return "Non-violent transfer of territory"
    if claim.rule in {"hand", "cede", "relinquish"}:
        return "Non-violent transfer of territory"
    takers = list(_of_role(claim, Role.PERPETRATOR))
    if any(_is_state(actor) for actor in takers):
        return "Government regains territory"
    regained = claim.rule in _RETAKING and not any(bears_arms(actor) for actor in takers)
    return "Government regains territory" if regained else "Non-state actor overtakes territory"


def _crowd(claim: Claim, told: Sequence[Claim], kinds: set[str]) -> str | None:
    """What became of a protest; None for an arrest without one."""
    stopped = "protest_crackdown" in kinds or any(_stops(other) for other in (claim, *told))
    if claim.kind == "arrest":
        crowd = "protest" in kinds or "riot" in kinds or bool(_classes(claim, Role.TARGET) & _CROWD)
        return "Protest with intervention" if crowd and _stops(claim) else None
    if claim.kind == "protest_crackdown" and _classes(claim, Role.TARGET) & _ARMED:
        return "Armed clash"
    if kinds & {"riot", "property_destruction", "arson"}:
        return "Violent demonstration"
    if not stopped:
        return None
    harmed = any(_harms(other) for other in (claim, *told))
    return "Excessive force against protesters" if harmed else "Protest with intervention"


def _stops(claim: Claim) -> bool:
    """True for an arrest by somebody: those of whom only the arrest is told may be what it is about."""
    told = claim.kind == "arrest" and claim.modality in _TOLD
    return told and bool(_classes(claim, Role.PERPETRATOR) & _STATE)


def _harms(claim: Claim) -> bool:
    return any(figure.measure in _HARMS for figure in claim.figures)


def _violence(claim: Claim, told: Sequence[Claim], kinds: set[str]) -> str | None:
    doers, targets = list(_of_role(claim, Role.PERPETRATOR)), list(_of_role(claim, Role.TARGET))
    beside = [other for other in told if other.kind == "armed_clash" and not doers]
    parties = [actor for other in (claim, *beside) for actor in _of_role(other, Role.PARTY)]
    crowd = any(_is_crowd(actor) for actor in (*doers, *parties))
    if crowd or (claim.kind == "armed_clash" and not kinds.isdisjoint({"protest", "riot"})):
        return "Violent demonstration"
    if any(_is_mob(actor) for actor in (*doers, *parties)):
        return "Mob violence"
    if any(_is_crowd(actor) for actor in targets) and (not doers or any(map(_is_state, doers))):
        return "Excessive force against protesters"
    if not doers and "protest_crackdown" in kinds:
        return "Excessive force against protesters"
    if claim.kind == "armed_clash":
        communal = bool(parties) and all(_is_communal(actor) for actor in parties)
        return "Mob violence" if communal else "Armed clash"
    fights = (other for other in (claim, *told) if other is claim or _goes_on(other, doers))
    return "Armed clash" if any(_is_fight(other, doers) for other in fights) else "Attack"


def _goes_on(other: Claim, doers: Sequence[Actor]) -> bool:
    """True for violence told beside a claim that nobody else is said to have done."""
    acting = [actor for actor in other.actors if actor.role in {Role.PERPETRATOR, Role.PARTY}]
    words = {word for actor in doers for word in actor.who.text.lower().split()}
    same = not acting or any(words & set(actor.who.text.lower().split()) for actor in acting)
    return other.kind in _OPEN and other.part_of is None and same


def _is_fight(claim: Claim, doers: Sequence[Actor]) -> bool:
    """True where those attacked bear arms too, and none of them is said to be a civilian."""
    targets = [actor for actor in claim.actors if actor.role in {Role.TARGET, Role.PARTY}]
    counted = {figure.who for figure in claim.figures if figure.measure in _HARMS}
    civil = any(actor.who.value.actor_class in _UNARMED for actor in targets)
    both = _classes(claim, Role.PERPETRATOR)
    if both & _REBELS and both & {ActorClass.STATE_FORCES, ActorClass.FOREIGN_FORCES}:
        return True  # "troops repelled an attack by rebels": the tree makes doers of both
    armed = any(bears_arms(actor) for actor in targets) or bool(counted & _BEARING_ARMS)
    doing = not doers or any(bears_arms(actor) for actor in doers)
    return armed and doing and not civil and "civilians" not in counted


def _of_role(claim: Claim, role: Role) -> Iterator[Actor]:
    return (actor for actor in claim.actors if actor.role is role)


def _classes(claim: Claim, role: Role) -> set[ActorClass]:
    return {actor.who.value.actor_class for actor in _of_role(claim, role)}


def _is_crowd(actor: Actor) -> bool:
    return actor.who.value.actor_class in _CROWD or "protester" in actor.who.text.lower()


def _is_state(actor: Actor) -> bool:
    return actor.who.value.actor_class in _STATE


def _is_mob(actor: Actor) -> bool:
    return not _MOB.isdisjoint(actor.who.text.lower().split())


def _is_communal(actor: Actor) -> bool:
    return not _COMMUNAL.isdisjoint(actor.who.text.lower().split())


def bears_arms(actor: Actor) -> bool:
    """True for those under arms, and for their posts and vehicles."""
    words = actor.who.text.lower().replace("-", " ").split()
    named = not _POSTS.isdisjoint(words) or any(_who(word) in _BEARING_ARMS for word in words)
    return named or actor.who.value.actor_class in _ARMED


@functools.cache
def _who(word: str) -> str | None:
    """The word under which a noun's people are counted."""
    words = vocab.load()
    noun = words.people.get(words.lemma(word, "NNS")) or words.people.get(word)
    return noun.who if noun else None
