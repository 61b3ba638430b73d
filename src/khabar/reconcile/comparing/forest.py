"""The strongest links that hold claims together: all that a record keeps of the machine's links."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple, TypeAlias


class Bond(NamedTuple):
    """That the machine links two claims, `left` < `right`, and how firmly; it does not say why."""

    left: str
    right: str
    score: float

    @property
    def pair(self) -> tuple[str, str]:
        """The two claims."""
        return self.left, self.right


Bonds: TypeAlias = dict[tuple[str, str], Bond]
"""Bonds by their pairs of claims."""

Find: TypeAlias = Callable[[Collection[str]], Iterable[Bond]]


def find_forest(bonds: Iterable[Bond]) -> tuple[Bond, ...]:
    """The bonds without which some claims would no longer hang together, the strongest first.

    It is the maximum spanning forest: with a total order of bonds there is only one, and that of a part
    of the bonds with further ones is that of all of them. So it does not depend on the order of arrival.
    """
    roots = _Roots()
    return tuple(bond for bond in sorted(bonds, key=rank) if roots.join(bond.left, bond.right))


def rank(bond: Bond) -> tuple[float, str, str]:
    """What puts bonds in order, the strongest first."""
    return -bond.score, bond.left, bond.right


def find_paths(new: Iterable[Bond], fresh: Collection[str], find: Find) -> Bonds:
    """Stored bonds: with the `new` ones they close each circle that these close in all that is stored.

    `fresh` are the claims that have no stored bonds yet. `find` gives the stored bonds that touch any of
    some claims. They are followed only as long as a circle may still be closed.
    """
    meetings = _find_meetings(new, frozenset(fresh))
    stored: Bonds = {}
    roots = _Roots()
    seen: set[str] = set()
    ahead = set[str]().union(*meetings)
    while ahead:
        seen |= ahead
        found = {(bond.left, bond.right): bond for bond in find(ahead)}
        for pair in found.keys() - stored.keys():
            roots.join(*pair)
        stored |= found
        ahead = _find_ahead(meetings, roots, {claim for pair in stored for claim in pair} - seen)
    return stored


def _find_meetings(new: Iterable[Bond], fresh: frozenset[str]) -> list[frozenset[str]]:
    """The known claims that new bonds bring together."""
    roots = _Roots()
    for bond in new:
        roots.join(bond.left, bond.right)
    groups: dict[str, set[str]] = defaultdict(set)
    for claim in roots.claims:
        groups[roots.find(claim)].add(claim)
    known = (frozenset(group - fresh) for group in groups.values())
    return [group for group in known if len(group) > 1]


def _find_ahead(meetings: Iterable[frozenset[str]], roots: "_Roots", unseen: set[str]) -> set[str]:
    """The claims to go on with: pieces of one meeting may meet there, unless all but one end here."""
    ends: dict[str, set[str]] = defaultdict(set)
    for claim in unseen:
        ends[roots.find(claim)].add(claim)
    ahead: set[str] = set()
    for meeting in meetings:
        pieces = {roots.find(claim) for claim in meeting}
        open_ = [ends[piece] for piece in pieces if piece in ends]
        if len(pieces) > 1 and len(open_) > 1:
            ahead.update(*open_)
    return ahead


class _Roots:
    """Which claims hang together."""

    def __init__(self) -> None:
        self._root: dict[str, str] = {}

    @property
    def claims(self) -> Iterable[str]:
        """All that were joined or looked for."""
        return tuple(self._root)

    def find(self, claim: str) -> str:
        """The claim that stands for all that hang together with this one."""
        root = self._root
        root.setdefault(claim, claim)
        while root[claim] != claim:
            root[claim] = root[root[claim]]
            claim = root[claim]
        return claim

    def join(self, one: str, two: str) -> bool:
        """True where the two did not hang together before; they do now."""
        left, right = self.find(one), self.find(two)
        self._root[right] = left
        return left != right
