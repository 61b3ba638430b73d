"""Which of many texts can be copies of one at all: told from their sketches, all of them at once.

Texts that share a run of words are compared; most of them share a formula and nothing else.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from khabar.reconcile.copies.finding import LEAST, SHARE_CREDITED, Signature

_Counts = npt.NDArray[np.int64]


def may_be_copies(one: Signature, others: Sequence[Signature]) -> list[bool]:
    """False where `compare_copies` finds no copy, whoever is credited; where it may find one, True.

    What both texts hold, quotations and all, is the most that they can share; what one of them holds
    less all that the other quotes is the least that has to be shared in part.
    """
    if not others:
        return []
    kept = [np.frombuffer(some.own + some.quoted, dtype="<u4") for some in others]
    sizes = np.array([len(some) for some in kept])
    ours = np.sort(np.frombuffer(one.own + one.quoted, dtype="<u4"))
    both = _count_shared(ours, np.concatenate(kept), sizes)
    levels = np.array([max(one.level, some.level) for some in others])
    enough = both << levels >= LEAST
    least = np.array([_find_least(one, some) for some in others])
    spoken = least << levels < LEAST
    share = spoken | (both >= SHARE_CREDITED * least)
    same = np.array([(some.words, some.whole) == (one.words, one.whole) for some in others])
    return [bool(may) for may in (enough & share) | same]


def _count_shared(ours: npt.NDArray[np.uint32], all_: npt.NDArray[np.uint32], sizes: _Counts) -> _Counts:
    """How many numbers of each of the others, one after another in `all_`, are among ours."""
    if not len(ours):
        return np.zeros(len(sizes), dtype=np.int64)
    places = ours.searchsorted(all_)
    places[places == len(ours)] = 0
    found = np.concatenate(([0], np.cumsum(ours[places] == all_)))
    ends = np.cumsum(sizes)
    counts: _Counts = found[ends] - found[ends - sizes]
    return counts


def _find_least(one: Signature, other: Signature) -> int:
    """The fewest own shingles that the shorter of two texts can have; 0 where samples differ."""
    if one.level != other.level:
        return 0
    ours, theirs = len(one.own) - len(other.quoted), len(other.own) - len(one.quoted)
    return max(0, min(ours, theirs)) // 4
