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
that cannot be shown, the answer is no, and everything that hangs together has to be settled.
`tests/reconcile/test_placing.py` holds this against `cluster.settle`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from khabar.model.links import Verdict
from khabar.reconcile.candidates import find_asked, list_own
from khabar.reconcile.cluster import Atom, list_atoms
from khabar.reconcile.compare import weigh
from khabar.reconcile.judgements import Judgements
from khabar.reconcile.mentions import Mention

_MOST_PAIRS = 3_000  # compared to see whether two events are one: 30 ms; more are left to `settle`
_COMPANY = 8  # members, the best linked, by which a strand is kept from another event


class Events(Protocol):
    """The events that are known already."""

    def events(self, claims: Collection[str]) -> Iterable[Collection[Mention]]:
        """All mentions of each event that holds any of the claims."""

    def judgements(self, claims: Collection[str]) -> Judgements:
        """What people decided about any of the claims."""


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
            self.leave(atom)
            return False
        group = home[0] if home else _Group(atoms={}, is_sure=True)
        for other in home[1:]:
            group.atoms |= other.atoms
            self._group_of.update(dict.fromkeys(other.atoms, group))
        group.atoms[atom.mention.head] = atom
        self._group_of[atom.mention.head] = group
        return True

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
            if not (newcomer.is_welcome(tie.group) and _are_one(home, tie.group)):
                if newcomer.is_kept_from(tie):
                    continue
                return None
            home.append(tie.group)
        newcomer.company.append(tie.other)
    return home


def _are_one(home: Sequence[_Group], group: _Group) -> bool:
    """True where no member of some events contradicts one of another, as far as that is looked at."""
    members = [atom.mention for one in home for atom in one.atoms.values()]
    if len(members) * len(group.atoms) > _MOST_PAIRS:
        return False
    others = [atom.mention for atom in group.atoms.values()]
    return not any(weigh(left, right).is_clear for left in members for right in others)


class _Newcomer:
    """A strand on its way; `company` is it and what is certain to be in one set with it by now."""

    def __init__(self, strand: Mention, tied: Collection[str]) -> None:
        self._strand = strand
        self._tied = tied
        self._welcome: dict[int, bool] = {}
        self.company = [strand]

    def is_welcome(self, group: _Group) -> bool:
        """True where the strand contradicts nobody in an event."""
        known = self._welcome.get(id(group))
        if known is None:
            others = (atom.mention for head, atom in group.atoms.items() if head not in self._tied)
            known = not any(weigh(self._strand, other).is_clear for other in others)
            self._welcome[id(group)] = known
        return known

    def is_kept_from(self, tie: _Tie) -> bool:
        """True where the company contradicts whom a link leads to, or who is one with that before."""
        return self._is_opposed(tie.other) or any(
            self._is_opposed(atom.mention) and _are_tied_before(tie, atom.mention)
            for atom in tie.group.atoms.values()
        )

    def _is_opposed(self, other: Mention) -> bool:
        return any(weigh(one, other).is_clear for one in self.company[:_COMPANY])


def _are_tied_before(tie: _Tie, other: Mention) -> bool:
    """True where whom a link leads to has a better one to another strand."""
    weight = weigh(tie.other, other)
    if weight.verdict is not Verdict.SAME or -weight.score >= tie.rank:
        return False
    return not set(find_asked(tie.other)).isdisjoint(list_own(other))
