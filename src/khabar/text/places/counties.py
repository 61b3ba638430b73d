"""Counties that share one word of kind, as `Cork, Kerry and Clare counties` do.

The gazetteer names a county with its word (`Kerry County`), so none of those is found by its own
letters, and a town of that name would be taken for it.
"""

import re
from collections.abc import Iterator

from khabar.model.values import Span
from khabar.text.places.folding import fold
from khabar.text.places.surroundings import Surroundings
from khabar.text.places.toponyms import Toponym, list_ends

_NAME = r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,2}"
_LISTED = re.compile(rf"{_NAME}(?:(?:, |,? and |,? or ){_NAME})+ [Cc]ounties\b")


def add_listed_counties(around: Surroundings, toponyms: tuple[Toponym, ...]) -> tuple[Toponym, ...]:
    """The toponyms with each name of such a list read as that of a county, where there is one."""
    if "ounties" not in around.text:
        return toponyms
    counties = tuple(_find(around))
    taken = {number for county in counties for number in range(county.first, county.last + 1)}
    others = (one for one in toponyms if taken.isdisjoint(range(one.first, one.last + 1)))
    return tuple(sorted((*others, *counties), key=lambda toponym: toponym.first))


def _find(around: Surroundings) -> Iterator[Toponym]:
    lists = tuple(_LISTED.finditer(around.text))
    last = -1
    for at, word in enumerate(around.words):
        if at <= last or not word.capital:
            continue
        if not any(found.start() <= word.start < found.end() for found in lists):
            continue
        county = _match(around, at)
        if county is not None:
            last = county.last
            yield county


def _match(around: Surroundings, at: int) -> Toponym | None:
    for last in reversed(tuple(list_ends(around, at))):
        span = Span(around.words[at].start, around.words[last].end)
        name = fold(span.cut(around.text))
        entries = around.gazetteer.look_up_folded(f"{name} county")
        if entries:
            return Toponym(span=span, key=f"{name} county", entries=entries, first=at, last=last)
    return None
