"""One request and its answer, read to its end or refused; errors of libraries are told as khabar's."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import httpcore
import httpx

from khabar.errors import BudgetError, UnreachableError
from khabar.model.retrievals import Headers, Retrieval
from khabar.pages.fetching.bodies import list_encodings, read_body
from khabar.pages.fetching.connecting import Clock
from khabar.pages.fetching.targets import Target

# HTTP/2 can carry in a field what would end a field anywhere else.
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One answer with its bytes, before anybody asked what it means."""

    retrieval: Retrieval
    content: bytes


class Exchange:
    """Sends requests over `transport`, each within the time that `clock` has left."""

    def __init__(self, transport: httpx.BaseTransport, clock: Clock, silence: float) -> None:
        self._transport = transport
        self._clock = clock
        self._timeouts = dict.fromkeys(("connect", "read", "write", "pool"), silence)

    def close(self) -> None:
        """Ends all connections."""
        self._transport.close()

    def send(self, target: Target, request: httpx.Request, most: int) -> Raw:
        """The answer with at most `most` bytes.

        Raises UnreachableError `unreachable`, `timed_out` or `bad_answer`, BudgetError `too_large`, and
        InputError `forbidden_address` where the host lies inside.
        """
        request.extensions = {"timeout": self._timeouts}
        at = datetime.now(UTC)
        with _explain(target.address), self._clock.running():
            response = self._transport.handle_request(request)
            retrieval = _describe(response, target, at)
            try:
                content = _read(response, most, target.address)
            finally:
                response.close()
        sha256 = hashlib.sha256(content).hexdigest() if content else None
        return Raw(retrieval=replace(retrieval, sha256=sha256), content=content)


@contextmanager
def _explain(address: str) -> Iterator[None]:
    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        detail = f"expected an answer in time from {address}: {_name(error)}"
        raise UnreachableError("timed_out", detail) from error
    except (httpcore.NetworkError, httpx.NetworkError) as error:
        detail = f"expected an answer from {address}: {_name(error)}"
        raise UnreachableError("unreachable", detail) from error
    except (httpcore.ProtocolError, httpx.ProtocolError) as error:
        detail = f"expected an answer by the rules of HTTP from {address}: {_name(error)}"
        raise UnreachableError("bad_answer", detail) from error


def _name(error: Exception) -> str:
    return str(error) or type(error).__name__


def _read(response: httpx.Response, most: int, address: str) -> bytes:
    """The bytes of an answer; refused unread where the site itself says that they are too many."""
    said = response.headers.get("content-length", "")
    if said.isdecimal() and int(said[:18]) > most:
        raise BudgetError("too_large", f"expected at most {most:,} bytes, {address} announces {said}")
    encodings = list_encodings(response.headers.get_list("content-encoding"))
    assert isinstance(response.stream, httpx.SyncByteStream)  # noqa: S101  # no transport here is async
    return read_body(response.stream, encodings, most, address)


def _describe(response: httpx.Response, target: Target, at: datetime) -> Retrieval:
    headers: Headers = tuple(
        (_clean(name), _clean(value).strip()) for name, value in response.headers.raw
    )
    return Retrieval(
        asked=target.address,
        address=target.address,
        status=response.status_code,
        headers=headers,
        at=at,
        protocol=response.http_version,
        remote=_find_remote(response),
        sha256=None,
    )


def _clean(field: bytes) -> str:
    """A name or value of a field: UTF-8 where it is that, as servers send it, else Latin-1."""
    try:
        text = field.decode("utf-8")
    except UnicodeDecodeError:
        text = field.decode("latin-1")
    return _CONTROLS.sub(" ", text)


def _find_remote(response: httpx.Response) -> str | None:
    """The number of the machine that answered, as far as the connection still knows it."""
    stream = response.extensions.get("network_stream")
    try:
        remote = stream.get_extra_info("server_addr") if stream else None
    except OSError:  # it has been closed already, as there is no body
        return None
    return str(remote[0]) if remote else None
