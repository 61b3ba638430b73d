"""What may contradict clearly, by number: of two sets of claims few pairs have to be looked at."""

from collections.abc import Collection, Iterable, Sequence

from khabar.reconcile.columnar.columns import Parts, Table
from khabar.reconcile.columnar.lookups import READS, Shapes, Staged, find_shapes, stage
from khabar.reconcile.comparing.compare import CLEAR
from khabar.reconcile.comparing.features import FEATURES, Feature, Weigh


class Trait:
    """What a feature looks at on each side, by number, and which of these it tells apart clearly.

    Of days those that lie alike are asked for once: `shapes` says which do.
    """

    def __init__(
        self, parts: Parts, weigh: Weigh, staged: Sequence[Staged], shapes: Shapes | None
    ) -> None:
        self.numbers: list[int] = parts.numbers.tolist()
        self._size, self._weigh, self._staged = parts.size, weigh, staged
        self._known: dict[int, bool] = {}
        self._alike: dict[tuple[int, int, int], bool] = {}
        self._shapes = [] if shapes is None else shapes.numbers.tolist()
        self._firsts = [] if shapes is None else shapes.firsts.tolist()

    def differ(self, ours: Iterable[int], theirs: Collection[int]) -> bool:
        """True where any two of different sides are clearly told apart."""
        known, size = self._known, self._size
        for one in ours:
            for two in theirs:
                apart = known.get(one * size + two)
                if self._find(one, two) if apart is None else apart:
                    return True
        return False

    def tells_apart(self, one: int, two: int) -> bool:
        """True where two rows are clearly told apart."""
        return self.differ((self.numbers[one],), (self.numbers[two],))

    def _find(self, one: int, two: int) -> bool:
        if not self._shapes:
            apart = self._ask(one, two)
        else:
            far = self._firsts[two] - self._firsts[one]
            key = self._shapes[one], self._shapes[two], far
            if (known := self._alike.get(key)) is None:
                known = self._alike[key] = self._ask(one, two)
            apart = known
        self._known[one * self._size + two] = apart
        return apart

    def _ask(self, one: int, two: int) -> bool:
        return any(self._weigh(some.lefts[one], some.rights[two]) <= CLEAR for some in self._staged)


def list_traits(table: Table) -> tuple[Trait, ...]:
    """What may contradict clearly; how many numbers two sets share never does."""
    return tuple(_make_trait(table, feature) for feature in FEATURES if not READS[feature.name].shared)


def _make_trait(table: Table, feature: Feature) -> Trait:
    reads = READS[feature.name]
    parts = table.number(*reads.parts, *reads.days)
    staged = [Staged(lefts=parts.examples, rights=parts.examples)]
    if reads.named:
        staged = [stage(parts, reads, named=named) for named in (False, True)]
    return Trait(parts, feature.weigh, staged, find_shapes(parts, reads) if reads.days else None)
