"""Reports of invented raids in all their variety, for tests of looking into a record.

The same seed gives the same reports. Towns, papers and speakers are few, so that each filter finds some.
"""

import random
from datetime import date, timedelta

from books import NOON

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
from khabar.model.documents import Article, Hints, Page
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
from khabar.record.captures import Capture
from khabar.record.writer import Taken

MAY = date(1938, 5, 1)
KINDS = ("air_strike", "shelling", "attack", "protest", "armed_clash")
TOWNS = (
    ("Tárrenz", "Catalonia", "ES", 41.6, 2.3, PlacePrecision.EXACT),
    ("Tárrenz", "Catalonia", "ES", 41.6, 2.3, PlacePrecision.NEAR),
    ("Vallnou", "Catalonia", "ES", 41.9, 2.6, PlacePrecision.DISTRICT),
    ("Porquera", "Valencia", "ES", 39.5, -0.4, PlacePrecision.EXACT),
    ("Catalonia", "Catalonia", "ES", 41.6, 2.31, PlacePrecision.PROVINCE),
    ("Montclair", None, "FR", 42.7, 2.9, PlacePrecision.EXACT),
    ("Pyrenees", None, None, None, None, PlacePrecision.REGION),
)
ACTORS = (
    ("Northern Air Fleet", ActorClass.STATE_FORCES),
    ("Fleet of the Bay", ActorClass.FOREIGN_FORCES),
    ("Ñ Column", ActorClass.MILITIA),
    (None, ActorClass.CIVILIANS),
)
SPEAKERS = (
    ("Mayor Puig", ActorClass.OFFICIALS),
    ("Red Star Hospital", ActorClass.MEDICS),
    (None, ActorClass.RESIDENTS),
)
PAPERS = ("Valley Wire", "Coast Post", "Àrea Libre", None)
SCENES = ("the stone bridge", "a market of stone", "the bridge by the market", "the old mill")


def build_reports(seed, number):
    chance = random.Random(seed)  # noqa: S311  # nothing is kept secret
    return [_build_report(chance, place) for place in range(number)]


def take(report, number=0):
    page = Page(
        source=f"{number}.txt",
        content=report.article.text.encode() + str(number).encode(),
        content_type="text/plain",
        sha256=report.article.sha256,
    )
    capture = Capture(source=page.source, place=f"/{page.source}", page=page, hints=Hints(), at=NOON)
    return Taken(capture=capture, outcome=report)


def _build_report(chance, number):
    scenes = [f"Report {number} tells of {chance.choice(SCENES)} {place}." for place in range(3)]
    text = "\n".join(scenes[: chance.randint(1, 3)])
    publisher = chance.choice(PAPERS)
    article = Article(
        id=hash_words([text, publisher]),
        url=None,
        title=chance.choice((None, "Raids on the mill")),
        publisher=publisher,
        agencies=chance.choice(((), (), ("North Press",))),
        author=None,
        published=chance.choice((None, MAY + timedelta(chance.randint(0, 20)))),
        language="en",
        sha256=hash_words([text, number]),
        text=text,
        headings=(),
        related=(),
        dropped=(),
        words_in=len(text.split()),
    )
    claims: list[Claim] = []
    for line in text.split("\n"):
        claims.append(_build_claim(chance, article, line, claims))
    return Report(article=article, claims=tuple(claims))


def _build_claim(chance, article, quote, before):
    start = article.text.index(quote)
    kind = chance.choice(KINDS)
    return Claim(
        id=hash_words([article.id, quote, kind]),
        article=article.id,
        kind=kind,
        quote=quote,
        span=Span(start, start + len(quote)),
        actors=tuple(_list_actors(chance, article)),
        place=_maybe(chance, _read(article, _place(chance))),
        when=_maybe(chance, _read(article, _period(chance))),
        figures=tuple(_list_figures(chance, article)),
        sources=tuple(_list_sources(chance, article)),
        modality=chance.choice((Modality.HAPPENED, Modality.HAPPENED, Modality.PLANNED)),
        scope=Scope.INCIDENT,
        part_of=chance.choice((None, before[0].id)) if before else None,
        rule="by_hand",
    )


def _maybe(chance, value):
    return value if chance.random() < 0.8 else None


def _read(article, value):
    return Reading.at(Span(0, 6), article.text, value, "by_hand")


def _place(chance):
    name, admin1, country, lat, lon, precision = chance.choice(TOWNS)
    return Place(
        name=name,
        admin1=admin1,
        country=country,
        lat=lat,
        lon=lon,
        precision=precision,
        geonames=None,
    )


def _period(chance):
    start = MAY + timedelta(chance.randint(0, 12))
    match chance.randint(0, 3):
        case 0:
            return Period(start=None, end=None, precision=TimePrecision.RELATIVE)
        case 1:
            return Period(start=start, end=start + timedelta(6), precision=TimePrecision.WEEK)
        case _:
            return Period(start=start, end=start, precision=TimePrecision.DAY)


def _list_actors(chance, article):
    for name, actor_class in chance.sample(ACTORS, chance.randint(0, 2)):
        who = _read(article, Party(name=name, actor_class=actor_class))
        yield Actor(
            role=chance.choice((Role.PERPETRATOR, Role.TARGET)), who=who, certainty=Certainty.STATED
        )


def _list_sources(chance, article):
    for name, actor_class in chance.sample(SPEAKERS, chance.randint(0, 2)):
        who = _read(article, Party(name=name, actor_class=actor_class))
        stance = chance.choice((Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES))
        yield Source(who=who, stance=stance, cue=None)


def _list_figures(chance, article):
    for measure in chance.sample(("killed", "wounded"), chance.randint(0, 2)):
        low = float(chance.choice((1, 5, 12, 40)))
        quantity = chance.choice(
            (
                Quantity(low=low, high=low, qualifier=Qualifier.EXACTLY),
                Quantity(low=low, high=None, qualifier=Qualifier.AT_LEAST),
                Quantity(low=None, high=low, qualifier=Qualifier.UP_TO),
                Quantity(low=low, high=low + 7, qualifier=Qualifier.BETWEEN),
            )
        )
        yield Figure(measure=measure, count=_read(article, quantity), unit="persons", who="people")
