"""Claims and statements built by hand: raids on towns of an invented coast in spring 1938."""

from dataclasses import replace
from datetime import date

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
)
from khabar.model.events import Statement, Telling
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
from khabar.reconcile.articles.titles import find_lead

FIRST = date(1938, 5, 30)


def say(value, text, start=0):
    return Reading(value=value, span=Span(start, start + len(text)), text=text, rule="by_hand")


def quantity(words):
    """The quantity of "12", "at least 12", "up to 12", "about 12" or "12-17"."""
    *hedge, number = words.split()
    if "-" in number:
        low, high = map(float, number.split("-"))
        return Quantity(low=low, high=high, qualifier=Qualifier.BETWEEN)
    count = float(number)
    match " ".join(hedge):
        case "at least":
            return Quantity(low=count, high=None, qualifier=Qualifier.AT_LEAST)
        case "up to":
            return Quantity(low=None, high=count, qualifier=Qualifier.UP_TO)
        case "about":
            return Quantity(low=count, high=count, qualifier=Qualifier.ABOUT)
        case "":
            return Quantity(low=count, high=count, qualifier=Qualifier.EXACTLY)
    raise ValueError(words)


def figure(words, who="people", *, measure="killed", text=None, start=0, unit="persons"):
    count = say(quantity(words), text or f"{words} {who}", start)
    return Figure(measure=measure, count=count, unit=unit, who=who)


def source(name, stance=Stance.ASSERTS, *, actor_class=ActorClass.MONITOR, text=None):
    who = say(Party(name=name, actor_class=actor_class), text or name)
    return Source(who=who, stance=stance, cue=None)


def actor(name, role=Role.PERPETRATOR, *, actor_class=ActorClass.STATE_FORCES, text=None):
    who = say(Party(name=name, actor_class=actor_class), text or name)
    return Actor(role=role, who=who, certainty=Certainty.STATED)


def town(name="Portbou", *, admin1="Catalonia", precision=PlacePrecision.EXACT, country="ES"):
    return Place(
        name=name,
        admin1=admin1,
        country=country,
        lat=42.4,
        lon=3.2,
        precision=precision,
        geonames=None,
    )


def on(day, until=None, precision=TimePrecision.DAY):
    return Period(start=day, end=until or day, precision=precision)


BARE = Claim(
    id="",
    article="",
    kind="air_strike",
    quote="q",
    span=Span(0, 1),
    actors=(),
    place=None,
    when=None,
    figures=(),
    sources=(),
    modality=Modality.HAPPENED,
    scope=Scope.INCIDENT,
    part_of=None,
    rule="by_hand",
)


def claim(id_, *figures, at=0, **fields):
    quote = fields.pop("quote", "q")
    span = Span(at, at + len(quote))
    return replace(BARE, id=id_, quote=quote, span=span, figures=figures, **fields)


def telling(article, *, told=FIRST, **fields):
    fields.setdefault("publisher", f"The {article} Post")
    blank = {"title": None, "url": None, "owner": None, "agencies": (), "published": told}
    return Telling(article=article, told=told, **{**blank, **fields})


def report(article, *claims, told=FIRST, **fields):
    """The statements of one article."""
    by = telling(article, told=told, **{"lead": find_lead(claims), **fields})
    return tuple(Statement(claim=replace(one, article=article), telling=by) for one in claims)


def tell(article, words, *, by=None, told=FIRST, **fields):
    """An article of one claim that gives one count of the killed, by itself or by a source."""
    sources = () if by is None else (source(by),)
    one = claim(f"c-{article}", figure(words), sources=sources)
    return report(article, one, told=told, **fields)


def find(event, measure="killed"):
    """The tally of a measure."""
    return next(tally for tally in event.figures if tally.measure == measure)


def bounds(tally):
    return (tally.bounds.low, tally.bounds.best, tally.bounds.high)
