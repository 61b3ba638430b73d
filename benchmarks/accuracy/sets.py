"""The gold sets and their adapters, and predictions for a file of blind rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.accuracy import (
    article_extraction,
    displacement,
    event_location,
    event_type,
    fakes_syria,
    geoparse,
    gva_events,
    muc4,
    pitf_wad,
    plover,
    polnear,
    timex,
)
from benchmarks.accuracy.rows import Sample, read_rows

TEXTS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "displacement": displacement.predict,
    "event_location": event_location.predict,
    "event_type": event_type.predict,
    "fakes_syria": fakes_syria.predict,
    "geoparse": geoparse.predict,
    "muc4": muc4.predict,
    "pitf_wad": pitf_wad.predict,
    "plover": plover.predict,
    "polnear": polnear.predict,
    "timex": timex.predict,
}
PAGES: dict[str, Callable[[Any, Path], dict[str, Any]]] = {
    "article_extraction": article_extraction.predict,
}
# Rows that are read one by one, and predicted when all of them are.
READ: dict[str, Callable[[Any], gva_events.Told]] = {"gva": gva_events.read}
WHOLE: dict[str, Callable[[Sequence[gva_events.Told]], Iterable[dict[str, Any]]]] = {
    "gva": gva_events.predict_all,
}
SETS = tuple(sorted({*TEXTS, *PAGES, *WHOLE}))
WITHOUT_DEV = frozenset({"plover"})
_CHUNK = 16


def predict(name: str, file: Path, base: Path, sample: Sample) -> Iterator[dict[str, Any]]:
    """The predictions for each blind row of a file, in order; `base` holds the pages that rows name.

    All rows are read, whatever the sample's step. Raises SystemExit where a row holds gold.
    """
    rows = read_rows(file)
    if any("gold" in row for row in rows):
        raise SystemExit(f"expected blind rows (score.py --strip), got gold in {file}")
    with sample.open_pool() as pool:
        if name in WHOLE:
            yield from WHOLE[name](tuple(pool.map(READ[name], rows, chunksize=_CHUNK)))
        else:
            yield from pool.map(partial(_predict_row, name, base), rows, chunksize=_CHUNK)


def _predict_row(name: str, base: Path, row: dict[str, Any]) -> dict[str, Any]:
    return PAGES[name](row, base) if name in PAGES else TEXTS[name](row)
