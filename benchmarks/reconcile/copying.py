"""Copies: khabar's sketches against `datasketch`, on the same texts in one run."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.reconcile.texts import Change, Library, Planted, compose_library, find_shingles
from khabar.reconcile.copies.finding import Signature, compare_copies, find_bands, sign

Pairs = set[tuple[int, int]]
_ROUND = 500  # texts that one finder signs before it is the other's turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Texts for each CPU second: signed, and signed, looked up and compared."""

    signed: float
    found: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """What came of it: pairs of places of texts, found by each, and how fast."""

    library: Library
    khabar: Pairs
    peer: Pairs
    khabar_pace: Pace
    peer_pace: Pace
    candidates: int

    def recall(self, found: Pairs, change: Change) -> float:
        """The share of planted copies found; of changed words, those of a Jaccard index from .8 on."""
        wanted = [pair for pair in self.library.planted if _counts(pair, change)]
        return sum((pair.original, pair.copy) in found for pair in wanted) / len(wanted)

    def count_wrong(self, found: Pairs) -> int:
        """Pairs found that nobody planted."""
        return len(found - {(pair.original, pair.copy) for pair in self.library.planted})


def compete(size: int, seed: int = 1) -> Contest:
    """Both look for the copies among `size` texts, signing by turns."""
    library = compose_library(size, seed)
    signers: tuple[_Signer, _Signer] = (_Signer(sign), _Signer(_sign_as_peer))
    for start in range(0, size, _ROUND):
        for signer in signers:
            signer.take(library.texts[start : start + _ROUND])
    began = time.process_time()
    found = find_copies([_as_signature(one) for one in signers[0].signatures])
    between = time.process_time()
    peer = _find_as_peer(signers[1].signatures)
    ended = time.process_time()
    return Contest(
        library=library,
        khabar=found.pairs,
        peer=peer,
        khabar_pace=_pace(size, signers[0].seconds, between - began),
        peer_pace=_pace(size, signers[1].seconds, ended - between),
        candidates=found.compared,
    )


class _Signer:
    """Signs texts by one function and keeps the time of it."""

    def __init__(self, function: Callable[[str], object]) -> None:
        self._function = function
        self.signatures: list[object] = []
        self.seconds = 0.0
        function("tables are made at the first text")

    def take(self, texts: Iterable[str]) -> None:
        """Signs the texts."""
        began = time.process_time()
        self.signatures.extend(map(self._function, texts))
        self.seconds += time.process_time() - began


def _pace(size: int, signing: float, finding: float) -> Pace:
    return Pace(signed=size / signing, found=size / (signing + finding))


def _counts(pair: Planted, change: Change) -> bool:
    """Of changed words, only those that are alike as the aim is set for: from .8 on."""
    return pair.change is change and (change is not Change.WORDS or pair.jaccard >= 0.8)


def _as_signature(value: object) -> Signature:
    if not isinstance(value, Signature):
        raise TypeError(f"expected a Signature, got {type(value)}")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The copies, the earlier text first, and how many pairs had to be compared."""

    pairs: Pairs
    compared: int


def find_copies(signatures: Sequence[Signature]) -> Found:
    """The copies among texts that come one after the other."""
    blocks: dict[int, list[int]] = defaultdict(list)
    pairs: Pairs = set()
    compared = 0
    for place, signature in enumerate(signatures):
        bands = find_bands(signature)
        candidates = {other for band in bands for other in blocks[band]}
        compared += len(candidates)
        pairs.update(_keep_copies(signatures, place, candidates))
        for band in bands:
            blocks[band].append(place)
    return Found(pairs=pairs, compared=compared)


def _keep_copies(
    signatures: Sequence[Signature], place: int, candidates: set[int]
) -> Iterator[tuple[int, int]]:
    for other in candidates:
        if compare_copies(signatures[other], signatures[place]):
            yield other, place


def _sign_as_peer(text: str) -> object:
    from datasketch import MinHash

    minhash = MinHash(num_perm=128, seed=1)
    minhash.update_batch([shingle.encode() for shingle in find_shingles(text)])
    return minhash


def _find_as_peer(signatures: list[object]) -> Pairs:
    """The pairs that `MinHashLSH` holds for alike, at a threshold below the .8 that is asked for."""
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=0.7, num_perm=128)
    found: Pairs = set()
    for place, signature in enumerate(signatures):
        found.update((other, place) for other in index.query(signature))
        index.insert(place, signature)
    return found
