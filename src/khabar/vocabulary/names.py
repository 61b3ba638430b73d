"""Proper names: countries, actors, publishers."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from khabar.model.claims import ActorClass
from khabar.vocabulary.entries import ActorName, Country, OutletClass, Publisher
from khabar.vocabulary.tables import Entry, File, refuse_twice

_CODE = re.compile(r"[A-Z]{2}")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*")


def read_countries(file: File) -> tuple[Country, ...]:
    """The countries of today, then those of the past, with the words made from their names."""
    today = file.keyed_entries("countries", "name adjectives nouns capital")
    past = file.entries("former", "code name adjectives nouns capital")
    countries = [_build_country(code, entry) for code, entry in today.items()]
    countries += [_build_country(entry.text("code"), entry) for entry in past]
    refuse_twice(
        (country.name for country in countries),
        lambda key: file.error(f"the country {key!r} comes twice"),
    )
    return tuple(countries)


def read_actors(file: File, countries: tuple[Country, ...]) -> tuple[ActorName, ...]:
    """The actors listed, each country's government and armed forces, and the seats of governments.

    Refuses a canonical name twice, a country that is not listed, and a name of two actors unless
    it stands in `[shared]`.
    """
    groups = file.entries("group", "class country names")
    codes = {country.code for country in countries}
    listed = [actor for group in groups for actor in _build_group(group, codes)]
    refuse_twice(
        (actor.name for actor in listed), lambda key: file.error(f"the actor {key!r} comes twice")
    )
    patterns = file.entries("state", "class name forms")
    others = {entry.text("name"): entry.texts("names") for entry in file.entries("also", "name names")}
    states = [actor for pattern in patterns for actor in _build_states(pattern, countries, others)]
    _check_known(others, states, file)
    named = (*listed, *states)
    seats = [_build_seat(entry, named) for entry in file.entries("seat", "name cities")]
    actors = (*named, *_build_capitals(patterns[0], countries), *seats)
    _check_shared(actors, frozenset(file.whole("shared").texts("names")), file)
    return actors


def read_ordinary(file: File, names: Collection[str]) -> frozenset[str]:
    """The names that are ordinary words where a text is all in capitals; refuses one of no actor."""
    entry = file.whole("ordinary")
    unknown = [name for name in entry.texts("names") if name not in names]
    if unknown:
        raise entry.error(f"expected names of actors, got {', '.join(unknown)}")
    return frozenset(entry.texts("names"))


def read_publishers(file: File, shipped: Iterable[Publisher] = ()) -> tuple[Publisher, ...]:
    """The publishers of a file, beside those shipped; one of the same name takes the other's place.

    Refuses a name, an alias or a domain of two of them, and domains and countries that are none.
    """
    keys = "name aliases domains country owner class"
    own = tuple(_build_publisher(entry) for entry in file.entries("publisher", keys))
    names_of_own = {house.name for house in own}
    publishers = (*(house for house in shipped if house.name not in names_of_own), *own)
    names = (
        name for house in publishers for name in {name.lower() for name in (house.name, *house.aliases)}
    )
    domains = (domain for house in publishers for domain in house.domains)
    for keys_of in (names, domains):
        refuse_twice(keys_of, lambda key: file.error(f"two publishers share {key!r}"))
    return publishers


def index_actors(actors: Iterable[ActorName]) -> Mapping[str, tuple[ActorName, ...]]:
    """The actors by each of their names; metonyms only by the capital."""
    index: dict[str, tuple[ActorName, ...]] = {}
    for actor in actors:
        for name in _names(actor):
            index[name] = (*index.get(name, ()), actor)
    return index


def _names(actor: ActorName) -> tuple[str, ...]:
    return actor.aliases if actor.is_capital_metonym else (actor.name, *actor.aliases)


def _build_country(code: str, entry: Entry) -> Country:
    if not _CODE.fullmatch(code):
        raise entry.error(f"expected an ISO 3166-1 alpha-2 code, got {code!r}")
    adjectives = entry.texts("adjectives")
    nouns = entry.maybe_texts("nouns") or tuple(f"{word}s" for word in adjectives if word.endswith("an"))
    return Country(
        code=code,
        name=entry.text("name"),
        adjectives=adjectives,
        nouns=nouns,
        capital=entry.maybe_text("capital"),
    )


def _build_group(group: Entry, codes: Collection[str]) -> list[ActorName]:
    country = group.maybe_text("country")
    if country is not None and country not in codes:
        raise group.error(f"expected country = a code of countries.toml, got {country!r}")
    actor_class = group.choice("class", ActorClass)
    return [
        ActorName(
            name=names[0],
            aliases=names[1:],
            actor_class=actor_class,
            country=country,
            is_capital_metonym=False,
        )
        for names in group.rows("names")
    ]


def _build_states(
    pattern: Entry, countries: Iterable[Country], others: Mapping[str, tuple[str, ...]]
) -> list[ActorName]:
    forms, actor_class = pattern.texts("forms"), pattern.choice("class", ActorClass)
    names = {pattern.text("name").format(name=country.name): country for country in countries}
    return [
        ActorName(
            name=name,
            aliases=(*_fill_forms(forms, country), *others.get(name, ())),
            actor_class=actor_class,
            country=country.code,
            is_capital_metonym=False,
        )
        for name, country in names.items()
    ]


def _fill_forms(forms: Iterable[str], country: Country) -> tuple[str, ...]:
    filled = (
        form.format(adjective=adjective, name=country.name)
        for form in forms
        for adjective in country.adjectives
    )
    return tuple(dict.fromkeys(filled))


def _build_capitals(pattern: Entry, countries: Iterable[Country]) -> list[ActorName]:
    name, actor_class = pattern.text("name"), pattern.choice("class", ActorClass)
    return [
        ActorName(
            name=name.format(name=country.name),
            aliases=(country.capital,),
            actor_class=actor_class,
            country=country.code,
            is_capital_metonym=True,
        )
        for country in countries
        if country.capital
    ]


def _build_seat(entry: Entry, actors: Iterable[ActorName]) -> ActorName:
    name = entry.text("name")
    holder = next((actor for actor in actors if actor.name == name), None)
    if holder is None:
        raise entry.error(f"expected name = the canonical name of an actor, got {name!r}")
    return replace(holder, aliases=entry.texts("cities"), is_capital_metonym=True)


def _check_known(others: Iterable[str], states: Iterable[ActorName], file: File) -> None:
    unknown = set(others) - {state.name for state in states}
    if unknown:
        raise file.error(f"expected in [[also]] a government or its forces, got {sorted(unknown)}")


def _check_shared(actors: Iterable[ActorName], shared: Collection[str], file: File) -> None:
    index = index_actors(actors)
    found = {name for name, holders in index.items() if len(holders) > 1}
    for name in sorted(found.symmetric_difference(shared)):
        owners = ", ".join(holder.name for holder in index.get(name, ()))
        raise file.error(
            f"expected in [shared] the names of two or more actors, got {name!r} of: {owners}"
        )


def _build_publisher(entry: Entry) -> Publisher:
    for domain in entry.maybe_texts("domains"):
        if not _DOMAIN.fullmatch(domain) or domain.startswith("www."):
            raise entry.error(f"expected a domain such as post.example without www., got {domain!r}")
    country = entry.maybe_text("country")
    if country and not _CODE.fullmatch(country):
        raise entry.error(f"expected country = two capital letters of ISO 3166-1, got {country!r}")
    return Publisher(
        name=entry.text("name"),
        aliases=entry.maybe_texts("aliases"),
        domains=entry.maybe_texts("domains"),
        country=country,
        owner=entry.maybe_text("owner"),
        outlet_class=entry.choice("class", OutletClass),
    )
