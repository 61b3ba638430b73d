"""What people decided, as linking asks for it: which claims are one event, which are not."""

from collections.abc import Collection, Iterable

from khabar.model.links import Action, Decision, Verdict


class Judgements:
    """The decisions that hold: what was undone is left out, and of two on one pair the later one holds.

    Undoing an undoing lets the first decision hold again. `latest` are the links and splits that hold,
    the latest first.
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.latest = _standing(decisions)
        self._of: dict[str, list[Decision]] = {}
        for decision in self.latest:
            for claim in sorted({*decision.claims, *decision.others}):
                self._of.setdefault(claim, []).append(decision)

    def verdict(self, one: str, other: str) -> Verdict | None:
        """SAME or DIFFERENT where a person decided on the two claims, else None."""
        for decision in self._of.get(one, ()):
            found = _judge(decision, one, other)
            if found:
                return found
        return None

    def names(self, claim: str) -> bool:
        """True where a decision that holds names the claim."""
        return claim in self._of

    def touching(self, claims: Collection[str]) -> tuple[str, ...]:
        """The other claims that people put into one event with any of these, sorted."""
        found = {
            other
            for claim in claims
            for decision in self._of.get(claim, ())
            for other in _together(decision, claim)
        }
        return tuple(sorted(found.difference(claims)))


def _standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The links and splits that nobody undid, the latest first."""
    undone: set[int] = set()
    holding: list[Decision] = []
    by_number = {decision.number: decision for decision in decisions}
    for number in sorted(by_number, reverse=True):
        decision = by_number[number]
        if number in undone:
            continue
        if decision.action is Action.UNDO:
            assert decision.undoes is not None  # noqa: S101  # an undoing names what it undoes
            undone.add(decision.undoes)
        else:
            holding.append(decision)
    return tuple(holding)


def _together(decision: Decision, claim: str) -> tuple[str, ...]:
    """The claims that a decision puts into one event with `claim`."""
    if decision.action is Action.LINK:
        return (*decision.claims, *decision.others)
    return decision.claims if claim in decision.claims else ()


def _judge(decision: Decision, one: str, other: str) -> Verdict | None:
    if other in _together(decision, one):
        return Verdict.SAME
    if decision.action is Action.SPLIT:
        sides = (decision.claims, decision.others)
        if any(one in side and other in rest for side, rest in (sides, sides[::-1])):
            return Verdict.DIFFERENT
    return None
