"""Statements about one event -> the event, all accounts side by side.

An event is a pure function of its statements and of a rule: their order settles only its id.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from khabar.model.claims import Modality
from khabar.model.events import Event, Statement
from khabar.model.values import Place
from khabar.reconcile.merging.accounts import Remembered, collect, find_sides, keep_relevant
from khabar.reconcile.merging.cast import dispute_actors, list_actors
from khabar.reconcile.merging.deeds import find_kind, find_modality, find_scope
from khabar.reconcile.merging.disputes import (
    dispute_existence,
    find_status,
    list_everybody,
    list_tellers,
)
from khabar.reconcile.merging.rules import RELIABLE, Rule
from khabar.reconcile.merging.tallies import Setting, tally_all
from khabar.reconcile.merging.tellers import Said, count_independent, listen, settle_words
from khabar.reconcile.merging.whereabouts import find_period, find_place


def build_event(
    statements: Sequence[Statement],
    *,
    rule: Rule = RELIABLE,
    part_of: str | None = None,
    known: Mapping[str, Remembered] = MappingProxyType({}),
) -> Event:
    """The event that the statements are about.

    `statements` are in the order in which they were recorded: the id is that of the first claim, and
    nothing else hangs on the order. `part_of` is the id of the event that contains this one. Claims of
    articles that are `known` may come without figures; see `accounts.collect`. Raises ValueError where
    there are no statements.
    """
    if not statements:
        raise ValueError("expected at least one statement of an event, got none")
    ordered = sorted(map(listen, statements), key=_order)
    relevant = list(keep_relevant(ordered))
    affirmed = [
        each for each in relevant if each.claim.modality is not Modality.NOT_HAPPENED
    ] or relevant
    shown = settle_words(list_everybody(ordered))
    setting = Setting(rule=rule, sides=find_sides(ordered), shown=shown)
    tallied = tally_all(collect(ordered, known), setting)
    actors = list_actors(relevant, shown)
    disputes = (
        *(dispute for each in tallied for dispute in each.disputes),
        *dispute_actors(actors),
        *dispute_existence(relevant, shown),
    )
    current = [each for each in ordered if each.telling.superseded is None] or ordered
    return Event(
        id=statements[0].claim.id,
        kind=find_kind(affirmed),
        modality=find_modality(ordered),
        scope=find_scope(ordered),
        actors=actors,
        place=find_place(_list_places(affirmed)),
        when=find_period(each.claim.when.value for each in affirmed if each.claim.when),
        figures=tuple(each.tally for each in tallied),
        status=find_status(ordered, bool(disputes)),
        disputes=disputes,
        independent_sources=count_independent(list_tellers(current)),
        claims=tuple(each.claim.id for each in ordered),
        articles=tuple(dict.fromkeys(each.telling.article for each in ordered)),
        first_reported=ordered[0].telling.told,
        last_reported=ordered[-1].telling.told,
        part_of=part_of,
    )


def _list_places(statements: Iterable[Said]) -> list[list[Place]]:
    """The places that the claims of each article name."""
    places: dict[str, list[Place]] = {}
    for each in statements:
        if each.claim.place is not None:
            places.setdefault(each.telling.article, []).append(each.claim.place.value)
    return list(places.values())


def _order(statement: Said) -> tuple[object, ...]:
    """By the day of telling, then by article and place in its text."""
    claim, telling = statement.claim, statement.telling
    return (telling.told, telling.article, claim.span.start, claim.span.end, claim.id)
