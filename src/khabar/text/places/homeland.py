"""The country that a whole text is about, for what is told in it without a place.

An inference and no reading of words beside an event: a report from Oviedo that names Spain again and
again tells of Spain, where nothing else is said.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from khabar.model.values import Place, PlacePrecision, Reading, Span
from khabar.text.places.gazetteer import Gazetteer
from khabar.text.places.mentions import find_demonyms
from khabar.text.sentences import find_dateline

# Votes of a country; chosen, not tuned: a country named, or its people, counts twice a town in it.
_NAMED = 2
_TOWN = 1
_FILED = 6  # where the report was filed from


def find_homeland(
    text: str,
    places: Sequence[Reading[Place]],
    gazetteer: Gazetteer,
    groups: Iterable[Reading[str]] = (),
) -> Reading[str] | None:
    """The ISO 3166-1 code of the country that most names of a text point to; None where none does.

    `groups` are the countries of the armed groups that it names (`names.find_groups`).

    The words are those of the first name that does; the rule is `dateline` where it is the country
    that the report was filed from, else `homeland`.
    """
    filed = find_dateline(text)
    votes: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for group in groups:
        votes[group.value] += _NAMED
        first.setdefault(group.value, group.span)
    for people in find_demonyms(text, gazetteer):
        votes[people.value] += _NAMED
        first.setdefault(people.value, people.span)
    home = _country_of_dateline(places, filed)
    for place in places:
        country = place.value.country
        if country:
            votes[country] += 0 if filed and filed.covers(place.span) else _weigh(place)
            first.setdefault(country, place.span)
    if home:
        votes[home] += _FILED
    if not votes:
        return None
    country = votes.most_common(1)[0][0]
    rule = "dateline" if country == home else "homeland"
    return Reading.at(first[country], text, country, rule)


def _country_of_dateline(places: Sequence[Reading[Place]], filed: Span | None) -> str | None:
    """The country that a dateline names, else that of its town: "HAVANA (CUBA)"."""
    inside = [place.value for place in places if filed and filed.covers(place.span)]
    named = [place.country for place in inside if place.precision is PlacePrecision.COUNTRY]
    return next(iter((*named, *(place.country for place in inside))), None)


def _weigh(place: Reading[Place]) -> int:
    whole = place.value.precision is PlacePrecision.COUNTRY or "metonym" in place.rule
    return _NAMED if whole else _TOWN
