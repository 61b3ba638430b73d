"""What is known of each measure of an event: bounds by a rule, accounts, groups, history."""

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from khabar import vocab
from khabar.model.bounds import Bounds
from khabar.model.events import About, Dispute, Tally
from khabar.reconcile.articles.counts import Count, Cover
from khabar.reconcile.merging.accounts import Told, list_accounts
from khabar.reconcile.merging.clashes import dispute_figures, show_range
from khabar.reconcile.merging.history import find_steps
from khabar.reconcile.merging.rules import Rule
from khabar.reconcile.merging.voices import follow_voices, hear

_NOTHING = Bounds(low=None, best=None, high=None)


class Tallied(NamedTuple):
    """A tally and what its tellers do not agree on."""

    tally: Tally
    disputes: tuple[Dispute, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all tallies of an event share: the rule, the actors' names, the words for tellers."""

    rule: Rule
    sides: frozenset[str]
    shown: Mapping[str, str]


def tally_all(told: Sequence[Told], setting: Setting) -> tuple[Tallied, ...]:
    """The tallies of an event in the order of the vocabulary, the usual unit of a measure first."""
    kinds: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        kinds[one.count.measure, one.count.unit].append(one)
    return tuple(_tally_measure(kinds[key], setting) for key in sorted(kinds, key=_rank))


def _rank(key: tuple[str, str]) -> tuple[int, bool, str]:
    measure, unit = key
    measures = vocab.load().measures
    return (_order()[measure], unit != measures[measure].unit, unit)


@functools.cache
def _order() -> Mapping[str, int]:
    return {measure: place for place, measure in enumerate(vocab.load().measures)}


def _tally_measure(told: Sequence[Told], setting: Setting) -> Tallied:
    everybody = [one for one in told if one.count.cover is not Cover.PART]
    whole = _tally(everybody, None, setting)
    names = sorted({one.count.who for one in told if one.count.who is not None})
    if not names:
        return whole
    groups = [_tally([one for one in told if one.count.who == name], name, setting) for name in names]
    above = [group for group in groups if _exceeds(group.tally.bounds, whole.tally.bounds)]
    disputes = [dispute for each in (whole, *groups) for dispute in each.disputes]
    disputes += [_dispute_part(group.tally, whole.tally) for group in above]
    tally = replace(
        whole.tally,
        contested=whole.tally.contested or bool(above),
        of_whom=tuple(
            replace(group.tally, contested=group.tally.contested or group in above) for group in groups
        ),
    )
    return Tallied(tally=tally, disputes=tuple(disputes))


def _tally(told: Sequence[Told], who: str | None, setting: Setting) -> Tallied:
    heard = hear(told, setting.sides, _is_whole if who is None else _is_counted)
    days = _find_days(told)
    chosen: list[Bounds | None] = []
    for voices in follow_voices(heard, days):
        chosen.append(setting.rule.choose(voices) if voices else None)
    count = told[0].count
    disputes = dispute_figures(_name(count.measure, who), voices, setting.shown)
    tally = Tally(
        measure=count.measure,
        unit=count.unit,
        who=who,
        bounds=chosen[-1] or _NOTHING,
        rule=setting.rule.name,
        accounts=list_accounts(told, setting.shown),
        contested=bool(disputes),
        of_whom=(),
        history=find_steps(days, chosen),
    )
    return Tallied(tally=tally, disputes=disputes)


def _find_days(told: Sequence[Told]) -> list[date]:
    """The days on which what stands can change: something is told, replaced, put back or overtaken."""
    days = {day for one in told for day in (one.telling.superseded, one.overtaken) if day is not None}
    days |= {day for one in told for lapse in one.telling.lapses for day in (lapse.start, lapse.until)}
    return sorted(days | {one.telling.told for one in told})


def _is_whole(count: Count) -> bool:
    return count.cover is Cover.ALL


def _is_counted(count: Count) -> bool:
    return not count.singly


def _name(measure: str, who: str | None) -> str:
    return measure if who is None else f"{measure} {who}"


def _exceeds(part: Bounds, whole: Bounds) -> bool:
    """True where a part is certainly above the whole, or its best above the whole's."""
    if part.low is not None and whole.high is not None and part.low > whole.high:
        return True
    return part.best is not None and whole.best is not None and part.best > whole.best


def _dispute_part(part: Tally, whole: Tally) -> Dispute:
    claims = {id_ for tally in (part, whole) for one in tally.accounts for id_ in one.claims}
    ranges = [show_range(tally.bounds.low, tally.bounds.high) for tally in (part, whole)]
    why = f"{_name(part.measure, part.who)}: {ranges[0]}, more than the whole of {ranges[1]}"
    return Dispute(about=About.FIGURE, why=why, claims=tuple(sorted(claims)))
