"""The world's places and their names, in two mapped files; nothing is loaded until it is looked up.

`names.marisa` maps folded names to numbers of places; `places.bin` holds one record a place. Both are
made by tools/build_gazetteer.py. Places that GeoNames lacks are rows of data/places.toml.
"""

import enum
import mmap
import struct
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from typing import Protocol

from khabar.errors import DataError
from khabar.text.places.folding import fold, sound

MAGIC = b"khabarG1"
HEADER = struct.Struct("<8sI")
RECORD = struct.Struct("<IffIIIBB2s")
NONE = 0xFFFFFFFF
SOUND, COMMON, GIVEN, SURNAME, DEMONYM = "~", "+", "*", "#", "="
CAPITAL_BIT = 0x80


class Kind(enum.IntEnum):
    """What sort of place an entry is, from large to small; numbers are those of the packed file."""

    COUNTRY = 0
    ADMIN1 = 1
    ADMIN2 = 2
    CITY = 3
    REGION = 4
    DISTRICT = 5


class Names(Protocol):
    """A map from folded names to numbers of places, as marisa_trie.RecordTrie gives it."""

    def __contains__(self, key: str) -> bool:
        """Whether the name is known."""

    def items(self, prefix: str) -> list[tuple[str, tuple[int]]]:
        """All names that begin so, with their numbers."""

    def get(self, key: str, default: list[tuple[int]]) -> list[tuple[int]]:
        """The numbers of the places of that name, each times two plus one where it is the first name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place of the gazetteer.

    `country` is ISO 3166-1 alpha-2, None for a region of several countries; `admin1` the first-level
    division that contains it (itself for one), None where it is unknown; `population` 0 where unknown;
    `capital`: the seat of a country's government.
    """

    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    geonames: int | None
    capital: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """Words that decide whether a capital begins a place; the groups of data/gazetteer/words.toml."""

    never: frozenset[str]
    closed: frozenset[str]
    joiners: frozenset[str]
    articles: frozenset[str]
    short: frozenset[str]
    features: frozenset[str]
    directions: frozenset[str]
    links: frozenset[str]
    arabic: frozenset[str]
    calendar: frozenset[str]
    holding: frozenset[str]
    heads: frozenset[str]
    sites: frozenset[str]
    acting: frozenset[str]
    honoured: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Look-ups by name; everything is read-only and safe to share between threads."""

    names: Names
    records: memoryview
    count: int
    words: PlaceWords = field(repr=False)
    extras: dict[str, tuple[Entry, ...]] = field(repr=False)
    demonyms: dict[str, int] = field(repr=False)
    _seen: dict[int, Entry] = field(default_factory=dict, repr=False)

    @staticmethod
    def load() -> "Gazetteer":
        """The gazetteer that khabar ships, one for the whole process.

        Raises DataError where the files do not fit together.
        """
        return _load()

    def look_up(self, name: str) -> tuple[Entry, ...]:
        """All places of that name, whatever its case, accents, hyphens and apostrophes; extras first."""
        return self.look_up_folded(fold(name))

    def look_up_folded(self, key: str) -> tuple[Entry, ...]:
        """The same for a name that is folded already."""
        extras = self.extras.get(key, ())
        packed = (self._entry(number // 2) for (number,) in self.names.get(key, []))
        if not extras:
            return tuple(packed)
        known = {entry.geonames for entry in extras if entry.geonames}
        return (*extras, *(entry for entry in packed if entry.geonames not in known))

    def knows(self, key: str) -> bool:
        """Whether a folded name is the name of any place."""
        return key in self.names or key in self.extras

    def look_up_sound(self, name: str) -> tuple[Entry, ...]:
        """Places of Arabic-speaking countries whose name sounds like that one."""
        return tuple(self._entry(number // 2) for (number,) in self.names.get(SOUND + sound(name), []))

    def is_common_word(self, key: str) -> bool:
        """Whether a folded name of a place is also an English word written in lower case."""
        return COMMON + key in self.names

    def is_given_name(self, key: str) -> bool:
        """Whether a folded word is a given name."""
        return GIVEN + key in self.names

    def is_surname(self, key: str) -> bool:
        """Whether a folded word is a frequent surname of the United States."""
        return SURNAME + key in self.names

    def country_of_demonym(self, word: str) -> Entry | None:
        """The country of `Turkish`, `Turks`, `South Korean`; None for any other word."""
        number = self.demonyms.get(fold(word))
        return None if number is None else self._entry(number)

    def _entry(self, number: int) -> Entry:
        found = self._seen.get(number)
        if found is None:
            found = self._seen.setdefault(number, self._read(number))
        return found

    def _read(self, number: int) -> Entry:
        at = HEADER.size + number * RECORD.size
        geonames, lat, lon, people, parent, start, length, kind, country = RECORD.unpack_from(
            self.records, at
        )
        first = HEADER.size + self.count * RECORD.size + start
        name = bytes(self.records[first : first + length]).decode("utf-8", "replace")
        outer = self._entry(parent) if parent != NONE else None
        admin1, admin2 = (outer.admin1, outer.admin2) if outer else (None, None)
        return Entry(
            name=name,
            kind=Kind(kind & ~CAPITAL_BIT),
            capital=bool(kind & CAPITAL_BIT),
            country=country.decode("ascii"),
            admin1=name if kind == Kind.ADMIN1 else admin1,
            admin2=name if kind == Kind.ADMIN2 else admin2,
            lat=round(lat, 5),
            lon=round(lon, 5),
            population=people,
            geonames=geonames,
        )


@cache
def _load() -> Gazetteer:
    import marisa_trie

    folder = files("khabar") / "data" / "gazetteer"
    with as_file(folder / "names.marisa") as path:
        names = marisa_trie.RecordTrie("<I").mmap(str(path))
    with as_file(folder / "places.bin") as path, path.open("rb") as file:
        records = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    magic, count = HEADER.unpack_from(records)
    if magic != MAGIC:
        raise DataError(f"data/gazetteer/places.bin: expected it to start with {MAGIC!r}, got {magic!r}")
    return Gazetteer(
        names=names,
        records=records,
        count=count,
        words=read_words(),
        extras=_read_extras(),
        demonyms=_read_demonyms(names),
    )


def _read_demonyms(names: Names) -> dict[str, int]:
    return {key.removeprefix(DEMONYM): number // 2 for key, (number,) in names.items(DEMONYM)}


@cache
def read_words() -> PlaceWords:
    """The word lists; raises DataError where one is missing or empty."""
    text = (files("khabar") / "data" / "gazetteer" / "words.toml").read_text("utf-8")
    groups = tomllib.loads(text)
    empty = [name for name in PlaceWords.__dataclass_fields__ if not groups.get(name)]
    if empty:
        raise DataError(f"data/gazetteer/words.toml: expected words in every group, got none in {empty}")
    return PlaceWords(**{name: frozenset(groups[name]) for name in PlaceWords.__dataclass_fields__})


def _read_extras() -> dict[str, tuple[Entry, ...]]:
    text = (files("khabar") / "data" / "places.toml").read_text("utf-8")
    extras: dict[str, tuple[Entry, ...]] = {}
    for number, row in enumerate(tomllib.loads(text)["place"]):
        entry = _read_extra(row, f"data/places.toml: $.place[{number}]")
        for key in {fold(name) for name in (row["name"], *row.get("aliases", ()))}:
            extras[key] = (*extras.get(key, ()), entry)
    return extras


def _read_extra(row: dict[str, object], where: str) -> Entry:
    try:
        lat, lon = (float(number) for number in str(row["at"]).split(","))
        return Entry(
            name=str(row["name"]),
            kind=Kind[str(row["kind"]).upper()],
            country=str(row["country"]) if "country" in row else None,
            admin1=str(row["admin1"]) if "admin1" in row else None,
            admin2=str(row["of"]) if "of" in row else None,
            lat=lat,
            lon=lon,
            population=int(str(row.get("population", 0))),
            geonames=int(str(row["geonames"])) if "geonames" in row else None,
        )
    except (KeyError, ValueError) as error:
        kinds = ", ".join(kind.name.lower() for kind in Kind)
        raise DataError(
            f"{where}: expected name, kind (one of {kinds}) and at = 'LAT, LON', got {row} ({error!r})"
        ) from error
