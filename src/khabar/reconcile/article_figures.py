"""What one article says of an event in all: one count for each measure and each group.

An article tells of the same dead several times: the total in the lead, the victims one by one, a
group of them, a part of them at another place. Nothing of that may be counted twice, and nothing
may lower the total.
"""

import enum
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from khabar.model.claims import Claim, Figure
from khabar.model.values import Qualifier, Span
from khabar.reconcile.groups import EVERYBODY, may_overlap
from khabar.reconcile.victims import Victim, count_people, describe, is_counted, is_same, is_single

_DEAD, _HURT, _HIT = ("killed", "persons"), ("wounded", "persons"), ("casualties", "persons")
_HEDGED = frozenset({Qualifier.ABOUT, Qualifier.NEARLY})


class Cover(enum.StrEnum):
    """How much of those harmed a count covers.

    `all`: everybody, as far as the teller says. `some`: those whom the article happens to tell of, so
    that it is a lower bound for everybody. `part`: a group inside others that are counted as well.
    """

    ALL = "all"
    SOME = "some"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What one teller in one article says of one measure; None is an open end.

    `who` is the group that is counted, None for everybody. `hedged` is true for "about" and "nearly".
    `claims` are all claims that it rests on, in the order of the text. `leading` is false for a
    total that the same teller in the same article tops. `singly` is true where people are told of one
    by one.
    """

    measure: str
    unit: str
    who: str | None
    low: float | None
    high: float | None
    hedged: bool
    cover: Cover
    claims: tuple[str, ...]
    teller: str
    leading: bool = True
    singly: bool = False

    @property
    def number(self) -> float:
        """The number that stands for the count where two are compared: the low, else the high."""
        number = self.low if self.low is not None else self.high
        assert number is not None  # noqa: S101  # a quantity has at least one bound
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """The figures of one measure and unit in one claim."""

    claim: Claim
    figures: tuple[Figure, ...]
    teller: str


def count_article(
    claims: Iterable[Claim], tellers: Mapping[str, str], *, with_survivors: bool = True
) -> tuple[Count, ...]:
    """The counts of one article about one event.

    `claims` are those of the article that are about the event, in any order; `tellers` has the first
    teller of each by claim id. Figures of one measure in one claim add up; a part's never do.
    `with_survivors`: casualties less the dead are wounded, for which the claims must tell of the dead.
    """
    ordered = sorted(claims, key=lambda claim: (claim.span.start, claim.span.end, claim.id))
    lines: dict[tuple[str, str], list[_Line]] = defaultdict(list)
    for claim in ordered:
        for key, figures in _sort_figures(claim).items():
            lines[key].append(_Line(claim=claim, figures=figures, teller=tellers[claim.id]))
    dead, hit = lines.get(_DEAD, []), lines.get(_HIT, [])
    if _HURT in lines:
        lines[_HURT] = _leave_out_dead(lines[_HURT], dead)
    parents = {claim.id: claim.part_of for claim in ordered}
    counts = [
        count for key in sorted(lines) if lines[key] for count in _count_lines(lines[key], parents)
    ]
    return tuple(_add_survivors(counts, [*dead, *hit]) if hit and with_survivors else counts)


def _add_survivors(counts: Sequence[Count], lines: Iterable[_Line]) -> list[Count]:
    """The counts, with those hit who are not told dead as wounded, where that is more than is told.

    Casualties are the dead and the wounded: of "seven were shot, one died; two are in a critical
    condition" six were wounded, and the two are some of them. `lines` tell of the dead and of those hit.
    """
    hit = _find_most(counts, _HIT)
    dead, hurt = _find_most(counts, _DEAD), _find_most(counts, _HURT)
    if hit is None:
        return list(counts)
    gone = 0.0 if dead is None else dead.number
    everybody = _count_everybody(lines) if hit.singly else hit.number
    if everybody - gone <= (0.0 if hurt is None else hurt.number):
        return list(counts)
    high = None if hit.singly and (gone or everybody > 1) else hit.high
    survivors = replace(
        hit,
        measure=_HURT[0],
        low=None if hit.low is None else everybody - gone,
        high=None if high is None else high - gone,
        claims=tuple(dict.fromkeys((*hit.claims, *(dead.claims if dead else ())))),
    )
    rest = [replace(count, leading=False) if _is_total(count, _HURT) else count for count in counts]
    return [*rest, survivors]


def _count_everybody(lines: Iterable[_Line]) -> float:
    """How many of those told of one by one as hit or dead are certainly different people."""
    ordered = sorted(lines, key=lambda line: (line.claim.span.start, line.claim.id))
    told = [(line.claim, one) for line in ordered for one in line.figures if is_single(one)]
    return float(count_people(told))


def _leave_out_dead(hurt: Sequence[_Line], dead: Sequence[_Line]) -> list[_Line]:
    """The wounded but those told of singly who are told dead as well: "Puig, 35, later died"."""
    if not any(is_single(one) for line in hurt for one in line.figures):
        return list(hurt)
    gone = [describe(line.claim, one) for line in dead for one in line.figures if is_single(one)]
    words = {one.count.span for line in dead for one in line.figures}
    kept = []
    for line in hurt:
        figures = tuple(one for one in line.figures if not _is_dead(line, one, gone, words))
        if figures:
            kept.append(replace(line, figures=figures))
    return kept


def _is_dead(line: _Line, figure: Figure, gone: Sequence[Victim], words: Container[Span]) -> bool:
    if not is_single(figure):
        return False
    victim = describe(line.claim, figure)
    return figure.count.span in words or any(is_same(victim, other) for other in gone)


def _find_most(counts: Iterable[Count], key: tuple[str, str]) -> Count | None:
    totals = [count for count in counts if _is_total(count, key) and count.leading]
    return max(totals, key=lambda count: (count.number, count.low is not None), default=None)


def _is_total(count: Count, key: tuple[str, str]) -> bool:
    return (count.measure, count.unit) == key and count.cover is not Cover.PART


def _sort_figures(claim: Claim) -> dict[tuple[str, str], tuple[Figure, ...]]:
    """A claim's figures by measure and unit, words that were read twice once."""
    found: dict[tuple[str, str], dict[tuple[int, int, str | None], Figure]] = {}
    for figure in claim.figures:
        span = figure.count.span
        same = found.setdefault((figure.measure, figure.unit), {})
        same.setdefault((span.start, span.end, figure.who), figure)
    return {key: tuple(figures.values()) for key, figures in found.items()}


def _count_lines(lines: Sequence[_Line], parents: Mapping[str, str | None]) -> list[Count]:
    if len(lines) == 1 and (alone := _count_alone(lines[0])) is not None:
        return [alone]
    carriers = {line.claim.id for line in lines}
    wholes = [line for line in lines if not _is_inside(line.claim.id, carriers, parents)]
    parts = [line for line in lines if _is_inside(line.claim.id, carriers, parents)]
    singles = [line for line in wholes if all(map(is_single, line.figures))]
    stated = [count for line in wholes if line not in singles for count in _count_line(line)]
    totals = _lead([count for count in stated if count.cover is Cover.ALL])
    groups = _lead([count for count in stated if count.cover is not Cover.ALL])
    totals = [replace(count, leading=False) if _is_topped(count, groups) else count for count in totals]
    counts = [*totals, *_place_groups(groups, {count.teller for count in totals if count.leading})]
    if not any(count.number > 0 for count in counts if count.cover is not Cover.PART):
        told = _count_singles(singles)
        counts = [*(replace(count, leading=not told) for count in counts), *told]
    inside = [count for line in parts for count in _count_groups(line)]
    return [*counts, *_lead([*inside, *_group_singles(singles, groups)])]


def _count_alone(line: _Line) -> Count | None:
    """The one total of everybody that a claim gives, as most do; None where it counts otherwise."""
    figure = line.figures[0]
    if len(line.figures) > 1 or figure.unit == "percent" or _group(figure) or is_single(figure):
        return None
    total = _add(line, line.figures, None, Cover.ALL)
    return total if total.number > 0 else None


def _is_topped(total: Count, groups: Iterable[Count]) -> bool:
    """True where the same teller counts more of one group: what looks like a total is a part."""
    return any(
        group.teller == total.teller and group.number > total.number
        for group in groups
        if group.cover is Cover.SOME
    )


def _is_inside(id_: str, carriers: set[str], parents: Mapping[str, str | None]) -> bool:
    """True where a claim that contains this one counts the same measure."""
    seen = {id_}
    parent = parents.get(id_)
    while parent is not None and parent not in seen:
        if parent in carriers:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False


def _count_line(line: _Line) -> list[Count]:
    """What a claim counts: its total, and each group where it names several."""
    groups = {_group(figure) for figure in line.figures}
    if line.figures[0].unit == "percent":
        return [_add(line, (figure,), _group(figure), Cover.ALL) for figure in line.figures]
    if len(groups) == 1:
        who = groups.pop()
        return [_add(line, line.figures, who, Cover.ALL if who is None else Cover.SOME)]
    return [_add(line, line.figures, None, Cover.ALL), *_count_groups(line)]


def _count_groups(line: _Line) -> list[Count]:
    """Each group that a claim counts, as a part of others."""
    groups: dict[str, list[Figure]] = {}
    for figure in line.figures:
        who = _group(figure)
        if who is not None:
            groups.setdefault(who, []).append(figure)
    return [_add(line, tuple(figures), who, Cover.PART) for who, figures in groups.items()]


def _add(line: _Line, figures: tuple[Figure, ...], who: str | None, cover: Cover) -> Count:
    """The sum of figures of one claim; an open end of one opens the sum."""
    counts = [figure.count.value for figure in figures]
    lows = [count.low for count in counts if count.low is not None]
    highs = [count.high for count in counts if count.high is not None]
    return Count(
        measure=figures[0].measure,
        unit=figures[0].unit,
        who=who,
        low=sum(lows) if lows else None,
        high=sum(highs) if len(highs) == len(counts) else None,
        hedged=any(count.qualifier in _HEDGED for count in counts),
        cover=cover,
        claims=(line.claim.id,),
        teller=line.teller,
    )


def _lead(counts: Sequence[Count]) -> list[Count]:
    """Each count once, with all its claims; of one teller's counts of one group the highest leads.

    A lower one of the same teller in the same article is a part or an earlier figure told again: it
    is kept and does not lead.
    """
    if len(counts) < 2:  # as nearly always
        return list(counts)
    merged: dict[Count, list[str]] = {}
    for count in counts:
        merged.setdefault(replace(count, claims=()), []).extend(count.claims)
    highest: dict[tuple[str, str | None], Count] = {}
    for count in merged:
        best = highest.setdefault((count.teller, count.who), count)
        if (count.number, count.low is not None) > (best.number, best.low is not None):
            highest[count.teller, count.who] = count
    leading = set(highest.values())
    return [
        replace(count, claims=tuple(dict.fromkeys(claims)), leading=count in leading)
        for count, claims in merged.items()
    ]


def _place_groups(groups: Sequence[Count], with_total: Container[str]) -> list[Count]:
    """Groups, and what they come to for a teller who gives no total.

    One group alone stands for everybody that its teller tells of; of several, those that cannot
    overlap are added up to a lower bound.
    """
    placed: list[Count] = []
    for teller in dict.fromkeys(count.teller for count in groups):
        own = [count for count in groups if count.teller == teller]
        alone = teller not in with_total and len({count.who for count in own}) == 1
        placed += [replace(count, cover=Cover.SOME if alone else Cover.PART) for count in own]
        if teller not in with_total and not alone:
            placed.append(_add_groups([count for count in own if count.leading]))
    return placed


def _add_groups(groups: Sequence[Count]) -> Count:
    """The most that groups certainly come to: the largest, and those that no chosen one overlaps."""
    chosen: list[Count] = []
    for count in sorted(groups, key=lambda count: (-(count.low or 0), count.who or "")):
        if not any(may_overlap(count.who, other.who) for other in chosen):
            chosen.append(count)
    low = sum(count.low or 0 for count in chosen)
    claims = tuple(dict.fromkeys(id_ for count in chosen for id_ in count.claims))
    return replace(chosen[0], who=None, low=low, high=None, cover=Cover.SOME, claims=claims)


def _count_singles(lines: Sequence[_Line]) -> list[Count]:
    """The people told of one by one: as many as are certainly different, and perhaps more."""
    if not lines:
        return []
    known = count_people([(line.claim, figure) for line in lines for figure in line.figures])
    counted = any(is_counted(figure) for line in lines for figure in line.figures)
    total = _add(lines[0], lines[0].figures[:1], None, Cover.SOME)
    return [
        replace(
            total,
            low=float(known),
            high=1.0 if known == 1 else None,
            cover=Cover.ALL if counted and known == 1 else Cover.SOME,
            claims=tuple(dict.fromkeys(line.claim.id for line in lines)),
            singly=True,
        )
    ]


def _group_singles(lines: Sequence[_Line], groups: Sequence[Count]) -> list[Count]:
    """The groups that people told of one by one belong to, where the article does not count them."""
    told = {count.who for count in groups}
    found: dict[str, list[tuple[_Line, Figure]]] = {}
    for line in lines:
        for figure in line.figures:
            who = _group(figure)
            if who is not None and who not in told:
                found.setdefault(who, []).append((line, figure))
    return [_count_group(who, members) for who, members in found.items()]


def _count_group(who: str, members: Sequence[tuple[_Line, Figure]]) -> Count:
    known = count_people([(line.claim, figure) for line, figure in members])
    line, figure = members[0]
    claims = tuple(dict.fromkeys(line.claim.id for line, _ in members))
    count = _add(line, (figure,), who, Cover.PART)
    return replace(count, low=float(known), high=None, claims=claims, singly=True)


def _group(figure: Figure) -> str | None:
    return None if figure.who in EVERYBODY else figure.who
