"""Adapter for `event_location`: the places that khabar gives to the marked verb."""

from typing import Any

import khabar
from benchmarks.accuracy.articles import Row, build_article
from khabar.model.values import Span


class VerbRow(Row):
    """A row with the span of the verb that is asked about."""

    verb: tuple[int, int]


def predict(row: VerbRow) -> dict[str, Any]:
    """The prediction for a blind row: the names of the verb's places."""
    article = build_article(row, row["text"])
    found = khabar.event_places(article, words=[Span(*row["verb"])])
    names = [one.place.span for event in found for one in event.places]
    return {"id": row["id"], "locations": [[name.start, name.end] for name in names]}
