"""What forms send: that it came from a page of this face, and what is in it."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from khabar.web.people.who import VISITOR, find_who, name_cookie, sign

_LARGEST = 64 * 1024
_MOST_FIELDS = 500
_STALE = (
    "The form was open for too long, or came from somewhere else. Go back, reload the page, send again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The fields of a form, each with all its values."""

    fields: Mapping[str, tuple[str, ...]]

    def get(self, name: str) -> str:
        """The first value of a field; empty where it has none."""
        return self.all(name)[0] if self.all(name) else ""

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a field."""
        return self.fields.get(name, ())


def find_form(request: Request) -> Form:
    """The form that was sent."""
    form: Form = request.state.form
    return form


async def read_form(request: Request) -> Form:
    """The form in the body; raises HTTPException where there is none, or it is too large."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {"application/x-www-form-urlencoded", ""}:
        raise HTTPException(415, "Expected a form, application/x-www-form-urlencoded.")
    body = await _read_body(request)
    try:
        found = parse_qs(
            body.decode("ascii"), keep_blank_values=True, errors="replace", max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise HTTPException(400, f"Expected a form of {_MOST_FIELDS} fields at most.") from error
    return Form(fields={name: tuple(values) for name, values in found.items()})


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > _LARGEST:
                raise HTTPException(413, f"Expected a form of {_LARGEST // 1024} kB at most.")
    except ClientDisconnect as error:  # nobody reads the answer; it is no fault for the log
        raise HTTPException(400, "Expected the whole form.") from error
    return bytes(body)


def make_token(request: Request) -> str:
    """What a form of this page carries, so that it can be told from one of another site."""
    who = find_who(request)
    if who.token is not None:
        return _sign_for_session(request, who.token)
    visitor = request.cookies.get(name_cookie(request, VISITOR), "")
    if not visitor:
        visitor = getattr(request.state, "new_visitor", "") or secrets.token_urlsafe(16)
        request.state.new_visitor = visitor
    return _sign_for_visitor(request, visitor)


def check_origin(request: Request) -> None:
    """Raises HTTPException where the browser says that another site sent the request."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        raise HTTPException(403, _STALE)
    if origin is not None and _find_host(origin) != request.headers.get("host"):
        raise HTTPException(403, _STALE)


def _find_host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def check_token(request: Request, form: Form) -> None:
    """Raises HTTPException where the form is not one of this face, for this person."""
    who, given = find_who(request), form.get("token").encode("utf-8", "replace")
    if who.token is not None:
        right = _sign_for_session(request, who.token)
    else:
        visitor = request.cookies.get(name_cookie(request, VISITOR), "")
        right = _sign_for_visitor(request, visitor) if visitor else secrets.token_hex()
    if not hmac.compare_digest(right.encode(), given):
        raise HTTPException(403, _STALE)


def find_safe(address: str) -> str:
    r"""`address` where it is a page of this face, else the first page.

    >>> find_safe("/review?sort=place"), find_safe("//evil.example"), find_safe("/\\evil.example")
    ('/review?sort=place', '/', '/')
    """
    plain = address.isprintable() and address.isascii() and "\\" not in address
    if not plain or not address.startswith("/") or address.startswith("//"):
        return "/"
    parts = urlsplit(address)
    return "/" if parts.scheme or parts.netloc else address


def _sign_for_session(request: Request, token: str) -> str:
    return sign(request.app.state.porter.key, "session", token)


def _sign_for_visitor(request: Request, visitor: str) -> str:
    return sign(request.app.state.porter.key, "visitor", visitor)
