"""Evidence for same or different: small functions of what two mentions say, each with a reason.

Weights are natural log odds; what they were fitted on, and what came of it, is in
`docs/decisions/0008-linking.md`. None: the feature says nothing of these two.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from khabar.model.claims import Role
from khabar.reconcile.facts import Count, Facts, Side
from khabar.reconcile.families import may_be_one
from khabar.reconcile.spots import Relation, find_distance, relate

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
    return " ".join(
        word for word in ("total" if facts.cumulative else "", facts.group, facts.family) if word
    )


def weigh_day(left: Facts, right: Facts) -> float:
    """The same day, days apart, or a day that fits when the other was reported."""
    if left.start is None or right.start is None or left.end is None or right.end is None:
        return _weigh_told(left, right)
    gap = max(right.start - left.end, left.start - right.end)
    if gap <= 0:
        return 2.0 if left.is_day and right.is_day else 0.5
    if left.cumulative:
        return -8.0
    return -4.0 if gap == 1 else -8.0


def _weigh_told(left: Facts, right: Facts) -> float:
    """Where only one or neither gives a day: how far the reports and the day lie apart."""
    one, two = _may_have_been(left), _may_have_been(right)
    if one is None or two is None:
        return 0.0
    gap = max(two[0] - one[1], one[0] - two[1])
    return 0.5 if gap <= 0 else -min(4.0, 0.5 * gap)


def _may_have_been(facts: Facts) -> tuple[int, int] | None:
    if facts.start is not None and facts.end is not None:
        return facts.start, facts.end
    return None if facts.told is None else (facts.told - 3, facts.told)


def explain_day(left: Facts, right: Facts) -> str:
    """The two days."""
    return f"{_show_days(left)}, {_show_days(right)}"


def _show_days(facts: Facts) -> str:
    if facts.start is None or facts.end is None:
        return f"reported {date.fromordinal(facts.told)}" if facts.told is not None else "no day"
    start, end = date.fromordinal(facts.start), date.fromordinal(facts.end)
    return f"{start}" if start == end else f"{start} to {end}"


_PLACE_WEIGHTS = {
    Relation.SAME: 2.0,
    Relation.INSIDE: 0.7,
    Relation.NEAR: 0.5,
    Relation.APART: -4.0,
    Relation.UNKNOWN: 0.0,
}


def weigh_place(left: Facts, right: Facts) -> float:
    """The same place, one in the other, near, or apart."""
    if left.spot is None or right.spot is None:
        return 0.0
    return _PLACE_WEIGHTS[relate(left.spot, right.spot)]


def explain_place(left: Facts, right: Facts) -> str:
    """The two places and how they lie to each other."""
    assert left.spot and right.spot  # noqa: S101, PT018  # weighed so
    relation = relate(left.spot, right.spot)
    distance = find_distance(left.spot, right.spot)
    if relation is Relation.SAME:
        return f"both in {left.spot.name}"
    far = f" ({distance:.0f} km)" if distance else ""
    return f"{left.spot.name} and {right.spot.name}: {relation.value}{far}"


def weigh_kind(left: Facts, right: Facts) -> float:
    """A kind in common, or means that cannot be those of one event."""
    if set(left.kinds) & set(right.kinds):
        return 0.5
    fits = any(may_be_one(one, other) for one in left.kinds for other in right.kinds)
    return 0.0 if fits else -4.0


def explain_kind(left: Facts, right: Facts) -> str:
    """The kinds of both."""
    return f"{', '.join(left.kinds)}; {', '.join(right.kinds)}"


def weigh_actors(left: Facts, right: Facts) -> float:
    """The same named side in a role, or another one where both are sure of it."""
    one, two = _perpetrators(left), _perpetrators(right)
    if not one or not two:
        return 0.0
    names, others = {side.name for side in one}, {side.name for side in two}
    if names & others:
        return 1.0
    return -4.0 if all(side.sure for side in (*one, *two)) else -1.0


def explain_actors(left: Facts, right: Facts) -> str:
    """Who is named on both sides."""
    return f"{_show(_perpetrators(left))}; {_show(_perpetrators(right))}"


def _perpetrators(facts: Facts) -> list[Side]:
    return [side for side in facts.sides if side.role == Role.PERPETRATOR and side.name]


def _show(sides: list[Side]) -> str:
    return ", ".join(sorted({side.name for side in sides}))


def weigh_figures(left: Facts, right: Facts) -> float:
    """The same number of the same people; another number is no contradiction: tolls rise."""
    same, other = _compare_counts(left, right)
    return 0.5 * min(same, 2) - 0.3 * min(other, 2)


def explain_figures(left: Facts, right: Facts) -> str:
    """How many figures agree."""
    same, other = _compare_counts(left, right)
    return f"{same} figures alike, {other} not"


def _compare_counts(left: Facts, right: Facts) -> tuple[int, int]:
    of = {(count.measure, count.who): count for count in right.figures}
    pairs = [
        (count, of[count.measure, count.who])
        for count in left.figures
        if (count.measure, count.who) in of
    ]
    same = sum(_alike(one, two) for one, two in pairs)
    return same, len(pairs) - same


def _alike(left: Count, right: Count) -> bool:
    return (left.low, left.high) == (right.low, right.high)


def weigh_people(left: Facts, right: Facts) -> float:
    """Names that stand in the claims of both, and names in the text around."""
    near = len(left.people & right.people)
    around = len(left.names & right.names) - near
    return min(6.0, 2.0 * near + 1.0 * around)


def explain_people(left: Facts, right: Facts) -> str:
    """How many names are shared."""
    return f"{len(left.names & right.names)} names of persons and places in both"


def weigh_ages(left: Facts, right: Facts) -> float:
    """The ages of victims."""
    if not left.ages or not right.ages:
        return 0.0
    shared = len(left.ages & right.ages)
    return min(2.0, 0.8 * shared) if shared else -0.5


def explain_ages(left: Facts, right: Facts) -> str:
    """The ages that both give."""
    shared = sorted(left.ages & right.ages)
    return f"persons aged {', '.join(map(str, shared))} in both" if shared else "persons of other ages"


def weigh_quotes(left: Facts, right: Facts) -> float:
    """The same words between quotation marks."""
    shared = len(left.quotes & right.quotes)
    return min(3.0, 0.7 * shared)


def explain_quotes(left: Facts, right: Facts) -> str:
    """How many runs of quoted words are shared."""
    return f"{len(left.quotes & right.quotes)} runs of quoted words in both"


def weigh_words(left: Facts, right: Facts) -> float:
    """How far the words of the paragraphs are the same."""
    return 6.0 * _overlap(left, right) - 0.6 if left.words and right.words else 0.0


def explain_words(left: Facts, right: Facts) -> str:
    """The share of words in common."""
    return f"{100 * _overlap(left, right):.0f} % of the words of the shorter text in both"


def _overlap(left: Facts, right: Facts) -> float:
    return len(left.words & right.words) / min(len(left.words), len(right.words))


def weigh_tellers(left: Facts, right: Facts) -> float:
    """The same first teller."""
    return 0.3 if set(left.tellers) & set(right.tellers) else 0.0


def explain_tellers(left: Facts, right: Facts) -> str:
    """Who tells both."""
    return f"both told by {', '.join(sorted(set(left.tellers) & set(right.tellers)))}"


FEATURES = (
    Feature(name="group", weigh=weigh_group, explain=explain_group),
    Feature(name="day", weigh=weigh_day, explain=explain_day),
    Feature(name="place", weigh=weigh_place, explain=explain_place),
    Feature(name="kind", weigh=weigh_kind, explain=explain_kind),
    Feature(name="actors", weigh=weigh_actors, explain=explain_actors),
    Feature(name="figures", weigh=weigh_figures, explain=explain_figures),
    Feature(name="people", weigh=weigh_people, explain=explain_people),
    Feature(name="ages", weigh=weigh_ages, explain=explain_ages),
    Feature(name="quotes", weigh=weigh_quotes, explain=explain_quotes),
    Feature(name="words", weigh=weigh_words, explain=explain_words),
    Feature(name="tellers", weigh=weigh_tellers, explain=explain_tellers),
)
