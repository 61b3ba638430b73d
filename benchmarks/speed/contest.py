"""Alternating laps over the same pages: whatever else the machine does, it does to both."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from statistics import median

from benchmarks.speed.readers import Lap, start
from benchmarks.speed.stream import Mix, compose


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The laps of both contestants over the same pages."""

    khabar: Lap
    peer: Lap

    @property
    def ratio(self) -> float:
        """How many times as many pages khabar reads in a CPU second."""
        return self.khabar.pace / self.peer.pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The least, the middle and the greatest of some measurements."""

    least: float
    middle: float
    greatest: float

    @classmethod
    def of(cls, values: tuple[float, ...]) -> "Spread":
        """The spread of `values`, of which there is at least one."""
        return cls(least=min(values), middle=median(values), greatest=max(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of all rounds on one mix; paces are pages for each CPU second."""

    mix: Mix
    khabar: Spread
    peer: Spread
    ratio: Spread


def compete(mix: Mix, pages: int, rounds: int) -> Result:
    """The result of so many rounds of so many pages; no page is read in two rounds."""
    run = tuple(_run_rounds(mix, pages, rounds))
    return Result(
        mix=mix,
        khabar=Spread.of(tuple(one.khabar.pace for one in run)),
        peer=Spread.of(tuple(one.peer.pace for one in run)),
        ratio=Spread.of(tuple(one.ratio for one in run)),
    )


def _run_rounds(mix: Mix, pages: int, rounds: int) -> Iterator[Round]:
    stream = compose(mix, seed=1)
    with start("khabar") as khabar, start("peer") as peer:
        for at in range(rounds):
            lap = tuple(islice(stream, pages))
            if at % 2:  # who comes first alternates as well
                second = peer.read(lap)
                yield Round(khabar=khabar.read(lap), peer=second)
            else:
                first = khabar.read(lap)
                yield Round(khabar=first, peer=peer.read(lap))
