"""Countries by their names, as people read them: the record has their codes."""

import functools
from dataclasses import replace

from khabar import vocab
from khabar.model.events import Event
from khabar.model.values import Place


@functools.cache
def load_countries() -> dict[str, str]:
    """One name for each country, by its code."""
    names: dict[str, str] = {}
    for country in vocab.load_countries():
        names.setdefault(country.code, country.name)
    return names


def name_country(code: str | None) -> str | None:
    """The name of a country; its code where khabar has none."""
    return None if code is None else load_countries().get(code, code)


def spell_place(place: Place) -> Place:
    """A place to be read by people, with the name of its country in the place of the code."""
    return replace(place, country=name_country(place.country))


def spell_event(event: Event) -> Event:
    """An event to be read by people: its place says the country by name."""
    return event if event.place is None else replace(event, place=spell_place(event.place))
