"""Time expressions against TIMEX3 gold: rows of the gold set in, predictions out.

python -m benchmarks.accuracy.timex < blind.jsonl > predictions.jsonl
"""

import json
import sys
from datetime import date

from khabar.model.values import Reading, Span
from khabar.text.dates import find_times, looks_future
from khabar.text.times import Between, TimeExpression
from khabar.text.timex import write_timex


def predict(row: dict[str, object]) -> dict[str, object]:
    """The prediction for one row: its id and the time expressions of its text."""
    text = str(row["text"])
    published = date.fromisoformat(str(row["published"])) if row["published"] else None
    found = [part for reading in find_times(text, Span(0, len(text))) for part in _split(reading)]
    return {"id": row["id"], "timex": [_tag(text, reading, published) for reading in found]}


def _split(reading: Reading[TimeExpression]) -> tuple[Reading[TimeExpression], ...]:
    """TIMEX3 tags the ends of a range one by one, and "since" not at all."""
    core = reading.value.core
    if not isinstance(core, Between):
        return (reading,)
    return (core.first,) if core.last is None else (core.first, core.last)


def _tag(text: str, reading: Reading[TimeExpression], published: date | None) -> dict[str, object]:
    behind = text[: reading.span.start].rstrip().lower().endswith("since")
    future = not behind and looks_future(text, reading.span)
    timex = write_timex(reading.value, published, future)
    start, end = reading.span.start, reading.span.end
    return {"start": start, "end": end, "type": str(timex.type), "value": timex.value}


def main() -> None:
    """Rows on stdin, predictions on stdout, both JSON lines."""
    for line in sys.stdin:
        print(json.dumps(predict(json.loads(line))))


if __name__ == "__main__":
    main()
