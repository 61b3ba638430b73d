"""New strands put into the events where they belong, one by one, without settling these anew.

`cluster.settle` joins atoms by their links, the best first, unless a clear contradiction between any two
keeps two sets apart. What a new strand changes of that can be told from the events around it:

* No two members of an event contradict each other (unless a person joined them), as all pairs were
  looked at when it grew. A link between two events was refused, by a contradiction between the two
  sets as they were then.
* A strand that contradicts nobody in an event keeps none of its joins from being made: the sets of that
  event only get larger, and larger sets that contradicted each other still do. So all other refusals
  stand, and what the strand is linked with it joins, if nothing refuses that.
* The same holds where it brings several events together of which no two members contradict.

The strand is therefore put into the event of its best link that is not refused, provided that each other
link can be shown to be refused: by contradictions with what is certain to be on its side by then. Where
that cannot be shown, a few events are settled with it (`nearby`), or else all that hangs together.
`tests/reconcile/test_placing.py` holds this against `cluster.settle`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeAlias

from khabar.model.links import Verdict
from khabar.reconcile.comparing.candidates import find_asked, list_own
from khabar.reconcile.comparing.cluster import Atom, list_atoms
from khabar.reconcile.comparing.compare import are_apart, weigh
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.digests.mentions import Mention
from khabar.reconcile.linking.nearby import settle_near

_MOST_PAIRS = 3_000  # compared to see whether two events are one: 30 ms; more are left to `settle`
_MOST_NEAR = 1_500  # strands that are settled apart; more than that are the largest of all events
_COMPANY = 8  # members, the best linked, by which a strand is first kept from another event
_MOST_TRIES = 4  # looks through the events that a strand is put into, some ms each
_MOST_LOOKS = 300  # pairs weighed to see who is one with whom a link leads to: 4 ms


class Events(Protocol):
    """The events that are known already."""

    def events(self, claims: Collection[str]) -> Iterable[Collection[Mention]]:
        """All mentions of each event that holds any of the claims."""

    def judgements(self, claims: Collection[str]) -> Judgements:
        """What people decided about any of the claims."""


Find: TypeAlias = Callable[[Mention, Collection[str]], Iterable["Near"]]
"""The strands that one is linked with, known ones and those that came before, but for those named."""


class Near(NamedTuple):
    """Another strand that a new one is linked with, by its head; `rank` is less for a better link."""

    rank: float
    head: str


@dataclass(slots=True, kw_only=True, eq=False)
class _Group:
    """The atoms of an event by their heads; not `is_sure` where it is not known what becomes of it."""

    atoms: dict[str, Atom]
    is_sure: bool

    @property
    def members(self) -> Iterator[Mention]:
        """What it holds, strand by strand."""
        return (atom.mention for atom in self.atoms.values())

    @property
    def claims(self) -> tuple[str, ...]:
        """Its claims, sorted."""
        return tuple(sorted(claim for atom in self.atoms.values() for claim in atom.claims))


class Places:
    """The events around new strands as these are put into them; claims of `gone` stand no more."""

    def __init__(self, events: Events, gone: Collection[str]) -> None:
        self._events = events
        self._gone = frozenset(gone)
        self._group_of: dict[str, _Group] = {}

    def put(self, atom: Atom, near: Sequence[Near]) -> bool:
        """True where a new strand is in its event now, false where that has to be settled."""
        self._load([one.head for one in near])
        ties = self._list_ties(atom, near)
        home = _choose_home(atom.mention, ties) if all(tie.group.is_sure for tie in ties) else None
        if home is None:
            return False
        group = home[0] if home else _Group(atoms={}, is_sure=True)
        for other in home[1:]:
            group.atoms |= other.atoms
            self._group_of.update(dict.fromkeys(other.atoms, group))
        group.atoms[atom.mention.head] = atom
        self._group_of[atom.mention.head] = group
        return True

    def settle(self, atom: Atom, near: Sequence[Near], find: Find) -> tuple[Atom, ...]:
        """One of each event that there is now, where what a new strand changes is told from a few.

        Nothing where it is not: too many hang together, or a person decided about some of them.
        """
        self._load([one.head for one in near])
        groups = {id(group): group for group in (self._group_of[one.head] for one in near)}
        explored: set[int] = set()
        while True:
            around = list(groups.values())
            if not _is_small(around):
                return ()
            settled = settle_near(atom, [tuple(group.atoms.values()) for group in around])
            open_ = settled.broken - explored
            if not open_:
                return tuple(self._note(atoms) for atoms in settled.sets)
            explored |= open_
            looked_at = {atom.mention.head}.union(*(group.atoms for group in around))
            for number in sorted(open_):
                heads = _list_around(around[number], find, looked_at)
                self._load(sorted(heads))
                groups |= {id(self._group_of[head]): self._group_of[head] for head in sorted(heads)}
            if len(groups) == len(around):
                return tuple(self._note(atoms) for atoms in settled.sets)

    def _note(self, atoms: Sequence[Atom]) -> Atom:
        """One of some strands, after they are an event."""
        group = _Group(atoms={atom.mention.head: atom for atom in atoms}, is_sure=True)
        self._group_of.update(dict.fromkeys(group.atoms, group))
        return atoms[0]

    def leave(self, atom: Atom) -> None:
        """Takes note of a new strand whose event has to be settled."""
        self._group_of[atom.mention.head] = _Group(atoms={atom.mention.head: atom}, is_sure=False)

    def list_grown(self, heads: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """The events that hold these strands, which were put there."""
        found = {id(group): group for group in map(self._group_of.__getitem__, heads) if group.is_sure}
        return tuple(sorted(group.claims for group in found.values()))

    def _load(self, heads: Iterable[str]) -> None:
        unknown = [head for head in heads if head not in self._group_of]
        for mentions in self._events.events(unknown) if unknown else ():
            claims = {mention.claim for mention in mentions}
            decided = self._events.judgements(claims).latest
            atoms = {atom.mention.head: atom for atom in list_atoms(mentions, Judgements())}
            group = _Group(atoms=atoms, is_sure=not decided and self._gone.isdisjoint(claims))
            self._group_of.update(dict.fromkeys(atoms, group))

    def _list_ties(self, atom: Atom, near: Iterable[Near]) -> list["_Tie"]:
        """The links of a strand in the order in which `settle` looks at them."""
        ties: list[_Tie] = []
        for one in near:
            group = self._group_of[one.head]
            other = group.atoms[one.head]
            first, second = sorted((atom.claims[0], other.claims[0]))
            ties.append(_Tie(one.rank, first, second, other.mention, group))
        return sorted(ties, key=lambda tie: tie[:3])


def _list_around(group: _Group, find: Find, known: Collection[str]) -> set[str]:
    """The strands with which members of an event have links, but for those that are known."""
    return {one.head for member in group.members for one in find(member, known)}


def _is_small(groups: Sequence[_Group]) -> bool:
    """True where it pays to settle some events apart, as far as it may be done."""
    return all(group.is_sure for group in groups) and sum(len(g.atoms) for g in groups) <= _MOST_NEAR


class _Tie(NamedTuple):
    """A link of a new strand to one that is in an event."""

    rank: float
    first: str
    second: str
    other: Mention
    group: _Group


def _choose_home(strand: Mention, ties: Sequence[_Tie]) -> list[_Group] | None:
    """The events that are one with the strand, none where it is one of its own; None: not known."""
    newcomer = _Newcomer(strand, {tie.other.head for tie in ties})
    home: list[_Group] = []
    for tie in ties:
        if tie.group not in home:
            if not newcomer.is_at_home(tie.group, home):
                if newcomer.is_kept_from(tie, home):
                    continue
                return None
            home.append(tie.group)
        newcomer.company.append(tie.other)
    return home


def _are_one(home: Sequence[_Group], group: _Group) -> bool:
    """True where no member of some events contradicts one of another, as far as that is looked at."""
    members = [member for one in home for member in one.members]
    if len(members) * len(group.atoms) > _MOST_PAIRS:
        return False
    return not any(are_apart(left, right) for left in members for right in group.members)


class _Newcomer:
    """A strand on its way; `company` is it and what is certain to be in one set with it by now.

    `_refused` are those by their events who are known to be on a side that its company contradicts:
    they stay there, as sets only grow.
    """

    def __init__(self, strand: Mention, tied: Collection[str]) -> None:
        self._strand = strand
        self._tied = tied
        self._welcome: dict[tuple[int, int], bool] = {}
        self._refused: defaultdict[int, set[str]] = defaultdict(set)
        self._opposed: dict[tuple[int, int], frozenset[str]] = {}
        self._links = _Links()
        self._tries = 0
        self.company = [strand]

    def is_at_home(self, group: _Group, home: Sequence[_Group]) -> bool:
        """True where the strand contradicts nobody in an event, nor do those of its own events."""
        key = id(group), len(home)
        known = self._welcome.get(key)
        if known is None:
            others = (one for one in group.members if one.head not in self._tied)
            is_welcome = not any(are_apart(self._strand, other) for other in others)
            known = self._welcome[key] = is_welcome and _are_one(home, group)
        return known

    def is_kept_from(self, tie: _Tie, home: Sequence[_Group]) -> bool:
        """True where its company contradicts whom a link leads to, or who is one with that before.

        Its company are those as well who have a better link to one of it.
        """
        refused = self._refused[id(tie.group)]
        if tie.other.head in refused:
            return True
        opposed = self._find_opposed(tie.group)
        if tie.other.head in opposed:
            refused.add(tie.other.head)
            return True
        side: set[str] = set()
        for head in self._grow_side(tie, refused | opposed):
            side.add(head)
            if head in refused or head in opposed:
                refused |= side
                return True
        if not self._is_opposed_at_home(tie, side, home):
            return False
        refused |= side
        return True

    def _find_opposed(self, group: _Group) -> frozenset[str]:
        """The strands of an event that somebody of its first company contradicts."""
        company = self.company[:_COMPANY]
        key = id(group), len(company)
        if key not in self._opposed:
            self._opposed[key] = frozenset(
                other.head for other in group.members if any(are_apart(one, other) for one in company)
            )
        return self._opposed[key]

    def _is_opposed_at_home(self, tie: _Tie, side: Collection[str], home: Sequence[_Group]) -> bool:
        self._tries += 1
        if self._tries > _MOST_TRIES:
            return False
        there = [one for one in tie.group.members if one.head in side]
        company = {one.head for one in self.company}
        members = sorted(
            (one for group in home for one in group.members), key=lambda one: one.head not in company
        )
        return any(
            any(are_apart(one, two) for two in there)
            and (
                one.head in company
                or any(self._links.are_tied(other, one, tie.rank) for other in self.company)
            )
            for one in members[: _MOST_PAIRS // len(there)]
        )

    def _grow_side(self, tie: _Tie, wanted: Collection[str]) -> Iterator[str]:
        """Whom a link leads to, and who is held together with that by better links.

        Not all of these, where they are many; those `wanted` are looked for first.
        """
        yield tie.other.head
        others = [one for one in tie.group.members if one is not tie.other]
        waiting = [one for one in others if one.head in wanted]
        waiting += [one for one in others if one.head not in wanted]
        ahead, looks = [tie.other], _MOST_LOOKS
        while ahead and looks > 0:
            here, left = ahead.pop(0), []
            looks -= len(waiting)
            for one in waiting:
                if self._links.are_tied(here, one, tie.rank):
                    ahead.append(one)
                    yield one.head
                else:
                    left.append(one)
            waiting = left


class _Links:
    """The links among some strands, and the keys by which they would find each other."""

    def __init__(self) -> None:
        self._asked: dict[str, frozenset[str]] = {}
        self._own: dict[str, tuple[str, ...]] = {}

    def are_tied(self, one: Mention, other: Mention, rank: float) -> bool:
        """True where two strands have a better link than one of this rank."""
        weight = weigh(one, other)
        if weight.verdict is not Verdict.SAME or -weight.score >= rank:
            return False
        if one.head not in self._asked:
            self._asked[one.head] = frozenset(find_asked(one))
        if other.head not in self._own:
            self._own[other.head] = list_own(other)
        return not self._asked[one.head].isdisjoint(self._own[other.head])
