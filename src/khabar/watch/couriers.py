"""Threads that ask sites, so that a slow one holds up no other; what they bring is taken by the loop.

There are as many threads as the watch was started with, for as long as it runs.
"""

import os
import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from khabar.errors import BudgetError, InputError, UnreachableError
from khabar.model.documents import Page
from khabar.model.retrievals import Retrieval
from khabar.pages.addresses import is_web
from khabar.pages.capture import build_page
from khabar.pages.fetching.answers import NO_VALIDATORS, Answer, Fetcher, Validators
from khabar.watch.sites import name_host

# Statuses after which another try may do better.
_PASSING = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something to ask: for what stands at an address, or with `content`, to take that.

    `key` is what the loop knows the errand by. With `wants_sitemaps`, the robots.txt of the site is
    asked for these as well.
    """

    key: object
    address: str
    validators: Validators = NO_VALIDATORS
    content: bytes | None = None
    wants_sitemaps: bool = False

    @property
    def host(self) -> str:
        """The site that is asked; one errand at a time goes to it."""
        return name_host(self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why an errand brought nothing.

    With `is_passing`, another try may do better, after `pause` seconds where the site asks for some.
    With `is_of_site`, so would others to that site fail.
    """

    reason: str
    detail: str
    is_passing: bool
    is_of_site: bool = False
    pause: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What an errand brought: a page; or nothing new, where nothing has changed; or a failure."""

    errand: Errand
    page: Page | None
    failure: Failure | None
    validators: Validators = NO_VALIDATORS
    retrieval: Retrieval | None = None
    sitemaps: tuple[str, ...] = ()


class Couriers:
    """Threads that carry out errands; `bell` can be waited upon, and rings when one has come back."""

    def __init__(self, fetcher: Fetcher, many: int, most_bytes: int) -> None:
        self._fetcher = fetcher
        self._most_bytes = most_bytes
        self._errands: queue.SimpleQueue[Errand | None] = queue.SimpleQueue()
        self._brought: queue.SimpleQueue[Brought] = queue.SimpleQueue()
        self._out: dict[str, Errand] = {}
        self._many = many
        self.bell, self._rope = os.pipe()
        os.set_blocking(self.bell, False)
        os.set_blocking(self._rope, False)
        for number in range(many):
            threading.Thread(target=self._serve, name=f"courier {number + 1}", daemon=True).start()

    @property
    def busy(self) -> frozenset[str]:
        """The sites to which an errand is under way."""
        return frozenset(self._out)

    @property
    def free(self) -> int:
        """How many errands more can be under way."""
        return self._many - len(self._out)

    def send(self, errand: Errand) -> None:
        """Lets an errand be carried out; nobody may be under way to its site."""
        self._out[errand.host] = errand
        self._errands.put(errand)

    def ring(self) -> None:
        """Wakes who waits for the bell."""
        with suppress(BlockingIOError):  # it has rung often enough
            os.write(self._rope, b"!")

    def receive(self) -> Iterator[Brought]:
        """What was brought since this was last asked, and the bell is quiet again."""
        with suppress(BlockingIOError):
            while os.read(self.bell, 4096):
                pass
        while True:
            try:
                brought = self._brought.get_nowait()
            except queue.Empty:
                return
            del self._out[brought.errand.host]
            yield brought

    def close(self) -> None:
        """Lets the threads end when they have brought what they were sent for; it is not waited for."""
        for _ in range(self._many):
            self._errands.put(None)

    def _serve(self) -> None:
        while (errand := self._errands.get()) is not None:
            self._brought.put(carry_out(errand, self._fetcher, self._most_bytes))
            self.ring()


def carry_out(errand: Errand, fetcher: Fetcher, most_bytes: int) -> Brought:
    """What an errand brings, whatever happens on the way."""
    try:
        if not is_web(errand.address):
            return Brought(errand=errand, page=read_list(errand.address, most_bytes), failure=None)
        brought = _judge(errand, _ask(errand, fetcher))
        if errand.wants_sitemaps and brought.page:
            return replace(brought, sitemaps=_ask_sitemaps(brought.page.source, fetcher))
        return brought
    except UnreachableError as error:
        failure = Failure(
            reason=error.reason,
            detail=error.detail,
            is_passing=True,
            is_of_site=error.reason != "redirects",
        )
    except InputError as error:
        failure = Failure(reason=error.reason, detail=error.detail, is_passing=False)
    except Exception as error:  # noqa: BLE001  # the top of the thread: it has to go on
        detail = f"{type(error).__name__}: {error}"
        failure = Failure(reason="fault", detail=detail, is_passing=True)
    return Brought(errand=errand, page=None, failure=failure)


def read_list(path: str, most_bytes: int) -> Page:
    """The page of a file on this machine. Raises InputError and BudgetError."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(most_bytes + 1)
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or error
        raise InputError("unreadable", f"expected a file of addresses, got {what} at {path}") from error
    if len(content) > most_bytes:
        raise BudgetError("too_large", f"expected at most {most_bytes:,} bytes in {path}")
    return build_page(path, content)


def _ask(errand: Errand, fetcher: Fetcher) -> Answer:
    if errand.content is not None:
        return fetcher.post(errand.address, errand.content, "application/json")
    return fetcher.get(errand.address, validators=errand.validators)


def _ask_sitemaps(address: str, fetcher: Fetcher) -> tuple[str, ...]:
    try:
        return fetcher.sitemaps(address)
    except InputError:  # the page is there all the same
        return ()


def _judge(errand: Errand, answer: Answer) -> Brought:
    """What an answer means, by its status."""
    status = answer.status
    if errand.content is None:
        is_good, wanted = answer.page is not None or answer.not_modified, "a page"
    else:
        is_good, wanted = 200 <= status < 300, "a notice to be taken"
    if is_good:
        return Brought(
            errand=errand,
            page=answer.page,
            failure=None,
            validators=answer.validators,
            retrieval=answer.retrieval,
        )
    failure = Failure(
        reason="http_error" if status != 200 else "empty",
        detail=f"expected {wanted}, got status {status} from {errand.address}",
        is_passing=status in _PASSING or status >= 500 or status == 200,
        is_of_site=status in {429, 503},
        pause=answer.retry_after,
    )
    return Brought(errand=errand, page=None, failure=failure)
