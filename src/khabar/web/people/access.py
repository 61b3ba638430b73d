"""Who may do what: the least role for each page, in one table, and the gate that goes by it."""

import inspect
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from anyio import to_thread
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.errors import RecordError
from khabar.record.people.accounts import Role
from khabar.record.people.sessions import find_session, note_seen
from khabar.record.store import Record
from khabar.web.people.forms import check_origin, check_token, read_form
from khabar.web.people.house import Porter
from khabar.web.people.who import ANYBODY, SESSION, VISITOR, Who, find_record, name_cookie, set_cookie
from khabar.web.ready import Ready

LEAST: Mapping[str, Role | None] = {
    "overview": None,
    "event": None,
    "sign_in": None,
    "send_sign_in": None,
    "sign_out": None,
    "account": Role.READER,
    "send_password": Role.READER,
    "accounts": Role.ADMIN,
    "send_account": Role.ADMIN,
    "review": Role.REVIEWER,
    "question": Role.REVIEWER,
    "send_answer": Role.REVIEWER,
    "send_undo": Role.REVIEWER,
    "agreement": Role.REVIEWER,
    "write_comment": None,
    "send_comment": None,
    "own_comment": None,
    "send_own": None,
    "report": None,
    "send_report": None,
    "moderation": Role.MODERATOR,
    "send_acts": Role.MODERATOR,
    "moderation_log": Role.MODERATOR,
}
"""The least role for each route, by its name; None is for visitors, too."""

_ALWAYS_OPEN = frozenset({"sign_in", "send_sign_in", "sign_out"})
_READING = frozenset({"GET", "HEAD"})


def find_least(route: Route) -> Role | None:
    """The least role for a route; raises LookupError where one that changes something has none.

    A page that is only read is for visitors where the table does not say.
    """
    if route.name in LEAST:
        return LEAST[route.name]
    if set(route.methods or _READING) <= _READING:
        return None
    raise LookupError(f"expected the least role for {route.name} in khabar.web.people.access.LEAST")


def guard(route: Route) -> Route:
    """The same route behind the gate."""
    least = find_least(route)

    async def answer(request: Request) -> Ready | Response:
        return await _pass(request, route, least)

    return Route(route.path, answer, methods=sorted(route.methods or _READING), name=route.name)


async def _pass(request: Request, route: Route, least: Role | None) -> Ready | Response:
    porter: Porter = request.app.state.porter
    is_reading = request.method in _READING
    if not is_reading:
        check_origin(request)
        check_pace(_count(porter, request, route.name))
    request.state.who = who = await _identify(request)
    if porter.house.signed_in_only and route.name not in _ALWAYS_OPEN:
        least = least or Role.READER
    if not who.may(least):
        return _refuse(request, who)
    if not is_reading:
        request.state.form = await read_form(request)
        check_token(request, request.state.form)
    response = await _call(route.endpoint, request, porter)
    return response if isinstance(response, Ready) else _finish(request, response, who)


def _count(porter: Porter, request: Request, route: str) -> int:
    """How long the sender has to wait: asked of memory alone, before a byte of the body is read."""
    name = porter.name(request)
    seconds = porter.of_posts.take(name)
    if not seconds and route in porter.before:
        of_one, of_all = porter.before[route]
        seconds = of_one.take(name) or of_all.take()
    return seconds


def check_pace(seconds: int) -> None:
    """Raises HTTPException where somebody is to wait for so many seconds."""
    if seconds:
        raise HTTPException(429, f"Try again in {seconds} s.", headers={"retry-after": str(seconds)})


async def _identify(request: Request) -> Who:
    """Who asks; the record is asked only where the browser holds a token."""
    token = request.cookies.get(name_cookie(request, SESSION))
    if not token:
        return ANYBODY
    now = request.app.state.porter.house.clock()
    account = await to_thread.run_sync(find_session, find_record(request), token, now)
    return ANYBODY if account is None else Who(account=account, token=token)


def _refuse(request: Request, who: Who) -> Response:
    if who.account is not None:
        raise HTTPException(403, f"Your account is that of a {who.account.role}.")
    if request.method not in _READING:
        raise HTTPException(403, "Sign in first.")
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?next={quote(wanted)}", 303, headers={"cache-control": "no-store"})


async def _call(endpoint: Callable[..., Any], request: Request, porter: Porter) -> Ready | Response:
    response: Ready | Response
    if inspect.iscoroutinefunction(endpoint):
        response = await endpoint(request)
    elif request.method in _READING:
        response = await porter.read(partial(endpoint, request))
    else:
        response = await to_thread.run_sync(partial(endpoint, request), limiter=porter.writers)
    return response


def _finish(request: Request, response: Response, who: Who) -> Response:
    """The response with what it says to caches, and with the cookie of a visitor who got a form."""
    response.headers.append("vary", "cookie")
    visitor = getattr(request.state, "new_visitor", "")
    if visitor:
        set_cookie(request, response, VISITOR, visitor)
    if visitor or who.account is not None or request.method not in _READING:
        response.headers.setdefault("cache-control", "private, no-store")
    porter: Porter = request.app.state.porter
    if who.token is not None and not porter.of_seen.take(who.token) and response.background is None:
        seen = partial(_note_seen, find_record(request), who.token, porter.house.clock())
        response.background = BackgroundTask(_write, seen, porter)
    return response


def _note_seen(record: Record, token: str, at: datetime) -> None:
    with suppress(RecordError):  # the page was sent; the next one notes it
        note_seen(record, token, at)


async def _write(action: Callable[[], None], porter: Porter) -> None:
    await to_thread.run_sync(action, limiter=porter.writers)
