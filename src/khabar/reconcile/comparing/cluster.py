"""Mentions put together into events: best links first, and one clear contradiction blocks a merge.

The result depends on the mentions and the decisions alone, never on their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from khabar.model.links import Action, Verdict
from khabar.reconcile.comparing.candidates import find_asked, list_own
from khabar.reconcile.comparing.compare import are_apart, weigh
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.digests.mentions import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """Claims that always go together: a strand, or one claim that a person decided on."""

    claims: tuple[str, ...]
    mention: Mention


class Tie(NamedTuple):
    """A machine link between two atoms, by number, `left` < `right`; `rank` is less for better ones.

    A tuple and no dataclass: there are twenty of them for each claim, and they are sorted.
    """

    rank: float
    left: int
    right: int


def cluster(members: Sequence[Mention], judgements: Judgements) -> tuple[tuple[str, ...], ...]:
    """The members' claims by event; claims are sorted in each event, and events by their first claim."""
    atoms = list_atoms(members, judgements)
    return settle(atoms, tuple(list_ties(atoms)), judgements)


def list_atoms(members: Iterable[Mention], judgements: Judgements) -> tuple[Atom, ...]:
    """The atoms of mentions, in the order of their first claims."""
    groups: dict[str | tuple[str, str], list[Mention]] = defaultdict(list)
    names = judgements.names if judgements.latest else None
    for mention in members:
        is_alone = names is not None and names(mention.claim)
        groups[(mention.head, mention.claim) if is_alone else mention.head].append(mention)
    return tuple(sorted(map(_make_atom, groups.values()), key=lambda atom: atom.claims[0]))


def _make_atom(group: Sequence[Mention]) -> Atom:
    if len(group) == 1:  # as nearly always
        return Atom(claims=(group[0].claim,), mention=group[0])
    return Atom(claims=tuple(sorted({one.claim for one in group})), mention=min(group, key=_claim_of))


def _claim_of(mention: Mention) -> str:
    return mention.claim


def list_ties(atoms: Sequence[Atom]) -> Iterator[Tie]:
    """The machine's links among atoms, each once, in no order.

    What people took out of a strand stays tied to it, wherever and whenever that is.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    strands: dict[str, list[int]] = defaultdict(list)
    for number, atom in enumerate(atoms):
        strand = strands[atom.mention.head]
        others = set(strand)
        strand.append(number)
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
    parts = _Parts(len(atoms))
    for tie in ties:
        parts.join(tie.left, tie.right)
    for numbers in list_decided((atom.claims for atom in atoms), judgements):
        for number in numbers[1:]:
            parts.join(numbers[0], number)
    inside: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        inside[parts.find(tie.left)].append(tie)
    settled: list[tuple[str, ...]] = []
    for root, numbers in parts.list_all().items():
        groups = _Groups(atoms, numbers, inside.get(root, ()))
        groups.follow(judgements)
        groups.tie_all()
        settled += groups.list_claims()
    return tuple(sorted(settled))


def list_decided(atoms: Iterable[Sequence[str]], judgements: Judgements) -> Iterator[list[int]]:
    """The atoms, by number, that each decision is about; of each atom its claims are given."""
    if not judgements.latest:
        return
    of = {claim: number for number, claims in enumerate(atoms) for claim in claims}
    for decision in judgements.latest:
        numbers = [of[claim] for claim in (*decision.claims, *decision.others) if claim in of]
        if numbers:
            yield numbers


class _Parts:
    """What hangs together at all: nothing in one part bears on what becomes of another."""

    def __init__(self, size: int) -> None:
        self._root = list(range(size))

    def find(self, number: int) -> int:
        """The number that stands for a part."""
        root = self._root
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    def join(self, left: int, right: int) -> None:
        """One part of two."""
        one, two = self.find(left), self.find(right)
        self._root[max(one, two)] = min(one, two)

    def list_all(self) -> dict[int, list[int]]:
        """The numbers of each part, in their order."""
        parts: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._root)):
            parts[self.find(number)].append(number)
        return parts


class _Groups:
    """Sets of the atoms of one part that grow together.

    A bit mask keeps on which side of which split a set stands.
    """

    def __init__(self, atoms: Sequence[Atom], numbers: Sequence[int], ties: Sequence[Tie]) -> None:
        self._atoms = atoms
        self._ties = ties
        self._root = {number: number for number in numbers}
        self._members = {number: {number} for number in numbers}
        self._sides = dict.fromkeys(numbers, (0, 0))
        self._barred: dict[int, set[int]] = {number: set() for number in numbers}
        self._alike: dict[int, set[int]] = {number: set() for number in numbers}
        for tie in ties:
            self._alike[tie.left].add(tie.right)
            self._alike[tie.right].add(tie.left)

    def follow(self, judgements: Judgements) -> None:
        """Does what people decided, the latest first; an earlier decision cannot break a later one."""
        of = {claim: number for number in self._root for claim in self._atoms[number].claims}
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

    def tie_all(self) -> None:
        """Joins sets by the machine's links, the best first."""
        for tie in sorted(self._ties):
            self._tie(self._find(tie.left), self._find(tie.right))

    def _tie(self, one: int, two: int) -> None:
        """Joins two sets, unless a person or a clear contradiction keeps them apart."""
        if one == two or two in self._barred[one]:
            return
        if self._are_split(one, two) or self._contradict(one, two):
            self._barred[one].add(two)
            self._barred[two].add(one)
            return
        self._join(one, two)

    def _are_split(self, one: int, two: int) -> bool:
        (left, right), (others_left, others_right) = self._sides[one], self._sides[two]
        return bool(left & others_right or right & others_left)

    def _contradict(self, one: int, two: int) -> bool:
        """True where two atoms contradict each other clearly; those that are tied do not."""
        others = self._members[two]
        return any(
            are_apart(self._atoms[left].mention, self._atoms[right].mention)
            for left in self._members[one]
            for right in others - self._alike[left]
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
        self._members[one] |= self._members.pop(two)
        (left_one, right_one), (left_two, right_two) = self._sides[one], self._sides.pop(two)
        self._sides[one] = (left_one | left_two, right_one | right_two)
        for other in self._barred.pop(two):
            self._barred[other].discard(two)
            self._barred[other].add(one)
            self._barred[one].add(other)

    def list_claims(self) -> Iterator[tuple[str, ...]]:
        """The claims of each set, sorted."""
        for members in self._members.values():
            yield tuple(sorted(claim for number in members for claim in self._atoms[number].claims))
