"""What of a record is asked for: the filters of all faces, with their words and what they mean.

`khabar.record.looking.conditions` says the same to the database.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from khabar.errors import UsageError
from khabar.record.words import fold

if TYPE_CHECKING:  # the command line shows the filters, and has no event at hand when it shows its help
    from khabar.model.events import Event

V = TypeVar("V")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNT = re.compile(r"[0-9]{1,9}")
# Code points of what is asked for: SQLite takes no pattern of more than 50,000, and a face for everybody
# would look for names in them for a second.
_LONGEST = 1000
# Two-letter names in common use that are no codes of ISO 3166-1.
_NEAR_CODES = {"UK": "GB", "EL": "GR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """All within `km` of a point, by the great circle; degrees of WGS84."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterText:
    """What people read of a filter: its name, what stands for its value, and what it asks for."""

    name: str
    metavar: str | None
    help: str


def _explain(metavar: str, help_: str) -> Mapping[str, str]:
    return {"metavar": metavar, "help": help_}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is asked for; None asks for nothing, and all that is asked for has to hold.

    `kind` is a word of the vocabulary, `country` an ISO 3166-1 code.
    """

    since: date | None = field(
        default=None,
        metadata=_explain(
            "DAY", "On that day or later, as YYYY-MM-DD. What has no known day is not matched."
        ),
    )
    until: date | None = field(
        default=None,
        metadata=_explain("DAY", "On that day or earlier. A week or a month counts by any of its days."),
    )
    kind: str | None = field(
        default=None, metadata=_explain("KIND", "Of that kind or a narrower one, such as air_strike.")
    )
    country: str | None = field(
        default=None, metadata=_explain("COUNTRY", "In that country: its name or its ISO code.")
    )
    place: str | None = field(
        default=None,
        metadata=_explain(
            "NAME",
            "At the place of that name, or in the province of that name; any of its names will do.",
        ),
    )
    within: Circle | None = field(
        default=None,
        metadata=_explain(
            "LAT,LON,KM",
            "Not farther from a point than so many kilometres. Only what is told of a place or a "
            "district is matched: a province or a country has no point.",
        ),
    )
    actor: str | None = field(
        default=None,
        metadata=_explain(
            "NAME", "With an actor of that name, or the first letters of a word of it, or of that class."
        ),
    )
    source: str | None = field(
        default=None,
        metadata=_explain(
            "NAME", "Told by a source, publisher or agency of that name, or a source of that class."
        ),
    )
    min_killed: int | None = field(
        default=None,
        metadata=_explain(
            "NUMBER",
            "At least so many killed: by the best figure of an event, by the lower bound where it has "
            "no best one, and by the lower bound of a claim.",
        ),
    )
    contested: bool = field(
        default=False,
        metadata=_explain(
            "",
            "Only where sources dispute figures, actors or the event; of claims, those of such events.",
        ),
    )
    text: str | None = field(
        default=None,
        metadata=_explain(
            "WORDS",
            "With all these words in a report of an event, or in the quote of a claim. Quotation marks "
            "keep words together, * stands for any end of a word.",
        ),
    )

    def holds(self, event: "Event") -> bool:
        """True where the event's figures and disputes are as asked for; nothing else is looked at."""
        if self.contested and not event.disputes:
            return False
        return self.min_killed is None or count_killed(event) >= self.min_killed


FILTER_TEXTS = tuple(
    FilterText(name=one.name, metavar=one.metadata["metavar"] or None, help=one.metadata["help"])
    for one in fields(Filter)
)
"""What people read of each filter, in the order in which the faces show them."""


def read_filter(given: Mapping[str, str], *, contested: bool = False) -> Filter:
    """The filter that texts ask for, by name; raises UsageError that says what was expected."""
    return Filter(
        since=_read("since", given, read_day),
        until=_read("until", given, read_day),
        kind=_read("kind", given, _read_kind),
        country=_read("country", given, _read_country),
        place=_read("place", given, _read_name),
        within=_read("within", given, _read_circle),
        actor=_read("actor", given, _read_name),
        source=_read("source", given, _read_name),
        min_killed=_read("min_killed", given, _read_count),
        contested=contested,
        text=_read("text", given, str),
    )


def read_day(text: str) -> date:
    """The day that YYYY-MM-DD names, in no other form; raises UsageError."""
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError as error:
        expected = "expected a day as YYYY-MM-DD, such as 1937-04-27"
        raise UsageError(f"{expected}, got {text!r}") from error


def list_narrower(kind: str) -> tuple[str, ...]:
    """The kind and all that are special cases of it, sorted."""
    from khabar import vocab

    kinds = vocab.load_kinds().values()
    found = {kind}
    while wider := {one.id for one in kinds if one.parent in found} - found:
        found |= wider
    return tuple(sorted(found))


def list_names(place: str) -> tuple[str, ...]:
    """The folded names under which places of that name stand in the gazetteer, and the name itself."""
    from khabar.text.places.gazetteer import Gazetteer

    known = {fold(entry.name) for entry in Gazetteer.load().look_up(place)}
    return tuple(sorted(known | {fold(place)}))


def count_killed(event: "Event") -> float:
    """The killed by the best figure, else by the lower bound; -1 where none are told of."""
    bounds = next((tally.bounds for tally in event.figures if tally.measure == "killed"), None)
    if bounds is None:
        return -1
    known = bounds.low if bounds.best is None else bounds.best
    return -1 if known is None else known


def _read(name: str, given: Mapping[str, str], read: Callable[[str], V]) -> V | None:
    text = given.get(name)
    if text is None:
        return None
    try:
        if len(text) > _LONGEST:
            raise UsageError(f"expected {_LONGEST} signs at most, got {len(text):,}")
        return read(text)
    except UsageError as error:
        raise UsageError(f"--{name.replace('_', '-')}: {error}") from error


def _read_kind(text: str) -> str:
    from khabar import vocab

    kinds = vocab.load_kinds()
    kind = fold(text).replace(" ", "_")
    if kind not in kinds:
        raise UsageError(f"expected a kind, one of {', '.join(kinds)}; got {text!r}")
    return kind


def _read_country(text: str) -> str:
    from khabar import vocab
    from khabar.text.places.gazetteer import Gazetteer, Kind

    folded = fold(text)
    code = _NEAR_CODES.get(text.strip().upper(), text.strip().upper())
    # a country has a row for each name it has had
    names = [(country.code, fold(country.name)) for country in vocab.load_countries()]
    exact = [known for known, name in names if known == code or name == folded]
    if exact:
        return exact[0]
    entries = Gazetteer.load().look_up(text)
    named = {entry.country for entry in entries if entry.kind is Kind.COUNTRY and entry.country}
    named |= {known for known, name in names if folded and f" {folded} " in f" {name} "}
    if not named:
        raise UsageError(f"expected a country by its name or ISO code, such as ES, got {text!r}")
    if len(named) > 1:
        raise UsageError(f"expected one country, {text!r} may be any of {', '.join(sorted(named))}")
    return named.pop()


def _read_name(text: str) -> str:
    if not fold(text):
        raise UsageError(f"expected a name, got {text!r}")
    return text


def _read_circle(text: str) -> Circle:
    expected = "expected LAT,LON,KM, such as 43.31,-2.68,20"
    try:
        lat, lon, km = (float(part) for part in text.split(","))
    except ValueError as error:
        raise UsageError(f"{expected}, got {text!r}") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= km < float("inf")):
        raise UsageError(f"{expected}, with degrees and a distance that are possible, got {text!r}")
    return Circle(lat=lat, lon=lon, km=km)


def _read_count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise UsageError(f"expected a whole number of 9 digits at most, such as 10, got {text!r}")
    return int(text)
