"""Adapter for `polnear`: who tells what by which word, over all sentences of a text.

Two conventions are the set's: it marks no attribution inside the content of another or inside a
quotation, and the comma that closes an apposition or a relative clause belongs to the source.
"""

from collections.abc import Iterable
from typing import Any

import khabar
from benchmarks.accuracy.articles import Row, build_article
from khabar.model.values import Span


def predict(row: Row) -> dict[str, Any]:
    """The prediction for a blind row."""
    text = row["text"]
    told = [
        {
            "source": _pairs(_close(span, text) for span in one.source),
            "cue": _pairs([one.cue]),
            "content": _pairs(one.content),
        }
        for one in khabar.attributions(build_article(row, text))
        if one.within is None and not one.quoted
    ]
    return {"id": row["id"], "attributions": told}


def _close(span: Span, text: str) -> Span:
    closes = "," in span.cut(text) and text[span.end : span.end + 1] == ","
    return Span(span.start, span.end + 1) if closes else span


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
