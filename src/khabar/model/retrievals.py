"""What was asked of a site and what it answered: evidence of where the bytes of a page came from."""

from dataclasses import dataclass
from datetime import datetime

Headers = tuple[tuple[str, str], ...]
"""Names and values of HTTP fields as they came, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """An answer on the way that led on to another address."""

    address: str
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """One answer of a site, without its bytes.

    `asked` is the address that was asked for, `address` the one that answered after all `hops`. `at` is
    when it was asked, in UTC. `protocol` is "HTTP/1.1" or "HTTP/2"; `remote` is the number of the
    machine that answered, None where the connection does not tell. `sha256` is that of the bytes after
    decompression, None where none came.
    """

    asked: str
    address: str
    status: int
    headers: Headers
    at: datetime
    protocol: str
    remote: str | None
    sha256: str | None
    hops: tuple[Hop, ...] = ()

    def header(self, name: str) -> str | None:
        """The first value of a field, None where the answer does not have it."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRules:
    """What a site asks of robots: its robots.txt as it came, None where it has none.

    It holds `until` then (UTC).
    """

    content: bytes | None
    until: datetime
