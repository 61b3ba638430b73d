"""New claims linked with those that are known, one article at a time or all at once: with one result."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from khabar.model.links import Link, Verdict
from khabar.reconcile.columnar.bulk import cluster_many
from khabar.reconcile.comparing.candidates import find_asked, list_own
from khabar.reconcile.comparing.cluster import Atom, cluster, list_atoms, list_ties
from khabar.reconcile.comparing.compare import compare, weigh
from khabar.reconcile.comparing.forest import Bond, Bonds, find_forest, find_paths
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.digests.mentions import Mention
from khabar.reconcile.linking.nearby import FEW
from khabar.reconcile.linking.placing import Near, Places

_NOBODY = Judgements()


class Pool(Protocol):
    """What is known already."""

    def find(self, keys: Iterable[str]) -> Iterable[Mention]:
        """The mentions that share any of the keys, without those that go."""

    def links(self, claims: Collection[str]) -> Iterable[Bond]:
        """The stored links of any of the claims, those that go included."""

    def fetch(self, claims: Collection[str]) -> Iterable[Mention]:
        """The mentions of those claims that stay."""

    def events(self, claims: Collection[str]) -> Iterable[Collection[Mention]]:
        """All mentions of each event that holds any of the claims, those that go included."""

    def judgements(self, claims: Collection[str]) -> Judgements:
        """What people decided about any of the claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What new claims, and claims that go, change.

    `links` are to be stored, `dropped` (left, right) are to be forgotten: what is stored is always the
    strongest links that hold each set of claims together, whatever the order of arrival. `clusters` are
    the events of all claims that may have moved.
    """

    links: tuple[Link, ...]
    dropped: tuple[tuple[str, str], ...]
    clusters: tuple[tuple[str, ...], ...]


def relink(new: Sequence[Mention], gone: Collection[str], pool: Pool) -> Change:
    """How links and events change by new mentions and by claims that go.

    A claim whose mention changed is in both `new` and `gone`; one that is known as it is, in neither.
    """
    arrival = _Arrival(pool, new, gone)
    for atom in list_atoms(new, _NOBODY):
        arrival.take(atom)
    return arrival.end()


def resettle(mentions: Sequence[Mention], pool: Pool) -> Change:
    """How events change by what people decided about known mentions."""
    arrival = _Arrival(pool, mentions, ())
    for atom in list_atoms(mentions, _NOBODY):
        arrival.leave(atom)
    return arrival.end()


def link_all(mentions: Iterable[Mention], judgements: Judgements) -> tuple[tuple[str, ...], ...]:
    """The events of all mentions at once; the same as by any sequence of `relink`."""
    members = tuple(mentions)
    if len(members) < FEW:
        return cluster(members, judgements)
    return cluster_many(members, judgements)


class _Arrival:
    """New strands, one after the other, with their links to what is known or came before them.

    `_left` are those whose events are not plain: what hangs together with them is settled at the end.
    """

    def __init__(self, pool: Pool, new: Iterable[Mention], gone: Collection[str]) -> None:
        self._pool = pool
        self._new = {mention.claim: mention for mention in new}
        self._gone = frozenset(gone)
        self._known: dict[str, Mention] = {}
        self._decided = pool.judgements(sorted(self._new))
        self._places = Places(pool, self._gone)
        self._placed: list[Atom] = []
        self._left: list[Atom] = []
        self._blocks: dict[str, list[Mention]] = defaultdict(list)
        self._bonds: Bonds = {}

    def take(self, atom: Atom) -> None:
        """Links a new strand, and puts it into its event where that is plain."""
        self._link_strand(atom)
        head = self._new.get(atom.mention.head)
        if head is None:  # the others of its strand are known: nothing new is said of it
            self.leave(atom)
            return
        near = tuple(self._link(head))
        for key in list_own(head):
            self._blocks[key].append(head)
        if any(map(self._is_open, atom.claims)):
            self.leave(atom)
        elif self._places.put(atom, near):
            self._placed.append(atom)
        elif moved := self._places.settle(atom, near, self._list_near):
            self._placed.extend(moved)
        else:
            self.leave(atom)

    def leave(self, atom: Atom) -> None:
        """Takes note of a strand whose event is not plain."""
        self._places.leave(atom)
        self._left.append(atom)

    def end(self) -> Change:
        """What has changed by all of it."""
        walk = _Walk(pool=self._pool, new=self._new, gone=self._gone, bonds=self._bonds)
        walk.go({claim for atom in self._left for claim in atom.claims} | self._gone)
        self._known.update((mention.claim, mention) for mention in walk.members)
        apart = [bond for bond in self._bonds.values() if bond.left not in walk.seen]
        stored = {**walk.stored, **find_paths(apart, self._new, self._pool.links)}
        offered = {**self._bonds, **_link_again(walk)}
        kept = find_forest({**offered, **stored}.values())
        pairs = {bond.pair for bond in kept}
        settled = link_all(walk.members, self._pool.judgements(sorted(walk.seen)))
        placed = [atom.mention.head for atom in self._placed if atom.claims[0] not in walk.seen]
        return Change(
            links=tuple(self._explain(bond) for bond in kept if bond.pair not in stored),
            dropped=tuple(sorted(pair for pair in stored if pair not in pairs)),
            clusters=(*settled, *self._places.list_grown(placed)),
        )

    def _is_open(self, claim: str) -> bool:
        """True where people decided about a claim, or it replaces a former one."""
        return claim in self._gone or self._decided.names(claim)

    def _link_strand(self, atom: Atom) -> None:
        """The links that hold a strand together: the head with each of the others."""
        id_ = atom.mention.head
        if id_ not in self._new:
            self._known.update((mention.claim, mention) for mention in self._pool.fetch((id_,)))
        head = self._new.get(id_) or self._known.get(id_)
        for claim in atom.claims:
            if head is not None and claim != id_:
                self._note(head, self._new[claim], weigh(head, self._new[claim]).score)

    def _link(self, head: Mention) -> Iterator[Near]:
        """The links of a strand with those that are known, and with those that came before it."""
        for other, score in self._compare(head):
            self._known[other.claim] = other
            self._note(head, other, score)
            yield Near(-score, other.claim)

    def _list_near(self, head: Mention, known: Collection[str]) -> Iterator[Near]:
        """The same of a strand that was there before, without those that are known."""
        return (Near(-score, other.claim) for other, score in self._compare(head, known))

    def _compare(self, head: Mention, known: Collection[str] = ()) -> Iterator[tuple[Mention, float]]:
        """The other strands that a strand is one with by the sum of the weights, which comes along.

        Those that are known are left out.
        """
        asked = find_asked(head)
        found = {other.claim: other for key in asked for other in self._blocks.get(key, ())}
        for other in self._pool.find(asked):
            if other.claim == other.head and other.claim not in self._new:
                found[other.claim] = other
        for other in found.values():
            if other.claim == head.claim or other.claim in known:
                continue
            weight = weigh(other, head)
            if weight.verdict is Verdict.SAME:
                yield other, weight.score

    def _note(self, one: Mention, two: Mention, score: float) -> None:
        left, right = sorted((one.claim, two.claim))
        self._bonds[left, right] = Bond(left, right, round(score, 3))

    def _explain(self, bond: Bond) -> Link:
        left, right = (self._new.get(claim) or self._known[claim] for claim in bond.pair)
        return compare(left, right)


def _tie(one: Mention, two: Mention) -> Bond:
    left, right = sorted((one.claim, two.claim))
    return Bond(left, right, round(weigh(one, two).score, 3))


def _link_again(walk: "_Walk") -> Bonds:
    """The links among all that was looked at, where claims that go may have held some of it together."""
    if not walk.is_torn:
        return {}
    by_claim = {mention.claim: mention for mention in walk.members}
    pairs = [(by_claim[one.head], one) for one in walk.members if one.head in by_claim]
    atoms = list_atoms((one for one in walk.members if one.claim == one.head), _NOBODY)
    pairs += [(atoms[tie.left].mention, atoms[tie.right].mention) for tie in list_ties(atoms)]
    bonds = (_tie(one, two) for one, two in pairs if one.claim != two.claim)
    return {bond.pair: bond for bond in bonds}


@dataclass(slots=True, kw_only=True)
class _Walk:
    """All claims that hang together with some, and the stored links of these; `bonds` are new links.

    `is_torn`: a claim that goes had links to others. `seen` are the claims, `members` those that stand.
    """

    pool: Pool
    new: dict[str, Mention]
    gone: frozenset[str]
    bonds: Bonds
    seen: set[str] = field(default_factory=set)
    members: tuple[Mention, ...] = ()
    stored: Bonds = field(default_factory=dict)
    is_torn: bool = False

    def go(self, start: Collection[str]) -> None:
        """Follows links and decisions from some claims as far as they lead."""
        partners: dict[str, list[str]] = defaultdict(list)
        for left, right in self.bonds:
            partners[left].append(right)
            partners[right].append(left)
        reached = set(start)
        while reached:
            self.seen |= reached
            linked = {claim for bond in self._list_stored(reached) for claim in bond.pair}
            linked.update(claim for one in reached for claim in partners.get(one, ()))
            together = self.pool.judgements(sorted(reached)).touching(reached)
            reached = {*linked, *together} - self.seen
        new = (self.new[claim] for claim in self.seen if claim in self.new)
        known = self.pool.fetch(sorted(self.seen.difference(self.new, self.gone)))
        self.members = (*new, *known)

    def _list_stored(self, claims: Collection[str]) -> Iterator[Bond]:
        """The stored links that lead on from claims; those of claims that go are stored no more."""
        for bond in self.pool.links(sorted(claims)):
            if bond.left in self.gone or bond.right in self.gone:
                self.is_torn = True
            else:
                self.stored[bond.pair] = bond
            yield bond
