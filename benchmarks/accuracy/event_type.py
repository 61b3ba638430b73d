"""Adapter for `event_type`: the sub-event type of a snippet's foremost claim, as ACLED names it."""

from collections.abc import Sequence
from typing import Any

from benchmarks.accuracy.articles import Row, read_row
from khabar.model.claims import Claim
from khabar.reconcile.merging.subevents import find_foremost, find_sub_event

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
    "deployment": "CHANGE_TO_GROUP_ACT",
    "withdrawal": "CHANGE_TO_GROUP_ACT",
    "talks": "AGREEMENT",
    "diplomatic_step": "DIPLO",
    "offer": "DIPLO",
    "demand": "DIPLO",
    "threat": "DIPLO",
    "refusal": "DIPLO",
    "sanction": "DIPLO",
    "disaster": "NATURAL_DISASTER",
}


def predict(row: Row) -> dict[str, Any]:
    """The prediction for a blind row: the sub-event of the claim that tells best what it is about."""
    claims = read_row(row).claims
    main = find_foremost(claims)
    return {"id": row["id"], "label": label(main, claims) if main else "OTHER"}


def label(claim: Claim, claims: Sequence[Claim]) -> str:
    """The set's label for a claim; OTHER for kinds that the set has no class for."""
    sub_event = find_sub_event(claim, [other for other in claims if other is not claim])
    return _LABELS[sub_event] if sub_event else _OTHERS.get(claim.kind, "OTHER")
