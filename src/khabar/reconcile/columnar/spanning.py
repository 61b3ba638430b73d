"""Ties without which something would fall apart, found among many of them in columns of numbers."""

from collections.abc import Iterator

import numpy as np

from khabar.reconcile.columnar.columns import Numbers

_STRETCH = 1 << 12  # ties looked at together at first, or one an atom; then twice as many each time


def list_spanning(low: Numbers, high: Numbers, size: int) -> Iterator[int]:
    """The places of ties among so many atoms that bring two sets together; ties are in their order.

    >>> list(list_spanning(np.array([0, 1, 0]), np.array([1, 2, 2]), 3))
    [0, 1]
    """
    roots = np.arange(size)
    start, stretch = 0, min(_STRETCH, size)
    while start < len(low):
        some = slice(start, start + stretch)
        ones, twos = roots[low[some]], roots[high[some]]
        open_ = np.flatnonzero(ones != twos)
        into: dict[int, int] = {}
        for place, one, two in zip(
            open_.tolist(), ones[open_].tolist(), twos[open_].tolist(), strict=True
        ):
            left, right = _follow(into, one), _follow(into, two)
            if left != right:
                into[right] = left
                yield start + place
        _rename(roots, into)
        start, stretch = start + stretch, 2 * stretch


def _follow(into: dict[int, int], node: int) -> int:
    while (further := into.get(node)) is not None:
        if (last := into.get(further)) is not None:
            into[node] = last
        node = further
    return node


def _rename(roots: Numbers, into: dict[int, int]) -> None:
    """Gives all that hangs together the root that it has now."""
    names = np.arange(len(roots))
    names[list(into)] = [_follow(into, node) for node in into]
    roots[:] = names[roots]
