"""What the claims of a strand say, taken together: the facts that are compared."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from khabar import vocab
from khabar.model.claims import Actor, ActorClass, Certainty, Claim, Role, Scope, Stance
from khabar.model.documents import Article
from khabar.model.values import Period, PlacePrecision, TimePrecision
from khabar.reconcile.digests import wording
from khabar.reconcile.digests.facts import Count, Facts, Spot
from khabar.reconcile.digests.families import find_family
from khabar.reconcile.digests.strands import (
    Strand,
    group_of,
    length_of,
    period_of,
    spot_of,
    tells_of_dying,
)

_WIDE = (
    PlacePrecision.PROVINCE,
    PlacePrecision.COUNTRY,
    PlacePrecision.REGION,
    PlacePrecision.UNKNOWN,
)
_POINTS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT})
_FINE_TIMES = frozenset({TimePrecision.HOUR, TimePrecision.DAY})
_PARTIES = frozenset(
    {
        *(ActorClass.STATE_FORCES, ActorClass.STATE, ActorClass.REBEL, ActorClass.MILITIA),
        *(ActorClass.JIHADIST, ActorClass.FOREIGN_FORCES),
    }
)
_ASSERTING = frozenset({Stance.ASSERTS, Stance.ESTIMATES, Stance.ACCUSES, Stance.CONFIRMS})
_EDGE = re.compile(
    r"\b(?:night|midnight|overnight|late|early|evening|dawn|a\.?m|p\.?m)\b", re.IGNORECASE
)
"""Words by which one event can be given two days: the night from the one to the other."""

_MOST_QUOTES = 64  # runs of quoted words that are kept; more of one speech say nothing new


def gather(strand: Strand, article: Article) -> Facts:
    """The facts of a strand of `article`."""
    claims = strand.claims
    text = _list_words(strand, article)
    when, spot = _choose_period(claims), _choose_spot(claims)
    figures = tuple(sorted(set(_list_counts(claims)), key=repr))
    doers = tuple(_list_doers(claims))
    return Facts(
        family=find_family(claims[0].kind),
        kinds=frozenset(claim.kind for claim in claims),
        group=group_of(claims[0]),
        cumulative=claims[0].scope is Scope.CUMULATIVE,
        start=_ordinal(when.start if when else None),
        end=_ordinal(when.end if when else None),
        is_day=when is not None and when.precision in _FINE_TIMES and not _is_of_death(claims, when),
        is_edge=any(_EDGE.search(claim.when.text) for claim in claims if claim.when),
        told=_ordinal(article.published),
        spot=spot,
        town=wording.hash_text(spot.name) if spot and spot.precision in _POINTS else None,
        figures=figures,
        counted=_hash(f"{count.measure} {count.who}" for count in figures),
        counts=_hash(" ".join(map(str, count)) for count in figures),
        doers=frozenset((actor.who.value.name or "").casefold() for actor in doers),
        is_sure=all(_is_certain(actor) for actor in doers),
        people=_hash(name for claim in claims for name in wording.find_names(claim.quote)),
        names=_hash(wording.find_names(text)),
        caps=_hash(wording.find_caps(text)),
        numbers=_hash(wording.find_numbers(text)),
        ages=frozenset(wording.find_ages(text)),
        persons=_hash(wording.find_persons(text)),
        quotes=frozenset(sorted(_hash(wording.find_quotes(text)))[:_MOST_QUOTES]),
        words=wording.sketch(text),
        tellers=frozenset(_list_tellers(claims, article)),
    )


def _list_words(strand: Strand, article: Article) -> str:
    """The paragraphs of a strand, behind the title where it is about it.

    A title ends like a sentence, and a first word says nothing: so it stands behind another one.
    """
    parts = [article.text[start:end] for start, end in strand.paragraphs]
    return "\n".join([f"- {article.title}" if strand.leads and article.title else "", *parts])


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _hash(words: Iterable[str]) -> frozenset[int]:
    return frozenset(wording.hash_text(word) for word in words)


def _choose_period(claims: Sequence[Claim]) -> Period | None:
    """The finest period that claims of the strand give; of several the most often given, then the first.

    The day of a claim that only tells of deaths is taken where no other gives one.
    """
    deeds = [claim for claim in claims if not tells_of_dying(claim)]
    periods = [period for claim in deeds or claims if (period := period_of(claim))]
    periods = periods or [period for claim in claims if (period := period_of(claim))]
    often = Counter(periods)
    return min(
        periods, key=lambda period: (length_of(period), -often[period], period.start), default=None
    )


def _is_of_death(claims: Iterable[Claim], when: Period) -> bool:
    """True where only claims of deaths give the period."""
    return all(tells_of_dying(claim) for claim in claims if period_of(claim) == when)


def _choose_spot(claims: Iterable[Claim]) -> Spot | None:
    """The finest place that claims of the strand give; of several the most often given.

    Points are as fine as each other: a town that is only inferred is often the one that is meant.
    """
    spots = [spot for spot in map(spot_of, claims) if spot]
    often = Counter(spots)
    return min(spots, key=lambda spot: (_rank(spot.precision), -often[spot]), default=None)


def _rank(precision: PlacePrecision) -> int:
    return 0 if precision in _POINTS else 1 + _WIDE.index(precision)


def _list_counts(claims: Iterable[Claim]) -> Iterator[Count]:
    for claim in claims:
        for figure in claim.figures:
            count, who = figure.count.value, figure.who or "people"
            yield Count(measure=figure.measure, who=who, low=count.low, high=count.high)


def _list_doers(claims: Iterable[Claim]) -> Iterator[Actor]:
    """The armed parties with a name that are said to have done it, those who deny it left out."""
    for claim in claims:
        for actor in claim.actors:
            who = actor.who.value
            is_doer = actor.role is Role.PERPETRATOR and actor.certainty is not Certainty.DENIED
            if is_doer and who.name is not None and who.actor_class in _PARTIES:
                yield actor


def _is_certain(actor: Actor) -> bool:
    """True where a doer is stated, and is a party that is known: a ship or a unit may be anybody's."""
    return actor.certainty is Certainty.STATED and actor.who.value.name in _known_parties()


@functools.cache
def _known_parties() -> frozenset[str]:
    return frozenset(actor.name for actor in vocab.load().actors)


def _list_tellers(claims: Sequence[Claim], article: Article) -> Iterator[str]:
    """Who says it first: speakers with a name, agencies, the publisher."""
    for claim in claims:
        named = [s.who.value.name for s in claim.sources if s.stance in _ASSERTING and s.who.value.name]
        yield from (name.casefold() for name in named[:1])
    yield from (agency.casefold() for agency in article.agencies)
    if article.publisher:
        yield article.publisher.casefold()
