"""Arabic names in spellings that the gazetteer lacks, found by their sound.

Sounds are coarse, so this is only tried after `in`, `near`, `the town of` and the like, and only for
places of countries that the article speaks of.
"""

from collections.abc import Iterator

from khabar.model.values import Span
from khabar.text.places import cues
from khabar.text.places.folding import fold
from khabar.text.places.gazetteer import Kind
from khabar.text.places.surroundings import Surroundings
from khabar.text.places.toponyms import Toponym, list_ends, may_start


def find_by_sound(around: Surroundings, toponyms: tuple[Toponym, ...]) -> tuple[Toponym, ...]:
    """The toponyms with those added, in text order, that only the sound of an Arabic name gives."""
    taken = {number for toponym in toponyms for number in range(toponym.first, toponym.last + 1)}
    countries = _find_countries(around, toponyms) & around.gazetteer.words.arabic
    if not countries:
        return toponyms
    places = [at for at in range(len(around.words)) if at not in taken and _stands_for_place(around, at)]
    found = (_match(around, at, taken, countries) for at in places)
    added = (toponym for toponym in found if toponym is not None)
    return tuple(sorted((*toponyms, *added), key=lambda toponym: toponym.first))


def _stands_for_place(around: Surroundings, at: int) -> bool:
    if not may_start(around, at) or not around.touch(at - 1, at) or around.words[at - 1].capital:
        return False
    if around.words[at].text.lower() in around.gazetteer.words.never:
        return False
    start = around.words[at].start
    return cues.PLACED.search(around.before(Span(start, start))) is not None


def _find_countries(around: Surroundings, toponyms: tuple[Toponym, ...]) -> frozenset[str | None]:
    """The countries that the article names, or whose towns or people it names."""
    return frozenset(_name_countries(around, toponyms))


def _name_countries(around: Surroundings, toponyms: tuple[Toponym, ...]) -> Iterator[str | None]:
    for toponym in toponyms:
        countries = {entry.country for entry in toponym.entries}
        if len(countries) == 1:
            yield from countries
        else:
            yield from (entry.country for entry in toponym.entries if entry.kind is Kind.COUNTRY)
    for word in around.words:
        people = around.gazetteer.country_of_demonym(word.text) if word.capital else None
        if people is not None:
            yield people.country


def _match(
    around: Surroundings, at: int, taken: set[int], countries: frozenset[str | None]
) -> Toponym | None:
    for last in reversed(tuple(list_ends(around, at))):
        span = Span(around.words[at].start, around.words[last].end)
        alike = around.gazetteer.look_up_sound(span.cut(around.text))
        entries = tuple(entry for entry in alike if entry.country in countries)
        if entries and taken.isdisjoint(range(at, last + 1)):
            return Toponym(
                span=span, key=fold(span.cut(around.text)), entries=entries, first=at, last=last
            )
    return None
