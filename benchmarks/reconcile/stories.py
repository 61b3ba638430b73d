"""Texts about what happened in an invented war, with the claims that they make and the truth of each.

A story knows less on the first day, hedges, leaves out the day or the place or says it roughly, tells
parts, older events and totals of the war.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from benchmarks.reconcile.world import Happening
from khabar.model.claims import (
    Actor,
    ActorClass,
    Certainty,
    Figure,
    Modality,
    Party,
    Role,
    Scope,
    Source,
    Stance,
)
from khabar.model.values import Period, Place, Qualifier, Quantity, Reading, Span, TimePrecision

T = TypeVar("T")

_RULE = "benchmark"
_SPEAKERS = (
    ("doctors", ActorClass.MEDICS, None),
    ("residents", ActorClass.RESIDENTS, None),
    ("the provincial governor", ActorClass.OFFICIALS, None),
    ("the Register of the Dead", ActorClass.MONITOR, "Register of the Dead"),
    ("the civil defence", ActorClass.MEDICS, "civil defence"),
)
_DEEDS = {
    "air_strike": "Warplanes bombed",
    "shelling": "Artillery shelled",
    "shooting": "Gunmen opened fire at",
    "bombing": "A car bomb exploded at",
    "armed_clash": "Fighting broke out around",
    "drone_strike": "A drone struck",
    "missile_strike": "Missiles hit",
    "suicide_bombing": "A suicide bomber attacked",
    "abduction": "Armed men seized people at",
    "execution": "Prisoners were shot behind",
}
_FILLERS = (
    "{cars} took the {hurt} to {site} while {number} {houses} {burned}.",
    "A {reporter} {saw} {number} {coffins} in front of {site} {when}.",
    "The {road} to the {side} {stayed} {closed}, and {cars} {turned} at {site}.",
    "{houses} near {site} {stayed} {closed}, a {reporter} was told {when}.",
    "It {stayed} {unclear} how many {hurt} there were at {site} {when}.",
    "{power} {failed} in the {side} for {number} hours {when}.",
    "{crews} {dug} {when}, and {number} of the {hurt} were {saved} {alive}.",
)
# Papers do not print the same words of two events: eight in a row are hardly ever shared.
_SLOTS = """
    cars ambulances buses lorries taxis carts trains boats vans trams cars
    hurt injured people neighbours children families passers-by guests workers
    houses houses shops stalls barns sheds offices cafes workshops kiosks huts
    burned burned smouldered collapsed fell smoked crumbled
    reporter reporter visitor priest teacher baker clerk nurse driver farmer
    saw saw counted passed found noticed filmed described
    coffins coffins stretchers wreaths candles crates wagons
    road road bridge tunnel street lane ferry railway canal pass
    stayed stayed remained lay stood looked seemed
    closed closed blocked guarded empty shut dark silent flooded
    turned turned waited stopped queued halted idled
    when today tonight later afterwards meanwhile again overnight yesterday
    unclear unclear unknown open doubtful uncertain untold
    power power water heating radio telephones lights gas sewers
    failed failed stopped faltered ceased broke went
    crews rescuers firemen miners sailors students volunteers soldiers masons
    dug dug searched listened worked climbed shovelled
    saved saved freed reached carried pulled led
    alive alive unhurt out away up home
"""
_WORDS = {slot: some for slot, *some in map(str.split, _SLOTS.strip().splitlines())}
_SIDES = ("north", "south", "east", "west", "old town", "upper town", "industrial quarter")
_SINCE = date(2008, 3, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim that waits for its article; `part` is true where the first draft contains it."""

    truth: int
    kind: str
    span: Span
    place: Reading[Place] | None
    when: Reading[Period] | None
    actors: tuple[Actor, ...] = ()
    figures: tuple[Figure, ...] = ()
    sources: tuple[Source, ...] = ()
    scope: Scope = Scope.INCIDENT
    modality: Modality = Modality.HAPPENED
    part: bool = False


@dataclass(slots=True)
class Story:
    """A text that grows, and what it claims. `told` is the day on which it is told."""

    dice: random.Random
    told: date
    text: str = ""
    drafts: list[Draft] = field(default_factory=list)

    def put(self, words: str) -> Span:
        """Where the words came to stand."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def read(self, words: str, value: T) -> Reading[T]:
        """The words written down, as those that `value` is read from."""
        return Reading(value=value, span=self.put(words), text=words, rule=_RULE)

    def likely(self, chance: float) -> bool:
        """True as often as `chance` says."""
        return self.dice.random() < chance


def tell(story: Story, happening: Happening, scope: Scope = Scope.INCIDENT) -> None:
    """One sentence on what happened, and now and then another one on the children among the dead."""
    start = len(story.text)
    lag = (story.told - happening.day).days
    story.put(f"{_DEEDS[happening.kind]} {happening.site}")
    place, when = _tell_place(story, happening), _tell_day(story, happening)
    figures = _tell_figures(story, happening, lag)
    actors = _tell_perpetrator(story, happening) if story.likely(0.55) else ()
    sources = _tell_sources(story, happening)
    story.put(".")
    story.drafts.append(
        Draft(
            truth=happening.number,
            kind=happening.kind if story.likely(0.9) else "attack",
            span=Span(start, len(story.text)),
            place=place,
            when=when,
            actors=actors,
            figures=figures,
            sources=sources,
            scope=scope,
        )
    )
    if happening.children and scope is Scope.INCIDENT and story.likely(0.3):
        _tell_children(story, happening)
    story.put("\n")


def tell_total(story: Story, happening: Happening, dead: int) -> None:
    """A sentence on all the dead of the country since the war began."""
    start = len(story.text)
    story.put("The war has cost ")
    figure = _figure(
        story,
        "killed",
        Quantity(low=dead, high=None, qualifier=Qualifier.MORE_THAN),
        "more than {} lives",
    )
    story.put(" in ")
    country = happening.town.country
    place = story.read(country.name, country)
    when = _period(story, " since March 2008", (_SINCE, story.told), TimePrecision.RANGE)
    story.put(".")
    span = Span(start, len(story.text))
    truth = -1 - ord(country.name[-1])
    draft = Draft(
        truth=truth,
        kind="toll",
        span=span,
        place=place,
        when=when,
        figures=(figure,),
        scope=Scope.CUMULATIVE,
    )
    story.drafts.append(draft)
    story.put("\n")


def fill(story: Story, happening: Happening, sentences: int) -> None:
    """Sentences without a claim: names of the dead, and what may be said of any event."""
    for _ in range(sentences):
        if happening.victims and story.likely(0.35):
            name, age = story.dice.choice(happening.victims)
            story.put(f"Among the dead was {name}, {age}.\n")
            continue
        words = story.dice.choice(_FILLERS)
        side, number = story.dice.choice(_SIDES), story.dice.randint(2, 40)
        chosen = {slot: story.dice.choice(some) for slot, some in _WORDS.items()}
        told = words.format(site=happening.site, side=side, number=number, **chosen)
        story.put(told[0].upper() + told[1:] + "\n")


def _tell_place(story: Story, happening: Happening) -> Reading[Place] | None:
    town = happening.town
    place = story.dice.choices((town.exact, town.province, town.country, None), weights=(78, 10, 4, 8))[
        0
    ]
    if place is None:
        return None
    story.put(" in " if place is town.exact else " in the region of ")
    return story.read(place.name, place)


def _tell_day(story: Story, happening: Happening) -> Reading[Period] | None:
    day, told = happening.day, story.told
    if story.likely(0.13):
        return None
    if story.likely(0.05):
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return _period(story, f" in {day:%B %Y}", (first, last), TimePrecision.MONTH)
    if (told - day).days < 7 and story.likely(0.08):
        return _period(story, " this week", (told - timedelta(days=6), told), TimePrecision.WEEK)
    if story.likely(0.02):  # in the night: half of the reports give the day after
        day += timedelta(days=1)
    return _period(story, f" on {day.day} {day:%B %Y}", (day, day), TimePrecision.DAY)


def _period(
    story: Story, words: str, days: tuple[date, date], precision: TimePrecision
) -> Reading[Period]:
    story.put(" ")
    return story.read(words.strip(), Period(start=days[0], end=days[1], precision=precision))


def _tell_figures(story: Story, happening: Happening, lag: int) -> tuple[Figure, ...]:
    known = 1 - 0.5 * 0.5 ** max(lag, 0) if story.likely(0.6) else 1.0
    killed = round(happening.killed * known * story.dice.choice((1, 1, 1, 1, 0.9, 1.1)))
    figures = []
    if killed:
        story.put(", killing ")
        figures.append(_figure(story, "killed", *_hedge(story, killed)))
    if happening.wounded and story.likely(0.5):
        story.put(" and wounding ")
        figures.append(_figure(story, "wounded", *_hedge(story, round(happening.wounded * known) or 1)))
    return tuple(figures)


_HEDGES: tuple[tuple[int, Qualifier, str, Callable[[int], tuple[int | None, int | None]]], ...] = (
    (60, Qualifier.EXACTLY, "{} people", lambda n: (n, n)),
    (22, Qualifier.AT_LEAST, "at least {} people", lambda n: (n, None)),
    (6, Qualifier.MORE_THAN, "more than {} people", lambda n: (n - 1, None)),
    (6, Qualifier.ABOUT, "about {} people", lambda n: (n, n)),
    (4, Qualifier.UP_TO, "up to {} people", lambda n: (None, n)),
)
_WEIGHTS = tuple(row[0] for row in _HEDGES)


def _hedge(story: Story, number: int) -> tuple[Quantity, str]:
    if number < 4:
        return Quantity(low=number, high=number, qualifier=Qualifier.EXACTLY), "{} people"
    _, qualifier, words, bounds = story.dice.choices(_HEDGES, weights=_WEIGHTS)[0]
    low, high = bounds(number)
    return Quantity(low=low, high=high, qualifier=qualifier), words


def _figure(story: Story, measure: str, count: Quantity, words: str, who: str | None = None) -> Figure:
    text = words.format(f"{count.stated:.0f}")
    return Figure(measure=measure, count=story.read(text, count), unit="persons", who=who)


def _tell_children(story: Story, happening: Happening) -> None:
    start = len(story.text) + 1
    story.put(" ")
    number = happening.children
    count = Quantity(low=number, high=number, qualifier=Qualifier.EXACTLY)
    figure = _figure(story, "killed", count, "{} children", "children")
    story.put(" were among the dead.")
    span = Span(start, len(story.text))
    draft = Draft(
        truth=happening.number,
        kind=happening.kind,
        span=span,
        place=None,
        when=None,
        figures=(figure,),
        part=story.drafts[-1:] == story.drafts[:1],
    )
    story.drafts.append(draft)


def _tell_perpetrator(story: Story, happening: Happening) -> tuple[Actor, ...]:
    story.put(" in an attack by ")
    who = story.read(happening.perpetrator.name or "unknown men", happening.perpetrator)
    return (Actor(role=Role.PERPETRATOR, who=who, certainty=Certainty.STATED),)


def _tell_sources(story: Story, happening: Happening) -> tuple[Source, ...]:
    if story.likely(0.25):
        return ()
    words, actor_class, name = story.dice.choice(_SPEAKERS)
    story.put(", ")
    who = story.read(words, Party(name=name, actor_class=actor_class))
    story.put(" ")
    sources = [Source(who=who, stance=Stance.ASSERTS, cue=story.read("said", "say"))]
    if story.likely(0.06):
        story.put("; ")
        party = happening.perpetrator
        denier = story.read(party.name or "the accused", party)
        story.put(" ")
        sources.append(Source(who=denier, stance=Stance.DENIES, cue=story.read("denied it", "deny")))
    return tuple(sources)
