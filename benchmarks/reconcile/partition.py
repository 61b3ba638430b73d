"""How well a partition of claims agrees with the truth."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Precision and recall in [0, 1]: of a claim's cluster in the mean (B-cubed), or of pairs."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score_b_cubed(clusters: Sequence[Sequence[str]], truths: Mapping[str, int]) -> Agreement:
    """B-cubed of the clusters; a claim in no cluster counts as one by itself.

    >>> round(score_b_cubed([("a", "b"), ("c",)], {"a": 1, "b": 1, "c": 1}).recall, 3)
    0.556
    """
    sizes = Counter(truths.values())
    within = [Counter(truths[claim] for claim in cluster) for cluster in clusters]
    members = {claim for cluster in clusters for claim in cluster}
    within += [Counter((truth,)) for claim, truth in truths.items() if claim not in members]
    precision = sum(count * count / found.total() for found in within for count in found.values())
    recall = sum(count * count / sizes[truth] for found in within for truth, count in found.items())
    return Agreement(precision=precision / len(truths), recall=recall / len(truths))
