"""Puzzles that cost a browser a second and a machine that floods a face all its time.

A puzzle is solved by a number such that the SHA-256 of `puzzle:number` begins with so many zero bits. It
is good once, for one page, and for two hours. Nothing is kept of one that was not solved.
"""

import hashlib
import hmac
import re
import secrets
from datetime import UTC, datetime, timedelta

from khabar.web.people.ledger import Ledger
from khabar.web.people.throttle import Clock
from khabar.web.people.who import sign

_GOOD_FOR = timedelta(hours=2)
_NUMBER = re.compile("[0-9]{1,15}")


class Puzzles:
    """Makes puzzles and knows those that it made: by the key of the face."""

    def __init__(self, key: bytes, clock: Clock, bits: int) -> None:
        self._key, self._clock, self.bits = key, clock, bits
        self._used = Ledger()

    def make(self, about: str) -> str:
        """A new puzzle for a comment on `about`."""
        words = f"{int(self._clock().timestamp())}.{self.bits}.{secrets.token_hex(8)}"
        return f"{words}.{sign(self._key, 'puzzle', words, about)[:32]}"

    def find_age(self, puzzle: str, about: str) -> timedelta | None:
        """How long ago a puzzle was made; None where it is not one of these, too old, or was used."""
        words, _, signature = puzzle.rpartition(".")
        right = sign(self._key, "puzzle", words, about)[:32]
        if not hmac.compare_digest(right.encode(), signature.encode("utf-8", "replace")):
            return None
        made = datetime.fromtimestamp(int(words.partition(".")[0]), UTC)
        age = self._clock() - made
        return None if age > _GOOD_FOR or self._is_used(puzzle) else age

    def is_solved(self, puzzle: str, number: str) -> bool:
        """True where `number` solves the puzzle."""
        if not _NUMBER.fullmatch(number):
            return False
        found = hashlib.sha256(f"{puzzle}:{number}".encode()).digest()
        return int.from_bytes(found[:8], "big") >> (64 - self.bits) == 0

    def use(self, puzzle: str) -> bool:
        """True the first time: then it is used up."""
        with self._used.turns.take():
            if self._used.find(puzzle):
                return False
            self._used.note(puzzle, 1, self._clock().timestamp())
            return True

    def give_back(self, puzzle: str) -> None:
        """Lets a puzzle be used after all: nothing was taken in for it."""
        with self._used.turns.take():
            self._used.forget(puzzle)

    def _is_used(self, puzzle: str) -> bool:
        with self._used.turns.take():
            return self._used.find(puzzle) is not None
