"""Asks sites: redirects hop by hop, robots.txt, pace, limits."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import httpcore
import httpx
from tenacity import Retrying, retry_if_exception, stop_after_attempt

from khabar.errors import BudgetError, InputError, UnreachableError, UsageError
from khabar.model.documents import Page
from khabar.model.retrievals import Headers, Hop, Retrieval
from khabar.pages.addresses import join
from khabar.pages.capture import build_page
from khabar.pages.fetching.answers import (
    NO_VALIDATORS,
    Answer,
    Validators,
    read_retry_after,
    read_validators,
)
from khabar.pages.fetching.bodies import DECODERS, list_encodings, read_body
from khabar.pages.fetching.connecting import Clock, GuardedBackend, Network
from khabar.pages.fetching.pacing import Pace
from khabar.pages.fetching.robots import ALL, Rules, RulesCache, read_rules
from khabar.pages.fetching.targets import Target, aim, follow
from khabar.pages.fetching.transport import GuardedTransport
from khabar.pages.http import name_type
from khabar.settings import Settings

AGENT = "khabar"
"""The name that robots.txt files know khabar by."""

_MOST_HOPS = 8
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
# Read whole; what `read_rules` makes of it ends earlier.
_ROBOTS_BYTES = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """One answer with its bytes, before anybody asked what it means."""

    retrieval: Retrieval
    content: bytes


class HttpFetcher:
    """The Fetcher that goes out to the network, or to a `transport` that stands for it."""

    def __init__(
        self, settings: Settings, version: str, pace: Pace, clock: Clock, transport: httpx.BaseTransport
    ) -> None:
        self._settings = settings
        self._pace = pace
        self._clock = clock
        self._transport = transport
        self._rules = RulesCache()
        self._headers = list_headers(settings, version)

    def __enter__(self) -> "HttpFetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends all connections."""
        self._transport.close()

    def get(self, address: str, *, validators: Validators = NO_VALIDATORS) -> Answer:
        """What stands at `address`; see `Fetcher`."""
        target = aim(address, self._settings)
        asked = self._headers | _ask_for_changes(validators)
        hops: list[Hop] = []
        while True:
            raw = self._send(target, asked, self._obey(target))
            onward = _find_onward(raw.retrieval)
            if onward is None:
                return self._answer(raw, address, tuple(hops))
            hops.append(Hop(address=target.address, status=raw.retrieval.status))
            target = follow(target, onward, self._settings)
            _check_hops(target, hops)

    def post(self, address: str, content: bytes, content_type: str) -> Answer:
        """What `address` answers to `content`; see `Fetcher`."""
        target = aim(address, self._settings)
        headers = self._headers | {"Content-Type": content_type}
        self._pace.wait(target.host)
        request = httpx.Request("POST", target.url, headers=headers, content=content)
        return self._answer(self._exchange(target, request, self._settings.page_bytes), address, ())

    def sitemaps(self, address: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of a site names. Raises as `get` does."""
        target = aim(address, self._settings)
        named = (join(target.address, one) for one in self._find_rules(target).sitemaps)
        return tuple(one for one in named if one)

    def _obey(self, target: Target) -> Rules:
        """The rules of a site that let khabar ask for `target`; raises InputError `robots`."""
        rules = self._find_rules(target)
        if not rules.allows(target.address):
            site = target.site
            raise InputError(
                "robots", f"expected to be let in, {site}/robots.txt says no to {target.address}"
            )
        return rules

    def _find_rules(self, target: Target) -> Rules:
        rules = self._rules.find(target.site)
        if rules is None:
            rules = self._ask_rules(target)
            self._rules.keep(target.site, rules)
        return rules

    def _ask_rules(self, target: Target) -> Rules:
        at = aim(f"{target.site}/robots.txt", self._settings)
        hops: list[Hop] = []
        while True:
            raw = self._send(at, self._headers, ALL, most=_ROBOTS_BYTES)
            onward = _find_onward(raw.retrieval)
            if onward is None:
                return _judge_rules(raw)
            hops.append(Hop(address=at.address, status=raw.retrieval.status))
            at = follow(at, onward, self._settings)
            _check_hops(at, hops)

    def _send(
        self, target: Target, headers: Mapping[str, str], rules: Rules, most: int | None = None
    ) -> _Raw:
        """The answer of one hop, asked for a second time where a connection broke."""
        request = httpx.Request("GET", target.url, headers=headers)
        for attempt in Retrying(
            retry=retry_if_exception(_is_passing), stop=stop_after_attempt(2), reraise=True
        ):
            with attempt:
                self._pace.wait(target.host, rules.pause)
                return self._exchange(target, request, most or self._settings.page_bytes)
        raise AssertionError("the last attempt returns or raises")

    def _exchange(self, target: Target, request: httpx.Request, most: int) -> _Raw:
        silence = self._settings.silence_seconds
        request.extensions = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), silence)}
        at = datetime.now(UTC)
        with _explain(target.address), self._clock.within(self._settings.request_seconds):
            response = self._transport.handle_request(request)
            retrieval = _describe(response, target, at)
            try:
                content = _read(response, most, target.address)
            finally:
                response.close()
        self._heed(target, retrieval)
        sha256 = hashlib.sha256(content).hexdigest() if content else None
        return _Raw(retrieval=replace(retrieval, sha256=sha256), content=content)

    def _heed(self, target: Target, retrieval: Retrieval) -> None:
        """A host that asks for a pause gets it."""
        if retrieval.status in {429, 503}:
            pause = read_retry_after(retrieval.header("retry-after"), retrieval.at)
            if pause:
                self._pace.hold(target.host, pause)

    def _answer(self, raw: _Raw, asked: str, hops: tuple[Hop, ...]) -> Answer:
        retrieval = replace(raw.retrieval, asked=asked, hops=hops)
        return Answer(
            retrieval=retrieval,
            page=_build(retrieval, raw.content) if raw.content and retrieval.status == 200 else None,
            validators=read_validators(retrieval),
            retry_after=read_retry_after(retrieval.header("retry-after"), retrieval.at),
        )


def open_fetcher(
    settings: Settings,
    version: str,
    *,
    network: Network | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> HttpFetcher:
    """A fetcher for `network`, which is the one outside where none is given.

    `version` is khabar's, `sleep` is what waiting for a site does.
    """
    clock = Clock()
    backend = GuardedBackend(clock, network or Network(), allow_private=settings.allow_private)
    pace = Pace(settings.site_seconds, sleep=sleep)
    return HttpFetcher(settings, version, pace, clock, GuardedTransport(backend))


def list_headers(settings: Settings, version: str) -> dict[str, str]:
    """The fields of each request: who asks, and what is understood.

    Raises UsageError where the contact cannot stand in a request.
    """
    contact = settings.contact
    if contact is not None and not (contact.isascii() and contact.isprintable() and contact.strip()):
        raise UsageError(f"expected a contact in plain letters, got {contact!r}")
    return {
        "User-Agent": f"{AGENT}/{version}" + (f" (+{contact.strip()})" if contact else ""),
        "Accept": _ACCEPT,
        "Accept-Encoding": ", ".join(DECODERS),
        "Accept-Language": "en, *;q=0.5",
    }


def _ask_for_changes(validators: Validators) -> dict[str, str]:
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return {name: value for name, value in pairs if value}


def _find_onward(retrieval: Retrieval) -> str | None:
    return retrieval.header("location") if retrieval.status in _REDIRECTS else None


def _check_hops(target: Target, hops: Sequence[Hop]) -> None:
    if target.address in {hop.address for hop in hops}:
        raise UnreachableError("redirects", f"expected a page, {hops[0].address} leads in a circle")
    if len(hops) > _MOST_HOPS:
        raise UnreachableError(
            "redirects", f"expected a page after {_MOST_HOPS} redirects of {hops[0].address}"
        )


def _judge_rules(raw: _Raw) -> Rules:
    """What a robots.txt, or its absence, asks for."""
    status = raw.retrieval.status
    if status == 429 or status >= 500:
        where = raw.retrieval.address
        raise UnreachableError(
            "http_error", f"expected to be told who may ask, got status {status} from {where}"
        )
    return read_rules(raw.content, AGENT) if 200 <= status < 300 else ALL


def _is_passing(error: BaseException) -> bool:
    return isinstance(error, UnreachableError) and isinstance(
        error.__cause__, (httpcore.NetworkError, httpcore.RemoteProtocolError)
    )


@contextmanager
def _explain(address: str) -> Iterator[None]:
    """Errors of the libraries below, told as khabar's."""
    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        detail = f"expected an answer in time from {address}: {_name(error)}"
        raise UnreachableError("timed_out", detail) from error
    except (httpcore.NetworkError, httpx.NetworkError) as error:
        raise UnreachableError(
            "unreachable", f"expected an answer from {address}: {_name(error)}"
        ) from error
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
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw
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


def _find_remote(response: httpx.Response) -> str | None:
    """The number of the machine that answered, as far as the connection still knows it."""
    stream = response.extensions.get("network_stream")
    try:
        remote = stream.get_extra_info("server_addr") if stream else None
    except OSError:  # it has been closed already, as there is no body
        return None
    return str(remote[0]) if remote else None


def _build(retrieval: Retrieval, content: bytes) -> Page:
    """The page under the address that answered, with the type that the answer states."""
    page = build_page(retrieval.address, content)
    stated = retrieval.header("content-type") or ""
    kind = stated.partition(";")[0].strip().lower()
    if "/" not in kind or kind == "application/octet-stream":
        return page
    return replace(page, content_type=name_type(stated) or kind)
