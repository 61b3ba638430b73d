"""New claims linked with those that are known, one article at a time or all at once: with one result."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from khabar.model.links import Link, Verdict
from khabar.reconcile.bulk import cluster_many
from khabar.reconcile.candidates import find_asked
from khabar.reconcile.cluster import cluster, list_atoms, list_ties
from khabar.reconcile.compare import compare, weigh
from khabar.reconcile.forest import find_forest
from khabar.reconcile.judgements import Judgements
from khabar.reconcile.mentions import Mention


class Pool(Protocol):
    """What is known already, without the claims that go."""

    def find(self, keys: Iterable[str]) -> Iterable[Mention]:
        """The mentions that share any of the keys."""

    def links(self, claims: Collection[str]) -> Iterable[Link]:
        """The stored links of any of the claims, those that go included."""

    def fetch(self, claims: Collection[str]) -> Iterable[Mention]:
        """The mentions of those claims that stay."""

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

    A claim whose mention changed is in both `new` and `gone`. A claim that people decided on anew is in
    `new` as it is.
    """
    found = tuple(_link_new(new, pool))
    walk = _Walk(pool=pool, new={mention.claim: mention for mention in new}, gone=frozenset(gone))
    walk.go([claim for link in found for claim in (link.left, link.right)])
    offered = {(link.left, link.right): link for link in (*found, *_link_again(walk))}
    stored = {(link.left, link.right): link for link in walk.stored}
    kept = find_forest({**offered, **stored}.values())
    pairs = {(link.left, link.right) for link in kept}
    return Change(
        links=tuple(link for link in kept if (link.left, link.right) not in stored),
        dropped=tuple(sorted(pair for pair in stored if pair not in pairs)),
        clusters=cluster(walk.members, pool.judgements([one.claim for one in walk.members])),
    )


def link_all(mentions: Iterable[Mention], judgements: Judgements) -> tuple[tuple[str, ...], ...]:
    """The events of all mentions at once; the same as by any sequence of `relink`."""
    return cluster_many(mentions, judgements)


def _link_new(new: Sequence[Mention], pool: Pool) -> Iterator[Link]:
    """The links of new mentions with each other and with those that are known."""
    yield from _link_strands(new)
    heads = [mention for mention in new if mention.claim == mention.head]
    yield from _link_among(heads)
    fresh = {mention.claim for mention in new}
    for head in heads:
        for other in pool.find(find_asked(head)):
            is_known = other.claim == other.head and other.claim not in fresh
            if is_known and weigh(head, other).verdict is Verdict.SAME:
                yield compare(head, other)


def _link_strands(mentions: Iterable[Mention]) -> Iterator[Link]:
    """The links that hold each strand together: the head with each of the others."""
    by_claim = {mention.claim: mention for mention in mentions}
    for mention in by_claim.values():
        if mention.head != mention.claim and mention.head in by_claim:
            yield compare(by_claim[mention.head], mention)


def _link_among(heads: Sequence[Mention]) -> Iterator[Link]:
    atoms = list_atoms(heads, Judgements())
    for tie in list_ties(atoms):
        yield compare(atoms[tie.left].mention, atoms[tie.right].mention)


def _link_again(walk: "_Walk") -> Iterator[Link]:
    """The links among all that was looked at, where claims that go may have held some of it together."""
    if walk.is_torn:
        yield from _link_strands(walk.members)
        yield from _link_among([one for one in walk.members if one.claim == one.head])


@dataclass(slots=True, kw_only=True)
class _Walk:
    """All claims that hang together with new ones or with those that go, and the stored links of these.

    `is_torn`: a claim that goes had links to others.
    """

    pool: Pool
    new: Mapping[str, Mention]
    gone: frozenset[str]
    members: tuple[Mention, ...] = ()
    stored: list[Link] = field(default_factory=list)
    is_torn: bool = False

    def go(self, partners: Iterable[str]) -> None:
        """Follows links and decisions as far as they lead; new links lead to `partners`."""
        seen: set[str] = set()
        reached = {*self.new, *self.gone, *partners}
        while reached:
            seen |= reached
            linked = {claim for link in self._list_links(reached) for claim in (link.left, link.right)}
            together = self.pool.judgements(sorted(reached)).touching(reached)
            reached = {*linked, *together} - seen
        known = self.pool.fetch(sorted(seen.difference(self.new, self.gone)))
        self.members = (*self.new.values(), *known)

    def _list_links(self, claims: Collection[str]) -> Iterator[Link]:
        """The links that lead on from claims; those that do not go are stored."""
        for link in self.pool.links(sorted(claims)):
            if link.verdict is not Verdict.SAME:
                continue
            if link.left in self.gone or link.right in self.gone:
                self.is_torn = True
            else:
                self.stored.append(link)
            yield link
