"""Whether it happened at all: who denies or doubts an event that others tell of."""

from collections.abc import Iterable, Mapping, Sequence

from khabar.model.events import About, Dispute, Statement, Status
from khabar.reconcile.cast import is_about_actor
from khabar.reconcile.tellers import (
    Teller,
    count_independent,
    find_deniers,
    find_doubters,
    first_teller,
    is_denial,
    names_denier,
    show_tellers,
)


def list_tellers(statements: Iterable[Statement]) -> tuple[Teller, ...]:
    """All first tellers of claims that are no denials, sorted."""
    return tuple(sorted({first_teller(each) for each in statements if not is_denial(each)}))


def list_everybody(statements: Iterable[Statement]) -> tuple[Teller, ...]:
    """All who tell, deny or doubt, sorted."""
    found: set[Teller] = set()
    for each in statements:
        found |= {first_teller(each), *find_deniers(each), *find_doubters(each)}
    return tuple(sorted(found))


def dispute_existence(statements: Sequence[Statement], shown: Mapping[str, str]) -> tuple[Dispute, ...]:
    """The disputes about whether it happened: denials that name no doer, and doubts."""
    told = list_tellers(statements)
    if not told:
        return ()
    denied = {each.claim.id: _find_flat_deniers(each, told) for each in statements}
    doubted = {each.claim.id: find_doubters(each) for each in statements}
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


def find_status(statements: Sequence[Statement], disputed: bool) -> Status:
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


def _find_flat_deniers(statement: Statement, told: Sequence[Teller]) -> tuple[Teller, ...]:
    """Who says that it did not happen at all.

    Whoever tells of the event and says of one thing that it did not happen ("nobody was hurt", "the
    hospital was not hit") denies no event, unless the words say so.
    """
    if is_denial(statement) and not names_denier(statement):
        return tuple(who for who in find_deniers(statement) if who not in told)
    deniers = find_deniers(statement)
    return tuple(who for who in deniers if not is_about_actor(statement.claim, who))


def _all(against: Mapping[str, Iterable[Teller]]) -> Iterable[Teller]:
    return (who for tellers in against.values() for who in tellers)
