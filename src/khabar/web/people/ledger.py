"""What all processes of a face remember together: a few numbers by key, in memory alone.

The memory is made before a face becomes several processes, and is theirs in common from then on.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from mmap import mmap
from pathlib import Path
from secrets import token_bytes
from struct import Struct
from tempfile import mkstemp
from weakref import finalize

if sys.platform != "win32":
    import fcntl

_ROW = Struct("<8sdd")
_NOBODY = bytes(8)
# Keys that are known at once, 400 kB. A key has its row among as many as are looked through for it: with
# 7,200 keys, all comments of two hours, one of a million finds them all taken by newer ones.
_ROWS, _SHELF = 16_384, 32


class Turns:
    """Lets one at a time go on, of all threads of all processes; who dies meanwhile has left."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        if sys.platform != "win32":
            self._file, name = mkstemp()
            Path(name).unlink()
            finalize(self, os.close, self._file)

    @contextmanager
    def take(self) -> Iterator[None]:
        """Waits for its turn, which lasts until the end of the `with`."""
        with self._lock:
            if sys.platform == "win32":  # there is one process
                yield
                return
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


class Ledger:
    """A number and a moment for each key; where there are too many, the earliest moments give way.

    Whoever reads and writes does so in a turn of `turns`.
    """

    def __init__(self) -> None:
        self.turns = Turns()
        self._memory = mmap(-1, _ROWS * _ROW.size)
        self._secret = token_bytes(16)

    def find(self, key: str) -> tuple[float, float] | None:
        """The number and the moment of a key; None where it is not known."""
        sign, start = self._hash(key)
        return next(((number, at) for found, number, at in self._read(start) if found == sign), None)

    def note(self, key: str, number: float, at: float) -> None:
        """Writes them down."""
        sign, start = self._hash(key)
        rows = self._read(start)
        places = [place for place, row in enumerate(rows) if row[0] == sign]
        place = places[0] if places else min(range(_SHELF), key=lambda place: rows[place][2])
        _ROW.pack_into(self._memory, start + place * _ROW.size, sign, number, at)

    def forget(self, key: str) -> None:
        """As though the key had never come."""
        sign, start = self._hash(key)
        for place, row in enumerate(self._read(start)):
            if row[0] == sign:
                _ROW.pack_into(self._memory, start + place * _ROW.size, _NOBODY, 0.0, 0.0)

    def _hash(self, key: str) -> tuple[bytes, int]:
        """What stands for a key, and where the rows begin of which one may be its own."""
        sign = blake2b(key.encode("utf-8", "replace"), digest_size=8, key=self._secret).digest()
        shelf = int.from_bytes(sign[:4], "little") % (_ROWS // _SHELF)
        return sign, shelf * _SHELF * _ROW.size

    def _read(self, start: int) -> list[tuple[bytes, float, float]]:
        return list(_ROW.iter_unpack(self._memory[start : start + _SHELF * _ROW.size]))
