"""The places that an article names, each with the words it was read from and how precise they are."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from khabar.model.values import Place, PlacePrecision, Reading, Span
from khabar.text.places.chains import link_chains
from khabar.text.places.counties import add_listed_counties
from khabar.text.places.extent import measure_extent
from khabar.text.places.gazetteer import Entry, Gazetteer, Kind
from khabar.text.places.resolution import Choice, resolve
from khabar.text.places.surroundings import Surroundings, Word, split_words
from khabar.text.places.toponyms import Toponym, find_toponyms
from khabar.text.places.transliteration import find_by_sound
from khabar.text.places.usage import Use, decide_uses

_PLACES = frozenset({Use.LOCATION, Use.METONYM})
# On geoparse dev 39 % of the guesses below are right, 48 % up to 1.5, 76 % up to 3, 94 % above.
_LEAST_MARGIN = 0.75
_SITE = re.compile(
    r" (?:Metropolitan |Metro |City )?(?:Police|Fire)(?: Department| Dept\b| Rescue)?\b"
    r"| (?:International |Central |Public |Teaching |Technical )*"
    r"(?:University|Airport|Hospital|Stadium|Prison|Jail|Station|Square|Market|Port|Harbou?r|Barracks|Bridge)\b"
)
_DEMONYM_WEIGHT = 0.5
_PUBLISHER_WEIGHT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """What is known beside the text: the publisher's country (ISO 3166-1 alpha-2)."""

    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A toponym, what it is used for, and its likeliest place; `choice` is None where none fits."""

    toponym: Toponym
    use: Use
    choice: Choice | None

    @property
    def entry(self) -> Entry | None:
        """The place; None where two are so close that a guess would be wrong more often than right."""
        if self.choice is None or (
            self.choice.margin is not None and self.choice.margin < _LEAST_MARGIN
        ):
            return None
        return self.choice.entry


def find_places(
    text: str, gazetteer: Gazetteer, context: PlaceContext | None = None
) -> tuple[Reading[Place], ...]:
    """All places that an article names, in text order, each settled in the light of the others.

    The words of a reading are the name with what limits its precision: `near Kafr Nabel`. The rule is
    `metonym` where a capital or country stands for its government, `chain` where the text names what
    contains the place, `site` where a town's name begins that of an institution (`Istanbul
    University`: near the town), else `gazetteer`. Adjectives (`Syrian`) are no places: find_demonyms.
    """
    return read_places(text, find_mentions(text, gazetteer, context))


def read_places(text: str, found: Iterable[Mention]) -> tuple[Reading[Place], ...]:
    """The same for mentions that were found already."""
    readings = (_read(text, m) if m.use in _PLACES else _read_site(text, m) for m in found)
    return tuple(reading for reading in readings if reading)


def find_mentions(
    text: str, gazetteer: Gazetteer, context: PlaceContext | None = None
) -> tuple[Mention, ...]:
    """All toponyms of an article, also those inside names of persons and organisations."""
    words = split_words(text)
    around = Surroundings(text=text, words=words, gazetteer=gazetteer)
    found = add_listed_counties(around, find_toponyms(around))
    toponyms = link_chains(text, find_by_sound(around, found))
    uses = decide_uses(around, toponyms)
    meant = tuple(map(_keep_meant, toponyms, uses))
    firm = frozenset(
        one.key
        for one, use in zip(toponyms, uses, strict=True)
        if use in _PLACES or one.has(Kind.COUNTRY, Kind.ADMIN1)
    )
    choices = resolve(meant, _hint(words, gazetteer, context or PlaceContext()), firm)
    return tuple(
        Mention(toponym=toponym, use=use, choice=choice)
        for toponym, use, choice in zip(toponyms, uses, choices, strict=True)
    )


def find_demonyms(text: str, gazetteer: Gazetteer) -> tuple[Reading[str], ...]:
    """Adjectives and names of peoples (`Turkish`, `Syrians`), with the ISO code of their country."""
    found = _scan_demonyms(split_words(text), gazetteer)
    return tuple(Reading.at(span, text, country, "demonym") for span, country in found)


def country_of_demonym(word: str) -> str | None:
    """The ISO 3166-1 alpha-2 code for `Turkish` or `Turks`; None for a word that is neither."""
    entry = Gazetteer.load().country_of_demonym(word)
    return entry.country if entry else None


def _scan_demonyms(words: tuple[Word, ...], gazetteer: Gazetteer) -> Iterator[tuple[Span, str]]:
    skip = -1
    for at, word in enumerate(words):
        if not word.capital or at <= skip:
            continue
        following = words[at + 1] if at + 1 < len(words) else None
        if following is not None and following.start == word.end + 1:
            entry = gazetteer.country_of_demonym(f"{word.text} {following.text}")
            if entry is not None and entry.country is not None:
                skip = at + 1
                yield Span(word.start, following.end), entry.country
                continue
        entry = gazetteer.country_of_demonym(word.text)
        if entry is not None and entry.country is not None:
            yield Span(word.start, word.end), entry.country


def _keep_meant(toponym: Toponym, use: Use) -> Toponym:
    """The toponym with the places that its use allows: none for a person, capitals for a metonym."""
    if use in {Use.PERSON, Use.WORD}:
        return replace(toponym, entries=())
    if use is Use.METONYM:
        seats = tuple(entry for entry in toponym.entries if entry.capital or entry.kind is Kind.COUNTRY)
        return replace(toponym, entries=seats)
    return toponym


def _hint(words: tuple[Word, ...], gazetteer: Gazetteer, context: PlaceContext) -> dict[str, float]:
    """Countries that are pointed to by other words than places."""
    hints: dict[str, float] = {}
    for _, country in _scan_demonyms(words, gazetteer):
        hints[country] = _DEMONYM_WEIGHT
    if context.country:
        hints[context.country] = hints.get(context.country, 0.0) + _PUBLISHER_WEIGHT
    return hints


def _read_site(text: str, mention: Mention) -> Reading[Place] | None:
    """The town whose name begins that of a local institution; None for other parts of names.

    Of several towns of a name it is not known which has that police.
    """
    site = _SITE.match(text, mention.toponym.span.end) if mention.use is Use.PART else None
    if site is None or not _may_have(mention, site[0]):
        return None
    town = _read(text, mention).value
    if town.precision is not PlacePrecision.UNKNOWN:
        town = replace(town, precision=PlacePrecision.NEAR)
    return Reading.at(Span(mention.toponym.span.start, site.end()), text, town, "site")


def _may_have(mention: Mention, site: str) -> bool:
    """Whether a town has such an institution: each its police, some a station of their name."""
    if mention.entry is None:
        return "Police" in site and mention.toponym.has(Kind.CITY)
    return mention.entry.kind is Kind.CITY


def _read(text: str, mention: Mention) -> Reading[Place]:
    toponym, entry = mention.toponym, mention.entry
    extent = measure_extent(text, toponym, entry)
    rule = "metonym" if mention.use is Use.METONYM else "gazetteer" if toponym.outer is None else "chain"
    place = Place(
        name=entry.name if entry else toponym.span.cut(text),
        admin1=entry.admin1 if entry else None,
        country=entry.country if entry else None,
        lat=entry.lat if entry else None,
        lon=entry.lon if entry else None,
        precision=extent.precision,
        geonames=entry.geonames if entry else None,
    )
    return Reading.at(_with_marks(extent.span, text), text, place, rule)


def _with_marks(span: Span, text: str) -> Span:
    """The span with the combining marks that belong to its last letter."""
    end = span.end
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return Span(span.start, end)
