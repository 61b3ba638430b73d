"""Wires that lead nowhere: names mean what a test says, and every connection is written down."""

import socket
from ipaddress import ip_address

import httpcore

OUTSIDE = "93.184.216.34"


class Wires(httpcore.NetworkBackend):
    """Answers each connection with the next of `replies`; without any, nobody is there."""

    def __init__(self, *replies: bytes) -> None:
        self.opened: list[tuple[str, int]] = []
        self._replies = list(replies)

    def connect_tcp(self, host, port, *_args, **_kwargs):
        self.opened.append((host, port))
        if not self._replies:
            raise httpcore.ConnectError("nobody is there")
        return httpcore.MockStream([self._replies.pop(0)])


class Names:
    """A resolver: `meanings` gives the answers for a name, one after another, the last one for ever.

    Names that it does not have mean what the C library makes of them without asking anybody.
    """

    def __init__(self, **meanings: list[list[str]]) -> None:
        self.asked: list[str] = []
        self._meanings = {name.replace("_", "."): answers for name, answers in meanings.items()}
        self._meanings.setdefault("localhost", [["::1", "127.0.0.1"]])

    def __call__(self, host, port):
        self.asked.append(host)
        answers = self._meanings.get(host)
        if answers is None:
            flags = socket.AI_NUMERICHOST
            try:
                found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
            except OSError:
                return (ip_address(OUTSIDE),)
            return tuple(ip_address(entry[4][0]) for entry in found)
        now = answers.pop(0) if len(answers) > 1 else answers[0]
        return tuple(ip_address(number) for number in now)


def reply(status, body=b"", **fields):
    """An answer as it stands on the wire."""
    lines = [f"HTTP/1.1 {status} x", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
