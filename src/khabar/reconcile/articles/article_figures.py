"""What one article says of an event in all: one count for each measure and each group.

An article tells of the same dead several times: the total in the lead, the victims one by one, a
group of them, a part of them at another place. Nothing of that may be counted twice, and nothing
may lower the total.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from khabar.model.claims import Claim, Figure
from khabar.model.values import Qualifier
from khabar.reconcile.articles.counts import Count, Cover, Line
from khabar.reconcile.articles.groups import EVERYBODY, may_overlap
from khabar.reconcile.articles.survivors import DEAD, HIT, HURT, add_survivors, part_casualties
from khabar.reconcile.articles.victims import count_people, is_counted, is_reflexive, is_single

_HEDGED = frozenset({Qualifier.ABOUT, Qualifier.NEARLY})


def count_article(
    claims: Iterable[Claim], tellers: Mapping[str, str], *, with_survivors: bool = True
) -> tuple[Count, ...]:
    """The counts of one article about one event.

    `claims` are those of the article that are about the event, in any order; `tellers` has the first
    teller of each by claim id. Figures of one measure in one claim add up; a part's never do.
    `with_survivors`: casualties less the dead are wounded, for which the claims must tell of the dead.
    """
    ordered = list(claims)
    if len(ordered) > 1:
        ordered.sort(key=lambda claim: (claim.span.start, claim.span.end, claim.id))
    lines: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for claim in ordered:
        for key, figures in _sort_figures(claim).items():
            lines[key].append(Line(claim=claim, figures=figures, teller=tellers[claim.id]))
    if HURT in lines and DEAD in lines:
        part_casualties(lines)
    parents = {claim.id: claim.part_of for claim in ordered}
    counts = [
        count for key in sorted(lines) if lines[key] for count in _count_lines(lines[key], parents)
    ]
    if not with_survivors or not (lines.get(HURT) or lines.get(HIT)):
        return tuple(counts)
    told = [line for key in (DEAD, HURT, HIT) for line in lines.get(key, [])]
    return tuple(add_survivors(counts, told))


def _sort_figures(claim: Claim) -> dict[tuple[str, str], tuple[Figure, ...]]:
    """A claim's figures by measure and unit, words that were read twice once."""
    if len(claim.figures) == 1:  # as mostly
        return {(claim.figures[0].measure, claim.figures[0].unit): claim.figures}
    found: dict[tuple[str, str], dict[tuple[int, int, str | None], Figure]] = {}
    for figure in claim.figures:
        span = figure.count.span
        same = found.setdefault((figure.measure, figure.unit), {})
        same.setdefault((span.start, span.end, figure.who), figure)
    return {key: _leave_out_parts(tuple(figures.values())) for key, figures in found.items()}


def _leave_out_parts(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures, or one alone that the others add up to: "five victims, three men and two women"."""
    if len(figures) < 3:
        return figures
    whole = max(figures, key=lambda figure: figure.count.value.low or 0)
    rest = [figure.count.value.low or 0 for figure in figures if figure is not whole]
    return (whole,) if len(rest) > 1 and sum(rest) == whole.count.value.low else figures


def _count_lines(lines: Sequence[Line], parents: Mapping[str, str | None]) -> list[Count]:
    if len(lines) == 1 and (alone := _count_alone(lines[0])) is not None:
        return [alone]
    carriers = {line.claim.id for line in lines}
    wholes = [line for line in lines if not _is_inside(line.claim.id, carriers, parents)]
    wholes = _add_doers(wholes)
    parts = [line for line in lines if _is_inside(line.claim.id, carriers, parents)]
    singles = [line for line in wholes if all(map(is_single, line.figures))]
    stated = [count for line in wholes if line not in singles for count in _count_line(line)]
    totals = _lead([count for count in stated if count.cover is Cover.ALL])
    groups = _lead([count for count in stated if count.cover is not Cover.ALL])
    totals = [count._replace(leading=False) if _is_topped(count, groups) else count for count in totals]
    counts = [*totals, *_place_groups(groups, {count.teller for count in totals if count.leading})]
    stated = [count for count in counts if count.cover is not Cover.PART and count.number > 0]
    told = _count_singles(singles)
    if all(_is_short_of(count, told) for count in stated):
        counts = [*(count._replace(leading=not told) for count in counts), *told]
    inside = [count for line in parts for count in _count_groups(line)]
    return [*counts, *_lead([*inside, *_group_singles(singles, groups)])]


def _count_alone(line: Line) -> Count | None:
    """The one total of everybody that a claim gives, as most do; None where it counts otherwise."""
    figure = line.figures[0]
    if len(line.figures) > 1 or figure.unit == "percent" or _group(figure):
        return None
    if is_single(figure) or is_reflexive(figure):
        return None
    total = _add(line, line.figures, None, Cover.ALL)
    return total if total.number > 0 else None


def _is_short_of(total: Count, told: Sequence[Count]) -> bool:
    """True for an open number that more people are told of one by one: a deadly raid, and two dead."""
    return total.high is None and any(total.number < count.number for count in told)


def _add_doers(lines: Sequence[Line]) -> list[Line]:
    """The lines, with who killed himself put to the number of those he killed in the same sentence.

    "Killed seven people before killing himself" are eight dead.
    """
    doers = {line.claim.span: line for line in lines if all(map(is_reflexive, line.figures))}
    numbers = {line.claim.span for line in lines if not all(map(is_single, line.figures))} & set(doers)
    kept = []
    for line in lines:
        span = line.claim.span
        if span not in numbers or line is doers[span]:
            kept += [] if span in numbers else [line]
        else:
            kept.append(line._replace(figures=(*line.figures, *doers[span].figures[:1])))
    return kept


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


def _count_line(line: Line) -> list[Count]:
    """What a claim counts: its total, and each group where it names several."""
    groups = {_group(figure) for figure in line.figures}
    if line.figures[0].unit == "percent":
        return [_add(line, (figure,), _group(figure), Cover.ALL) for figure in line.figures]
    if len(groups) == 1:
        who = groups.pop()
        return [_add(line, line.figures, who, Cover.ALL if who is None else Cover.SOME)]
    return [_add(line, line.figures, None, Cover.ALL), *_count_groups(line)]


def _count_groups(line: Line) -> list[Count]:
    """Each group that a claim counts, as a part of others."""
    groups: dict[str, list[Figure]] = {}
    for figure in line.figures:
        who = _group(figure)
        if who is not None:
            groups.setdefault(who, []).append(figure)
    return [_add(line, tuple(figures), who, Cover.PART) for who, figures in groups.items()]


def _add(line: Line, figures: tuple[Figure, ...], who: str | None, cover: Cover) -> Count:
    """The sum of figures of one claim; an open end of one opens the sum."""
    if len(figures) == 1:
        return _take(line, figures[0], who, cover)
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


def _take(line: Line, figure: Figure, who: str | None, cover: Cover) -> Count:
    count = figure.count.value
    return Count(
        measure=figure.measure,
        unit=figure.unit,
        who=who,
        low=count.low,
        high=count.high,
        hedged=count.qualifier in _HEDGED,
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
        merged.setdefault(count._replace(claims=()), []).extend(count.claims)
    highest: dict[tuple[str, str | None], Count] = {}
    for count in merged:
        best = highest.setdefault((count.teller, count.who), count)
        if (count.number, count.low is not None) > (best.number, best.low is not None):
            highest[count.teller, count.who] = count
    leading = set(highest.values())
    return [
        count._replace(claims=tuple(dict.fromkeys(claims)), leading=count in leading)
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
        placed += [count._replace(cover=Cover.SOME if alone else Cover.PART) for count in own]
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
    return chosen[0]._replace(who=None, low=low, high=None, cover=Cover.SOME, claims=claims)


def _count_singles(lines: Sequence[Line]) -> list[Count]:
    """The people told of one by one: as many as are certainly different, and perhaps more."""
    if not lines:
        return []
    known = count_people([(line.claim, figure) for line in lines for figure in line.figures])
    counted = any(is_counted(figure) for line in lines for figure in line.figures)
    total = _add(lines[0], lines[0].figures[:1], None, Cover.SOME)
    return [
        total._replace(
            low=float(known),
            high=1.0 if known == 1 else None,
            cover=Cover.ALL if counted and known == 1 else Cover.SOME,
            claims=tuple(dict.fromkeys(line.claim.id for line in lines)),
            singly=True,
        )
    ]


def _group_singles(lines: Sequence[Line], groups: Sequence[Count]) -> list[Count]:
    """The groups that people told of one by one belong to, where the article does not count them."""
    told = {count.who for count in groups}
    found: dict[str, list[tuple[Line, Figure]]] = {}
    for line in lines:
        for figure in line.figures:
            who = _group(figure)
            if who is not None and who not in told:
                found.setdefault(who, []).append((line, figure))
    return [_count_group(who, members) for who, members in found.items()]


def _count_group(who: str, members: Sequence[tuple[Line, Figure]]) -> Count:
    known = count_people([(line.claim, figure) for line, figure in members])
    line, figure = members[0]
    claims = tuple(dict.fromkeys(line.claim.id for line, _ in members))
    count = _add(line, (figure,), who, Cover.PART)
    return count._replace(low=float(known), high=None, claims=claims, singly=True)


def _group(figure: Figure) -> str | None:
    return None if figure.who in EVERYBODY else figure.who
