"""Which event holds which: a part of a whole is never added to it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from khabar.model.claims import Claim


def find_whole(own: str, claims: Iterable[Claim], event_of: Mapping[str, str]) -> str | None:
    """The event that contains the event `own`, None where none does.

    It is the one that holds the wholes of most of its part claims, of several the first by id. A
    whole that the mapping of claims to events does not know, or that is in the event itself, has no
    say.
    """
    wholes = [event_of.get(claim.part_of) for claim in claims if claim.part_of is not None]
    votes = Counter(event for event in wholes if event is not None and event != own)
    return min(votes, key=lambda event: (-votes[event], event), default=None)
