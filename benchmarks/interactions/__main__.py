"""`python -m benchmarks.interactions`: accuracy on the sentences of `sentences.tsv`, by part.

All sentences were made up for khabar and are under its licence. `dev` was looked at while the reading
was built, `blind` only as a number. The first line of each part is what the claims alone give.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy import plover
from benchmarks.accuracy.articles import Row

TABLE = Path(__file__).with_name("sentences.tsv")
_SMALL = frozenset({"the", "a", "an", "of", "in", "and", "for", "from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A sentence with the class of what it tells, and both sides."""

    part: str
    event: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    text: str


def read_table() -> Iterator[Labelled]:
    """The sentences of the table in order."""
    for line in TABLE.read_text("utf-8").splitlines()[1:]:
        part, event, source, target, text = line.split("\t")
        yield Labelled(part=part, event=event, source=_split(source), target=_split(target), text=text)


def _split(names: str) -> tuple[str, ...]:
    return tuple(filter(None, names.split("; ")))


def score(rows: Sequence[Labelled], predict: Callable[[Row], dict[str, Any]]) -> dict[str, float]:
    """Accuracy of the class, F1 of source and target; 0 to 1."""
    made = [
        predict(Row(id="", title=None, text=row.text, published=None, publisher=None)) for row in rows
    ]
    right = sum(one["event"] == row.event for row, one in zip(rows, made, strict=True))
    sources = [(row.source, one["source"]) for row, one in zip(rows, made, strict=True)]
    targets = [(row.target, one["target"]) for row, one in zip(rows, made, strict=True)]
    return {"event": right / len(rows), "source": _f1(sources), "target": _f1(targets)}


def _f1(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> float:
    hits = sum(any(_is_same(name, other) for other in found) for names, found in pairs for name in names)
    return 2 * hits / sum(len(names) + len(found) for names, found in pairs)


def _is_same(one: str, other: str) -> bool:
    """True where the words of the shorter are all in the longer, and its last word among them."""
    short, long = sorted(
        ([word for word in name.lower().split() if word not in _SMALL] for name in (one, other)), key=len
    )
    return bool(short) and set(short) <= set(long) and (long[-1] in short or short == long)


def main() -> None:
    """Print a line for each part and reader."""
    rows = tuple(read_table())
    for part in ("dev", "blind"):
        chosen = [row for row in rows if row.part == part]
        for name, predict in (("claims", plover.predict_by_claims), ("interactions", plover.predict)):
            values = "  ".join(f"{key} {value:.3f}" for key, value in score(chosen, predict).items())
            sys.stdout.write(f"{part:6}{len(chosen):5}  {name:13}{values}\n")


if __name__ == "__main__":
    main()
