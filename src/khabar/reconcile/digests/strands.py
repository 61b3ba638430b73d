"""Strands: the claims of one article that tell of one event.

A report tells an event in many sentences, and says its day and place in one of them. What a strand says
as a whole is therefore what is compared with other reports.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from khabar.model.claims import Claim, Modality, Scope
from khabar.model.documents import Article
from khabar.model.values import Period, PlacePrecision, Reading, TimePrecision
from khabar.reconcile.digests.facts import Spot
from khabar.reconcile.digests.families import find_family, may_be_one
from khabar.reconcile.digests.spots import Relation, relate

_INFERRED = frozenset(
    {"jurisdiction", "dateline", "same sentence", "site", "title", "county", "model:event_places"}
)
"""Rules that infer a place: whose police tells it, where a hospital is. Two events it makes not."""
_REAL = frozenset({Modality.HAPPENED, Modality.SUSPECTED, Modality.DENIED, Modality.NOT_HAPPENED})
_LONGEST = 100  # days of a period in which one event can be ("that spring"): a year holds many
_DYING_DAYS = 30  # within which a death is that of one wounded; as UNECE counts deaths on roads
_DYING = frozenset({"die", "succumb", "death", "dead", "perish"})
_AWAY = frozenset({"later", "after", "before", "earlier", "next", "following", "previous"})
_APART_DAYS = 1  # "on Tuesday", "in the night to Wednesday": days that one event can be given
REAL = "real"
"""The group of all modalities that say whether a thing happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """Claims of one article about one event, in the order of the text; `head` is the id of the first.

    `paragraphs` are the spans of text, as (start, end), that tell of it. `leads` is true where no other
    of its family begins before it: what stands above the report is about it.
    """

    claims: tuple[Claim, ...]
    paragraphs: tuple[tuple[int, int], ...]
    leads: bool

    @property
    def head(self) -> str:
        """The id of its first claim."""
        return self.claims[0].id


def group_of(claim: Claim) -> str:
    """What a claim is told as: `real`, or the modality of what has not happened yet."""
    return REAL if claim.modality in _REAL else claim.modality.value


def find_strands(claims: Sequence[Claim], article: Article) -> tuple[Strand, ...]:
    """The strands of an article's claims, in the order of their first claims; each claim is in one."""
    lines = _lines(article.text)
    open_: list[_Open] = []
    of: dict[str, _Open] = {}
    for claim in claims:
        found = _choose(claim, open_, of, lines)
        if found is None:
            found = _Open(key=_key(claim))
            open_.append(found)
        found.add(claim, _line_of(lines, claim.span.start))
        of[claim.id] = found
    return tuple(_close(one, open_, lines) for one in open_)


def _close(strand: "_Open", open_: Iterable["_Open"], lines: Sequence[tuple[int, int]]) -> Strand:
    others = {line for one in open_ if one.key.family == strand.key.family for line in one.lines}
    return Strand(
        claims=tuple(strand.claims),
        paragraphs=_paragraphs(strand.lines, others, lines),
        leads=min(others) in strand.lines,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    """What all claims of a strand share. `later` are words that lead away from the day told before."""

    family: str
    group: str
    is_total: bool
    is_long: bool
    later: str | None


@dataclass(slots=True)
class _Open:
    """A strand that still grows."""

    key: _Key
    claims: list[Claim] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    last: int = -1

    def add(self, claim: Claim, line: int) -> None:
        self.claims.append(claim)
        self.lines.add(line)
        self.last = line

    @property
    def is_background(self) -> bool:
        return self.claims[0].scope is Scope.BACKGROUND

    def admits(self, claim: Claim) -> bool:
        """True where nothing that the claim says contradicts what the strand says."""
        return not any(contradict(claim, other) for other in self.claims)


def contradict(left: Claim, right: Claim) -> bool:
    """True where two claims of one article cannot be about one event: another day, place or means."""
    return not may_be_one(left.kind, right.kind) or _other_day(left, right) or _other_place(left, right)


def tells_of_dying(claim: Claim) -> bool:
    """True where a claim only tells of deaths: its day may be that of a death in hospital."""
    return claim.kind == "toll" or claim.rule in _DYING


def period_of(claim: Claim) -> Period | None:
    """The days that a claim gives; None where it gives none, or none that can be dated."""
    return claim.when.value if claim.when and claim.when.value.start else None


def spot_of(claim: Claim) -> Spot | None:
    """The place of a claim; None where none is said."""
    if claim.place is None:
        return None
    place = claim.place.value
    return Spot(
        name=place.name.casefold(),
        admin1=place.admin1.casefold() if place.admin1 else None,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
    )


def _key(claim: Claim) -> _Key:
    period = period_of(claim)
    return _Key(
        family=find_family(claim.kind),
        group=group_of(claim),
        is_total=claim.scope is Scope.CUMULATIVE,
        is_long=period is not None and length_of(period) > _LONGEST,
        later=claim.when.text.casefold() if claim.when and _points_on(claim.when) else None,
    )


def length_of(period: Period) -> int:
    """The days of a period that has a start, less one."""
    return (end_of(period) - start_of(period)).days


def start_of(period: Period) -> date:
    """The first day of a period that is known to have one."""
    assert period.start is not None  # noqa: S101  # as `period_of` gives it
    return period.start


def end_of(period: Period) -> date:
    """The last day of a period that is known to have one."""
    assert period.end is not None  # noqa: S101  # both ends are known or neither is
    return period.end


def _points_on(when: Reading[Period]) -> bool:
    """True for words that lead away from the day told of before: "four days later", "the next day"."""
    words = frozenset(when.text.casefold().split())
    return when.value.start is None and not _AWAY.isdisjoint(words)


def _choose(
    claim: Claim, open_: Sequence[_Open], of: dict[str, _Open], lines: Sequence[tuple[int, int]]
) -> _Open | None:
    """The strand that a claim goes on with: its whole's, that of its paragraph, the article's first.

    A part with a place of its own is an event of its own, and goes on with none in which its whole is.
    """
    fitting = [one for one in open_ if one.key == _key(claim) and one.admits(claim)]
    if claim.part_of in of and _is_elsewhere(claim, of[claim.part_of]):
        fitting = [one for one in fitting if one is not of[claim.part_of]]
    if claim.scope is Scope.BACKGROUND:
        fitting = [one for one in fitting if one.is_background or _agree(claim, one)]
    if claim.part_of in of and of[claim.part_of] in fitting:
        return of[claim.part_of]
    line = _line_of(lines, claim.span.start)
    here = [one for one in fitting if line - one.last <= 1]
    said = [one for one in fitting if _agree(claim, one)]
    return next(iter((*said, *reversed(here), *fitting)), None)


def _is_elsewhere(part: Claim, strand: _Open) -> bool:
    """True where a part and its whole say two places: "31 in Catalonia, nine of them in Badalona"."""
    whole = next(one for one in strand.claims if one.id == part.part_of)
    if part.place is None or whole.place is None or _is_inferred(part):
        return False
    return part.place.value != whole.place.value


def _agree(claim: Claim, strand: _Open) -> bool:
    """True where the claim says a day or a place that the strand says too."""
    return any(
        (claim.when and other.when and claim.when.value == other.when.value)
        or (claim.place and other.place and claim.place.value == other.place.value)
        for other in strand.claims
    )


def _other_day(left: Claim, right: Claim) -> bool:
    one, two = period_of(left), period_of(right)
    if one is None or two is None:
        return False
    first, second = sorted((one, two), key=start_of)
    gap = (start_of(second) - end_of(first)).days
    if tells_of_dying(left) != tells_of_dying(right) and second == (
        one if tells_of_dying(left) else two
    ):
        return gap > _DYING_DAYS
    return gap > (_APART_DAYS if _is_day(one) and _is_day(two) else 0)


def _is_day(period: Period) -> bool:
    return period.precision in (TimePrecision.DAY, TimePrecision.HOUR)


def _other_place(left: Claim, right: Claim) -> bool:
    one, two = spot_of(left), spot_of(right)
    if one is None or two is None or PlacePrecision.UNKNOWN in (one.precision, two.precision):
        return False
    return not (_is_inferred(left) or _is_inferred(right)) and relate(one, two) is Relation.APART


def _is_inferred(claim: Claim) -> bool:
    return claim.place is not None and claim.place.rule in _INFERRED


def _lines(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the text's lines."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(lines)


def _line_of(lines: Sequence[tuple[int, int]], at: int) -> int:
    return next((number for number, (_, end) in enumerate(lines) if at <= end), len(lines) - 1)


def _paragraphs(
    own: Collection[int], others: Collection[int], lines: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """The lines of a strand, and those after them until a strand of the same family goes on."""
    chosen, is_own = [], min(others) in own
    for number, span in enumerate(lines):
        if number in others:
            is_own = number in own
        if is_own:
            chosen.append(span)
    return tuple(chosen)
