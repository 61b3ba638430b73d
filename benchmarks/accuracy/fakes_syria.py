"""Adapter for `fakes_syria`: the main event of an article, and its first count of dead, or the title's.

Small arms and clashes are one cause in this set, shells, rockets and bombs from the air another.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from benchmarks.accuracy.articles import Row, killed_claims, read_row
from khabar import vocab
from khabar.model.claims import Actor, ActorClass, Claim
from khabar.model.reports import Report
from khabar.model.values import Place, Qualifier, Quantity
from khabar.reconcile.articles.combatants import read_toll
from khabar.reconcile.articles.main_event import MainEvent, find_main
from khabar.text.places.gazetteer import Gazetteer
from khabar.text.places.mentions import find_places

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
    "Hasakah": "hasakeh",
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
    "armed_clash": "shooting",
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
    "Hezbollah": "syrian government or russian troops",
    "Free Syrian Army": "armed opposition groups",
    "US-led coalition": "international coalition forces",
    "United States": "international coalition forces",
    "Syrian Democratic Forces": "self administration forces",
    "Kurdish forces": "self administration forces",
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
    main = find_main(report.claims, row["title"])
    counting = min(_counting(report), key=_says_little, default=None)
    parts = tuple(claim for claim in report.claims if counting and claim.part_of == counting.id)
    toll = read_toll(counting, parts, "killed") if counting else None
    total, civilians, others = (toll.total, toll.others, toll.combatants) if toll else (0, 0, 0)
    if main and main.killed and main.killed.titled:
        total = main.killed.number
        civilians, others = (total - others, others) if civilians else (0, others and total)
    return {
        "id": row["id"],
        "killed_total": int(total),
        "killed_civilians": int(civilians),
        "killed_noncivilians": int(others),
        "children": _among((counting, *parts), "children"),
        "women": _among((counting, *parts), "women"),
        "governorate": _governorate(_places(counting, main, report)),
        "actor": next(filter(None, map(_organisation, main.doers if main else ())), "unknown"),
        "cause": _CAUSES.get(main.kind, "unknown") if main else "unknown",
        "date": row["published"],
    }


def _counting(report: Report) -> Sequence[Claim]:
    """The claims that count dead of an event; where there are none, totals over time."""
    totals = (claim for claim in report.claims if claim.part_of is None and _counts(claim))
    return killed_claims(report, "killed") or tuple(totals)


def _counts(claim: Claim) -> tuple[Quantity, ...]:
    return tuple(f.count.value for f in claim.figures if f.measure == "killed")


def _says_little(claim: Claim) -> bool:
    """True for vague words, and for one person told of alone: a victim, seldom the whole toll."""
    counts = _counts(claim)
    return all(c.qualifier is Qualifier.VAGUE for c in counts) or sum(c.stated for c in counts) == 1


def _among(claims: tuple[Claim | None, ...], who: str) -> int:
    return max((_count(claim, who) for claim in claims if claim), default=0)


def _count(claim: Claim, who: str) -> int:
    killed = (f for f in claim.figures if f.measure == "killed" and f.who == who)
    return int(sum(figure.count.value.stated for figure in killed))


def _places(counting: Claim | None, main: MainEvent | None, report: Report) -> Iterator[Place]:
    """The places of the title, of the count, of the main event, and all that the report names."""
    gazetteer, article = Gazetteer.load(), report.article
    yield from (reading.value for reading in find_places(article.title or "", gazetteer))
    claims = (*([counting] if counting else []), *(main.claims if main else ()))
    yield from (claim.place.value for claim in claims if claim.place)
    yield from (reading.value for reading in find_places(article.text, gazetteer))


def _governorate(places: Iterable[Place]) -> str | None:
    syrian = (place for place in places if place.country == "SY")
    found = (_GOVERNORATES.get(place.admin1 or place.name) for place in syrian)
    return next(filter(None, found), None)


def _organisation(actor: Actor) -> str | None:
    """The group of the set that an actor belongs to; forces of a state that is none of them are none."""
    party = actor.who.value
    if party.name in _NAMES:
        return _NAMES[party.name]
    armies = {ActorClass.STATE, ActorClass.STATE_FORCES}
    known = vocab.load().find_actors(party.name or "")
    foreign = bool(known) and known[0].country not in {"SY", "RU"}
    country = vocab.load().find_country(party.name or "")
    if party.actor_class in armies and (foreign or country not in {None, "SY", "RU"}):
        return None
    return _CLASSES.get(party.actor_class)
