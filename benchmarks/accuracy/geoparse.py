"""Places of khabar as predictions for gold set 7 (geoparse).

The corpora mark names inside names of institutions and some adjectives; the caller of find_places gets
neither, so both are added here.

    python -m benchmarks.accuracy.geoparse < blind.jsonl > predictions.jsonl
"""

import json
import sys

from khabar.model.values import Span
from khabar.text.places.gazetteer import Gazetteer, Kind
from khabar.text.places.mentions import Mention, PlaceContext, find_demonyms, find_mentions
from khabar.text.places.resolution import Choice
from khabar.text.places.usage import Use

COUNTED = frozenset({Use.LOCATION, Use.METONYM})
TOWN = 100_000


def predict(row: dict[str, object]) -> dict[str, object]:
    """The prediction for one row: its `id` and `toponyms` with `start`, `end`, `lat`, `lon`."""
    gazetteer = Gazetteer.load()
    text = str(row["text"])
    mentions = find_mentions(text, gazetteer, PlaceContext())
    named = {mention.toponym.key for mention in mentions if mention.use in COUNTED}
    toponyms = [
        point(mention.toponym.span, mention.choice) for mention in mentions if is_counted(mention, named)
    ]
    taken = [mention.toponym.span for mention in mentions]
    toponyms += [
        point(reading.span, choose_country(gazetteer, reading.text))
        for reading in find_demonyms(text, gazetteer)
        if not any(span.overlaps(reading.span) for span in taken)
    ]
    return {"id": row["id"], "toponyms": toponyms}


def choose_country(gazetteer: Gazetteer, word: str) -> Choice | None:
    """The country of an adjective."""
    entry = gazetteer.country_of_demonym(word)
    return Choice(entry=entry, margin=None) if entry else None


def is_counted(mention: Mention, named: set[str]) -> bool:
    """Whether a corpus would mark it: all places, and well-known ones inside names of institutions."""
    if mention.use in COUNTED:
        return True
    if mention.use is not Use.PART:
        return False
    entries = mention.toponym.entries
    return mention.toponym.key in named or any(
        entry.kind <= Kind.ADMIN1 or entry.population > TOWN for entry in entries
    )


def point(span: Span, choice: Choice | None) -> dict[str, object]:
    """One toponym of a prediction: the likeliest place, also where khabar itself would leave it open."""
    entry = choice.entry if choice else None
    return {
        "start": span.start,
        "end": span.end,
        "lat": entry.lat if entry else None,
        "lon": entry.lon if entry else None,
    }


def main() -> None:
    """Rows on stdin, predictions on stdout, both JSON lines."""
    for line in sys.stdin:
        print(json.dumps(predict(json.loads(line))))


if __name__ == "__main__":
    main()
