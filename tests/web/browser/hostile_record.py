"""A record of reports every part of which is an attempt to run a program in the reader's browser."""

from datetime import date, timedelta

import shelf

from khabar.model.claims import (
    Actor,
    ActorClass,
    Certainty,
    Claim,
    Figure,
    Modality,
    Party,
    Role,
    Scope,
    Source,
    Stance,
    hash_words,
)
from khabar.model.documents import Article, Dropped, Related
from khabar.model.reports import Report
from khabar.model.values import (
    Period,
    Place,
    PlacePrecision,
    Qualifier,
    Quantity,
    Reading,
    Span,
    TimePrecision,
)

DAY = date(1938, 5, 1)


def build_reports(vectors, at_once):
    """Reports with `at_once` of the vectors each, in every part that a page shows."""
    groups = [vectors[start : start + at_once] for start in range(0, len(vectors), at_once)]
    return [_build(number, group) for number, group in enumerate(groups)]


def _build(number, vectors):
    told = [f"Raid {number}.{place} of {vector} was told." for place, vector in enumerate(vectors)]
    text = "\n".join(told)
    article = build_article(text, " ".join(vectors))
    first = number * len(vectors)
    days = [DAY - timedelta(40 * (first + place)) for place in range(len(vectors))]
    claims = tuple(map(build_claim, [article] * len(vectors), told, vectors, days))
    return Report(article=article, claims=claims)


def build_article(text, attempt):
    """An article of that text, with `attempt` in every other part of it."""
    publisher = f"Paper {attempt}"
    return Article(
        id=hash_words([text, publisher]),
        url=f"javascript:hit()//{attempt}",
        title=f"Title {attempt}",
        publisher=publisher,
        agencies=(f"Agency {attempt}",),
        author=f"Author {attempt}",
        published=DAY,
        language="en",
        sha256=hash_words([text]),
        text=text,
        headings=(),
        related=(Related(title=f"Related {attempt}", published=DAY),),
        dropped=(Dropped(text=f"Dropped {attempt}", reason="navigation", at=0),),
        words_in=len(text.split()),
    )


def build_claim(article, quote, vector, day=DAY):
    """A claim of a day of its own, so that each is an event of its own."""
    start = article.text.index(quote)
    span = Span(start, start + len(quote))

    def read(value):
        return Reading.at(span, article.text, value, "by_hand")

    place = Place(
        name=f"Town {vector}",
        admin1=f"Province {vector}",
        country="ES",
        lat=41.6,
        lon=2.3,
        precision=PlacePrecision.EXACT,
        geonames=None,
    )
    doer = read(Party(name=f"Fleet {vector}", actor_class=ActorClass.STATE_FORCES))
    count = Quantity(low=12.0, high=12.0, qualifier=Qualifier.EXACTLY)
    return Claim(
        id=hash_words([article.id, quote, "air_strike"]),
        article=article.id,
        kind="air_strike",
        quote=quote,
        span=span,
        actors=(Actor(role=Role.PERPETRATOR, who=doer, certainty=Certainty.ACCUSED),),
        place=read(place),
        when=read(Period(start=day, end=day, precision=TimePrecision.DAY)),
        figures=(Figure(measure="killed", count=read(count), unit="persons", who="people"),),
        sources=(
            Source(
                who=read(Party(name=f"Speaker {vector}", actor_class=ActorClass.OFFICIALS)),
                stance=Stance.ASSERTS,
                cue=None,
            ),
        ),
        modality=Modality.HAPPENED,
        scope=Scope.INCIDENT,
        part_of=None,
        rule="by_hand",
    )


def take_all(vectors, at_once):
    """The reports, as they are put into a record."""
    reports = build_reports(vectors, at_once)
    return [shelf.take(report, number) for number, report in enumerate(reports)]
