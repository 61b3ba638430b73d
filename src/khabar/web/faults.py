"""What goes wrong, as a page: what was expected, what came."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from khabar.errors import RecordError, UsageError
from khabar.web.rendering import render

_TITLES = {
    400: "That cannot be asked",
    403: "This was refused",
    404: "There is nothing here",
    405: "That cannot be done here",
    429: "Too many requests",
    503: "Not at the moment",
}


def show_fault(request: Request, error: Exception) -> Response:
    """The page that says what was wrong; a fault in khabar itself is not explained to visitors."""
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
    title = _TITLES.get(status, "Something went wrong")
    return render(request, "fault.html", status=status, title=title, detail=detail)


FAULTS = {
    UsageError: show_fault,
    RecordError: show_fault,
    HTTPException: show_fault,
    Exception: show_fault,
}
"""Which errors become which page."""
