"""What goes wrong, as a page: what was expected, what came."""

import functools

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from khabar.errors import RecordError, UsageError
from khabar.web.people.who import Who, find_who
from khabar.web.rendering import load_templates

_TITLES = {
    400: "That cannot be asked",
    403: "This was refused",
    404: "There is nothing here",
    405: "That cannot be done here",
    429: "Too many requests",
    503: "Not at the moment",
}
# Code points of what is said: pages with more are drawn each time, that the kept ones are 4 MB at most.
_LONGEST = 200


async def show_fault(request: Request, error: Exception) -> Response:
    """The page that says what was wrong; a fault in khabar itself is not explained to visitors.

    It is made by whoever talks to browsers: those who send too much wait for no thread, and take none.
    """
    if isinstance(error, UsageError):
        return _say(request, 400, _name_field(str(error)))
    if isinstance(error, HTTPException):
        response = _say(request, error.status_code, error.detail)
        response.headers.update(error.headers or {})
        return response
    if isinstance(error, RecordError):
        return _say(request, 503, "The record cannot be read. Try again in a while.")
    return _say(request, 500, "The fault is khabar's, and was written to its log.")


def _name_field(text: str) -> str:
    """What was expected, of a field: `--since` is the name of an option of the shell.

    >>> _name_field("--min-killed: expected a whole number, got 'x'")
    "min killed: expected a whole number, got 'x'"
    """
    option, colon, rest = text.partition(":")
    if not colon or not option.startswith("--"):
        return text
    return f"{option.removeprefix('--').replace('-', ' ')}:{rest}"


def _say(request: Request, status: int, detail: str) -> Response:
    version, who = request.app.state.face.version, find_who(request)
    is_kept = who.account is None and len(detail) <= _LONGEST
    body = (_draw_again if is_kept else _draw)(version, who, status, detail)
    return HTMLResponse(body, status_code=status)


def _draw(version: str, who: Who, status: int, detail: str) -> bytes:
    shown = load_templates().get_template("fault.html")
    title = _TITLES.get(status, "Something went wrong")
    text = shown.render(version=version, who=who, title=title, detail=detail)
    return text.encode("utf-8", "replace")


_draw_again = functools.lru_cache(maxsize=1_000)(_draw)


FAULTS = {
    UsageError: show_fault,
    RecordError: show_fault,
    HTTPException: show_fault,
    Exception: show_fault,
}
"""Which errors become which page."""
