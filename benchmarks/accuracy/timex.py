"""Time expressions against TIMEX3 gold: rows of the gold set in, predictions out.

python -m benchmarks.accuracy.timex < blind.jsonl > predictions.jsonl
"""

import json
import sys
from datetime import date

from khabar.text.dates.timex import tag_times


def predict(row: dict[str, object]) -> dict[str, object]:
    """The prediction for one row: its id and the time expressions of its text."""
    published = date.fromisoformat(str(row["published"])) if row["published"] else None
    tags = [
        {"start": span.start, "end": span.end, "type": str(timex.type), "value": timex.value}
        for span, timex in tag_times(str(row["text"]), published)
    ]
    return {"id": row["id"], "timex": tags}


def main() -> None:
    """Rows on stdin, predictions on stdout, both JSON lines."""
    for line in sys.stdin:
        print(json.dumps(predict(json.loads(line))))


if __name__ == "__main__":
    main()
