"""Asks sites: redirects hop by hop, robots.txt, pace, limits."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import httpcore
import httpx
from tenacity import Retrying, retry_if_exception, stop_after_attempt

from khabar.errors import InputError, UnreachableError, UsageError
from khabar.model.documents import Page
from khabar.model.retrievals import Hop, Retrieval
from khabar.pages import READERS
from khabar.pages.addresses import join
from khabar.pages.capture import look_at
from khabar.pages.fetching.answers import (
    NO_VALIDATORS,
    Answer,
    Validators,
    read_retry_after,
    read_validators,
)
from khabar.pages.fetching.bodies import DECODERS
from khabar.pages.fetching.connecting import Clock, GuardedBackend, Network
from khabar.pages.fetching.exchange import Exchange, Raw
from khabar.pages.fetching.pacing import Pace
from khabar.pages.fetching.robots import ALL, Rules, RulesCache, Shelf
from khabar.pages.fetching.targets import Target, aim, follow
from khabar.pages.fetching.transport import GuardedTransport
from khabar.pages.finds import make_page
from khabar.pages.http import name_type
from khabar.settings import Settings

AGENT = "khabar"
"""The name that robots.txt files know khabar by."""

_MOST_HOPS = 8
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_BYTES = "application/octet-stream"
# Read whole; what `read_rules` makes of it ends earlier.
_ROBOTS_BYTES = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How sites are treated: the pace of requests, and the rules that they set for robots."""

    pace: Pace
    rules: RulesCache = field(default_factory=lambda: RulesCache(AGENT))


class HttpFetcher:
    """The Fetcher that goes out to the network, or to a `transport` that stands for it."""

    def __init__(
        self,
        settings: Settings,
        version: str,
        manners: Manners,
        clock: Clock,
        transport: httpx.BaseTransport,
    ) -> None:
        self._settings = settings
        self._pace, self._rules = manners.pace, manners.rules
        self._clock = clock
        self._exchanges = Exchange(transport, clock, settings.silence_seconds)
        self._headers = list_headers(settings, version)

    def __enter__(self) -> "HttpFetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends all connections."""
        self._exchanges.close()

    def get(self, address: str, *, validators: Validators = NO_VALIDATORS) -> Answer:
        """What stands at `address`; see `Fetcher`."""
        with self._clock.allow(self._settings.request_seconds):
            return self._get(address, validators)

    def _get(self, address: str, validators: Validators) -> Answer:
        target = aim(address, self._settings)
        hops: list[Hop] = []
        while True:
            is_theirs = target.address == validators.address if validators.address else not hops
            changes = _ask_for_changes(validators) if is_theirs else {}
            raw = self._send(target, self._headers | changes, self._obey(target))
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
        with self._clock.allow(self._settings.request_seconds):
            raw = self._exchange(target, request, self._settings.page_bytes)
        return self._answer(raw, address, ())

    def sitemaps(self, address: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of a site names. Raises as `get` does."""
        target = aim(address, self._settings)
        with self._clock.allow(self._settings.request_seconds):
            rules = self._find_rules(target)
        named = (join(target.address, one) for one in rules.sitemaps)
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
        return rules or self._rules.keep(target.site, self._ask_rules(target))

    def _ask_rules(self, target: Target) -> bytes | None:
        """The robots.txt of a site, None where it has none."""
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
    ) -> Raw:
        """The answer of one hop, asked for a second time where a connection broke."""
        request = httpx.Request("GET", target.url, headers=headers)
        for attempt in Retrying(
            retry=retry_if_exception(_is_passing), stop=stop_after_attempt(2), reraise=True
        ):
            with attempt:
                self._pace.wait(target.host, rules.pause)
                return self._exchange(target, request, most or self._settings.page_bytes)
        raise AssertionError("the last attempt returns or raises")

    def _exchange(self, target: Target, request: httpx.Request, most: int) -> Raw:
        """The answer to one request, after which the host gets the pause that it asks for or needs."""
        try:
            raw = self._exchanges.send(target, request, most)
        except UnreachableError as error:
            if error.reason == "timed_out":
                self._pace.strike(target.host)
            raise
        self._pace.forgive(target.host)
        if raw.retrieval.status in {429, 503}:
            pause = read_retry_after(raw.retrieval.header("retry-after"), raw.retrieval.at)
            if pause:
                self._pace.hold(target.host, pause)
        return raw

    def _answer(self, raw: Raw, asked: str, hops: tuple[Hop, ...]) -> Answer:
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
    shelf: Shelf | None = None,
) -> HttpFetcher:
    """A fetcher for `network`, which is the one outside where none is given.

    `version` is khabar's, `sleep` is what waiting for a site does. `shelf` keeps what sites ask of
    robots from one run to the next.
    """
    clock = Clock()
    backend = GuardedBackend(clock, network or Network(), allow_private=settings.allow_private)
    manners = Manners(pace=Pace(settings.site_seconds, sleep=sleep), rules=RulesCache(AGENT, shelf))
    return HttpFetcher(settings, version, manners, clock, GuardedTransport(backend))


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


def _judge_rules(raw: Raw) -> bytes | None:
    """A robots.txt, None for its absence. Raises UnreachableError where neither is sure."""
    status = raw.retrieval.status
    if status == 429 or status >= 500:
        where = raw.retrieval.address
        raise UnreachableError(
            "http_error", f"expected to be told who may ask, got status {status} from {where}"
        )
    return raw.content if 200 <= status < 300 else None


def _is_passing(error: BaseException) -> bool:
    return isinstance(error, UnreachableError) and isinstance(
        error.__cause__, (httpcore.NetworkError, httpcore.RemoteProtocolError)
    )


def _build(retrieval: Retrieval, content: bytes) -> Page:
    """The page under the address that answered, with the type that the answer states.

    Of the types that khabar reads, a site may state HTML and plain text only: the others are forms of
    khabar's own, or mails, whose sender anybody can write.
    """
    stated = retrieval.header("content-type") or ""
    kind = stated.partition(";")[0].strip().lower()
    if "/" not in kind or kind == _BYTES:
        stated = kind = look_at(content)
    is_ours = kind in {content_type for content_type, _ in READERS}
    content_type = name_type(stated) or (_BYTES if is_ours else kind)
    return make_page(retrieval.address, content, content_type)
