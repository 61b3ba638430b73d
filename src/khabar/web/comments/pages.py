"""A visitor's comment: the form, sending it, changing it, reporting one."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.errors import UsageError
from khabar.export.event_phrases import describe_event
from khabar.record.comments.moderating import find_shown
from khabar.record.comments.words import LONGEST, LONGEST_NAME
from khabar.record.comments.writing import (
    EDITABLE,
    Comment,
    Draft,
    State,
    change_comment,
    find_own,
    is_editable,
    keep_comment,
    report_comment,
    withdraw_comment,
)
from khabar.record.looking.opinions import Opinion
from khabar.record.looking.showing import ArticleShowing, Showing
from khabar.web.comments.counter import WAIT, find_counter
from khabar.web.countries import spell_event
from khabar.web.harm import look_up
from khabar.web.people.forms import Form, find_form, make_token
from khabar.web.people.house import Commenting, Porter
from khabar.web.people.who import find_record
from khabar.web.rendering import render

_STALE = "The form was open for too long, or was sent already. Send it once more."


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a comment is about: an `event` or `article`, its id, and words for it."""

    sort: str
    about: str
    title: str


def show_form(request: Request) -> Response:
    """The form for a comment on what the address names."""
    return _ask(request, _find_subject(request, request.query_params.get("about", "")))


def send_comment(request: Request) -> Response:
    """The page on which the comment can be changed, after it is in the record."""
    form, counter = find_form(request), find_counter(request)
    subject = _find_subject(request, form.get("about"))
    if form.get("website"):  # a field that people do not see
        return _thank(request, subject)
    refused = _check_puzzle(request, form)
    if refused or not counter.puzzles.use(form.get("puzzle")):
        return _ask(request, subject, form=form, wrong=refused or _STALE)
    draft = _read_draft(request, subject, form)
    porter = _find_porter(request)
    state = State.SHOWN if porter.house.comments is Commenting.OPEN else State.WAITING
    try:
        written = keep_comment(find_record(request), draft, porter.house.clock(), state=state)
    except UsageError as error:
        counter.puzzles.give_back(form.get("puzzle"))
        return _ask(request, subject, form=form, wrong=f"{error}.")
    return RedirectResponse(f"/comments/{written.comment.id}?key={written.secret}", 303)


def show_own(request: Request) -> Response:
    """A comment for whoever wrote it, with the form to change it."""
    return _show_own(request, _find_own(request, request.query_params.get("key", "")))


def send_own(request: Request) -> Response:
    """The comment after it was changed or withdrawn."""
    form = find_form(request)
    own, at, record = _find_own(request, form.get("key")), _now(request), find_record(request)
    try:
        if form.get("act") == "withdraw":
            withdraw_comment(record, own, at)
        else:
            draft = Draft(
                sort=own.sort, about=own.about, name=form.get("name"), text=form.get("text"), sender=""
            )
            change_comment(record, own, draft, at)
    except UsageError as error:
        return _show_own(request, own, wrong=f"{error}.", form=form)
    return RedirectResponse(f"/comments/{own.id}?key={form.get('key')}", 303)


def show_report(request: Request) -> Response:
    """The form that reports a comment."""
    shown = _find_shown(request)
    return render(request, "comments/report.html", comment=shown, token=make_token(request))


def send_report(request: Request) -> Response:
    """A word of thanks, after a moderator was told."""
    shown = _find_shown(request)
    reason = " ".join(find_form(request).get("reason").split())[:500]
    report_comment(find_record(request), shown.id, reason or None, _now(request))
    return render(request, "comments/thanks.html", back=f"/{shown.sort}s/{shown.about}", is_report=True)


def _find_porter(request: Request) -> Porter:
    porter: Porter = request.app.state.porter
    return porter


def _now(request: Request) -> datetime:
    return _find_porter(request).house.clock()


def _find_subject(request: Request, id_: str) -> Subject:
    """What a comment is about; raises HTTPException where there is none."""
    if _find_porter(request).house.comments is Commenting.OFF:
        raise HTTPException(404, "This face takes no comments.")
    try:
        found = look_up(request, id_, Opinion())
    except UsageError:
        found = None
    if isinstance(found, Showing):
        return Subject(
            sort="event", about=found.event.id, title=describe_event(spell_event(found.event))
        )
    if isinstance(found, ArticleShowing):
        title = found.article.title or found.article.text[:80]
        return Subject(sort="article", about=found.article.id, title=title)
    raise HTTPException(404, "There is nothing of that id to comment on.")


def _check_puzzle(request: Request, form: Form) -> str:
    """Why a comment is not taken in as it was sent; empty where it is."""
    counter, puzzle = find_counter(request), form.get("puzzle")
    age = counter.puzzles.find_age(puzzle, form.get("about"))
    if age is None:
        return _STALE
    if counter.puzzles.is_solved(puzzle, form.get("number")):
        return ""
    if age < WAIT:
        seconds = int((WAIT - age).total_seconds()) + 1
        return f"Without scripts, time tells machines from people: wait {seconds} s, then send again."
    name = _find_porter(request).name(request)
    wait = counter.plain_of_one.take(name) or counter.plain_of_all.take()
    return f"Without scripts only a few comments are taken in: try again in {wait} s." if wait else ""


def _read_draft(request: Request, subject: Subject, form: Form) -> Draft:
    return Draft(
        sort=subject.sort,
        about=subject.about,
        name=form.get("name"),
        text=form.get("text"),
        sender=_find_porter(request).name(request),
    )


def _ask(request: Request, subject: Subject, *, form: Form | None = None, wrong: str = "") -> Response:
    """The form; one that comes back keeps its words, and a puzzle that is still good."""
    puzzles = find_counter(request).puzzles
    puzzle = form.get("puzzle") if form else ""
    if puzzles.find_age(puzzle, subject.about) is None:
        puzzle = puzzles.make(subject.about)
    show = partial(render, request, "comments/write.html", status=400 if wrong else 200)
    return show(
        subject=subject,
        name=form.get("name") if form else "",
        text=form.get("text") if form else "",
        wrong=wrong,
        puzzle=puzzle,
        bits=puzzles.bits,
        token=make_token(request),
        longest=LONGEST,
        longest_name=LONGEST_NAME,
        is_moderated=_find_porter(request).house.comments is not Commenting.OPEN,
    )


def _thank(request: Request, subject: Subject) -> Response:
    back = f"/{subject.sort}s/{subject.about}"
    return render(request, "comments/thanks.html", back=back, is_report=False)


def _find_own(request: Request, key: str) -> Comment:
    own = find_own(find_record(request), request.path_params["id"], key)
    if own is None:
        raise HTTPException(404, "There is no comment of yours here.")
    return own


def _show_own(request: Request, own: Comment, *, wrong: str = "", form: Form | None = None) -> Response:
    context: dict[str, Any] = {
        "comment": own,
        "name": form.get("name") if form else own.name or "",
        "text": form.get("text") if form else own.text,
        "key": form.get("key") if form else request.query_params.get("key", ""),
        "until": own.at + EDITABLE,
        "is_editable": is_editable(own, _now(request)),
        "wrong": wrong,
        "token": make_token(request),
        "longest": LONGEST,
        "longest_name": LONGEST_NAME,
    }
    # the address holds the key: it goes to no other site, as the policy of all pages has it. One that
    # gave it to none at all would have browsers send the form with the origin "null", which is refused
    return render(request, "comments/own.html", status=400 if wrong else 200, **context)


def _find_shown(request: Request) -> Comment:
    shown = find_shown(find_record(request), request.path_params["id"])
    if shown is None:
        raise HTTPException(404, "There is no comment here.")
    return shown


ROUTES = (
    Route("/comments/write", show_form, name="write_comment"),
    Route("/comments/write", send_comment, methods=["POST"], name="send_comment"),
    Route("/comments/{id}", show_own, name="own_comment"),
    Route("/comments/{id}", send_own, methods=["POST"], name="send_own"),
    Route("/comments/{id}/report", show_report, name="report"),
    Route("/comments/{id}/report", send_report, methods=["POST"], name="send_report"),
)
