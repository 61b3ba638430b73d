"""Who was hit and lives: the wounded of an article beside its dead.

Casualties are the dead and the wounded: of "seven were shot, one died; two are in a critical
condition" six were wounded, and the two are some of them.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from khabar.model.claims import Figure
from khabar.model.values import Span
from khabar.reconcile.articles.counts import Count, Cover, Line
from khabar.reconcile.articles.victims import Victim, count_different, describe, is_same, is_single

DEAD, HURT, HIT = ("killed", "persons"), ("wounded", "persons"), ("casualties", "persons")
_OTHERS = re.compile(r"\b(?:others?|another|more|additional|further)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:both|all|the)\b", re.IGNORECASE)
_SOME_OF = re.compile(r"\b(?:\w+) of (?:them|the|those|whom)\b", re.IGNORECASE)
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NTH = re.compile(
    rf"\b({'|'.join(_ORDINALS)}) (?:[\w-]+ ){{0,2}}?"
    r"(?:victims?|persons?|m[ae]n|wom[ae]n|boys?|girls?|teen\w*|child|adult|patient|bystander|officer|deputy)\b",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"\b(?:was|were) also (?:shot|hit|struck|wounded|injured|hurt|grazed)\b", re.IGNORECASE
)
_SOON = 1  # code points between the sentences of somebody hurt and of "he died"
_NEXT = 400  # code points within which "one of them died" is of those told hurt just before


def part_casualties(lines: dict[tuple[str, str], list[Line]]) -> None:
    """Takes the dead out of the wounded lines of an article, and puts beside the casualties who is both.

    "Puig, 35, was wounded and later died" is one dead. Of "one died and three were wounded", "four were
    wounded" and "one of them died" the four are everybody. "Both had wounds" may be said of two dead.
    """
    hurt, dead = lines.get(HURT, []), lines.get(DEAD, [])
    if not hurt or not dead:
        return
    hurt = _leave_out_dead(hurt, dead, lines.get(HIT, []))
    everybody = [line for line in hurt if _is_everybody(line, hurt, dead)]
    lines[HURT] = [line for line in hurt if line not in everybody and not _are_the_dead(line, dead)]
    if everybody:
        lines.setdefault(HIT, []).extend(_as_hit(line) for line in everybody)
        lines[HIT].sort(key=lambda line: (line.claim.span.start, line.claim.id))


def _as_hit(line: Line) -> Line:
    return line._replace(figures=tuple(replace(figure, measure=HIT[0]) for figure in line.figures))


def _total(line: Line) -> float:
    return sum(figure.count.value.low or 0 for figure in line.figures)


def _is_everybody(line: Line, hurt: Sequence[Line], dead: Sequence[Line]) -> bool:
    """True for a number of wounded that another sentence parts into dead and wounded."""
    if all(map(is_single, line.figures)) or _has_others(line):
        return False
    if any(_is_one_of(line, other) for other in dead):
        return True
    if any(other.claim.span == line.claim.span for other in dead):
        return False
    parted = {
        _total(one) + _total(other)
        for one in dead
        for other in hurt
        if one.claim.span == other.claim.span
    }
    return _total(line) in parted or any(_is_some_of(line, one) for one in dead)


def _is_one_of(line: Line, dead: Line) -> bool:
    """True where the words for the dead hold those for the wounded: "one of four wounded has died"."""
    spans = [figure.count.span for figure in line.figures]
    held = any(one.count.span.covers(span) for one in dead.figures for span in spans)
    return held and _total(dead) < _total(line)


def _is_some_of(line: Line, dead: Line) -> bool:
    """True where the dead are told, right behind the wounded, as some of them."""
    behind = 0 < dead.claim.span.start - line.claim.span.start <= _NEXT
    partly = any(_SOME_OF.match(figure.count.text) for figure in dead.figures)
    return behind and partly and _total(dead) < _total(line)


def _are_the_dead(line: Line, dead: Sequence[Line]) -> bool:
    """True for the wounds of those who died of them: "both victims had gunshot wounds"."""
    definite = all(_DEFINITE.match(figure.count.text) for figure in line.figures)
    singly = all(map(is_single, line.figures))
    return definite and not singly and _total(line) == max(map(_total, dead))


def _has_others(line: Line) -> bool:
    return any(_OTHERS.search(figure.count.text) for figure in line.figures)


def _leave_out_dead(hurt: Sequence[Line], dead: Sequence[Line], hit: Sequence[Line]) -> list[Line]:
    """The wounded but those told of singly who are told dead as well: "Puig, 35, later died"."""
    if not any(is_single(one) for line in hurt for one in line.figures):
        return list(hurt)
    gone = [describe(line.claim, one) for line in dead for one in line.figures if is_single(one)]
    words = {one.count.span for line in dead for one in line.figures}
    words |= set(_find_antecedents(gone, _single_out([*hurt, *dead, *hit])))
    kept = []
    for line in hurt:
        figures = tuple(one for one in line.figures if not _is_dead(line, one, gone, words))
        if figures:
            kept.append(line._replace(figures=figures))
    return kept


def _find_antecedents(gone: Iterable[Victim], told: Sequence[Victim]) -> Iterator[Span]:
    """The words before "he later died" that tell of him: those of the last one told of."""
    for victim in gone:
        before = [one for one in told if one.words.end <= victim.words.start]
        if before and _follows(victim, before[-1]) and is_same(victim, before[-1]):
            yield before[-1].words


def _follows(victim: Victim, before: Victim) -> bool:
    """True in the next sentence, and for a pronoun in the same one."""
    if victim.sentence == before.sentence:
        return victim.pronoun and not victim.reflexive
    return victim.sentence.start - before.sentence.end <= _SOON


def _is_dead(line: Line, figure: Figure, gone: Sequence[Victim], words: Container[Span]) -> bool:
    if not is_single(figure):
        return False
    victim = describe(line.claim, figure)
    return figure.count.span in words or any(is_same(victim, other) for other in gone)


def add_survivors(counts: Sequence[Count], lines: Iterable[Line]) -> list[Count]:
    """The counts, with those hit who are not told dead as wounded, where that is more than is told.

    `lines` tell of the dead, the hurt and those hit.
    """
    told = sorted(lines, key=lambda line: (line.claim.span.start, line.claim.id))
    dead, hurt, hit = (_find_most(counts, key) for key in (DEAD, HURT, HIT))
    base = hit or hurt
    if base is None:
        return list(counts)
    gone = 0.0 if dead is None else dead.number
    if hurt is None and hit is not None and hit.singly and gone and not _is_set_apart(told):
        return list(counts)
    everybody = max(_count_hit(hit, told), _count_with_others(told), _count_up_to_last(told))
    if everybody - gone <= (0.0 if hurt is None else hurt.number):
        return list(counts)
    exact = hit is not None and hit.number == everybody and not (hit.singly and (gone or everybody > 1))
    survivors = base._replace(
        measure=HURT[0],
        low=None if base.low is None else everybody - gone,
        high=base.high - gone if exact and base.high is not None else None,
        claims=tuple(dict.fromkeys((*base.claims, *(dead.claims if dead else ())))),
    )
    rest = [count._replace(leading=False) if _is_total(count, HURT) else count for count in counts]
    return [*rest, survivors]


def _is_set_apart(lines: Sequence[Line]) -> bool:
    """True where words or ages set one of those hit apart from the dead: "another man was shot"."""
    dead = _single_out(line for line in lines if line.figures[0].measure == DEAD[0])
    hit = _single_out(line for line in lines if line.figures[0].measure == HIT[0])
    return any(one.other or all(_are_apart(one, other) for other in dead) for one in hit if dead)


def _are_apart(one: Victim, other: Victim) -> bool:
    """True for two of different ages, and for a grown person beside a child."""
    if one.age is not None and other.age is not None:
        return one.age != other.age
    return one.child is not None and other.child is not None and one.child != other.child


def _count_hit(hit: Count | None, lines: Sequence[Line]) -> float:
    """The casualties that a number tells, or who are told of one by one as hit, hurt or dead."""
    if hit is None:
        return 0.0
    return float(count_different(_single_out(lines))) if hit.singly else hit.number


def _count_with_others(lines: Sequence[Line]) -> float:
    """The first "two others" that an article tells of, and the dead or those hit told before them."""
    first = next((line for line in lines if _are_others(line)), None)
    if first is None:
        return 0.0
    start = min(figure.count.span.start for figure in first.figures)
    before = [line for line in lines if max(f.count.span.start for f in line.figures) < start]
    dead = [line for line in before if line.figures[0].measure == DEAD[0]]
    counted = max((_total(line) for line in dead), default=0.0)
    return _total(first) + max(counted, float(count_different(_single_out(dead or before))))


def _count_up_to_last(lines: Iterable[Line]) -> float:
    """Five where "a fifth victim" is told of as hit or hurt; 0 where nobody is told of so."""
    harmed = (line for line in lines if line.figures[0].measure != DEAD[0])
    found = (_NTH.search(figure.count.text) for line in harmed for figure in line.figures)
    return max((2.0 + _ORDINALS.index(match[1].lower()) for match in found if match), default=0.0)


def _are_others(line: Line) -> bool:
    """True for a number of hurt or hit besides somebody; "the two others" point back at them."""
    numbered = line.figures[0].measure != DEAD[0] and not all(map(is_single, line.figures))
    texts = [figure.count.text for figure in line.figures]
    if not numbered or any(_DEFINITE.match(text) for text in texts):
        return False
    return any(map(_OTHERS.search, texts)) or _ALSO.search(line.claim.quote) is not None


def _single_out(lines: Iterable[Line]) -> list[Victim]:
    told = [describe(line.claim, one) for line in lines for one in line.figures if is_single(one)]
    return sorted(told, key=lambda victim: victim.words.start)


def _find_most(counts: Iterable[Count], key: tuple[str, str]) -> Count | None:
    totals = [count for count in counts if _is_total(count, key) and count.leading]
    return max(totals, key=lambda count: (count.number, count.low is not None), default=None)


def _is_total(count: Count, key: tuple[str, str]) -> bool:
    return (count.measure, count.unit) == key and count.cover is not Cover.PART
