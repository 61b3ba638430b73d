"""Things of which there are many, each made when it is asked for."""

import functools
from collections.abc import Callable, Sequence
from typing import TypeVar, overload

T_co = TypeVar("T_co", covariant=True)

_AT_HAND = 20_000  # the last ones asked for: a set that grows is looked at again and again


class Lazily(Sequence[T_co]):
    """So many things, by number; `make` gives the same for the same number each time."""

    def __init__(self, size: int, make: Callable[[int], T_co]) -> None:
        self._size = size
        self._make = functools.lru_cache(maxsize=_AT_HAND)(make)

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> T_co: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T_co, ...]: ...

    def __getitem__(self, at: int | slice) -> T_co | tuple[T_co, ...]:
        """The thing of a number, or those of several."""
        places = range(self._size)[at]
        return self._make(places) if isinstance(places, int) else tuple(map(self._make, places))
