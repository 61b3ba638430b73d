"""Who asks: known by the token of a session, or a visitor."""

import hashlib
import hmac
from dataclasses import dataclass

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from khabar.record.people.accounts import Account, Role
from khabar.record.people.sessions import LONGEST
from khabar.record.store import Record

SESSION, VISITOR = "khabar_session", "khabar_visitor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody who signed in, with the token of the session; both None for a visitor."""

    account: Account | None = None
    token: str | None = None

    def may(self, least: Role | None) -> bool:
        """True where what is for `least` is for them; None is for everybody."""
        return least is None or (self.account is not None and self.account.role.covers(least))

    @property
    def reviews(self) -> bool:
        """True of those who are asked questions."""
        return self.may(Role.REVIEWER)

    @property
    def moderates(self) -> bool:
        """True of those who decide which comments are shown."""
        return self.may(Role.MODERATOR)


ANYBODY = Who()


def find_who(request: HTTPConnection) -> Who:
    """Who asks, as the gate found out; a visitor where the gate was not passed."""
    who: Who = getattr(request.state, "who", ANYBODY)
    return who


def name_signed_in(request: Request) -> Account:
    """Who signed in, on pages that nobody else gets to."""
    account = find_who(request).account
    assert account is not None  # noqa: S101  # the gate lets nobody else pass
    return account


def find_record(request: HTTPConnection) -> Record:
    """The record that is looked at."""
    record: Record = request.app.state.face.record
    return record


def name_cookie(request: HTTPConnection, name: str) -> str:
    """The cookie's name: over https, one that only this host can have set."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def set_cookie(request: HTTPConnection, response: Response, name: str, value: str) -> None:
    """Gives the browser a cookie that no script reads and no other site sends along."""
    response.set_cookie(
        name_cookie(request, name),
        value,
        max_age=int(LONGEST.total_seconds()),
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def forget_cookie(request: HTTPConnection, response: Response, name: str) -> None:
    """Has the browser forget a cookie."""
    is_secure = request.url.scheme == "https"
    response.delete_cookie(name_cookie(request, name), secure=is_secure, httponly=True, samesite="lax")


def sign(key: bytes, *words: str) -> str:
    """What shows that whoever holds `key` wrote `words`."""
    return hmac.new(key, "\n".join(words).encode("utf-8", "replace"), hashlib.sha256).hexdigest()
