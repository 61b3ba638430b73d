"""What may contradict clearly, by number: of two sets of claims few pairs have to be looked at."""

from collections.abc import Collection, Iterable, Sequence

from khabar.reconcile.columns import Parts, Table
from khabar.reconcile.compare import CLEAR
from khabar.reconcile.features import FEATURES, Feature, Weigh
from khabar.reconcile.lookups import READS, Staged, stage


class Trait:
    """What a feature looks at on each side, by number, and which of these it tells apart clearly."""

    def __init__(self, parts: Parts, weigh: Weigh, staged: Sequence[Staged]) -> None:
        self.numbers: list[int] = parts.numbers.tolist()
        self._size, self._weigh, self._staged = parts.size, weigh, staged
        self._known: dict[int, bool] = {}

    def differ(self, ours: Iterable[int], theirs: Collection[int]) -> bool:
        """True where any two of different sides are clearly told apart."""
        return any(self._are_apart(one, two) for one in ours for two in theirs)

    def tells_apart(self, one: int, two: int) -> bool:
        """True where two rows are clearly told apart."""
        return self._are_apart(self.numbers[one], self.numbers[two])

    def _are_apart(self, one: int, two: int) -> bool:
        key = one * self._size + two
        apart = self._known.get(key)
        if apart is None:
            apart = any(self._weigh(some.lefts[one], some.rights[two]) <= CLEAR for some in self._staged)
            self._known[key] = apart
        return apart


def list_traits(table: Table) -> tuple[Trait, ...]:
    """What may contradict clearly; how many numbers two sets share never does."""
    return tuple(_make_trait(table, feature) for feature in FEATURES if not READS[feature.name].shared)


def _make_trait(table: Table, feature: Feature) -> Trait:
    reads = READS[feature.name]
    parts = table.number(*reads.parts, *reads.days)
    staged = [Staged(lefts=parts.examples, rights=parts.examples)]
    if reads.named:
        staged = [stage(parts, reads, named=named) for named in (False, True)]
    return Trait(parts, feature.weigh, staged)
