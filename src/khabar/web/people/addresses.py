"""Addresses of visitors: told apart for a day, and kept nowhere."""

import hashlib
import hmac
import ipaddress
import secrets
from mmap import mmap
from struct import Struct

from starlette.requests import HTTPConnection

from khabar.web.people.ledger import Turns
from khabar.web.people.throttle import Clock

_NOTED = Struct("<q32s")


class Addresses:
    """Names for addresses that are good for one day; the key that made them is in memory only.

    Whichever process is asked first on a day makes the key for all of them.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock, self._turns = clock, Turns()
        self._memory = mmap(-1, _NOTED.size)

    def name(self, connection: HTTPConnection) -> str:
        """What tells the sender from others today; one name for a network of 2^64 addresses of IPv6."""
        client = connection.client.host if connection.client else ""
        return hmac.new(self._find_key(), _find_network(client).encode(), hashlib.sha256).hexdigest()[
            :16
        ]

    def _find_key(self) -> bytes:
        today = self._clock().date().toordinal()
        day, key = self._read()
        if day == today:
            return key
        with self._turns.take():
            day, key = self._read()
            if day != today:
                key = secrets.token_bytes(32)
                _NOTED.pack_into(self._memory, 0, today, key)
        return key

    def _read(self) -> tuple[int, bytes]:
        day, key = _NOTED.unpack_from(self._memory)
        return day, key


def _find_network(address: str) -> str:
    """The address, or its network of 64 bits: whoever has one of these has all.

    >>> _find_network("192.0.2.7"), _find_network("2001:db8::1:2:3:4")
    ('192.0.2.7', '2001:db8::/64')
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ipaddress.ip_network((found, 64), strict=False))
