"""Which of the places of one name is meant, settled for a whole article at once.

Every name votes for the countries and provinces it may lie in; each is then read in the light of the
votes of all others, of how near its places are to theirs, and of how well known they are. The weights
are in powers of ten of population. What each gains or loses by being moved is told in
docs/decisions/0004-gazetteer.md (geoparse dev, 815 articles).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log10

from khabar.text.places.chains import kilometres, lies_in
from khabar.text.places.folding import are_spellings, fold
from khabar.text.places.gazetteer import Entry, Kind
from khabar.text.places.toponyms import Toponym
from khabar.text.places.votes import Ballot, Division, Point, Tally, Votes

_KIND = {
    Kind.COUNTRY: 3.0,
    Kind.ADMIN1: 0.6,
    Kind.ADMIN2: -0.3,
    Kind.CITY: 0.0,
    Kind.REGION: 1.5,
    Kind.DISTRICT: 0.5,
}
_ALTERNATE = -2.5
_SHORTENED = -1.5  # for a name that is a part of the first: Columbia, of the District of Columbia
_SPELLING = -0.7  # for an alternate name that is spelled like the first: Pittsburgh is not Pittsburg
_CAPITAL = 1.5
_COUNTRY = 4.0
_ADMIN1 = 4.0
_NEARNESS = 6.0
_DAMPING = 0.25  # how fast a namesake counts for less: one that is a hundredth as well known for a third
_MOST_POINTS = 40  # namesakes of one name that others may lie near to
_SPLIT = 0.5  # the vote of a name of several places, divided among the provinces they lie in
_UNSURE = 0.8  # the vote for the place chosen among several
# What the votes and the points of a name count for that the article has inside longer names only
_PART_VOTE = 0.3
_PART_POINT = 0.7
_ROUNDS = 2  # accuracy at 161 km on geoparse dev: 1 .851, 2 .874, 3 .874, 4 .874
_POINTS = frozenset({Kind.CITY, Kind.ADMIN2, Kind.DISTRICT})
_APART = 161.0  # kilometres; nearer places of one name are not told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The likeliest place of a name.

    `margin` is its lead over the next one that is elsewhere; None where there is no other.
    """

    entry: Entry
    margin: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean, and how likely it is before anything is known of the article."""

    entry: Entry
    rank: float


def resolve(
    toponyms: tuple[Toponym, ...], hints: dict[str, float], firm: frozenset[str]
) -> tuple[Choice | None, ...]:
    """The place meant by each toponym; None where no place of the name is left.

    `hints` weighs countries that demonyms, the date line or the publisher point to; `firm` are the
    names that are sure to tell where it plays: what is only in longer names (Hotel Toledo) tells less.
    """
    narrowed = _narrow(toponyms)
    candidates = [
        _rank_all(toponym.key, entries) for toponym, entries in zip(toponyms, narrowed, strict=True)
    ]
    chosen: list[Choice | None] = [None] * len(toponyms)
    for _ in range(_ROUNDS):
        ballots = _cast(toponyms, candidates, chosen)
        tally = _count({key: _weigh(key, ballot, firm) for key, ballot in ballots.items()}, hints)
        chosen = _choose_all(toponyms, candidates, tally)
    return tuple(chosen)


def _choose_all(
    toponyms: tuple[Toponym, ...], candidates: list[tuple[Candidate, ...]], tally: Tally
) -> list[Choice | None]:
    """The choice for each toponym; namesakes with the same candidates share it."""
    known: dict[tuple[str, int, int | None], Choice | None] = {}
    chosen = []
    for toponym, ranked in zip(toponyms, candidates, strict=True):
        same = (toponym.key, len(ranked), ranked[0].entry.geonames if ranked else None)
        if same not in known:
            known[same] = _choose(toponym.key, ranked, tally)
        chosen.append(known[same])
    return chosen


def _narrow(toponyms: tuple[Toponym, ...]) -> list[tuple[Entry, ...]]:
    """For each toponym the places inside the one named after it, here or at its first namesake."""
    inside: dict[str, tuple[Entry, ...]] = {}
    own = [_lying_inside(toponym, toponyms) for toponym in toponyms]
    for toponym, entries in zip(toponyms, own, strict=True):
        if entries:
            inside.setdefault(toponym.key, entries)
    return [
        entries or _common(toponym.entries, inside.get(toponym.key, ()))
        for toponym, entries in zip(toponyms, own, strict=True)
    ]


def _lying_inside(toponym: Toponym, toponyms: tuple[Toponym, ...]) -> tuple[Entry, ...]:
    if toponym.outer is None:
        return ()
    outers = toponyms[toponym.outer].entries
    return tuple(entry for entry in toponym.entries if any(lies_in(entry, outer) for outer in outers))


def _common(entries: tuple[Entry, ...], others: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry in others) or entries


def _rank_all(key: str, entries: tuple[Entry, ...]) -> tuple[Candidate, ...]:
    ranked = (Candidate(entry=entry, rank=_rank(key, entry)) for entry in entries)
    return tuple(sorted(ranked, key=lambda candidate: (-candidate.rank, candidate.entry.geonames or 0)))


def _rank(key: str, entry: Entry) -> float:
    rank = log10(entry.population + 100) + _KIND[entry.kind] + (_CAPITAL if entry.capital else 0.0)
    return rank + _rank_name(key, entry)


def _rank_name(key: str, entry: Entry) -> float:
    """What a name loses that is not the first of its place; provinces have theirs in many languages."""
    first = fold(entry.name)
    if first == key or entry.kind not in {Kind.CITY, Kind.ADMIN1}:
        return 0.0
    alike = are_spellings(entry.name, key)
    if not alike and f" {key} " in f" {first} ":
        return _SHORTENED
    if entry.kind is Kind.ADMIN1:
        return 0.0
    return _SPELLING if alike else _ALTERNATE


def _choose(key: str, candidates: tuple[Candidate, ...], tally: Tally) -> Choice | None:
    if len(candidates) < 2:
        return Choice(entry=candidates[0].entry, margin=None) if candidates else None
    scored = _score_all(key, candidates, tally)
    score, best = scored[0]
    rivals = (other for other, entry in scored[1:] if kilometres(best, entry.lat, entry.lon) > _APART)
    rival = next(rivals, None)
    return Choice(entry=best, margin=None if rival is None else score - rival)


def _score_all(key: str, candidates: tuple[Candidate, ...], tally: Tally) -> list[tuple[float, Entry]]:
    """Candidates with their scores, best first; nearness is measured only where it can decide."""
    based = sorted(
        ((_base(key, candidate, tally), candidate.entry) for candidate in candidates), key=_by_score
    )
    top = based[0][0]
    scored = [
        (base + _NEARNESS * tally.nearness(key, entry), entry)
        if base + _NEARNESS > top
        else (base, entry)
        for base, entry in based
    ]
    return sorted(scored, key=_by_score)


def _by_score(scored: tuple[float, Entry]) -> tuple[float, int]:
    return -scored[0], scored[1].geonames or 0


def _base(key: str, candidate: Candidate, tally: Tally) -> float:
    entry = candidate.entry
    score = candidate.rank + _COUNTRY * tally.share_of_country(key, entry.country or "")
    if entry.kind is not Kind.COUNTRY:
        score += _ADMIN1 * tally.share_of_division(key, _divide(entry))
    return score


def _cast(
    toponyms: tuple[Toponym, ...],
    candidates: Iterable[tuple[Candidate, ...]],
    chosen: Iterable[Choice | None],
) -> dict[str, Ballot]:
    """One ballot for each name, however often it stands in the article."""
    ballots: dict[str, Ballot] = {}
    for toponym, ranked, choice in zip(toponyms, candidates, chosen, strict=True):
        if toponym.key not in ballots:
            narrowed = len(ranked) < len(toponym.entries)
            ballots[toponym.key] = _fill(ranked, choice, narrowed)
    return ballots


def _fill(ranked: tuple[Candidate, ...], choice: Choice | None, narrowed: bool) -> Ballot:
    """The vote for the place chosen so far, and half a vote split among all that it may be."""
    divisions = sorted({_divide(c.entry) for c in ranked})
    best = choice.entry if choice else None
    sure = best is not None and (len(divisions) == 1 or best.kind is Kind.COUNTRY or narrowed)
    weight = 1.0 if sure else _UNSURE
    votes = [] if sure else [(division, _SPLIT / len(divisions)) for division in divisions]
    if best is not None:
        votes.append((_divide(best), weight))
    return Ballot(
        countries=Votes.add_up((country, vote) for (country, _), vote in votes),
        divisions=Votes.add_up((division, vote) for division, vote in votes if division[1]),
        points=_list_points(ranked),
    )


def _list_points(ranked: tuple[Candidate, ...]) -> tuple[Point, ...]:
    """Where the namesakes lie, the likeliest first; none for the name of a country."""
    if any(candidate.entry.kind is Kind.COUNTRY for candidate in ranked):
        return ()
    points = [candidate for candidate in ranked if candidate.entry.kind in _POINTS]
    return tuple(
        Point(c.entry.lat, c.entry.lon, _divide(c.entry), 10 ** (_DAMPING * (c.rank - ranked[0].rank)))
        for c in points[:_MOST_POINTS]
    )


def _weigh(key: str, ballot: Ballot, firm: frozenset[str]) -> Ballot:
    """A ballot, which counts less for a name that the article has inside longer names only."""
    if key in firm:
        return ballot
    return replace(
        ballot,
        countries=ballot.countries.times(_PART_VOTE),
        divisions=ballot.divisions.times(_PART_VOTE),
        points=tuple(point._replace(likely=point.likely * _PART_POINT) for point in ballot.points),
    )


def _divide(entry: Entry) -> Division:
    return entry.country or "", entry.admin1 or ""


def _count(ballots: dict[str, Ballot], hints: dict[str, float]) -> Tally:
    countries = [vote for ballot in ballots.values() for vote in ballot.countries.each.items()]
    divisions = [vote for ballot in ballots.values() for vote in ballot.divisions.each.items()]
    return Tally(
        ballots=ballots,
        countries=Votes.add_up([*hints.items(), *countries]),
        divisions=Votes.add_up(divisions),
    )
