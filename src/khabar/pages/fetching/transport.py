"""One request, one answer, over HTTP/1.1 or HTTP/2: no redirects, no cookies, no proxies."""

import ssl
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

import httpcore
import httpx

from khabar.pages.fetching.connecting import GuardedBackend

_CONNECTIONS = 100
_KEPT_SECONDS = 30.0


@cache
def load_context() -> ssl.SSLContext:
    """What certificates are checked with; loading it takes a tenth of a second."""
    return httpx.create_ssl_context(trust_env=False)


class GuardedTransport(httpx.BaseTransport):
    """Carries requests over connections that `backend` opens."""

    def __init__(self, backend: GuardedBackend, context: ssl.SSLContext | None = None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context or load_context(),
            max_connections=_CONNECTIONS,
            keepalive_expiry=_KEPT_SECONDS,
            http2=True,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, whose body is still to be read. Raises errors of httpcore."""
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Ends all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        with suppress(httpcore.NetworkError, httpcore.TimeoutException):
            self._answer.close()
