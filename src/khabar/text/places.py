"""The places that an article names, each with the words it was read from and how precise they are."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.model.values import Place, Reading, Span
from khabar.text.chains import link_chains
from khabar.text.extent import measure_extent
from khabar.text.folding import fold
from khabar.text.gazetteer import Entry, Gazetteer, Kind
from khabar.text.resolution import resolve
from khabar.text.toponyms import Toponym, Word, find_toponyms, split_words
from khabar.text.usage import Surroundings, Use, decide_uses

_PLACES = frozenset({Use.LOCATION, Use.METONYM})
_DEMONYM_WEIGHT = 0.5
_PUBLISHER_WEIGHT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """What is known beside the text: the publisher's country (ISO 3166-1 alpha-2) and the date line's place."""

    country: str | None = None
    dateline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A toponym with what it is used for and which place it is; `entry` is None where that is open."""

    toponym: Toponym
    use: Use
    entry: Entry | None


def find_places(
    text: str, gazetteer: Gazetteer, context: PlaceContext | None = None
) -> tuple[Reading[Place], ...]:
    """All places that an article names, in text order, each settled in the light of the others.

    The words of a reading are the name with what limits its precision: `near Kafr Nabel`. The rule is
    `metonym` where a capital or country stands for its government, `chain` where the text names what
    contains the place, else `gazetteer`. Adjectives (`Syrian`) are not places: see find_demonyms.
    """
    return tuple(
        _read(text, mention)
        for mention in find_mentions(text, gazetteer, context)
        if mention.use in _PLACES
    )


def find_mentions(
    text: str, gazetteer: Gazetteer, context: PlaceContext | None = None
) -> tuple[Mention, ...]:
    """All toponyms of an article, also those inside names of persons and organisations."""
    words = split_words(text)
    toponyms = link_chains(text, find_toponyms(text, words, gazetteer))
    uses = decide_uses(Surroundings(text=text, words=words, gazetteer=gazetteer), toponyms)
    entries = _resolve_used(toponyms, uses, _hint(words, gazetteer, context or PlaceContext()))
    return tuple(
        Mention(toponym=toponym, use=use, entry=entry)
        for toponym, use, entry in zip(toponyms, uses, entries, strict=True)
    )


def find_demonyms(text: str, gazetteer: Gazetteer) -> tuple[Reading[str], ...]:
    """Adjectives and names of peoples with the ISO 3166-1 alpha-2 code of their country: `Turkish`, `Syrians`."""
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


def _hint(words: tuple[Word, ...], gazetteer: Gazetteer, context: PlaceContext) -> Counter[str]:
    """Countries that are pointed to by other words than places."""
    hints: Counter[str] = Counter()
    for country in {country for _, country in _scan_demonyms(words, gazetteer)}:
        hints[country] += _DEMONYM_WEIGHT  # type: ignore[assignment]  # typeshed knows whole counts only
    if context.country:
        hints[context.country] += _PUBLISHER_WEIGHT  # type: ignore[assignment]
    return hints


def _resolve_used(
    toponyms: tuple[Toponym, ...], uses: tuple[Use, ...], hints: Counter[str]
) -> tuple[Entry | None, ...]:
    """The places of the toponyms that are used as places or stand in names of institutions."""
    return resolve(toponyms, hints)


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
    return Reading.at(extent.span, text, place, rule)
