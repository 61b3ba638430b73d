"""Whether it happened at all: who denies or doubts an event that others tell of."""

from collections.abc import Iterable, Mapping, Sequence

from khabar.model.events import About, Dispute, Status
from khabar.reconcile.merging.cast import is_about_actor
from khabar.reconcile.merging.tellers import Said, Teller, count_independent, names_denier, show_tellers


def list_tellers(statements: Iterable[Said]) -> tuple[Teller, ...]:
    """All first tellers of claims that are no denials, sorted."""
    return tuple(sorted({each.teller for each in statements if not each.is_denial}))


def list_everybody(statements: Iterable[Said]) -> tuple[Teller, ...]:
    """All who tell, deny or doubt, sorted."""
    found: set[Teller] = set()
    for each in statements:
        found.update((each.teller, *each.deniers, *each.doubters))
    return tuple(sorted(found))


def dispute_existence(statements: Sequence[Said], shown: Mapping[str, str]) -> tuple[Dispute, ...]:
    """The disputes about whether it happened: denials that name no doer, and doubts."""
    if not any(each.deniers or each.doubters for each in statements):  # as nearly always
        return ()
    told = list_tellers(statements)
    if not told:
        return ()
    denied = {each.claim.id: _find_flat_deniers(each, told) for each in statements}
    doubted = {each.claim.id: each.doubters for each in statements}
    if not any(denied.values()) and not any(doubted.values()):
        return ()
    said = ", ".join(show_tellers(told, shown))
    return tuple(
        Dispute(
            about=About.EXISTENCE,
            why=f"said by {said}; {verb} by {', '.join(show_tellers(_all(against), shown))}",
            claims=tuple(sorted(id_ for id_, who in against.items() if who)),
        )
        for verb, against in (("denied", denied), ("doubted", doubted))
        if any(against.values())
    )


def find_status(statements: Sequence[Said], disputed: bool) -> Status:
    """How well an event is supported; `statements` are all of it, replaced ones too."""
    current = [each for each in statements if each.telling.superseded is None]
    if not current:
        return Status.RETRACTED
    tellers = list_tellers(current)
    if not tellers:
        return Status.DENIED
    if disputed:
        return Status.CONTESTED
    return Status.CORROBORATED if count_independent(tellers) > 1 else Status.SINGLE_SOURCE


def _find_flat_deniers(statement: Said, told: Sequence[Teller]) -> tuple[Teller, ...]:
    """Who says that it did not happen at all.

    Whoever tells of the event and says of one thing that it did not happen ("nobody was hurt", "the
    hospital was not hit") denies no event, unless the words say so.
    """
    if statement.is_denial and not names_denier(statement.claim):
        return tuple(who for who in statement.deniers if who not in told)
    return tuple(who for who in statement.deniers if not is_about_actor(statement.claim, who))


def _all(against: Mapping[str, Iterable[Teller]]) -> Iterable[Teller]:
    return (who for tellers in against.values() for who in tellers)
