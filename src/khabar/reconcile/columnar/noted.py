"""Weights that are asked for once for each key and noted: pairs that are alike have one key."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from khabar.reconcile.columnar.columns import MIX, Flags, Numbers

Weights: TypeAlias = npt.NDArray[np.float64]

_BITS = 18  # of a place in the table of weights: 2 MiB for each feature
_SHIFT = np.uint64(64 - _BITS)
_MOST_DENSE = 1 << 23  # keys that have a place each: 64 MiB, of which what is not asked for costs little


@dataclass(slots=True, kw_only=True)
class Block:
    """Pairs of rows: `rows` are all rows in it, `left` and `right` places in `rows`."""

    rows: Numbers
    left: Numbers
    right: Numbers

    def keep(self, kept: Flags, score: Weights) -> Weights:
        """Leaves out the other pairs; the scores of those that stay."""
        if kept.all():
            return score
        self.left, self.right = self.left[kept], self.right[kept]
        return score[kept]

    @property
    def lefts(self) -> Numbers:
        """The left rows."""
        return self.rows[self.left]

    @property
    def rights(self) -> Numbers:
        """The right rows."""
        return self.rows[self.right]


class Look(Protocol):
    """Weights by key, each asked for once, of the first pair of rows that has the key."""

    def __call__(self, keys: Numbers, block: Block) -> Weights:
        """The weight of each pair of a block; `keys` are not below 0."""


def look_up(find: Callable[[int, int], float], size: int) -> Look:
    """The weights that `find` gives for two rows, by keys below `size`."""
    return _Dense(find, size) if size <= _MOST_DENSE else _Hashed(find)


class _Dense:
    """A table with a place for each key; what has not been asked for is no number."""

    def __init__(self, find: Callable[[int, int], float], size: int) -> None:
        self._find = find
        self._weights = np.full(size, np.nan)

    def __call__(self, keys: Numbers, block: Block) -> Weights:
        """The weight of each pair of a block."""
        weights = self._weights[keys]
        missing = np.flatnonzero(np.isnan(weights))
        if len(missing):
            few, first = np.unique(keys[missing], return_index=True)
            pairs = missing[first]
            lefts, rights = block.lefts[pairs], block.rights[pairs]
            self._weights[few] = list(map(self._find, lefts.tolist(), rights.tolist()))
            weights[missing] = self._weights[keys[missing]]
        return weights


class _Hashed:
    """A table that says where the weight of a key is noted, for keys that are too many for places."""

    def __init__(self, find: Callable[[int, int], float]) -> None:
        self._find = find
        self._places: dict[int, int] = {}
        self._table = np.zeros(1 << _BITS, dtype=np.int64)
        self._noted = _Noted(keys=np.full(1, -1), weights=np.zeros(1))

    def __call__(self, keys: Numbers, block: Block) -> Weights:
        """The weight of each pair of a block; `keys` are not below 0."""
        slots = (keys.astype(np.uint64) * MIX >> _SHIFT).astype(np.int64)
        places = self._table[slots]
        missing = np.flatnonzero(self._noted.keys[places] != keys)
        if len(missing):
            few, first, back = np.unique(keys[missing], return_index=True, return_inverse=True)
            pairs = missing[first]
            found = self._note(few, block.lefts[pairs], block.rights[pairs])
            self._table[slots[pairs]] = found
            places[missing] = found[back]
        return self._noted.weights[places]

    def _note(self, keys: Numbers, lefts: Numbers, rights: Numbers) -> Numbers:
        """Where the weights of different keys stand; they are asked for where they are new."""
        known = self._places
        new = np.array([key not in known for key in keys.tolist()])
        start = len(self._noted.keys)
        known.update(zip(keys[new].tolist(), itertools.count(start), strict=False))
        weights = list(map(self._find, lefts[new].tolist(), rights[new].tolist()))
        self._noted = _Noted(
            keys=np.concatenate((self._noted.keys, keys[new])),
            weights=np.concatenate((self._noted.weights, np.array(weights))),
        )
        return np.array([known[key] for key in keys.tolist()])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    keys: Numbers
    weights: Weights
