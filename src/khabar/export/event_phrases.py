"""Short words for people about events: bounds, harm, who did it, how well it is supported."""

import functools
import re

from khabar.export.books import count
from khabar.export.phrases import phrase_location, phrase_period, show, spell, write_number
from khabar.model.bounds import Bounds
from khabar.model.claims import Certainty, Modality, Role, Scope
from khabar.model.events import Account, Event, EventActor, Status, Tally, Telling
from khabar.text.number_words import load_number_words
from khabar.vocabulary.pronouns import PRONOUNS

# So many digits of an id tell the claims of a record apart that a person looks at; commands take them.
SHORT_ID = 8

_DOERS = (Role.PERPETRATOR, Role.PARTY, Role.ORGANISER, Role.PROVIDER, Role.PARTICIPANT)
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"\A([0-9a-f]{8})[0-9a-f]{8}\Z")
_SUFFERERS = (Role.TARGET, Role.RECIPIENT)


def phrase_bounds(bounds: Bounds) -> str:
    """Low, best and high in the fewest signs.

    >>> phrase_bounds(Bounds(low=12, best=12, high=12))
    '12'
    >>> phrase_bounds(Bounds(low=46, best=46, high=None))
    '≥ 46'
    >>> phrase_bounds(Bounds(low=127, best=250, high=336))
    '250 (127–336)'
    >>> phrase_bounds(Bounds(low=127, best=250, high=None))
    '250 (≥ 127)'
    """
    span = phrase_span(bounds.low, bounds.high)
    if bounds.best is None or bounds.best == bounds.low == bounds.high:
        return span
    if bounds.high is None and bounds.best == bounds.low:
        return span
    return f"{write_number(bounds.best)} ({span})"


def phrase_span(low: float | None, high: float | None) -> str:
    """A range with open ends: `12`, `10–15`, `≥ 46`, `≤ 20`, `?`."""
    if low is None:
        return "?" if high is None else f"≤ {write_number(high)}"
    if high is None:
        return f"≥ {write_number(low)}"
    return write_number(low) if low == high else f"{write_number(low)}–{write_number(high)}"


def phrase_tally(tally: Tally) -> str:
    """What is counted with its bounds: `killed 250 (127–336)`, `killed 42 children`."""
    counted = spell(tally.who or ("" if tally.unit == "persons" else tally.unit))
    disputed = " contested" if tally.contested else ""
    return (
        " ".join(filter(None, (spell(tally.measure), phrase_bounds(tally.bounds), counted))) + disputed
    )


def phrase_account(account: Account) -> str:
    """The figure of one account with who is counted: `≥ 46 civilians`, `2 (title)`."""
    title = "(title)" if account.titled else ""
    parts = (phrase_span(account.low, account.high), spell(account.who or ""), title)
    return " ".join(filter(None, parts))


def phrase_kind(event: Event) -> str:
    """What happened, and what is unusual about it: `shelling (threatened)`, `toll (cumulative)`."""
    unusual = []
    if event.modality is not Modality.HAPPENED and not event.modality.startswith(event.kind):
        unusual.append(spell(event.modality))
    if event.scope is not Scope.INCIDENT:
        unusual.append(spell(event.scope))
    return spell(event.kind) + (f" ({', '.join(unusual)})" if unusual else "")


def phrase_actors(event: Event) -> str:
    """Who did it to whom: `Germany; Italy (accused) → civilians`; empty where nobody is told of.

    Pronouns and counts of people are left to `khabar show`.
    """
    doers, sufferers = _list(event, _DOERS), _list(event, _SUFFERERS)
    return f"{doers} → {sufferers}".strip() if sufferers else doers


def phrase_event_actor(actor: EventActor) -> str:
    """One of them with what is doubtful: `Germany (accused) denied by Salamanca`."""
    denied = f" denied by {name_all(actor.denied_by)}" if actor.denied_by else ""
    return name_actor(actor) + denied


def phrase_support(event: Event) -> str:
    """How well it is supported: `contested: 5 sources in 3 reports`, `single source`."""
    sources, reports = event.independent_sources, len(event.articles)
    if event.status is Status.SINGLE_SOURCE and reports == 1:
        return spell(event.status)
    return f"{spell(event.status)}: {count(sources, 'source')} in {count(reports, 'report')}"


def phrase_days(event: Event) -> str:
    """Between which days it was told: `1937-04-28`, `1937-04-28 to 1938-01-02`."""
    first, last = event.first_reported, event.last_reported
    return f"{first}" if first == last else f"{first} to {last}"


def phrase_telling(telling: Telling) -> str:
    """Who printed it and when: `Valley Wire (North Press), 1938-06-01`, and what is unusual."""
    agencies = f" ({', '.join(telling.agencies)})" if telling.agencies else ""
    copy = ", a copy of one text" if telling.wire else ""
    away = "".join(f", replaced {one.start} and put back {one.until}" for one in telling.lapses)
    until = f"{away}, replaced {telling.superseded}" if telling.superseded else away
    day = f"{telling.told}" if telling.published else f"no day, captured {telling.told}"
    return show(f"{telling.publisher or 'no publisher'}{agencies}, {day}{copy}{until}")


def name_actor(actor: EventActor) -> str:
    """The canonical name, or the words where there is none: `Germany (accused)`."""
    hedge = "" if actor.certainty is Certainty.STATED else f" ({actor.certainty.value})"
    return show(actor.who.name or actor.text) + hedge


def name_all(names: tuple[str, ...]) -> str:
    """Names in one line; an article that names no publisher is told by the id that commands take.

    >>> name_all(("the mayor", "34b06c5b42f316b2"))
    'the mayor, report 34b06c5b'
    """
    return show(", ".join(_ARTICLE.sub(r"report \1", name) for name in names))


def describe_event(event: Event) -> str:
    """The event in one line: `Air strike, Durango, Biscay, ES, 1937-03-31`."""
    place = phrase_location(event.place) if event.place else "place not known"
    when = (phrase_period(event.when) if event.when else "") or "day not known"
    kind = phrase_kind(event)
    return f"{kind[0].upper()}{kind[1:]}, {place}, {when}"


def says_who(actor: EventActor) -> bool:
    """False for a pronoun, and for so many people: the figures say how many."""
    if actor.who.name is not None:
        return True
    words = actor.text.casefold()
    counted = words.endswith((" people", " persons", " others"))
    return words not in PRONOUNS and not (counted and _is_count(words))


def _is_count(words: str) -> bool:
    """True where a number stands among the words, in digits or letters, or a vague one.

    The reader of quantities would ask for dates, ages and addresses first: a face would start later.
    """
    return any(word[0].isdigit() or word in _load_counts() for word in _WORD.findall(words))


@functools.cache
def _load_counts() -> frozenset[str]:
    numbers = load_number_words()
    vague = (phrase.split()[-1] for phrase in numbers.vague)  # "a few", of which "a" is no number
    return frozenset((*numbers.cardinals, *numbers.multipliers, *vague))


def _list(event: Event, roles: tuple[Role, ...]) -> str:
    actors = (actor for actor in event.actors if actor.role in roles and says_who(actor))
    return "; ".join(phrase_event_actor(actor) for actor in actors)
