"""Review: one question a screen, the answer, undoing it, and how far people agree."""

from collections import Counter
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.errors import UsageError
from khabar.record.decisions import Person
from khabar.record.review.agreement import load_review
from khabar.record.review.answers import Given, Says, keep_answer, undo_answer
from khabar.record.review.questions import Question, Sort
from khabar.record.review.queue import find_question, list_queue
from khabar.record.review.screens import Screen, load_screen
from khabar.web.people.forms import Form, find_form, make_token
from khabar.web.people.house import Porter
from khabar.web.people.who import find_record, name_signed_in
from khabar.web.rendering import render
from khabar.web.review.phrases import NAMES, TITLES, phrase_reading
from khabar.web.review.values import read_value
from khabar.web.review.words import cut_pieces

_LONGEST_REASON = 500


def show_queue(request: Request) -> Response:
    """The question that is worth most to somebody who reviews, or the one after it, and so on."""
    sort, skipped = _read_sort(request.query_params.get("sort", "")), _read_skipped(request)
    queue = list_queue(find_record(request), name_signed_in(request).name)
    wanted = [one for one in queue if sort in (None, one.sort)]
    place = min(skipped, max(len(wanted) - 1, 0))
    screen = _find_screen(request, wanted[place:])
    return render(
        request,
        "review/question.html",
        screen=screen,
        sort=sort,
        place=place,
        counts=Counter(one.sort for one in queue),
        total=len(queue),
        names=NAMES,
        done=request.query_params.get("done", ""),
        token=make_token(request),
        **({} if screen is None else _describe(screen)),
    )


def show_question(request: Request) -> Response:
    """One question by its id."""
    asked = _find(request, request.path_params["id"])
    screen = load_screen(find_record(request), asked)
    if screen is None:
        raise HTTPException(410, "What was asked about is read no more.")
    show = partial(render, request, "review/question.html", screen=screen, sort=asked.sort, place=0)
    return show(
        counts=Counter(), total=1, names=NAMES, done="", token=make_token(request), **_describe(screen)
    )


def send_answer(request: Request) -> Response:
    """The next question, after the answer is in the record."""
    form, record = find_form(request), find_record(request)
    asked = _find(request, form.get("question"))
    screen = load_screen(record, asked)
    if screen is None:
        raise HTTPException(410, "What was asked about is read no more.")
    says = _read_says(form)
    given = Given(
        says=says,
        read=phrase_reading(asked, screen.sides[0].statement.claim),
        who=Person(name=name_signed_in(request).name, reason=_read_reason(form)),
        value=read_value(form, asked.sort, says),
    )
    answer = keep_answer(record, asked, given, _find_porter(request).house.clock())
    sort = f"&sort={form.get('sort')}" if form.get("sort") in set(Sort) else ""
    return RedirectResponse(f"/review?done={answer.number}{sort}", 303)


def send_undo(request: Request) -> Response:
    """The question again, after its answer no longer holds."""
    form, who = find_form(request), name_signed_in(request)
    number = form.get("number")
    if not number.isdecimal() or len(number) > 9:
        raise UsageError("expected the number of an answer of yours")
    person = Person(name=who.name, reason=_read_reason(form))
    asked = undo_answer(find_record(request), int(number), person, _find_porter(request).house.clock())
    return RedirectResponse(f"/review/{asked.id}", 303)


def show_agreement(request: Request) -> Response:
    """How far people agree who answered without seeing each other's answers."""
    review = load_review(find_record(request))
    own = name_signed_in(request).name
    seen = [one for one in review.standoffs if own in {answer.by for answer in one.answers}]
    return render(
        request,
        "review/agreement.html",
        review=review,
        names=NAMES,
        titles=TITLES,
        standoffs=seen,
        hidden=len(review.standoffs) - len(seen),
    )


def _find_porter(request: Request) -> Porter:
    porter: Porter = request.app.state.porter
    return porter


def _find(request: Request, id_: str) -> Question:
    asked = find_question(find_record(request), id_)
    if asked is None:
        raise HTTPException(404, "This is not asked, or not any more.")
    return asked


def _find_screen(request: Request, wanted: list[Question]) -> Screen | None:
    """The first question that can be shown: a better reader may have read its words otherwise."""
    screens = (load_screen(find_record(request), one) for one in wanted)
    return next((screen for screen in screens if screen is not None), None)


def _describe(screen: Screen) -> dict[str, Any]:
    claim = screen.sides[0].statement.claim
    return {
        "title": TITLES[screen.question.sort],
        "reading": phrase_reading(screen.question, claim),
        "sides": tuple(
            (
                side,
                cut_pieces(
                    side.article.text, side.statement.claim.span, screen.marked if not place else ()
                ),
            )
            for place, side in enumerate(screen.sides)
        ),
    }


def _read_sort(text: str) -> Sort | None:
    if not text:
        return None
    try:
        return Sort(text)
    except ValueError as error:
        raise UsageError(f"expected one of {', '.join(Sort)}, got {text!r}") from error


def _read_skipped(request: Request) -> int:
    text = request.query_params.get("after", "0")
    if not text.isdecimal() or len(text) > 4:
        raise UsageError(f"expected how many questions to pass over, got {text!r}")
    return int(text)


def _read_says(form: Form) -> Says:
    try:
        return Says(form.get("says"))
    except ValueError as error:
        raise UsageError(f"expected yes, no or unsure, got {form.get('says')!r}") from error


def _read_reason(form: Form) -> str | None:
    return " ".join(form.get("reason").split())[:_LONGEST_REASON] or None


ROUTES = (
    Route("/review", show_queue, name="review"),
    Route("/review/agreement", show_agreement, name="agreement"),
    Route("/review/answer", send_answer, methods=["POST"], name="send_answer"),
    Route("/review/undo", send_undo, methods=["POST"], name="send_undo"),
    Route("/review/{id}", show_question, name="question"),
)
