"""The formats in which the events of a record leave it, from the command line and from the web face.

What writes them is loaded when it is asked for: help has to know their names at once.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

# of `model.events.Event`, which is not loaded for a line of help
Events: TypeAlias = Iterable[Any]
ListParts: TypeAlias = Callable[[Events], Iterator[bytes]]
"""The bytes of a file of events, part by part: only a few events are in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventExporter:
    """A format: the name it is asked for by, the end of its files' names, and what writes it."""

    name: str
    suffix: str
    media_type: str
    help: str
    list_parts: ListParts


def list_lines(events: Events) -> Iterator[bytes]:
    """JSON lines of schema 1."""
    from khabar.model.codec import to_line
    from khabar.model.event_codec import encode_event

    return (to_line(encode_event(event)) for event in events)


def _list_rows(events: Events) -> Iterator[bytes]:
    from khabar.export import event_csv

    return event_csv.list_parts(events)


def _list_guarded_rows(events: Events) -> Iterator[bytes]:
    from khabar.export import event_csv

    return event_csv.list_guarded_parts(events)


def _list_accounts(events: Events) -> Iterator[bytes]:
    from khabar.export import event_csv

    return event_csv.list_account_parts(events)


def _list_guarded_accounts(events: Events) -> Iterator[bytes]:
    from khabar.export import event_csv

    return event_csv.list_guarded_account_parts(events)


def _list_features(events: Events) -> Iterator[bytes]:
    from khabar.export import event_geojson

    return event_geojson.list_parts(events)


def _list_groups(events: Events) -> Iterator[bytes]:
    from khabar.export import event_parquet

    return event_parquet.list_parts(events)


EVENT_EXPORTERS = (
    EventExporter(
        name="json",
        suffix="json",
        media_type="application/x-ndjson",
        help="JSON lines of schema 1, all that is known of each event",
        list_parts=list_lines,
    ),
    EventExporter(
        name="csv",
        suffix="csv",
        media_type="text/csv; charset=utf-8",
        help="CSV for programs, one row for each event",
        list_parts=_list_rows,
    ),
    EventExporter(
        name="sheet",
        suffix="sheet.csv",
        media_type="text/csv; charset=utf-8",
        help="the same CSV for spreadsheets: no text in it is run as a formula",
        list_parts=_list_guarded_rows,
    ),
    EventExporter(
        name="accounts",
        suffix="accounts.csv",
        media_type="text/csv; charset=utf-8",
        help="CSV for programs, one row for each account of each figure: who says how many",
        list_parts=_list_accounts,
    ),
    EventExporter(
        name="accounts-sheet",
        suffix="accounts.sheet.csv",
        media_type="text/csv; charset=utf-8",
        help="the CSV of accounts for spreadsheets: no text in it is run as a formula",
        list_parts=_list_guarded_accounts,
    ),
    EventExporter(
        name="geojson",
        suffix="geojson",
        media_type="application/geo+json",
        help="GeoJSON, one feature for each event, without a point where the words have none",
        list_parts=_list_features,
    ),
    EventExporter(
        name="parquet",
        suffix="parquet",
        media_type="application/vnd.apache.parquet",
        help="Parquet with typed columns, and lists of actors, figures, claims and articles",
        list_parts=_list_groups,
    ),
)
