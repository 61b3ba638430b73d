"""The runs of three words that a text is made of, as numbers: what copies of a text are known by.

Hashes depend on the words alone: never on the process, its hash seed or the machine. Letters are folded
to lower case without accents, and punctuation only parts words.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

RUN = 3
"""Words of a shingle, as in section 6 of the measurements behind `docs/decisions/0011-copies.md`."""

_SPACE, _LINE, _QUOTE = b" "[0], b"\n"[0], b'"'[0]
_KEPT = b"0123456789abcdefghijklmnopqrstuvwxyz" + bytes(range(128, 256))
_TO_WORDS = bytes(byte if byte in _KEPT else _SPACE for byte in range(256))
# What is most often typed, replaced one by one: most texts are ASCII then, and need nothing slower.
_TYPED = tuple((mark, '"') for mark in "“”„‟«»〝〞＂") + tuple((mark, " ") for mark in "’‘–—…•\xa0")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f\u064b-\u065f]")  # and accents
_MARKS = re.compile(r"[^\w\x00-\x7f]+")
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that it has an inverse modulo 2**64
_LEFT, _MIDDLE = np.uint64(0xD1B54A32D192ED03), np.uint64(0x8CB92BA72F3D8DD7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """The shingles of a text in its order: 64-bit hashes, and which stand wholly in quotation marks.

    `words` counts the words of the text; a text of fewer than RUN words has no shingle. `whole` is
    the hash of all words in order.
    """

    words: int
    whole: int
    hashes: Hashes
    quoted: Flags


def find_runs(text: str) -> Runs:
    """The shingles of `text`, repeated ones as often as they stand there.

    >>> find_runs("Planes came. Planes went.").words
    4
    >>> find_runs("The PLANES came").whole == find_runs("“the planes, came!”").whole
    True
    """
    raw = _fold(text)
    letters = np.frombuffer(raw.translate(_TO_WORDS), dtype=np.uint8)
    gaps = letters == _SPACE
    starts = (gaps[:-1] > gaps[1:]).nonzero()[0] + 1
    words = _hash_words(letters, starts)
    return Runs(
        words=len(words),
        whole=_hash_all(words),
        hashes=_mix(words[:-2] * _LEFT + words[1:-1] * _MIDDLE + words[2:]),
        quoted=_find_quoted(raw, starts),
    )


def _fold(text: str) -> bytes:
    """The text in lower case without accents, all quotation marks as one, a space at both ends.

    Letters of other scripts are kept as they are in UTF-8.
    """
    for typed, plain in () if text.isascii() else _TYPED:
        text = text.replace(typed, plain)
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text))
        text = _MARKS.sub(" ", text).casefold()
    return f" {text.lower()} ".encode("utf-8", "surrogatepass")


def _hash_words(letters: npt.NDArray[np.uint8], starts: Places) -> Hashes:
    """A hash for each word, the same wherever in the text it stands; spaces count as nothing."""
    if not len(starts):
        return np.empty(0, dtype=np.uint64)
    tables = _tables(1 << len(letters).bit_length())
    numbers = tables.letters.take(letters)
    numbers *= tables.powers[: len(letters)]
    words: Hashes = np.add.reduceat(numbers, starts)
    words *= tables.inverses.take(starts)
    return words


def _hash_all(words: Hashes) -> int:
    """A hash of the words in their order, 64 bits."""
    powers = _tables(1 << (len(words) + 1).bit_length()).powers
    return int((words * powers[: len(words)]).sum())


def _mix(values: Hashes) -> Hashes:
    """The values, changed in place, with each bit spread over all others: the end of splitmix64."""
    values ^= values >> np.uint64(30)
    values *= np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(27)
    values *= np.uint64(0x94D049BB133111EB)
    values ^= values >> np.uint64(31)
    return values


def _find_quoted(raw: bytes, starts: Places) -> Flags:
    """Which runs of RUN words stand wholly between quotation marks.

    Marks open and close by turns within a paragraph. One that is never closed lasts to the end of its
    paragraph: speech over several paragraphs is printed so.
    """
    if _QUOTE not in raw:
        return np.zeros(max(len(starts) - RUN + 1, 0), dtype=np.bool_)
    symbols = np.frombuffer(raw, dtype=np.uint8)
    marks = (symbols == _QUOTE).nonzero()[0]
    lines = (symbols == _LINE).nonzero()[0]
    before = marks.searchsorted(starts)
    line_starts = np.concatenate((np.zeros(1, dtype=np.intp), marks.searchsorted(lines)))
    inside = (before - line_starts[lines.searchsorted(starts)]) % 2 == 1
    return np.asarray(inside[:-2] & inside[1:-1] & inside[2:], dtype=np.bool_)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """A number for each byte, 0 for a space, and the powers of the base and their inverses."""

    letters: Hashes
    powers: Hashes
    inverses: Hashes


@lru_cache(maxsize=32)
def _tables(size: int) -> _Tables:
    inverse = np.uint64(pow(int(_BASE), -1, 1 << 64))
    ones = np.ones(size, dtype=np.uint64)
    bases, inverses = ones * _BASE, ones * inverse
    bases[0] = inverses[0] = 1
    letters = _mix(np.arange(1, 257, dtype=np.uint64) * _BASE)
    letters[_SPACE] = 0
    return _Tables(
        letters=letters,
        powers=np.cumprod(bases),
        inverses=np.cumprod(inverses),
    )
