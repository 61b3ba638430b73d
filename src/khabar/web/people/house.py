"""What a face lets people do, and what it remembers of them while it runs."""

import enum
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from khabar.record.people.passwords import HASHER, invent_hash
from khabar.record.people.sessions import SEEN_EVERY
from khabar.web.people.addresses import Addresses
from khabar.web.people.throttle import Clock, Pace, Throttle, read_clock

T = TypeVar("T")


class Commenting(enum.StrEnum):
    """When comments of visitors are shown: once a moderator has read them, at once, or never."""

    MODERATED = "moderated"
    OPEN = "open"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The rules of a face: with `signed_in_only`, nothing is shown to those who did not sign in.

    `puzzle_bits` says how long a browser works for a comment: 2^18 hashes take 0.2 to 0.5 s of a laptop
    and about 2 s of a small phone.
    """

    signed_in_only: bool = False
    comments: Commenting = Commenting.MODERATED
    clock: Clock = read_clock
    puzzle_bits: int = 18
    hasher: PasswordHasher = HASHER


# Ten wrong passwords at once, then one every half minute: 2,900 a day, too few to guess 12 signs.
_GUESSES = Pace(burst=10, seconds=30)
_NAMES = Pace(burst=30, seconds=30)
# All requests that change something, of one address: a hundred at once, then two a second. Who reviews
# answers one question a second at most.
_POSTS = Pace(burst=100, seconds=0.5)
_SEEN = Pace(burst=1, seconds=SEEN_EVERY.total_seconds())
# Those who write wait for their turn in threads of their own: readers keep theirs. A hash takes 64 MiB.
_WRITERS = 4
# Pages are work for the interpreter, of which one thread has its turn at a time: among forty busy ones
# the thread that sends what is ready waits for forty turns.
_READERS = 3
MOST_WAITING = 200
"""So many pages wait to be made at most: some two seconds of work."""
_WAIT = 2  # seconds after which it is worth asking again


@dataclass(frozen=True, slots=True, kw_only=True)
class Porter:
    """What is remembered while a face runs, in memory only.

    `before` names routes whose senders are counted before anything else is done: by sender, and all of
    them together.
    """

    house: House
    addresses: Addresses
    of_account: Throttle
    of_address: Throttle
    of_posts: Throttle
    of_seen: Throttle
    writers: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_WRITERS))
    readers: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_READERS))
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    nobody: str = ""
    before: dict[str, tuple[Throttle, Throttle]] = field(default_factory=dict)

    async def read(self, make: Callable[[], T]) -> T:
        """What `make` makes in a reader's thread; raises HTTPException where too many wait for one."""
        if self.readers.statistics().tasks_waiting >= MOST_WAITING:
            said = f"Too many ask at once. Try again in {_WAIT} s."
            raise HTTPException(503, said, headers={"retry-after": str(_WAIT)})
        return await to_thread.run_sync(make, limiter=self.readers)

    def name(self, connection: HTTPConnection) -> str:
        """The sender's name for today."""
        return self.addresses.name(connection)


def employ(house: House) -> Porter:
    """A porter who has seen nobody yet."""
    return Porter(
        house=house,
        addresses=Addresses(house.clock),
        of_account=Throttle(_GUESSES, house.clock),
        of_address=Throttle(_NAMES, house.clock),
        of_posts=Throttle(_POSTS, house.clock),
        of_seen=Throttle(_SEEN, house.clock),
        nobody=invent_hash(house.hasher),
    )
