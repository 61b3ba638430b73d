"""Two mentions compared: a link with its verdict, its score and its reasons."""

from collections.abc import Iterable
from dataclasses import dataclass

from khabar.model.links import Evidence, Link, Verdict
from khabar.reconcile.comparing.features import BARS, FEATURES, PARTING, VERSION, Feature
from khabar.reconcile.digests.facts import Facts
from khabar.reconcile.digests.mentions import Mention

SAME_FROM = 4.0
"""The sum of log odds from which two mentions are linked."""

CLEAR = -4.0
"""The weight of one feature from which two that are not linked contradict each other."""

_OWN = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What all features together say; `is_clear`: one of them is a clear contradiction."""

    score: float
    verdict: Verdict
    is_clear: bool


def weigh(left: Mention, right: Mention, features: Iterable[Feature] = FEATURES) -> Weight:
    """How two mentions compare; the order of the two does not matter."""
    if left.article == right.article:
        return _weigh_own(left, right)
    one, two = left.facts, right.facts
    score, clear = 0.0, False
    for feature in _add_version(features, one):
        weight = feature.weigh(one, two)
        if weight <= CLEAR:
            clear = True
            if weight == BARS:
                return Weight(score=BARS, verdict=Verdict.DIFFERENT, is_clear=True)
        score += weight
    if score >= SAME_FROM:
        return Weight(score=score, verdict=Verdict.SAME, is_clear=False)
    unsure = score >= 0 and not clear
    return Weight(score=score, verdict=Verdict.UNSURE if unsure else Verdict.DIFFERENT, is_clear=clear)


def are_apart(left: Mention, right: Mention) -> bool:
    """What `weigh` says of `is_clear`, in a third of its time where nothing contradicts, as mostly."""
    one, two = left.facts, right.facts
    if left.article != right.article:
        for feature in PARTING:
            if feature.weigh(one, two) <= CLEAR:
                break
        else:
            return False
    return weigh(left, right).is_clear


def compare(left: Mention, right: Mention, features: Iterable[Feature] = FEATURES) -> Link:
    """The machine's link between two mentions, with what each feature says."""
    weight = weigh(left, right, features)
    first, second = sorted((left, right), key=lambda mention: mention.claim)
    if left.article == right.article:
        reasons: tuple[Evidence, ...] = (_explain_own(weight),)
    else:
        reasons = tuple(_explain(first, second, _add_version(features, left.facts)))
    score = round(weight.score, 3) if weight.score != BARS else _LOWEST
    return Link(
        left=first.claim, right=second.claim, verdict=weight.verdict, score=score, reasons=reasons
    )


def _add_version(features: Iterable[Feature], facts: Facts) -> Iterable[Feature]:
    return (*features, VERSION) if facts.pages else features


_LOWEST = -99.0  # the score of what is ruled out: JSON knows no infinity


def _explain(left: Mention, right: Mention, features: Iterable[Feature]) -> Iterable[Evidence]:
    for feature in features:
        weight = feature.weigh(left.facts, right.facts)
        if weight:
            yield Evidence(
                feature=feature.name,
                score=max(round(weight, 3), _LOWEST),
                why=feature.explain(left.facts, right.facts),
                bars=weight == BARS,
            )


def _weigh_own(left: Mention, right: Mention) -> Weight:
    """Claims of one article: what it tells as one event is one, what it tells apart is not."""
    if left.head == right.head:
        return Weight(score=-_LOWEST, verdict=Verdict.SAME, is_clear=False)
    return Weight(score=BARS, verdict=Verdict.DIFFERENT, is_clear=True)


def _explain_own(weight: Weight) -> Evidence:
    same = weight.verdict is Verdict.SAME
    why = "one article tells them as one event" if same else "one article tells them as two events"
    return Evidence(feature=_OWN, score=-_LOWEST if same else _LOWEST, why=why, bars=not same)
