"""Connections that are opened to checked numbers only, and that end when the time of a request is up.

A name is resolved once for each connection. All numbers that come back are checked, and one of these
is connected to: what the name means a moment later has no part in it. The name itself stays what the
certificate of the site is checked against.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

import httpcore

from khabar.errors import InputError, UnreachableError
from khabar.pages.fetching.networks import Number, find_objection

Resolve = Callable[[str, int], tuple[Number, ...]]
"""The numbers of a host; raises OSError where it has none."""

# How many numbers of a host are tried before it counts as unreachable.
_TRIES = 4


def resolve(host: str, port: int) -> tuple[Number, ...]:
    """The numbers that the system's resolver gives for a host, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ip_address(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What stands between khabar and the wires: `resolve` finds numbers, `plain` connects to them."""

    resolve: Resolve = resolve
    plain: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)


class Clock(threading.local):
    """How much time the present thread has for what it asks; waiting for its turn is not counted."""

    left: float | None = None
    ends: float | None = None

    @contextmanager
    def allow(self, seconds: float) -> Iterator[None]:
        """All exchanges inside may take `seconds` together."""
        self.left = seconds
        try:
            yield
        finally:
            self.left = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Whatever this thread reads and writes inside is over when its time is up."""
        begun = time.monotonic()
        self.ends = None if self.left is None else begun + self.left
        try:
            yield
        finally:
            self.ends = None
            if self.left is not None:
                self.left -= time.monotonic() - begun

    def clip(self, timeout: float | None) -> float | None:
        """The time that a single step may take; raises httpcore.ReadTimeout where there is none left."""
        if self.ends is None:
            return timeout
        left = self.ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time of the request is up")
        return left if timeout is None else min(timeout, left)


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections to hosts that may be asked."""

    def __init__(self, clock: Clock, network: Network, *, allow_private: bool) -> None:
        self._clock = clock
        self._network = network
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to one of the numbers of `host`, when all of them have been checked."""
        failure: Exception | None = None
        for number in self._find_numbers(host, port)[:_TRIES]:
            try:
                stream = self._network.plain.connect_tcp(
                    str(number), port, self._clock.clip(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self._clock)
        raise failure or httpcore.ConnectError(f"{host} has no numbers")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002  # httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Nothing: sockets of this machine are no sites."""
        raise InputError("forbidden_address", f"expected a site, got the socket {path}")

    def _find_numbers(self, host: str, port: int) -> tuple[Number, ...]:
        try:
            numbers = self._network.resolve(host, port)
        except (OSError, UnicodeError) as error:
            detail = f"expected a host that can be found, got {host}: {error}"
            raise UnreachableError("unreachable", detail) from error
        for number in numbers:
            objection = find_objection(number, allow_private=self._allow_private)
            if objection:
                detail = f"expected a public address, got {number} ({objection}) for the host {host}"
                raise InputError("forbidden_address", detail)
        return numbers


class _TimedStream(httpcore.NetworkStream):
    """A stream of which no step takes longer than the time that is left."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.clip(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.clip(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._clock.clip(timeout))
        return _TimedStream(stream, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
