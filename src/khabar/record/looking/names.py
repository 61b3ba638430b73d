"""Names of places and of actors in a record of which a word begins with what somebody looks for."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from khabar.record.looking.panorama import Named, Picture
from khabar.record.words import fold

_MOST = 12


def list_place_names(picture: Picture, text: str) -> tuple[str, ...]:
    """The names of places, those that most events have first."""
    wanted, folded, shown = fold(text), picture.words["place_folded"], picture.words["place"]
    if not wanted:
        return ()
    begun = [code for code, word in enumerate(folded.words) if word and _begins(word, wanted)]
    rows = np.flatnonzero(np.isin(folded.codes, begun))
    return _choose((word, events) for word, events in shown.count(rows) if word is not None)


def list_actor_names(picture: Picture, text: str) -> tuple[str, ...]:
    """The names of actors, likewise."""
    wanted = fold(text)
    return _choose(_find_actors(picture.actors, wanted)) if wanted else ()


def _find_actors(actors: Iterable[Named], wanted: str) -> Iterable[tuple[str, int]]:
    counted: Counter[str] = Counter()
    for one in actors:
        if _begins(one.folded, wanted):
            counted[one.name] += one.events
    return counted.items()


def _begins(folded: str, wanted: str) -> bool:
    return f" {wanted}" in f" {folded}"


def _choose(counted: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    most = sorted(counted, key=lambda one: (-one[1], one[0]))
    return tuple(name for name, _ in most[:_MOST])
