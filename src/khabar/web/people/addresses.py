"""Addresses of visitors: told apart for a day, and kept nowhere."""

import hashlib
import hmac
import ipaddress
import secrets
from datetime import date

from starlette.requests import HTTPConnection

from khabar.web.people.throttle import Clock


class Addresses:
    """Names for addresses that are good for one day; the key that made them is in memory only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._day: date | None = None
        self._key = b""

    def name(self, connection: HTTPConnection) -> str:
        """What tells the sender from others today; one name for a network of 2^64 addresses of IPv6."""
        day = self._clock().date()
        if day != self._day:
            self._day, self._key = day, secrets.token_bytes(32)
        client = connection.client.host if connection.client else ""
        return hmac.new(self._key, _find_network(client).encode(), hashlib.sha256).hexdigest()[:16]


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
