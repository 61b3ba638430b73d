"""Evidence for same or different: small functions of what two mentions say, each with a reason.

Weights are natural log odds, rounded. They were fitted by logistic regression on 64,000 pairs of
reports of shootings that share a name or a town, 1,906 of them of one incident, and then changed where a
war is not like that; both columns are in `docs/decisions/0008-linking.md`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from khabar.reconcile.digests.facts import Facts
from khabar.reconcile.digests.families import may_be_one
from khabar.reconcile.digests.spots import Relation, find_distance, relate

BARS = float("-inf")
"""The weight of what rules the same event out."""

Weigh: TypeAlias = Callable[[Facts, Facts], float]
Explain: TypeAlias = Callable[[Facts, Facts], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A way to tell same from different: `weigh` gives log odds, 0 for nothing to say, BARS for never.

    Both functions are symmetric; `explain` is called only where `weigh` is not 0.
    """

    name: str
    weigh: Weigh
    explain: Explain


def weigh_group(left: Facts, right: Facts) -> float:
    """Another family of kinds, a threat against a deed, a total against an incident: never the same."""
    alike = left.family == right.family and left.group == right.group
    return 0.0 if alike and left.cumulative == right.cumulative else BARS


def explain_group(left: Facts, right: Facts) -> str:
    """Which two sorts of claims they are."""
    return f"{_sort(left)} and {_sort(right)} are never one event"


def _sort(facts: Facts) -> str:
    words = ("total" if facts.cumulative else "", facts.group, facts.family)
    return " ".join(word for word in words if word)


_REPORTED_WITHIN = 3  # days within which most reports of an event appear
_TOLD_WEIGHTS = ((0, 2.3), (3, 0.6), (14, 0.0), (60, -1.0))  # most days apart, and the weight
_TOLD_LATER = -2.5


def weigh_day(left: Facts, right: Facts) -> float:
    """The same day, days apart, or a day that fits when the other was reported."""
    if left.start is None or right.start is None or left.end is None or right.end is None:
        return _weigh_told(left, right)
    gap = max(right.start - left.end, left.start - right.end)
    if left.cumulative:
        return 2.5 if (left.start, left.end) == (right.start, right.end) else BARS
    fine = left.is_day and right.is_day
    if gap <= 0:
        return 3.5 if fine else 1.0
    if fine:
        return _weigh_next_day(left, right) if gap == 1 else -7.0
    return -2.0 if gap <= _REPORTED_WITHIN else -5.0


def _weigh_next_day(left: Facts, right: Facts) -> float:
    """A day apart: another event, unless the one was in the night to the other."""
    return -1.5 if left.is_edge or right.is_edge else -4.0


def _weigh_told(left: Facts, right: Facts) -> float:
    """Where only one or neither gives a day: how far the reports and the day lie apart."""
    one, two = _may_have_been(left), _may_have_been(right)
    if one is None or two is None:
        return 0.0
    gap = max(two[0] - one[1], one[0] - two[1])
    return next((weight for most, weight in _TOLD_WEIGHTS if gap <= most), _TOLD_LATER)


def _may_have_been(facts: Facts) -> tuple[int, int] | None:
    if facts.start is not None and facts.end is not None:
        return facts.start, facts.end
    return None if facts.told is None else (facts.told - _REPORTED_WITHIN, facts.told)


def explain_day(left: Facts, right: Facts) -> str:
    """The two days."""
    return f"{_show_days(left)}; {_show_days(right)}"


def _show_days(facts: Facts) -> str:
    if facts.start is None or facts.end is None:
        return f"reported {date.fromordinal(facts.told)}" if facts.told is not None else "no day"
    start, end = date.fromordinal(facts.start), date.fromordinal(facts.end)
    return f"{start}" if start == end else f"{start} to {end}"


_PLACE_WEIGHTS = {
    Relation.SAME: 1.5,
    Relation.INSIDE: 0.7,
    Relation.NEAR: 0.0,
    Relation.APART: -4.0,
    Relation.UNKNOWN: 0.0,
}
_NAMED = 1.0  # only one has a place, and the other's text names it
_NAMED_APART = -1.0  # two places, but the one is named in the other's text


def weigh_place(left: Facts, right: Facts) -> float:
    """The same place, one in the other, near, or apart; or a place that the other text names."""
    if left.spot is None or right.spot is None:
        return _NAMED if _is_named(left, right) else 0.0
    weight = _PLACE_WEIGHTS[relate(left.spot, right.spot)]
    return _NAMED_APART if weight < _NAMED_APART and _is_named(left, right) else weight


def _is_named(left: Facts, right: Facts) -> bool:
    """True where the town of one stands in the text of the other."""
    return left.town in right.caps or right.town in left.caps


def explain_place(left: Facts, right: Facts) -> str:
    """The two places and how they lie to each other."""
    if left.spot is None or right.spot is None:
        spot = left.spot or right.spot
        return f"{spot.name if spot else 'the place'} is named in both"
    relation = relate(left.spot, right.spot)
    if relation is Relation.SAME:
        return f"both in {left.spot.name}"
    distance = find_distance(left.spot, right.spot)
    far = "" if distance is None else f" ({distance:.0f} km)"
    return f"{left.spot.name}, {right.spot.name}: {relation.value}{far}"


def weigh_kind(left: Facts, right: Facts) -> float:
    """A kind in common, or means that cannot be those of one event."""
    if not left.kinds.isdisjoint(right.kinds):
        return 0.3
    fits = any(may_be_one(one, other) for one in left.kinds for other in right.kinds)
    return 0.0 if fits else -4.0


def explain_kind(left: Facts, right: Facts) -> str:
    """The kinds of both."""
    shared = left.kinds & right.kinds
    return f"both {_list(shared)}" if shared else f"{_list(left.kinds)}; {_list(right.kinds)}"


def _list(kinds: frozenset[str]) -> str:
    return ", ".join(sorted(kinds)).replace("_", " ")


def weigh_actors(left: Facts, right: Facts) -> float:
    """The same named side blamed, or another one where both reports are sure of theirs."""
    if not left.doers or not right.doers:
        return 0.0
    if not left.doers.isdisjoint(right.doers):
        return 0.7
    return -4.0 if left.is_sure and right.is_sure else -0.7


def explain_actors(left: Facts, right: Facts) -> str:
    """Who is blamed on both sides."""
    return f"{', '.join(sorted(left.doers))}; {', '.join(sorted(right.doers))}"


def weigh_figures(left: Facts, right: Facts) -> float:
    """The same number of the same people; another number is no contradiction: tolls rise."""
    same, other = _compare_counts(left, right)
    return 0.5 * min(same, 2) - 0.2 * min(other, 2)


def explain_figures(left: Facts, right: Facts) -> str:
    """How many figures agree."""
    same, other = _compare_counts(left, right)
    return f"{same} of {same + other} figures alike"


def _compare_counts(left: Facts, right: Facts) -> tuple[int, int]:
    """How many counts both give alike, and how many things both count otherwise."""
    same = len(left.counts & right.counts)
    return same, max(0, len(left.counted & right.counted) - same)


_NAMES_WEIGHTS = (0.0, 0.4, 1.8, 2.8, 3.4, 4.0)  # by how many are shared, the last for more
_PEOPLE_WEIGHTS = (0.0, 0.3, 1.0)


def weigh_names(left: Facts, right: Facts) -> float:
    """Names of persons and streets in both texts, more where they stand in the claims themselves."""
    shared = len(left.names & right.names)
    if not shared:
        return 0.0
    people = min(len(left.people & right.people), len(_PEOPLE_WEIGHTS) - 1)
    return _NAMES_WEIGHTS[min(shared, len(_NAMES_WEIGHTS) - 1)] + _PEOPLE_WEIGHTS[people]


def explain_names(left: Facts, right: Facts) -> str:
    """How many names are shared."""
    shared, people = len(left.names & right.names), len(left.people & right.people)
    return f"names of persons or streets in both texts: {shared}, beside what happened: {people}"


def weigh_ages(left: Facts, right: Facts) -> float:
    """The ages of victims and others."""
    if not left.ages or not right.ages:
        return 0.0
    shared = len(left.ages & right.ages)
    return 0.8 * min(2, shared) if shared else -0.8


def explain_ages(left: Facts, right: Facts) -> str:
    """The ages that both give."""
    shared = sorted(left.ages & right.ages)
    return f"persons aged {', '.join(map(str, shared))} in both" if shared else "persons of other ages"


_PERSONS_WEIGHTS = (0.0, 2.0, 3.0)  # by how many are shared, the last for more


def weigh_persons(left: Facts, right: Facts) -> float:
    """Persons of one surname and age: who was hurt, or is accused, is named in both."""
    shared = len(left.persons & right.persons)
    return _PERSONS_WEIGHTS[min(shared, len(_PERSONS_WEIGHTS) - 1)]


def explain_persons(left: Facts, right: Facts) -> str:
    """How many persons are shared."""
    return f"{len(left.persons & right.persons)} persons of one surname and age in both"


def weigh_numbers(left: Facts, right: Facts) -> float:
    """Numbers of houses, roads, units."""
    return 0.8 * min(2, len(left.numbers & right.numbers))


def explain_numbers(left: Facts, right: Facts) -> str:
    """How many numbers are shared."""
    return f"numbers of houses, roads or units in both: {len(left.numbers & right.numbers)}"


def weigh_quotes(left: Facts, right: Facts) -> float:
    """The same words between quotation marks."""
    shared = len(left.quotes & right.quotes)
    return min(2.5, 1.2 + 0.1 * shared) if shared else 0.0


def explain_quotes(left: Facts, right: Facts) -> str:
    """How many runs of quoted words are shared."""
    return f"runs of quoted words in both: {len(left.quotes & right.quotes)}"


def weigh_words(left: Facts, right: Facts) -> float:
    """How far the words of the paragraphs are the same."""
    shorter = min(len(left.words), len(right.words))
    if shorter < _FEW_WORDS:
        return 0.0
    return min(3.5, 6.5 * len(left.words & right.words) / shorter - 0.5)


_FEW_WORDS = 12  # below, a share of words says nothing


def explain_words(left: Facts, right: Facts) -> str:
    """The share of words in common."""
    share = len(left.words & right.words) / min(len(left.words), len(right.words))
    return f"{100 * share:.0f} % of the words of the shorter text in both"


_VERSION = 6.0  # enough to outweigh all that is no contradiction: a page without day and place too


def weigh_version(left: Facts, right: Facts) -> float:
    """Two versions of one page that count the same people in what is of one kind: the toll changed.

    Not where day or place speak against it: then the page tells of another event, or was wrong.
    """
    if left.pages.isdisjoint(right.pages) or left.kinds.isdisjoint(right.kinds):
        return 0.0
    if left.counted.isdisjoint(right.counted):
        return 0.0
    is_apart = left.start is not None and right.start is not None and weigh_day(left, right) < 0
    return 0.0 if is_apart or weigh_place(left, right) < 0 else _VERSION


def explain_version(left: Facts, right: Facts) -> str:
    """That they are versions."""
    return f"{_list(left.kinds & right.kinds)} in two versions of one page"


FEATURES = (
    Feature(name="group", weigh=weigh_group, explain=explain_group),
    Feature(name="day", weigh=weigh_day, explain=explain_day),
    Feature(name="place", weigh=weigh_place, explain=explain_place),
    Feature(name="kind", weigh=weigh_kind, explain=explain_kind),
    Feature(name="actors", weigh=weigh_actors, explain=explain_actors),
    Feature(name="figures", weigh=weigh_figures, explain=explain_figures),
    Feature(name="names", weigh=weigh_names, explain=explain_names),
    Feature(name="ages", weigh=weigh_ages, explain=explain_ages),
    Feature(name="persons", weigh=weigh_persons, explain=explain_persons),
    Feature(name="numbers", weigh=weigh_numbers, explain=explain_numbers),
    Feature(name="quotes", weigh=weigh_quotes, explain=explain_quotes),
    Feature(name="words", weigh=weigh_words, explain=explain_words),
)
PARTING = FEATURES[:5]
"""Those that may contradict clearly: how many names, numbers or words are shared never does."""
VERSION = Feature(name="version", weigh=weigh_version, explain=explain_version)
"""Asked only of versions of a page: hardly any claim is one, and `bulk` weighs them one by one."""
