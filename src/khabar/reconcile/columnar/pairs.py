"""Which of many mentions are compared: the same pairs as `candidates` finds key by key.

Where the keys of two places meet is asked once for each two different places. What remains is who has
a place, or a name, in a stretch of time: runs of a sorted array of numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from khabar.reconcile.columnar.columns import (
    Flags,
    Numbers,
    Parts,
    Sets,
    Table,
    expand,
    join_sets,
    number_all,
    read_numbers,
    sort_once,
)
from khabar.reconcile.comparing.candidates import (
    MOST_NAMES,
    MOST_PERSONS,
    find_days,
    find_fortnights,
    find_half_years,
    find_own_name,
    list_asked_places,
    list_own_places,
)
from khabar.reconcile.digests.facts import Facts

_AT_ONCE = 1 << 17  # pairs that are looked at together: some 100 MiB of numbers
_ROWS = 1 << 10  # that ask together
# What a name is to those who have it, as in `candidates`: of somebody elsewhere, of one without a place,
# that of the own town.
_TAGS = 3
_PLACED, _UNPLACED, _OWN_TOWN = range(_TAGS)
_HASH = (1 << 32) - 1
_SORT = ("family", "group", "cumulative")
WHEN = ("start", "end", "told")
"""What says in which stretch of time a mention is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of rows, each once."""

    left: Numbers
    right: Numbers

    def keep(self, kept: Numbers | Flags | slice) -> "Pairs":
        """These pairs alone."""
        return Pairs(left=self.left[kept], right=self.right[kept])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    """The buckets of time that each row touches, from `first` to `last`, both inside.

    A time that is too long for buckets is one of its own, far from the others; `last` is below `first`
    where no time is known.
    """

    first: Numbers
    last: Numbers
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entries:
    """Things, by number, that rows have or ask for."""

    rows: Numbers
    things: Numbers


Ask = Callable[[Numbers], _Entries]


class _Index:
    """Rows by what they have and when, and what they ask for.

    Rows of one number in `alike` ask for the same at the same time: they are looked up once.
    """

    def __init__(self, own: _Entries, times: _Times, ask: Ask, alike: Numbers) -> None:
        sizes = np.maximum(0, times.last[own.rows] - times.first[own.rows] + 1)
        which, steps = expand(sizes)
        rows = own.rows[which]
        keys = own.things[which] * times.width + times.first[rows] + steps
        order = np.argsort(keys, kind="stable")
        self._keys, self._rows = keys[order], rows[order]
        self._times, self._ask, self._alike = times, ask, alike

    def find(self, rows: Numbers) -> "_Runs":
        """Who has what some rows ask for, at the same time or in the next bucket."""
        _, first, back = np.unique(self._alike[rows], return_index=True, return_inverse=True)
        order = np.argsort(rows[first])
        runs = self._look_up(rows[first[order]])
        counts = np.bincount(np.searchsorted(rows[first[order]], runs.asking), minlength=len(order))
        starts = np.cumsum(counts) - counts
        places = np.empty_like(order)
        places[order] = np.arange(len(order))
        mine = places[back]
        which, steps = expand(counts[mine])
        run = starts[mine][which] + steps
        return _Runs(
            asking=rows[which], begins=runs.begins[run], sizes=runs.sizes[run], found=self._rows
        )

    def _look_up(self, rows: Numbers) -> "_Runs":
        """What some rows find, in the order of the rows; these are sorted."""
        asked = self._ask(rows)
        base = asked.things * self._times.width
        first, last = self._times.first[asked.rows], self._times.last[asked.rows]
        begins = np.searchsorted(self._keys, base + first - 1, side="left")
        ends = np.searchsorted(self._keys, base + last + 1, side="right")
        sizes = np.where(last < first, 0, ends - begins)
        some = np.flatnonzero(sizes > 0)
        return _Runs(asking=asked.rows[some], begins=begins[some], sizes=sizes[some], found=self._rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Runs:
    """For each thing that a row asks for, a run of `found`."""

    asking: Numbers
    begins: Numbers
    sizes: Numbers
    found: Numbers

    @property
    def total(self) -> int:
        """How many are found, those found twice counted twice."""
        return int(self.sizes.sum())

    def list_pairs(self) -> Pairs:
        """Who asks and who is found."""
        which, steps = expand(self.sizes)
        return Pairs(left=self.asking[which], right=self.found[self.begins[which] + steps])


class Finder:
    """Finds the pairs of the rows of a table."""

    def __init__(self, table: Table) -> None:
        sorts, spots = table.number(*_SORT), table.number("spot")
        days = _find_times(table, find_days)
        self._indexes = (
            _index_places(sorts, spots, days),
            _index_names(table, sorts, spots, _find_times(table, find_fortnights)),
            _index_persons(table, sorts, _find_times(table, find_half_years)),
        )
        # Of two places one asks for the other: the one that comes later.
        self._order = spots.numbers * len(table.facts) + np.arange(len(table.facts))
        regions = number_all(_find_region(one) for one in spots.examples)[spots.numbers]
        self._rows = np.lexsort((days.first, regions, sorts.numbers))

    def split(self) -> Iterator[Numbers]:
        """All rows, in portions of which most find each other."""
        for start in range(0, len(self._rows), _ROWS):
            yield self._rows[start : start + _ROWS]

    def find(self, rows: Numbers) -> Iterator[Pairs]:
        """The pairs that some rows are the later ones of, in blocks."""
        runs = [index.find(rows) for index in self._indexes]
        if sum(run.total for run in runs) > _AT_ONCE and len(rows) > 1:
            middle = len(rows) // 2
            yield from self.find(rows[:middle])
            yield from self.find(rows[middle:])
        else:
            yield self._unite([run.list_pairs() for run in runs])

    def _unite(self, found: Sequence[Pairs]) -> Pairs:
        """Each pair once, and once only in whatever block it might be found."""
        left = np.concatenate([pairs.left for pairs in found])
        right = np.concatenate([pairs.right for pairs in found])
        later = self._order[left] > self._order[right]
        size = len(self._order)
        both = sort_once(left[later] * size + right[later])
        return Pairs(left=both // size, right=both % size)


def _find_region(facts: Facts) -> tuple[str | None, str | None]:
    spot = facts.spot
    return (None, None) if spot is None else (spot.country, spot.admin1 or spot.name)


def _find_times(table: Table, find: Callable[[Facts], range | None]) -> _Times:
    days = table.number(*WHEN)
    buckets = [find(one) for one in days.examples]
    known = [some for some in buckets if some]
    least = min((some.start for some in known), default=0) - 1
    long = max((some.stop for some in known), default=0) + 2
    ranges = [range(long, long + 1) if some is None else some for some in buckets]
    first, last = (
        np.array([some.start - least if some else 1 for some in ranges]),
        np.array([some.stop - least - 1 if some else 0 for some in ranges]),
    )
    return _Times(first=first[days.numbers], last=last[days.numbers], width=long - least + 2)


def _index_places(sorts: Parts, spots: Parts, times: _Times) -> _Index:
    """Who has which place, and which places are asked for by whom."""
    targets = join_sets(_list_asked(spots.examples))
    things = sorts.numbers * spots.size + spots.numbers
    placed = np.flatnonzero(targets.sizes[spots.numbers])

    def ask(rows: Numbers) -> _Entries:
        members = targets.take(spots.numbers[rows])
        asking = rows[members.which]
        wanted = sorts.numbers[asking] * spots.size + members.values.astype(np.int64)
        return _Entries(rows=asking, things=wanted)

    alike = (things * times.width + times.first) * times.width + times.last
    return _Index(_Entries(rows=placed, things=things[placed]), times, ask, alike)


def _list_asked(examples: Sequence[Facts]) -> list[frozenset[int]]:
    """The places, up to itself, that each place asks for."""
    owners: dict[str, list[int]] = defaultdict(list)
    asked: list[frozenset[int]] = []
    for number, facts in enumerate(examples):
        for key in set(list_own_places(facts.spot)):
            owners[key].append(number)
        asked.append(
            frozenset(
                other for key in set(list_asked_places(facts.spot)) for other in owners.get(key, ())
            )
        )
    return asked


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """The names that are keys, row by row: `codes` number them, those of another sort apart."""

    rows: Numbers
    codes: Numbers
    is_own_town: Flags


def _index_names(table: Table, sorts: Parts, spots: Parts, times: _Times) -> _Index:
    """Who has which rare name, and which are asked for by whom."""
    names = _choose_names(table, sorts, spots)
    is_placed = np.array([one.spot is not None for one in spots.examples])[spots.numbers][names.rows]
    tags = np.where(names.is_own_town, _OWN_TOWN, np.where(is_placed, _PLACED, _UNPLACED))
    wanted = (~names.is_own_town, np.ones_like(is_placed), ~is_placed)
    order = np.concatenate([np.flatnonzero(some) for some in wanted])
    things = np.concatenate([names.codes[some] * _TAGS + tag for tag, some in enumerate(wanted)])
    asked = _Entries(rows=names.rows[order], things=things)
    own = _Entries(rows=names.rows, things=names.codes * _TAGS + tags)
    size = len(table.facts)
    return _Index(own, times, _ask_for(asked, size), np.arange(size))


def _index_persons(table: Table, sorts: Parts, times: _Times) -> _Index:
    """Who has which person and asks for it, wherever it was."""
    persons = table.join("persons")
    both = np.sort((expand(persons.sizes).which << 32) | persons.values.astype(np.int64))
    rows = both >> 32
    kept = np.arange(len(rows)) - np.searchsorted(rows, rows) < MOST_PERSONS
    codes, shared = _code(sorts.numbers[rows[kept]], both[kept] & _HASH)
    own = _Entries(rows=rows[kept][shared], things=codes[shared])
    size = len(table.facts)
    return _Index(own, times, _ask_for(own, size), np.arange(size))


def _ask_for(asked: _Entries, size: int) -> Ask:
    """What rows ask for; of so many rows."""
    order = np.argsort(asked.rows, kind="stable")
    starts = np.searchsorted(asked.rows[order], np.arange(size + 1))
    things = Sets(starts=starts, values=asked.things[order].astype(np.uint32))

    def ask(rows: Numbers) -> _Entries:
        members = things.take(rows)
        return _Entries(rows=rows[members.which], things=members.values.astype(np.int64))

    return ask


def _choose_names(table: Table, sorts: Parts, spots: Parts) -> _Names:
    """As `candidates` chooses them; those that only one row of a sort has are left out."""
    all_ = [table.join(name) for name in ("people", "names")]
    keys = [(expand(some.sizes).which << 32) | some.values.astype(np.int64) for some in all_]
    both = np.unique(np.concatenate(keys))
    rows, names = both >> 32, both & _HASH
    towns = read_numbers(find_own_name(one.spot) for one in spots.examples)
    is_own = names == towns[spots.numbers][rows]
    others = ~is_own
    firsts = np.searchsorted(rows, rows)
    before = np.concatenate(([0], np.cumsum(others)))
    kept = is_own | (before[:-1] - before[firsts] < MOST_NAMES)
    rows, names, is_own = rows[kept], names[kept], is_own[kept]
    codes, shared = _code(sorts.numbers[rows], names)
    return _Names(rows=rows[shared], codes=codes[shared], is_own_town=is_own[shared])


def _code(sorts: Numbers, names: Numbers) -> tuple[Numbers, Flags]:
    """A number for each name of each sort of claims, and where more than one row has it."""
    _, codes, counts = np.unique((sorts << 32) | names, return_inverse=True, return_counts=True)
    return codes, counts[codes] > 1
