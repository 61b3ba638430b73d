"""Adapter for `fakes_syria`: the first incident of an article that counts people killed."""

from typing import Any

from benchmarks.accuracy.articles import Row, killed_claims, read_row
from khabar.model.claims import ActorClass, Claim, Role
from khabar.model.reports import Report
from khabar.model.values import Qualifier

_FIGHTERS = frozenset({"soldiers", "fighters", "police", "combatants", "attackers"})
_GOVERNORATES = {
    "Aleppo": "aleppo",
    "Damascus": "damascus",
    "Rif-dimashq": "damascus",
    "Rif Dimashq": "damascus",
    "Idlib": "idlib",
    "Deir ez-Zor": "deir ezzor",
    "Raqqa": "raqqa",
    "Ar-Raqqah": "raqqa",
    "Homs": "homs",
    "Al-Hasakah": "hasakeh",
    "Hama": "hama",
    "Daraa": "daraa",
    "Latakia": "lattakia",
    "Quneitra": "quneitra",
    "Tartus": "tartous",
}
_CAUSES = {
    "air_strike": "shelling",
    "drone_strike": "shelling",
    "shelling": "shelling",
    "missile_strike": "shelling",
    "bombing": "explosion",
    "suicide_bombing": "explosion",
    "grenade_attack": "explosion",
    "chemical_attack": "chemical and toxic gases",
    "shooting": "shooting",
    "execution": "execution",
}
_ISIS = "the organization of the islamic state in iraq and the levant - isis"
_NAMES = {
    "Islamic State": _ISIS,
    "al-Nusra Front": "al-nusra front",
    "Syria": "syrian government or russian troops",
    "Russia": "syrian government or russian troops",
    "Government of Syria": "syrian government or russian troops",
    "Assad government": "syrian government or russian troops",
    "Armed forces of Syria": "syrian government or russian troops",
    "Armed forces of Russia": "syrian government or russian troops",
    "Government of Russia": "syrian government or russian troops",
    "US-led coalition": "international coalition forces",
    "United States": "international coalition forces",
    "Syrian Democratic Forces": "self administration forces",
    "People's Protection Units": "self administration forces",
}
_CLASSES = {
    ActorClass.STATE_FORCES: "syrian government or russian troops",
    ActorClass.STATE: "syrian government or russian troops",
    ActorClass.REBEL: "armed opposition groups",
    ActorClass.FOREIGN_FORCES: "international coalition forces",
}


def predict(row: Row) -> dict[str, Any]:
    """The prediction for a blind row; 0 where nobody is said to be killed."""
    report = read_row(row)
    claims = killed_claims(report, "killed")
    main = min(claims, key=_is_vague, default=None)
    parts = tuple(claim for claim in report.claims if main and claim.part_of == main.id)
    total = _count(main)
    fighters = min(total, _count(main, _FIGHTERS) or sum(_count(part, _FIGHTERS) for part in parts))
    return {
        "id": row["id"],
        "killed_total": total,
        "killed_civilians": total - fighters,
        "killed_noncivilians": fighters,
        "children": _among((main, *parts), "children"),
        "women": _among((main, *parts), "women"),
        "governorate": _governorate(main, report),
        "actor": _actor(main),
        "cause": _CAUSES.get(main.kind, "unknown") if main else "unknown",
        "date": row["published"],
    }


def _is_vague(claim: Claim) -> bool:
    return all(
        f.count.value.qualifier is Qualifier.VAGUE for f in claim.figures if f.measure == "killed"
    )


def _count(claim: Claim | None, who: frozenset[str] | None = None) -> int:
    figures = claim.figures if claim else ()
    return int(
        sum(
            f.count.value.stated
            for f in figures
            if f.measure == "killed" and (who is None or f.who in who)
        )
    )


def _among(claims: tuple[Claim | None, ...], who: str) -> int:
    return max((_count(claim, frozenset({who})) for claim in claims), default=0)


def _governorate(main: Claim | None, report: Report) -> str | None:
    for claim in (main, *report.claims):
        if claim and claim.place and claim.place.value.country == "SY":
            found = _GOVERNORATES.get(claim.place.value.admin1 or claim.place.value.name)
            if found:
                return found
    return None


def _actor(main: Claim | None) -> str:
    for actor in sorted(main.actors if main else (), key=lambda actor: actor.role is Role.PARTY):
        if actor.role in (Role.PERPETRATOR, Role.PARTY):
            party = actor.who.value
            found = _NAMES.get(party.name or "") or _CLASSES.get(party.actor_class)
            if found:
                return found
    return "unknown"
