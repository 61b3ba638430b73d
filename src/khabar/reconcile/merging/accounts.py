"""Who tells which count of an event: the accounts."""

import enum
import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from khabar.model.claims import Claim, Modality, Role, Scope
from khabar.model.events import Account, Statement, Telling
from khabar.reconcile.articles.article_figures import count_article
from khabar.reconcile.articles.counts import Count, Cover
from khabar.reconcile.articles.main_event import tells_of_dead_aside
from khabar.reconcile.articles.titles import weigh_counts
from khabar.reconcile.merging.tellers import Said, Teller, find_house, is_denial, show_tellers

FACTS = frozenset({Modality.HAPPENED, Modality.SUSPECTED, Modality.DENIED, Modality.NOT_HAPPENED})
"""The modalities of what is said to have happened or not: the others tell of what may come."""

_HURT = frozenset({"wounded", "casualties"})
_SIDES = frozenset({Role.PERPETRATOR, Role.TARGET, Role.PARTY})


class Footing(enum.StrEnum):
    """How a report stands to a count that it gives; ASIDE where it tells of it far from its lead."""

    TOLD = "told"
    ASIDE = "aside"
    SUSPECTED = "suspected"
    DENIED = "denied"


UNHEARD = frozenset({Footing.ASIDE, Footing.DENIED})
"""The footings that give an account, and no part in low, best and high."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A count as one teller gives it in one article.

    `overtaken` is the first day on which somebody tells of dead who may be the wounded counted here.
    """

    count: Count
    teller: Teller
    telling: Telling
    footing: Footing
    denied_by: tuple[Teller, ...]
    overtaken: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What an article tells of an event in all: nobody has to count its figures again.

    `told` is what it tells on each footing, with the claims that it rests on; `is_aside` is true where
    it tells of dead aside from what it leads with.
    """

    told: Mapping["Footing", tuple[tuple[str, ...], tuple[Told, ...]]]
    is_aside: bool


class ForgottenError(LookupError):
    """Other claims of an article count in an event than those of which it is known what they tell."""


def collect(
    statements: Sequence[Said], known: Mapping[str, Remembered] = MappingProxyType({})
) -> tuple[Told, ...]:
    """All counts that the statements of one event give, in an order that does not hang on theirs.

    Totals over a stretch of time are left out where the event is not such a total itself, and plans
    where it is a fact: neither says how many were harmed in it. What articles tell that are `known` is
    not found out again; raises ForgottenError where other claims of theirs count here.
    """
    groups = _group(keep_relevant(statements))
    told = [
        told
        for article, footing in sorted(groups)
        for told in _tell(groups, article, footing, known.get(article))
    ]
    return tuple(_mark_overtaken(_set_aside(told, statements, known)))


def remember(statements: Sequence[Said]) -> Remembered:
    """What an article tells of an event by these statements, in the order of its text."""
    groups = _group(keep_relevant(statements))
    return Remembered(
        told={
            footing: (_list_ids(some), _tell(groups, article, footing))
            for (article, footing), some in groups.items()
        },
        is_aside=bool(_find_aside(statements)),
    )


def _group(statements: Iterable[Said]) -> Mapping[tuple[str, Footing], Sequence[Said]]:
    """The statements that give figures, by article and footing."""
    groups: dict[tuple[str, Footing], list[Said]] = defaultdict(list)
    for statement in statements:
        footing = _find_footing(statement.claim)
        if footing is not None:
            groups[statement.telling.article, footing].append(statement)
    return groups


def _tell(
    groups: Mapping[tuple[str, Footing], Sequence[Said]],
    article: str,
    footing: Footing,
    known: Remembered | None = None,
) -> tuple[Told, ...]:
    some, is_told = groups[article, footing], (article, Footing.TOLD) in groups
    if known is None:
        with_survivors = footing is Footing.TOLD or not is_told
        return _collect_article(_Same(some), footing, with_survivors=with_survivors)
    claims, told = known.told.get(footing, ((), ()))
    if claims != _list_ids(some) or is_told != (Footing.TOLD in known.told):
        raise ForgottenError(article)
    return told


def _list_ids(statements: Iterable[Said]) -> tuple[str, ...]:
    return tuple(sorted([each.claim.id for each in statements]))


def keep_relevant(statements: Sequence[Said]) -> Sequence[Said]:
    """The statements that count in an event: facts before plans, incidents before running totals."""
    facts = [each for each in statements if each.claim.modality in FACTS] or statements
    single = [each for each in facts if each.claim.scope is not Scope.CUMULATIVE]
    return single or facts


def list_accounts(told: Iterable[Told], shown: Mapping[str, str]) -> tuple[Account, ...]:
    """The accounts, equal bounds of one group once, by group, bounds and first day."""
    groups: dict[tuple[str, float, float], list[Told]] = defaultdict(list)
    for one in told:
        low = -1.0 if one.count.low is None else one.count.low
        high = float("inf") if one.count.high is None else one.count.high
        groups[one.count.who or "", low, high].append(one)
    return tuple(_build_account(groups[key], shown) for key in sorted(groups))


def find_sides(statements: Iterable[Said | Statement]) -> frozenset[str]:
    """The names of those who act in an event or are acted on, by all claims that are no denials."""
    return frozenset(
        actor.who.value.name.casefold()
        for statement in statements
        if not is_denial(statement.claim)
        for actor in statement.claim.actors
        if actor.who.value.name is not None and actor.role in _SIDES
    )


def _find_footing(claim: Claim) -> Footing | None:
    """How the claim stands to its figures; None where they count what did not happen."""
    if claim.modality is Modality.DENIED:
        return Footing.DENIED
    if claim.modality is Modality.SUSPECTED:
        return Footing.SUSPECTED
    if claim.modality is Modality.NOT_HAPPENED and any(
        figure.count.value.stated > 0 for figure in claim.figures
    ):
        return None
    return Footing.TOLD


class _Same:
    """Statements that are alike where they are of the very same claims and telling, not equal ones."""

    __slots__ = ("_ids", "statements")

    def __init__(self, statements: Sequence[Said]) -> None:
        self.statements = statements
        self._ids = (id(statements[0].telling), *(id(each.claim) for each in statements))

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._ids == other._ids


# A record builds an event anew whenever an article comes to it: what the others tell is as it was.
@functools.lru_cache(maxsize=10_000)
def _collect_article(some: _Same, footing: Footing, *, with_survivors: bool) -> tuple[Told, ...]:
    """What an article tells on one footing; survivors only where that tells of the dead as well."""
    statements = some.statements
    said = {each.claim.id: each for each in statements}
    names = {each.claim.id: each.teller.name for each in statements}
    claims = (each.claim for each in statements)
    counts = count_article(claims, names, with_survivors=with_survivors)
    title, lead = statements[0].telling.title, statements[0].telling.lead
    if footing is Footing.TOLD and title is not None and lead in said:
        counts = weigh_counts(title, counts, lead, names[lead])
    if len(counts) > 1:
        counts = tuple(_let_sources_lead(counts, find_house(statements[0].telling).name))
    return tuple(
        Told(
            count=count,
            teller=min(said[id_].teller for id_ in count.claims if names[id_] == count.teller),
            telling=statements[0].telling,
            footing=footing,
            denied_by=tuple(sorted({who for id_ in count.claims for who in said[id_].deniers})),
        )
        for count in counts
    )


def _let_sources_lead(counts: Sequence[Count], house: str) -> Iterable[Count]:
    """The counts, a total of the article's own led by a higher one of a source that it quotes.

    "The toll rose from 150 to 216, officials said": the article does not contest its own source. A
    higher one of its own does.
    """
    quoted = [count for count in counts if count.teller != house and count.cover is Cover.ALL]
    for count in counts:
        topped = (
            count.teller == house
            and count.cover is Cover.ALL
            and any(
                (other.measure, other.unit) == (count.measure, count.unit)
                and other.number > count.number
                for other in quoted
            )
        )
        yield count._replace(leading=False) if topped else count


def _set_aside(
    told: Sequence[Told], statements: Iterable[Said], known: Mapping[str, Remembered]
) -> Sequence[Told]:
    """The counts, the dead of an article set aside that are no part of what it leads with.

    Only where another article counts hurt and has no dead, or has them aside as well: then they are
    those of another event, told at the end of a report, more often than not.
    """
    deadly = {one.telling.article for one in told if one.count.measure == "killed"}
    hurting = {one.telling.article for one in told if one.count.measure in _HURT}
    if not deadly or not hurting or len(deadly | hurting) < 2:
        return told
    unknown = deadly.difference(known)
    aside = _find_aside(each for each in statements if each.telling.article in unknown)
    aside |= {article for article in deadly - unknown if known[article].is_aside}
    return tuple(_mark_aside(told, aside, hurting - (deadly - aside)))


def _find_aside(statements: Iterable[Said]) -> set[str]:
    """The articles that tell of dead aside from what they lead with."""
    of: dict[str, list[Said]] = defaultdict(list)
    for each in sorted(statements, key=lambda each: each.claim.span.start):
        of[each.telling.article].append(each)
    return {
        article
        for article, some in of.items()
        if tells_of_dead_aside([each.claim for each in some], some[0].telling.title)
    }


def _mark_aside(told: Iterable[Told], aside: set[str], silent: set[str]) -> Iterable[Told]:
    """The counts, those of dead told aside marked where another article of hurt is silent of dead."""
    for one in told:
        is_aside = one.count.measure == "killed" and one.telling.article in aside
        if is_aside and one.footing is not Footing.DENIED and silent - {one.telling.article}:
            yield replace(one, footing=Footing.ASIDE)
        else:
            yield one


def _mark_overtaken(told: Sequence[Told]) -> Iterable[Told]:
    """The counts, the one person told of as hurt marked where another article tells of a death.

    "A boy was shot" and "the boy died" are one victim, told on different days.
    """
    dead = [
        one
        for one in told
        if one.count.measure == "killed" and one.count.number > 0 and one.footing not in UNHEARD
    ]
    deadly = {one.telling.article for one in dead}
    first = min((one.telling.told for one in dead), default=None)
    for one in told:
        alone = one.count.measure == "wounded" and one.count.singly and one.count.number == 1
        if first is not None and alone and one.telling.article not in deadly:
            yield replace(one, overtaken=max(first, one.telling.told))
        else:
            yield one


def _build_account(told: Sequence[Told], shown: Mapping[str, str]) -> Account:
    count = told[0].count
    days = [one.telling.told for one in told]
    return Account(
        who=count.who,
        low=count.low,
        high=count.high,
        claims=tuple(sorted({id_ for one in told for id_ in one.count.claims})),
        said_by=show_tellers((one.teller for one in told if one.footing is not Footing.DENIED), shown),
        publishers=tuple(sorted({one.telling.publisher for one in told if one.telling.publisher})),
        denied_by=show_tellers((who for one in told for who in one.denied_by), shown),
        first=min(days),
        last=max(days),
        superseded=all(one.telling.superseded is not None for one in told),
        titled=all(one.count.titled for one in told),
    )
