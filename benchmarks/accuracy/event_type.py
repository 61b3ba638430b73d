"""Adapter for `event_type`: the kind of a snippet's first claim, by khabar's crosswalk to ACLED."""

from typing import Any

from benchmarks.accuracy.articles import Row, read_row
from khabar import vocab as vocabulary
from khabar.model.claims import ActorClass, Claim, Modality, Role, Scope

_TOLD = frozenset({Modality.HAPPENED, Modality.SUSPECTED, Modality.DENIED})
_LABELS = {
    "Armed clash": "ARMED_CLASH",
    "Government regains territory": "GOV_REGAINS_TERIT",
    "Non-state actor overtakes territory": "NON_STATE_ACTOR_OVERTAKES_TER",
    "Chemical weapon": "CHEM_WEAP",
    "Air/drone strike": "AIR_STRIKE",
    "Suicide bomb": "SUIC_BOMB",
    "Shelling/artillery/missile attack": "ART_MISS_ATTACK",
    "Remote explosive/landmine/IED": "REM_EXPLOS",
    "Grenade": "GRENADE",
    "Sexual violence": "SEX_VIOL",
    "Attack": "ATTACK",
    "Abduction/forced disappearance": "ABDUCT_DISSAP",
    "Peaceful protest": "PEACE_PROTEST",
    "Protest with intervention": "PROTEST_WITH_INTER",
    "Excessive force against protesters": "FORCE_AGAINST_PROTEST",
    "Violent demonstration": "VIOL_DEMONSTR",
    "Mob violence": "MOB_VIOL",
    "Agreement": "AGREEMENT",
    "Arrests": "ARREST",
    "Change to group/activity": "CHANGE_TO_GROUP_ACT",
    "Disrupted weapons use": "DISR_WEAP",
    "Headquarters or base established": "HQ_ESTABLISHED",
    "Looting/property destruction": "PROPERTY_DISTRUCT",
    "Non-violent transfer of territory": "NON_VIOL_TERRIT_TRANSFER",
    "Other": "OTHER",
}
# Kinds without one sub-event type of ACLED.
_OTHERS = {
    "attack": "ATTACK",
    "shooting": "ATTACK",
    "toll": "ATTACK",
    "deployment": "CHANGE_TO_GROUP_ACT",
    "withdrawal": "CHANGE_TO_GROUP_ACT",
    "talks": "DIPLO",
    "offer": "DIPLO",
    "demand": "DIPLO",
    "threat": "DIPLO",
    "refusal": "DIPLO",
    "sanction": "DIPLO",
}


def predict(row: Row) -> dict[str, Any]:
    """The prediction for a blind row: of the first claim of what happened, else of the first claim."""
    claims = read_row(row).claims
    told = [c for c in claims if c.modality in _TOLD and c.scope is not Scope.BACKGROUND]
    main = next(iter(told or claims), None)
    return {"id": row["id"], "label": label(main) if main else "OTHER"}


def label(claim: Claim) -> str:
    """The set's label for a claim; OTHER for kinds that the set has no class for."""
    if claim.kind == "territory_change":
        return _gain(claim)
    acled = vocabulary.load().kinds[claim.kind].acled
    return _LABELS[acled.sub_event] if acled else _OTHERS.get(claim.kind, "OTHER")


def _gain(claim: Claim) -> str:
    takers = {a.who.value.actor_class for a in claim.actors if a.role is Role.PERPETRATOR}
    state = {ActorClass.STATE, ActorClass.STATE_FORCES, ActorClass.FOREIGN_FORCES}
    return "GOV_REGAINS_TERIT" if takers & state else "NON_STATE_ACTOR_OVERTAKES_TER"
