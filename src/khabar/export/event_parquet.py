"""Events as Parquet: typed columns, with lists of actors, figures, claims and articles."""

import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from khabar.export.event_rows import flatten
from khabar.model.codec import SCHEMA
from khabar.model.events import Event, EventActor, Tally
from khabar.record.words import make_storable

if TYPE_CHECKING:
    import pyarrow

# Events in memory at a time, and in a row group: about 3 MB of rows.
_GROUP = 2_000
_DAYS = ("start", "end", "first_reported", "last_reported")
_TEXTS = ("id", "kind", "modality", "scope", "when_precision", "place", "admin1", "country")
_MORE_TEXTS = ("place_precision", "status", "part_of")


def list_parts(events: Iterable[Event]) -> Iterator[bytes]:
    """One file, row group by row group."""
    import pyarrow
    import pyarrow.parquet

    schema, sink, coming = _make_schema(), io.BytesIO(), iter(events)
    drained = _Drain(sink)
    with pyarrow.parquet.ParquetWriter(drained, schema, compression="zstd") as writer:
        while rows := [_make_row(event) for event in islice(coming, _GROUP)]:
            writer.write_table(pyarrow.Table.from_pylist(rows, schema))
            yield drained.take()
    yield drained.take()


class _Drain(io.RawIOBase):
    """A stream that remembers how far it was written, and gives away what was."""

    def __init__(self, sink: io.BytesIO) -> None:
        self._sink, self._before = sink, 0

    def writable(self) -> bool:
        """True, as long as it is open."""
        return not self.closed

    def write(self, content: Any) -> int:
        """How many bytes were taken: all."""
        return self._sink.write(content)

    def tell(self) -> int:
        """How many bytes were written since the beginning."""
        return self._before + self._sink.tell()

    def take(self) -> bytes:
        """What was written since it was last asked."""
        taken = self._sink.getvalue()
        self._before += len(taken)
        self._sink.seek(0)
        self._sink.truncate()
        return taken


def _make_schema() -> "pyarrow.Schema":
    import pyarrow as pa

    text, number, texts = pa.string(), pa.float64(), pa.list_(pa.string())
    actor = pa.struct([(name, text) for name in ("role", "name", "text", "class", "certainty")])
    bounds = [(name, number) for name in ("low", "best", "high")]
    figure = [("measure", text), ("unit", text), *bounds, ("rule", text), ("contested", pa.bool_())]
    dispute = pa.struct([("about", text), ("why", text)])
    columns = [(name, text) for name in (*_TEXTS, *_MORE_TEXTS)]
    columns += [(name, pa.date32()) for name in _DAYS]
    columns += [("latitude", number), ("longitude", number), ("geonames", pa.int64())]
    columns += [("independent_sources", pa.int32()), ("actors", pa.list_(actor))]
    columns += [("figures", pa.list_(pa.struct(figure))), ("disputes", pa.list_(dispute))]
    columns += [("claims", texts), ("articles", texts)]
    return pa.schema(columns, metadata={"khabar_schema": str(SCHEMA)})


def _make_row(event: Event) -> dict[str, object]:
    flat = flatten(event)
    texts = {name: _store(flat[name]) for name in (*_TEXTS, *_MORE_TEXTS)}
    places = {name: flat[name] for name in ("latitude", "longitude", "geonames")}
    disputes = [{"about": one.about.value, "why": _store(one.why)} for one in event.disputes]
    return {
        **texts,
        **places,
        **{name: flat[name] for name in _DAYS},
        "independent_sources": event.independent_sources,
        "actors": [_describe_actor(actor) for actor in event.actors],
        "figures": [_describe_figure(tally) for tally in event.figures],
        "disputes": disputes,
        "claims": event.claims,
        "articles": event.articles,
    }


def _describe_actor(actor: EventActor) -> dict[str, object]:
    return {
        "role": actor.role.value,
        "name": _store(actor.who.name),
        "text": _store(actor.text),
        "class": actor.who.actor_class.value,
        "certainty": actor.certainty.value,
    }


def _describe_figure(tally: Tally) -> dict[str, object]:
    return {
        "measure": tally.measure,
        "unit": tally.unit,
        "low": tally.bounds.low,
        "best": tally.bounds.best,
        "high": tally.bounds.high,
        "rule": tally.rule,
        "contested": tally.contested,
    }


def _store(text: object) -> str | None:
    return make_storable(text) if isinstance(text, str) else None
