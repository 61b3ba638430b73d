"""The main event of one article, and what all its claims say of it.

An article tells one event in many sentences: the toll in the lead, then the victims one by one, the
place, the hour, an older event told again. Here its claims are sorted into those that tell of the main
event and those that do not, and the figures of the former are put side by side. Nothing is added up but
persons whom the words tell apart ("another man", two ages, two names): they are a lower bound.
"""

import functools
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khabar import vocab
from khabar.model.claims import Claim, Figure, Modality, Scope
from khabar.model.values import Period, Place, PlacePrecision, Reading, TimePrecision
from khabar.reconcile.victims import count_different, describe, is_single


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many, by those claims that say the most; None is an open end.

    `counted` is true where no claim gives the number. It is then a lower bound, where persons are told
    one by one, or an upper one, where it is casualties less the dead.
    """

    low: float | None
    high: float | None
    claims: tuple[str, ...]
    counted: bool

    @property
    def stated(self) -> float:
        """The number that the words name, whichever bound it is."""
        number = self.low if self.low is not None else self.high
        assert number is not None  # noqa: S101  # built from quantities, which have one
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class MainEvent:
    """What an article mainly tells of: its claims in the order of the text, and their values.

    `killed` and `wounded` are None where the claims count none; `place` and `when` are those of
    the claim that tells them most finely, None where none does.
    """

    claims: tuple[Claim, ...]
    killed: Toll | None
    wounded: Toll | None
    place: Reading[Place] | None
    when: Reading[Period] | None


_HARMS = ("killed", "wounded", "casualties")
_OWN_DOING = frozenset({"himself", "herself"})
_POINTING = re.compile(r"(?:the|that|this|he|she|him|her)\b", re.IGNORECASE)
_SLACK = timedelta(days=1)  # a night has two days, and papers name either
_DYING = timedelta(days=30)  # within which a death is taken for that of one wounded; as UNECE for roads
_DYING_WORDS = frozenset({"die", "succumb", "death", "dead", "perish"})
_OLD = timedelta(days=14)  # before publication; what is told as older belongs to another story
# Range tried 0-100,000 on 2,492 gun-violence reports: killed .790 at 1,200, .793 at 400, .789 at 0.
_LEAD = 400  # code points behind the first count within which the dead of the event are told
_DEATH = re.compile(
    r"\b(?:dead|dies?|died|kill\w*|fatal\w*|homicides?|murder\w*|slain|slaying|deadly|deaths?|manslaughter"
    r"|bod(?:y|ies)|autopsy|funeral|mourn\w*)\b",
    re.IGNORECASE,
)
_REAL = frozenset({Modality.HAPPENED, Modality.SUSPECTED, Modality.DENIED})
_VIOLENT = frozenset({"attack", "armed_clash", "toll", "protest_crackdown"})
_INFERRED = frozenset({"jurisdiction", "dateline"})  # whose police tells it, not where it was
_FINENESS = (
    (PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT),
    (PlacePrecision.PROVINCE, PlacePrecision.UNKNOWN),
    (PlacePrecision.REGION, PlacePrecision.COUNTRY),
)
_DAYS = (
    (TimePrecision.HOUR, TimePrecision.DAY),
    (TimePrecision.WEEK, TimePrecision.RANGE, TimePrecision.RELATIVE),
    (TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.UNKNOWN),
)


def find_main(
    claims: Sequence[Claim], title: str | None = None, published: date | None = None
) -> MainEvent | None:
    """What an article mainly tells of; None where none of its claims tells of violence.

    It is the event of the first claim that counts dead or hurt, with all claims whose day and place do
    not contradict it. Totals over time are left out, and so are older events.
    """
    told = [claim for claim in claims if _tells_of_violence(claim)]
    if not told:
        return None
    anchor = next((claim for claim in told if _counts_harm(claim)), told[0])
    frame = _frame(anchor, told)
    members = tuple(c for c in told if c is anchor or _belongs(c, anchor, frame, published))
    killed = _find_killed(members, anchor, title)
    return MainEvent(
        claims=members,
        killed=killed,
        wounded=_find_wounded(members, killed),
        place=_finest_place(members),
        when=_finest_day(members),
    )


def _tells_of_violence(claim: Claim) -> bool:
    real = claim.modality in _REAL and claim.scope is not Scope.CUMULATIVE
    return real and claim.kind in _violent_kinds()


@functools.cache
def _violent_kinds() -> frozenset[str]:
    """The violent kinds and all below them in the tree."""
    kinds, found = vocab.load().kinds, set(_VIOLENT)
    while more := {name for name, kind in kinds.items() if kind.parent in found} - found:
        found |= more
    return frozenset(found)


def _counts_harm(claim: Claim) -> bool:
    return any(figure.measure in _HARMS for figure in claim.figures)


def _frame(anchor: Claim, told: Sequence[Claim]) -> tuple[Claim, ...]:
    """The anchor and, where it has no day, the first claim that has one and does not contradict it."""
    if _days(anchor):
        return (anchor,)
    dated = (c for c in told if _days(c) and c.scope is not Scope.BACKGROUND and not _differ(c, anchor))
    return (anchor, *[claim for claim, _ in zip(dated, range(1), strict=False)])


def _belongs(claim: Claim, anchor: Claim, frame: Sequence[Claim], published: date | None) -> bool:
    days = _days(claim)
    if any(_differ(claim, other) for other in frame):
        return False
    if anchor.scope is Scope.BACKGROUND or not days:
        return True
    if claim.scope is Scope.BACKGROUND:
        return False
    dated = published is None or any(_days(other) for other in frame)
    return dated or (published is not None and published - days[1] <= _OLD)


def _days(claim: Claim) -> tuple[date, date] | None:
    when = claim.when.value if claim.when else None
    return (when.start, when.end) if when and when.start and when.end else None


def _differ(claim: Claim, other: Claim) -> bool:
    """True where their days, or the provinces of their places, cannot be those of one event."""
    return _days_differ(claim, other) or _places_differ(claim, other)


def _days_differ(claim: Claim, other: Claim) -> bool:
    one, two = _days(claim), _days(other)
    if not one or not two:
        return False
    later, earlier = one[0] - two[1], two[0] - one[1]
    dies = claim.rule in _DYING_WORDS or claim.kind == "toll"
    return earlier > _SLACK or later > (_DYING if dies else _SLACK)


def _places_differ(claim: Claim, other: Claim) -> bool:
    if not claim.place or not other.place or {claim.place.rule, other.place.rule} & _INFERRED:
        return False
    one, two = claim.place.value, other.place.value
    countries = one.country and two.country and one.country != two.country
    return bool(countries or (one.admin1 and two.admin1 and one.admin1 != two.admin1))


def _find_killed(members: Sequence[Claim], anchor: Claim, title: str | None) -> Toll | None:
    """The highest count of dead; none where neither lead nor title tells of any.

    Dead who are told of only far behind a lead that has none are those of another story.
    """
    counting = [c for c in members if any(f.measure == "killed" for f in c.figures)]
    lead = any(c.span.start <= anchor.span.start + _LEAD for c in counting)
    if not counting or not (lead or (title and _DEATH.search(title))):
        return None
    return max((*_stated(counting, "killed"), *_apart(counting, ("killed",))), key=_order)


def _find_wounded(members: Sequence[Claim], killed: Toll | None) -> Toll | None:
    """The highest count of hurt who live: stated, casualties less the dead, or told apart from them."""
    dead = killed.stated if killed else 0
    wholes = [claim for claim in members if claim.part_of is None]
    stated = list(_stated(wholes, "wounded"))
    if killed:
        stated = [toll for toll in stated if toll.stated > 1] + list(_beside_dead(wholes))
    hit = (*_stated(wholes, "casualties"), *_apart(wholes, _HARMS))
    known = _list_singles(wholes, ("killed",))
    hurt = _list_singles(wholes, ("wounded", "casualties"))
    others = _count_apart((*known, *hurt)) - _count_apart(known) if killed else 0
    told = [
        *stated,
        *(_less(toll, dead) for toll in hit if toll.stated > dead),
        *([_least(others, hurt)] if others else []),
    ]
    return max(told, key=_order, default=None)


def _order(toll: Toll) -> tuple[float, bool]:
    return (toll.stated, not toll.counted)


def _stated(claims: Iterable[Claim], measure: str) -> Iterator[Toll]:
    """The count of each claim, its figures put together: "three men and a boy"."""
    for claim in claims:
        figures = [
            f for f in claim.figures if f.measure == measure and f.count.text.lower() not in _OWN_DOING
        ]
        figures = figures or [f for f in claim.figures if f.measure == measure]
        if figures and sum(f.count.value.stated for f in figures):
            yield _sum(figures, claim)


def _sum(figures: Sequence[Figure], claim: Claim) -> Toll:
    lows = [figure.count.value.low for figure in figures]
    highs = [figure.count.value.high for figure in figures]
    low = None if None in lows else sum(low for low in lows if low is not None)
    high = None if None in highs else sum(high for high in highs if high is not None)
    if low is None and high is None:
        low = sum(figure.count.value.stated for figure in figures)
    return Toll(low=low, high=high, claims=(claim.id,), counted=False)


@dataclass(frozen=True, slots=True)
class _Single:
    """One person told of, by the claim that does."""

    claim: Claim
    figure: Figure


def _list_singles(claims: Iterable[Claim], measures: Sequence[str]) -> tuple[_Single, ...]:
    """The persons told of one by one, in the order of the claims.

    Left out is "shot himself" where nobody else is harmed: that man is told of elsewhere.
    """
    return tuple(
        _Single(claim, figure)
        for claim in claims
        for figure in claim.figures
        if figure.measure in measures and is_single(figure)
        if figure.count.text.lower() not in _OWN_DOING or len(claim.figures) > 1
    )


def _count_apart(persons: Sequence[_Single]) -> int:
    return count_different([describe(person.claim, person.figure) for person in persons])


def _apart(claims: Sequence[Claim], measures: Sequence[str]) -> Iterator[Toll]:
    persons = _list_singles(claims, measures)
    if persons:
        yield _least(_count_apart(persons), persons)


def _least(number: int, persons: Sequence[_Single]) -> Toll:
    ids = tuple(dict.fromkeys(person.claim.id for person in persons))
    return Toll(low=number, high=None, claims=ids, counted=True)


def _less(toll: Toll, dead: float) -> Toll:
    """Those hit less the dead: at most so many live, at least those who are told one by one."""
    rest = toll.stated - dead
    low, high = (rest, None) if toll.counted else (None, rest)
    return Toll(low=low, high=high, claims=toll.claims, counted=True)


def _beside_dead(claims: Sequence[Claim]) -> Iterator[Toll]:
    """The wounded counted in a sentence that counts dead as well, unless the words may mean the same."""
    dead: dict[str, set[str]] = {}
    for claim in claims:
        named = {f.count.text.lower() for f in claim.figures if f.measure == "killed"}
        dead.setdefault(claim.quote, set()).update(named)
    for claim in claims:
        same = dead[claim.quote]
        figures = [f for f in claim.figures if f.measure == "wounded" and not _may_be(f, same)]
        if same and figures:
            yield _sum(figures, claim)


def _may_be(figure: Figure, dead: Container[str]) -> bool:
    return _POINTING.match(figure.count.text) is not None or figure.count.text.lower() in dead


def _finest_place(members: Sequence[Claim]) -> Reading[Place] | None:
    places = [claim.place for claim in members if claim.place]
    for precisions in _FINENESS:
        for place in places:
            if place.value.precision in precisions:
                return place
    return None


def _finest_day(members: Sequence[Claim]) -> Reading[Period] | None:
    periods = [claim.when for claim in members if claim.when]
    for precisions in _DAYS:
        for period in periods:
            if period.value.precision in precisions:
                return period
    return None
