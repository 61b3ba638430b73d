"""Addresses as they are written -> where a request would go, or why none goes there."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import urljoin

import httpx

from khabar.errors import InputError
from khabar.pages.addresses import LONGEST
from khabar.pages.fetching.networks import find_objection
from khabar.settings import Settings

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_STRAY = re.compile(r"[\x00-\x20\x7f\\]")
# What is taken for an IPv4 address by the C library and by browsers: 0x7f.1, 017700000001, 2130706433
_NUMERIC = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|\d+)\.?", re.IGNORECASE)
_NAMES_USER = re.compile(r"[^/?#]*//[^/?#]*@")
_PLAIN_IPV4 = re.compile(r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})")
_NAME = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.?"
)
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a request goes. `host` is in lower case, in ASCII and without brackets."""

    url: httpx.URL
    host: str
    port: int

    @property
    def address(self) -> str:
        """The address as text, without its fragment."""
        return str(self.url)

    @property
    def site(self) -> str:
        """Scheme, host and port: what one robots.txt is for."""
        return str(self.url.copy_with(raw_path=b"/")).rstrip("/")


def aim(address: str, settings: Settings) -> Target:
    """Where a request for `address` goes.

    Raises InputError `forbidden_address` where it is no plain http or https address of a host that may
    be asked. Names are not resolved here: their numbers are checked when a connection is opened.
    """
    shown = address[:200]
    _check_form(address, shown)
    try:
        url = httpx.URL(address)
        url = url.copy_with(fragment=None, raw_path=url.raw_path)
        host = url.raw_host.decode("ascii").lower()
        port = _PORTS[url.scheme] if url.port is None else url.port
    except (httpx.InvalidURL, ValueError) as error:
        raise _refuse(f"expected an address, got {shown}: {error}") from error
    if not settings.allow_private and port not in settings.ports:
        allowed = ", ".join(map(str, settings.ports))
        raise _refuse(f"expected one of the ports {allowed}, got {port} in {shown}")
    _check_host(host, settings, shown)
    return Target(url=url, host=host, port=port)


def follow(target: Target, location: str, settings: Settings) -> Target:
    """Where a redirect from `target` leads. Raises as `aim` does."""
    if _STRAY.search(location.strip()[:LONGEST]):
        location = location.strip().replace(" ", "%20")
    try:
        joined = urljoin(target.address, location.strip())
    except ValueError as error:
        raise _refuse(f"expected an address, got {location[:200]!r}: {error}") from error
    return aim(joined, settings)


def _check_form(address: str, shown: str) -> None:
    scheme = _SCHEME.match(address)
    if not scheme or scheme[1].lower() not in _PORTS:
        raise _refuse(f"expected an http or https address, got {shown}")
    if len(address) > LONGEST:
        raise _refuse(f"expected an address of at most {LONGEST:,} characters, got {shown}...")
    if _NAMES_USER.match(address):
        raise _refuse(f"expected an address without a user's name, got {shown}")
    if _STRAY.search(address):
        raise _refuse(
            f"expected an address without blanks, control characters and backslashes, got {shown!r}"
        )


def _check_host(host: str, settings: Settings, shown: str) -> None:
    if ":" in host or _PLAIN_IPV4.fullmatch(host):
        _check_number(host, settings, shown)
    elif _NUMERIC.fullmatch(host):
        raise _refuse(f"expected a name, or a number as 192.0.2.1, got the host {host} in {shown}")
    elif not _NAME.fullmatch(host):
        raise _refuse(f"expected the name of a host, got {host!r} in {shown}")


def _check_number(host: str, settings: Settings, shown: str) -> None:
    try:
        number = IPv6Address(host) if ":" in host else ip_address(host)
    except ValueError as error:
        raise _refuse(f"expected the number of a host, got {shown}: {error}") from error
    objection = find_objection(number, allow_private=settings.allow_private)
    if objection:
        raise _refuse(f"expected a public address, got {number} ({objection}) in {shown}")


def _refuse(detail: str) -> InputError:
    return InputError("forbidden_address", detail)
