"""What kind of event it is, and whether it happened, by what its tellers say."""

from collections.abc import Iterable, Mapping, Sequence

from khabar import vocab
from khabar.model.claims import Modality, Scope
from khabar.reconcile.merging.tellers import Said

_VAGUE = frozenset({"toll", "situation"})
# What a claim of the kind of modality that comes first says, goes for the event.
_FIRMEST = (
    Modality.HAPPENED,
    Modality.SUSPECTED,
    Modality.DENIED,
    Modality.NOT_HAPPENED,
    Modality.PLANNED,
    Modality.OFFERED,
    Modality.DEMANDED,
    Modality.THREATENED,
    Modality.HYPOTHETICAL,
)
_NARROWEST = (Scope.INCIDENT, Scope.BACKGROUND, Scope.ONGOING, Scope.CUMULATIVE)


def find_modality(statements: Iterable[Said]) -> Modality:
    """The firmest modality of the claims: it happened where one says so; a denial does not undo it."""
    return min((each.claim.modality for each in statements), key=_FIRMEST.index)


def find_scope(statements: Iterable[Said]) -> Scope:
    """The narrowest scope of the claims: an event is a running total only where all are."""
    return min((each.claim.scope for each in statements), key=_NARROWEST.index)


def find_kind(statements: Sequence[Said]) -> str:
    """The narrowest kind on which most tellers agree.

    Tellers vote for the top of a kind's tree, then for its branches; where two branches have as many,
    the kind above both is taken. A toll says nothing of what happened, and has no vote beside others.
    """
    told = {statement.claim.kind for statement in statements}
    if len(told) == 1:  # as for most events
        return told.pop()
    kinds = vocab.load().kinds
    votes: dict[str, set[str]] = {}
    for statement in statements:
        votes.setdefault(statement.claim.kind, set()).add(statement.teller.name)
    votes = {kind: votes[kind] for kind in votes if kind not in _VAGUE} or votes
    tops: dict[str, set[str]] = {}
    for kind, tellers in votes.items():
        tops.setdefault(kinds[kind].parent or kind, set()).update(tellers)
    order = {kind: place for place, kind in enumerate(kinds)}
    top = min(tops, key=lambda kind: (-len(tops[kind]), order[kind]))
    return _find_branch(top, {kind: len(votes[kind]) for kind in votes if kinds[kind].parent == top})


def _find_branch(top: str, votes: Mapping[str, int]) -> str:
    most = max(votes.values(), default=0)
    first = [kind for kind, count in votes.items() if count == most]
    return first[0] if len(first) == 1 else top
