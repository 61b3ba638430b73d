"""Mentions put together into events: best links first, and one clear contradiction blocks a merge.

The result depends on the mentions and the decisions alone, never on their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from khabar.model.links import Action, Verdict
from khabar.reconcile.candidates import find_asked, list_own
from khabar.reconcile.compare import weigh
from khabar.reconcile.judgements import Judgements
from khabar.reconcile.mentions import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """Claims that always go together: a strand, or one claim that a person decided on."""

    claims: tuple[str, ...]
    mention: Mention


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Tie:
    """A machine link between two atoms, by number, `left` < `right`; `rank` is less for better ones."""

    rank: float
    left: int
    right: int


def cluster(members: Sequence[Mention], judgements: Judgements) -> tuple[tuple[str, ...], ...]:
    """The members' claims by event; claims are sorted in each event, and events by their first claim."""
    atoms = list_atoms(members, judgements)
    return settle(atoms, tuple(list_ties(atoms)), judgements)


def list_atoms(members: Iterable[Mention], judgements: Judgements) -> tuple[Atom, ...]:
    """The atoms of mentions, in the order of their first claims."""
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in members:
        alone = mention.claim if judgements.names(mention.claim) else ""
        groups[mention.head, alone].append(mention)
    atoms = (
        Atom(claims=tuple(sorted({one.claim for one in group})), mention=min(group, key=_claim_of))
        for group in groups.values()
    )
    return tuple(sorted(atoms, key=lambda atom: atom.claims[0]))


def _claim_of(mention: Mention) -> str:
    return mention.claim


def list_ties(atoms: Sequence[Atom]) -> Iterator[Tie]:
    """The machine's links among atoms, each once, in no order."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, atom in enumerate(atoms):
        others: set[int] = set()
        for key in find_asked(atom.mention):
            others.update(blocks.get(key, ()))
        for other in others:
            weight = weigh(atoms[other].mention, atom.mention)
            if weight.verdict is Verdict.SAME:
                yield Tie(rank=-weight.score, left=other, right=number)
        for key in list_own(atom.mention):
            blocks[key].append(number)


def settle(
    atoms: Sequence[Atom], ties: Sequence[Tie], judgements: Judgements
) -> tuple[tuple[str, ...], ...]:
    """The events of atoms, given all machine links among them: decisions first, then the best links.

    Atoms are to be in the order of their first claims.
    """
    groups = _Groups(atoms)
    groups.follow(judgements)
    for tie in sorted(ties):
        groups.tie(tie.left, tie.right)
    return groups.list_claims()


class _Groups:
    """Sets of atoms that grow together; a bit mask keeps on which side of which split a set stands."""

    def __init__(self, atoms: Sequence[Atom]) -> None:
        self._atoms = atoms
        self._root = list(range(len(atoms)))
        self._members = {number: [number] for number in range(len(atoms))}
        self._sides = dict.fromkeys(range(len(atoms)), (0, 0))
        self._barred: set[tuple[int, int]] = set()

    def follow(self, judgements: Judgements) -> None:
        """Does what people decided, the latest first; an earlier decision cannot break a later one."""
        of = {claim: number for number, atom in enumerate(self._atoms) for claim in atom.claims}
        for bit, decision in enumerate(judgements.latest):
            claims = sorted(of[claim] for claim in set(decision.claims) if claim in of)
            others = sorted(of[claim] for claim in set(decision.others) if claim in of)
            if decision.action is Action.LINK:
                self._join_all(sorted({*claims, *others}))
            else:
                self._join_all(claims)
                self._part(claims, others, 1 << bit)

    def _join_all(self, numbers: Sequence[int]) -> None:
        """Joins each with the first set that no later decision keeps it from."""
        for at, number in enumerate(numbers):
            for other in numbers[:at]:
                if self._find(number) == self._find(other):
                    break
                if not self._are_split(self._find(number), self._find(other)):
                    self._join(number, other)
                    break

    def _part(self, claims: Iterable[int], others: Iterable[int], bit: int) -> None:
        for numbers, flags in ((claims, (bit, 0)), (others, (0, bit))):
            for number in numbers:
                root = self._find(number)
                left, right = self._sides[root]
                self._sides[root] = (left | flags[0], right | flags[1])

    def tie(self, left: int, right: int) -> None:
        """Joins the sets of two atoms, unless a person or a clear contradiction keeps them apart."""
        one, two = sorted((self._find(left), self._find(right)))
        if one == two or (one, two) in self._barred:
            return
        if self._are_split(one, two) or self._contradict(one, two):
            self._barred.add((one, two))
            return
        self._join(one, two)

    def _are_split(self, one: int, two: int) -> bool:
        (left, right), (others_left, others_right) = self._sides[one], self._sides[two]
        return bool(left & others_right or right & others_left)

    def _contradict(self, one: int, two: int) -> bool:
        return any(
            weigh(self._atoms[left].mention, self._atoms[right].mention).is_clear
            for left, right in product(self._members[one], self._members[two])
        )

    def _find(self, number: int) -> int:
        while self._root[number] != number:
            self._root[number] = self._root[self._root[number]]
            number = self._root[number]
        return number

    def _join(self, left: int, right: int) -> None:
        """One set of two; its root is its least number, and what barred either bars it."""
        one, two = sorted((self._find(left), self._find(right)))
        self._root[two] = one
        self._members[one] += self._members.pop(two)
        (left_one, right_one), (left_two, right_two) = self._sides[one], self._sides.pop(two)
        self._sides[one] = (left_one | left_two, right_one | right_two)
        moved = [pair for pair in self._barred if two in pair]
        for pair in moved:
            other = pair[0] if pair[1] == two else pair[1]
            self._barred.add((min(one, other), max(one, other)))

    def list_claims(self) -> tuple[tuple[str, ...], ...]:
        """The claims of each set, sorted."""
        sets = (
            tuple(sorted(claim for number in members for claim in self._atoms[number].claims))
            for members in self._members.values()
        )
        return tuple(sorted(sets))
