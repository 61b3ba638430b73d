"""Which machines may be asked: those that the whole internet can reach, and no others.

After the registries of special-purpose addresses of IANA (RFC 6890 and its updates) and the fixed
addresses at which clouds give their secrets to whoever asks from inside.
"""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Number = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """A network that is not for everybody. `intranet` is true where an own site may lie in it."""

    network: IPv4Network | IPv6Network
    what: str
    intranet: bool


def _special(network: str, what: str, *, intranet: bool = False) -> Special:
    return Special(network=ip_network(network), what=what, intranet=intranet)


# The narrower network stands before the wider one.
SPECIAL: tuple[Special, ...] = (
    _special("0.0.0.0/8", "this network"),
    _special("10.0.0.0/8", "private", intranet=True),
    _special("100.100.100.200/32", "cloud metadata"),
    _special("100.64.0.0/10", "shared by carriers", intranet=True),
    _special("127.0.0.0/8", "loopback", intranet=True),
    _special("168.63.129.16/32", "cloud metadata"),
    _special("169.254.0.0/16", "link-local, cloud metadata"),
    _special("172.16.0.0/12", "private", intranet=True),
    _special("192.0.0.0/24", "protocol assignments, cloud metadata"),
    _special("192.0.2.0/24", "documentation"),
    _special("192.31.196.0/24", "AS112"),
    _special("192.52.193.0/24", "AMT"),
    _special("192.88.99.0/24", "6to4 relays"),
    _special("192.168.0.0/16", "private", intranet=True),
    _special("192.175.48.0/24", "AS112"),
    _special("198.18.0.0/15", "benchmarking"),
    _special("198.51.100.0/24", "documentation"),
    _special("203.0.113.0/24", "documentation"),
    _special("224.0.0.0/4", "multicast"),
    _special("240.0.0.0/4", "reserved, broadcast"),
    _special("::/128", "unspecified"),
    _special("::1/128", "loopback", intranet=True),
    _special("fd00:ec2::/32", "cloud metadata"),
    _special("fd20:ce::/32", "cloud metadata"),
    _special("fc00::/7", "private", intranet=True),
    _special("fe80::/10", "link-local"),
    _special("ff00::/8", "multicast"),
    _special("2001::/23", "protocol assignments, Teredo"),
    _special("2001:db8::/32", "documentation"),
    _special("2002::/16", "6to4"),
    _special("2620:4f:8000::/48", "AS112"),
    _special("3fff::/20", "documentation"),
)
_UNICAST = ip_network("2000::/3")
# IPv6 networks whose last 32 bits are an IPv4 address that the packet goes to in the end
_CARRIES_IPV4 = tuple(ip_network(network) for network in ("::ffff:0:0/96", "64:ff9b::/96"))
# what stands before the IPv4 address in the lower half of an ISATAP address (RFC 5214)
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})


def find_objection(number: Number, *, allow_private: bool) -> str | None:
    """What `number` is that it may not be asked; None where it may be.

    With `allow_private`, loopback and private networks may be asked, and nothing else that is special.

    >>> find_objection(IPv6Address("::ffff:169.254.169.254"), allow_private=True)
    'link-local, cloud metadata'
    """
    if isinstance(number, IPv6Address):
        if number.scope_id is not None:
            return "bound to one link"
        if any(number in network for network in _CARRIES_IPV4):
            carried = IPv4Address(int(number) & 0xFFFF_FFFF)
            return find_objection(carried, allow_private=allow_private)
    special = next((one for one in SPECIAL if number in one.network), None)
    if special is not None:
        return None if allow_private and special.intranet else special.what
    return _find_oddity(number) if isinstance(number, IPv6Address) else None


def _find_oddity(number: IPv6Address) -> str | None:
    if number not in _UNICAST:
        return "not assigned to anybody"
    return "ISATAP" if int(number) >> 32 & 0xFFFF_FFFF in _ISATAP else None
