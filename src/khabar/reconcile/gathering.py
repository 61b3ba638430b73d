"""What the claims of a strand say, taken together: the facts that are compared."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from khabar.model.claims import Actor, Certainty, Claim, Scope, Stance
from khabar.model.documents import Article
from khabar.model.values import Period, PlacePrecision, TimePrecision
from khabar.reconcile import wording
from khabar.reconcile.facts import Count, Facts, Side, Spot
from khabar.reconcile.families import find_family
from khabar.reconcile.strands import Strand, group_of, spot_of

_FINEST = (
    PlacePrecision.EXACT,
    PlacePrecision.DISTRICT,
    PlacePrecision.NEAR,
    PlacePrecision.PROVINCE,
    PlacePrecision.COUNTRY,
    PlacePrecision.REGION,
    PlacePrecision.UNKNOWN,
)
_FINE_TIMES = frozenset({TimePrecision.HOUR, TimePrecision.DAY})
_ASSERTING = frozenset({Stance.ASSERTS, Stance.ESTIMATES, Stance.ACCUSES, Stance.CONFIRMS})


def gather(strand: Strand, article: Article) -> Facts:
    """The facts of a strand of `article`."""
    claims = strand.claims
    text = "\n".join(article.text[start:end] for start, end in strand.paragraphs)
    when = _choose_period(claims)
    return Facts(
        family=find_family(claims[0].kind),
        kinds=tuple(sorted({claim.kind for claim in claims})),
        group=group_of(claims[0]),
        cumulative=claims[0].scope is Scope.CUMULATIVE,
        start=_ordinal(when.start if when else None),
        end=_ordinal(when.end if when else None),
        is_day=when is not None and when.precision in _FINE_TIMES,
        told=_ordinal(article.published),
        spot=_choose_spot(claims),
        figures=tuple(sorted(set(_list_counts(claims)), key=repr)),
        sides=tuple(sorted(set(_list_sides(claims)))),
        people=_hash(_list_people(claims)),
        names=_hash(wording.find_names(text)),
        caps=_hash(wording.find_caps(text)),
        ages=frozenset(wording.find_ages(text)),
        quotes=frozenset(sorted(_hash(wording.find_quotes(text)))[:_MOST_QUOTES]),
        words=wording.sketch(text),
        tellers=tuple(sorted(set(_list_tellers(claims, article)))),
    )


_MOST_QUOTES = 64


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _hash(words: Iterable[str]) -> frozenset[int]:
    return frozenset(wording.hash_text(word) for word in words)


def _choose_period(claims: Iterable[Claim]) -> Period | None:
    """The finest period that a claim of the strand gives, of several the first told."""
    periods = [claim.when.value for claim in claims if claim.when and claim.when.value.start]
    return min(periods, key=_length, default=None)


def _length(period: Period) -> int:
    assert period.start is not None and period.end is not None  # noqa: S101, PT018  # chosen so
    return (period.end - period.start).days


def _choose_spot(claims: Iterable[Claim]) -> Spot | None:
    """The finest place that a claim of the strand gives, of several the first told."""
    spots = [spot for spot in map(spot_of, claims) if spot]
    return min(spots, key=lambda spot: _FINEST.index(spot.precision), default=None)


def _list_counts(claims: Iterable[Claim]) -> Iterator[Count]:
    for claim in claims:
        for figure in claim.figures:
            count = figure.count.value
            yield Count(
                measure=figure.measure, who=figure.who or "people", low=count.low, high=count.high
            )


def _list_sides(claims: Iterable[Claim]) -> Iterator[Side]:
    for actor in _list_actors(claims):
        who = actor.who.value
        yield Side(
            role=actor.role.value,
            name=(who.name or "").casefold(),
            actor_class=who.actor_class.value,
            sure=actor.certainty is Certainty.STATED,
        )


def _list_actors(claims: Iterable[Claim]) -> Iterator[Actor]:
    return (actor for claim in claims for actor in claim.actors)


def _list_people(claims: Sequence[Claim]) -> Iterator[str]:
    """The words of names that stand in the sentences of the claims."""
    for claim in claims:
        yield from wording.find_names(claim.quote)


def _list_tellers(claims: Iterable[Claim], article: Article) -> Iterator[str]:
    """Who says it first: speakers with a name, agencies, the publisher."""
    for claim in claims:
        named = [s.who.value.name for s in claim.sources if s.stance in _ASSERTING and s.who.value.name]
        yield from (name.casefold() for name in named[:1])
    yield from (agency.casefold() for agency in article.agencies)
    if article.publisher:
        yield article.publisher.casefold()
