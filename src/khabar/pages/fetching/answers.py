"""What a fetcher takes and gives."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from khabar.errors import UnreachableError
from khabar.model.documents import Page
from khabar.model.retrievals import Retrieval
from khabar.pages.stamps import read_mail_stamp

# Longer pauses than a day are not believed: a source is asked at least once a day.
_LONGEST_PAUSE = 86_400.0
_LONGEST_VALIDATOR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a site gave to ask "has it changed since?", exactly as it came.

    `address` is the one that gave them, and no other is sent them: on the way of redirects another page
    may have the same tag. None stands for the address that is asked.
    """

    etag: str | None = None
    last_modified: str | None = None
    address: str | None = None


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a site answered, whatever its status.

    `page` holds the bytes after decompression, under the address that answered; None where the status is
    not 200 or no bytes came. `retry_after` is in seconds, None where the site does not ask for a pause.
    """

    retrieval: Retrieval
    page: Page | None
    validators: Validators
    retry_after: float | None

    @property
    def status(self) -> int:
        """The status of the last answer."""
        return self.retrieval.status

    @property
    def address(self) -> str:
        """The address that answered, after all redirects."""
        return self.retrieval.address

    @property
    def not_modified(self) -> bool:
        """True where nothing has changed since the validators were given."""
        return self.status == 304


class Fetcher(Protocol):
    """Asks sites; safe to be used by many threads at once."""

    def get(self, address: str, *, validators: Validators = NO_VALIDATORS) -> Answer:
        """What stands at `address`, after redirects, as far as robots.txt and the settings allow.

        Raises UnreachableError (`unreachable`, `timed_out`, `bad_answer`, `redirects`, `paused`; and
        `http_error` where robots.txt cannot be had), InputError (`forbidden_address`, `robots`) and
        BudgetError (`too_large`). Waits for the pace of the site.
        """
        ...

    def sitemaps(self, address: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of the site of `address` names. Raises as `get` does."""
        ...

    def post(self, address: str, content: bytes, content_type: str) -> Answer:
        """What `address` answers to `content`; redirects are not followed, robots.txt is not asked.

        For addresses that the user gives, such as webhooks. Raises as `get` does.
        """
        ...

    def close(self) -> None:
        """Ends all connections."""
        ...


def require_page(answer: Answer) -> Page:
    """The page of an answer.

    Raises UnreachableError `http_error` where the status says that there is none.
    """
    if answer.page is not None:
        return answer.page
    asked = answer.retrieval.asked
    detail = f"expected a page, got status {answer.status} without one from {asked}"
    raise UnreachableError("http_error", detail)


def read_validators(retrieval: Retrieval) -> Validators:
    """What an answer gave to ask for changes, as far as that can stand in a request."""
    return Validators(
        etag=_check_field(retrieval.header("etag")),
        last_modified=_check_field(retrieval.header("last-modified")),
        address=retrieval.address,
    )


def _check_field(value: str | None) -> str | None:
    if not value or len(value) > _LONGEST_VALIDATOR:
        return None
    return value if value.isascii() and value.isprintable() else None


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a `Retry-After` field asks to wait, from 0 to a day; None where it says nothing.

    >>> read_retry_after("120", datetime(1937, 4, 26))
    120.0
    """
    if value is None:
        return None
    if value.strip().isdecimal():
        return min(float(value.strip()[:9]), _LONGEST_PAUSE)
    until = read_mail_stamp(value)
    if until is None:
        return None
    return min(max((until - now).total_seconds(), 0.0), _LONGEST_PAUSE)
