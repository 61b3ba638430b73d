"""The facets of all events in memory, as columns: to count, order and draw a hundred thousand of them.

Counting and ordering by SQL took 0.2-0.5 s of a core where a filter leaves half of 118,000 events, with
an index or without; on columns it takes a few milliseconds. Rows change with each page that comes, so a
picture is taken anew when the record has changed, and never so often that this is what the machine does.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Text, cast, func, select

from khabar.record import schema
from khabar.record.looking.conditions import match_events
from khabar.record.looking.filters import Filter
from khabar.record.store import Record

Numbers: TypeAlias = npt.NDArray[np.float64]
Codes: TypeAlias = npt.NDArray[np.int32]
Days: TypeAlias = npt.NDArray[np.datetime64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Rows: TypeAlias = npt.NDArray[np.int64]

_EVENT, _ACTOR = schema.event.c, schema.event_actor.c
# Seconds for which a picture holds at least, and how many times the CPU time that it took to take.
# 20: at most a twentieth of one core; 0.7 s for 118,000 events, so that they are at most 15 s old while
# pages come.
_PATIENCE = 1.0
SHARE = 20
"""So many times the CPU time that it took to take, a picture holds."""

# Selections of rows that are kept: up to 1 MB each in a record of 118,000 events.
_REMEMBERED = 32
_STATE = select(func.count(), func.max(_EVENT.changed), func.sum(_EVENT.changed))
_COLUMNS = (
    *(_EVENT.id, _EVENT.kind, _EVENT.status, _EVENT.country, _EVENT.place, _EVENT.place_folded),
    *(_EVENT.admin1, _EVENT.admin1_folded, _EVENT.precision, _EVENT.lat, _EVENT.lon),
    func.coalesce(_EVENT.killed_best, _EVENT.killed_low).label("killed"),
    _EVENT.contested,
    *(
        cast(day, Text).label(day.key)
        for day in (_EVENT.start, _EVENT.end, _EVENT.first_reported, _EVENT.last_reported)
    ),
)
_ACTORS = (
    select(_ACTOR.name, _ACTOR.folded, func.count().label("events"))
    .where(_ACTOR.name.is_not(None))
    .group_by(_ACTOR.name, _ACTOR.folded)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name of actors as it is written and folded, and in how many events it has a role."""

    name: str
    folded: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A column of words: each is `words[codes[row]]`, None where it is not known."""

    codes: Codes
    words: tuple[str | None, ...]

    def find(self, wanted: Sequence[str]) -> Mask:
        """True in the rows with one of these words."""
        sought = frozenset(wanted)
        known = [code for code, word in enumerate(self.words) if word in sought]
        return np.isin(self.codes, known)

    def count(self, rows: Rows) -> Iterator[tuple[str | None, int]]:
        """Each word of these rows with how often it comes."""
        counts = np.bincount(self.codes[rows], minlength=len(self.words))
        return ((self.words[code], int(count)) for code, count in enumerate(counts) if count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The events of a record at one moment, a row each; not known is NaN or NaT.

    `rows` are the rows by id, `actors` the names in all events.
    """

    ids: tuple[str, ...]
    rows: dict[str, int]
    words: dict[str, Coded]
    numbers: dict[str, Numbers]
    days: dict[str, Days]
    actors: tuple[Named, ...] = ()

    def index(self, ids: Iterable[str]) -> Mask:
        """True in the rows of these events; ids of others are left out."""
        mask = np.zeros(len(self.ids), dtype=np.bool_)
        mask[[self.rows[id_] for id_ in ids if id_ in self.rows]] = True
        return mask


class Panorama:
    """A record's events as a picture that is new enough; may be asked by many threads at once.

    `cover` makes of a picture the one that may be shown.
    """

    def __init__(
        self,
        record: Record,
        *,
        cover: Callable[[Picture], Picture] | None = None,
        patience: float = _PATIENCE,
        share: int = SHARE,
    ) -> None:
        self.record, self._cover = record, cover
        self._patience, self._share = patience, share
        self._taking = threading.Lock()
        self._picture: Picture | None = None
        self._state: object = None
        self._until = 0.0
        self._lock = threading.Lock()
        self._selected: OrderedDict[Hashable, Rows] = OrderedDict()
        self._selected_of: Picture | None = None

    @property
    def number(self) -> object:
        """Stays the same as long as the picture is the same."""
        return self._state

    def is_present(self, number: object) -> bool:
        """True where the picture of that number is what `look` finds: new enough, or being replaced."""
        is_held = time.monotonic() < self._until or self._taking.locked()
        return is_held and number == self._state

    def look(self) -> Picture:
        """The picture; one that is too old is taken anew, meanwhile others get the one before."""
        picture = self._picture
        if picture is not None and time.monotonic() < self._until:
            return picture
        if not self._taking.acquire(blocking=picture is None):
            assert picture is not None  # noqa: S101  # else it would have waited
            return picture
        try:
            return self._take()
        finally:
            self._taking.release()

    def remember(self, picture: Picture, key: Hashable, select: Callable[[], Rows]) -> Rows:
        """What `select` selects of `picture`; what was selected of it lately is not selected again."""
        with self._lock:
            if self._selected_of is not picture:
                self._selected_of = picture
                self._selected.clear()
            if key in self._selected:
                self._selected.move_to_end(key)
                return self._selected[key]
        rows = select()
        with self._lock:
            if self._selected_of is picture:
                self._selected[key] = rows
                while len(self._selected) > _REMEMBERED:
                    self._selected.popitem(last=False)
        return rows

    def find(self, wanted: Filter) -> frozenset[str]:
        """The ids of the events with the words, actors and sources that are asked for."""
        sought = replace(Filter(), actor=wanted.actor, source=wanted.source, text=wanted.text)
        with self.record.reading() as connection:
            query = select(_EVENT.id).where(match_events(sought, self.record.dialect))
            return frozenset(connection.scalars(query))

    def _take(self) -> Picture:
        began = time.thread_time()  # on a busy machine the clock runs on while nothing is done
        with self.record.reading() as connection:
            state = tuple(connection.execute(_STATE).one())
            if self._picture is None or state != self._state:
                picture = _load(connection)
                self._picture = picture if self._cover is None else self._cover(picture)
                self._state = state
        worked = time.thread_time() - began
        self._until = time.monotonic() + max(self._patience, self._share * worked)
        return self._picture


def _load(connection: Connection) -> Picture:
    cursor = connection.execute(select(*_COLUMNS)).cursor
    assert cursor is not None  # noqa: S101  # rows were asked for
    rows = cursor.fetchall()  # as the driver has them: a third of the work is to dress them up
    names = [column.key for column in _COLUMNS]
    listed = tuple(zip(*rows, strict=True)) or ((),) * len(names)
    columns = dict(zip(names, listed, strict=True))
    return Picture(
        ids=columns["id"],
        rows={id_: row for row, id_ in enumerate(columns["id"])},
        words={name: code_words(columns[name]) for name in _WORDS},
        numbers={name: np.array(columns[name], dtype=np.float64) for name in _NUMBERS},
        days={name: _read_days(columns[name]) for name in _DAYS},
        actors=tuple(
            Named(name=row.name, folded=row.folded or "", events=row.events)
            for row in connection.execute(_ACTORS)
        ),
    )


_WORDS = (
    *("kind", "status", "country", "precision"),
    *("place", "place_folded", "admin1", "admin1_folded"),
)
_NUMBERS = ("lat", "lon", "killed", "contested")
_DAYS = ("start", "end", "first_reported", "last_reported")


def code_words(column: Sequence[str | None]) -> Coded:
    """The column of these words."""
    known: dict[str | None, int] = {}
    codes = np.fromiter(
        (known.setdefault(word, len(known)) for word in column), dtype=np.int32, count=len(column)
    )
    return Coded(codes=codes, words=tuple(known))


def _read_days(column: Sequence[Any]) -> Days:
    return np.array([day or "NaT" for day in column], dtype="datetime64[D]")
