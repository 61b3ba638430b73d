"""The picture of a record for everybody: places finer than a town have neither point nor name there."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from khabar.export.withholding.protecting import Curtain
from khabar.model.values import Place, PlacePrecision
from khabar.record.looking.panorama import Picture, code_words
from khabar.record.words import fold

_PLACE = ("place", "admin1", "country", "precision")


def cover_places(curtain: Curtain) -> Callable[[Picture], Picture]:
    """What makes of a picture the one that everybody may see, counted and found by what it shows."""

    def cover(picture: Picture) -> Picture:
        if not picture.ids:
            return picture
        columns = [picture.words[name] for name in _PLACE]
        coded = np.stack([column.codes for column in columns], axis=1)
        found, which = np.unique(coded, axis=0, return_inverse=True)
        told = ([one.words[code] for one, code in zip(columns, codes, strict=True)] for codes in found)
        shown = [_find_wider(curtain, *words) for words in told]
        return _write(picture, [shown[number] for number in which.reshape(-1)])

    return cover


def _find_wider(
    curtain: Curtain, name: str | None, admin1: str | None, country: str | None, precision: str | None
) -> Place | None:
    """What is shown instead of a place that is withheld; None where it is shown as it is."""
    if name is None:
        return None
    place = Place(
        name=name,
        admin1=admin1,
        country=country,
        lat=0.0,
        lon=0.0,
        precision=PlacePrecision(precision or PlacePrecision.EXACT),
        geonames=None,
    )
    shown = curtain.protect(place)
    return None if shown == place else shown


def _write(picture: Picture, shown: Sequence[Place | None]) -> Picture:
    """The picture with a wider place in each row that has one; the words of other rows stay."""
    hidden: dict[str, list[str | None]] = {
        "place": [place.name if place else None for place in shown],
        "place_folded": [fold(place.name) if place else None for place in shown],
        "precision": [place.precision.value if place else None for place in shown],
    }
    words = dict(picture.words)
    for name, column in hidden.items():
        before = words[name]
        kept = (before.words[code] for code in before.codes)
        words[name] = code_words([new or old for new, old in zip(column, kept, strict=True)])
    is_hidden = np.array([place is not None for place in shown])
    points = {name: np.where(is_hidden, np.nan, picture.numbers[name]) for name in ("lat", "lon")}
    return replace(picture, words=words, numbers={**picture.numbers, **points})
