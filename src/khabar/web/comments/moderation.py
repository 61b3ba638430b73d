"""The pages of moderators: what waits, what was reported, and what was done."""

from collections.abc import Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.errors import UsageError
from khabar.record.comments.erasing import erase_comments
from khabar.record.comments.moderating import (
    Ruling,
    count_states,
    find_last,
    list_chosen,
    list_done,
    list_in_state,
    moderate,
)
from khabar.record.comments.writing import Act, State
from khabar.record.decisions import Person
from khabar.web.people.forms import Form, find_form, make_token
from khabar.web.people.who import find_record, name_signed_in
from khabar.web.rendering import render

_REPORTED = "reported"
_LISTS = ("waiting", _REPORTED, "shown", "hidden", "spam", "withdrawn", "erased")
_MOST_DIGITS = 18
_ACTS = (Act.SHOW, Act.HIDE, Act.SPAM, Act.ASK, Act.ERASE)


def show_comments(request: Request) -> Response:
    """The comments in one state, with what can be done with many at once."""
    state = _read_state(request.query_params.get("state", "waiting"))
    record = find_record(request)
    seen = find_last(record)  # before the comments: what is changed meanwhile is not seen
    return render(
        request,
        "comments/moderation.html",
        state=state,
        seen=seen,
        comments=list_in_state(record, None if state == _REPORTED else State(state)),
        counts=count_states(record),
        states=_LISTS,
        done=request.query_params.get("done", ""),
        left=request.query_params.get("left", ""),
        token=make_token(request),
    )


def send_acts(request: Request) -> Response:
    """The list again, after something was done with the comments that were chosen.

    Erasing cannot be undone: it is asked about on a page of its own first.
    """
    form = find_form(request)
    state = _read_state(form.get("state"))
    act = next((one for one in _ACTS if one == form.get("act")), None)
    if act is None:
        raise UsageError(f"expected one of {', '.join(_ACTS)}, got {form.get('act')!r}")
    reason = " ".join(form.get("reason").split())[:500]
    ids, record = form.all("comment"), find_record(request)
    if act is Act.ERASE and ids and form.get("sure") != "yes":
        return _ask_erasing(request, ids, (state, reason))
    who = Person(name=name_signed_in(request).name, reason=reason or None)
    at = request.app.state.porter.house.clock()
    if act is Act.ERASE:
        done = erase_comments(record, ids, who, at)
    else:
        done = moderate(record, ids, Ruling(act=act, who=who, at=at, seen=_read_seen(form)))
    left = len(set(ids)) - done
    told = f"&left={left}" if left else ""
    return RedirectResponse(f"/moderation?state={state}{told}&done={done}", 303)


def show_log(request: Request) -> Response:
    """What was done last with comments."""
    return render(request, "comments/log.html", done=list_done(find_record(request)))


def _ask_erasing(request: Request, ids: Sequence[str], kept: tuple[str, str]) -> Response:
    """The page that asks whether these comments are to be erased; `kept` are the list and the reason."""
    state, reason = kept
    comments = list_chosen(find_record(request), ids)
    show = partial(render, request, "comments/erase.html", token=make_token(request))
    return show(comments=comments, state=state, reason=reason)


def _read_seen(form: Form) -> int:
    """Up to which number of the log the list was read; 0 where the form does not say."""
    text = form.get("seen")
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0


def _read_state(text: str) -> str:
    if text not in _LISTS:
        raise UsageError(f"expected one of {', '.join(_LISTS)}, got {text!r}")
    return text


ROUTES = (
    Route("/moderation", show_comments, name="moderation"),
    Route("/moderation", send_acts, methods=["POST"], name="send_acts"),
    Route("/moderation/log", show_log, name="moderation_log"),
)
