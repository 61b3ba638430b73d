"""Signing in and out, and one's own password."""

from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.errors import UsageError
from khabar.record.people.accounts import Account, find_known, renew_hash, set_password
from khabar.record.people.passwords import check_password, hash_password, is_right
from khabar.record.people.sessions import end_session, open_session
from khabar.record.words import fold
from khabar.web.people.access import check_pace
from khabar.web.people.forms import find_form, find_safe, make_token
from khabar.web.people.house import Porter
from khabar.web.people.who import (
    SESSION,
    VISITOR,
    find_record,
    find_who,
    forget_cookie,
    name_cookie,
    name_signed_in,
    set_cookie,
)
from khabar.web.rendering import render

_WRONG = "The name or the password is not right."


def show_sign_in(request: Request) -> Response:
    """The form that asks for name and password."""
    if find_who(request).account is not None:
        return RedirectResponse("/account", 303)
    return _ask(request, find_safe(request.query_params.get("next", "/")))


def sign_in(request: Request) -> Response:
    """The page that was wanted, with a new session; the form again where something is not right."""
    form, porter = find_form(request), _find_porter(request)
    wanted, name = find_safe(form.get("next")), form.get("name")
    check_pace(porter.of_address.take(porter.name(request)))
    check_pace(porter.of_account.take(fold(name)[:100]))
    account = _check(request, name, form.get("password"))
    if account is None:
        return _ask(request, wanted, name=name, wrong=_WRONG)
    porter.of_account.give_back(fold(name)[:100])
    former = request.cookies.get(name_cookie(request, SESSION))
    if former:
        end_session(find_record(request), former)
    response = RedirectResponse(wanted, 303)
    set_cookie(
        request, response, SESSION, open_session(find_record(request), account, porter.house.clock())
    )
    forget_cookie(request, response, VISITOR)
    return response


def sign_out(request: Request) -> Response:
    """The first page, after the session has ended."""
    token = find_who(request).token
    if token is not None:
        end_session(find_record(request), token)
    response = RedirectResponse("/", 303)
    forget_cookie(request, response, SESSION)
    return response


def show_account(request: Request) -> Response:
    """Who is signed in, and the form for another password."""
    return _show_account(request)


def change_password(request: Request) -> Response:
    """The form to sign in with the new password; all sessions have ended."""
    form, porter, account = find_form(request), _find_porter(request), name_signed_in(request)
    check_pace(porter.of_account.take(fold(account.name)))
    if _check(request, account.name, form.get("password")) is None:
        return _show_account(request, wrong="The present password is not right.")
    try:
        check_password(form.get("new"))
    except UsageError as error:
        return _show_account(request, wrong=f"{error}.")
    if form.get("new") != form.get("again"):
        return _show_account(request, wrong="The new password was not the same both times.")
    set_password(find_record(request), account.name, hash_password(form.get("new"), porter.house.hasher))
    return RedirectResponse("/sign-in?next=/account", 303)


def _find_porter(request: Request) -> Porter:
    porter: Porter = request.app.state.porter
    return porter


def _check(request: Request, name: str, password: str) -> Account | None:
    """Whose name and password these are; for an unknown name it takes as long to say None."""
    porter, record = _find_porter(request), find_record(request)
    known = find_known(record, name)
    is_theirs = is_right(password, known.password if known else porter.nobody, porter.house.hasher)
    if known is None or not is_theirs or known.account.is_disabled:
        return None
    if porter.house.hasher.check_needs_rehash(known.password):
        renew_hash(record, known, hash_password(password, porter.house.hasher))
    return known.account


def _ask(request: Request, wanted: str, *, name: str = "", wrong: str = "") -> Response:
    show = partial(render, request, "people/sign_in.html", status=401 if wrong else 200)
    return show(wanted=wanted, name=name, wrong=wrong, token=make_token(request))


def _show_account(request: Request, *, wrong: str = "") -> Response:
    show = partial(render, request, "people/account.html", status=400 if wrong else 200)
    return show(account=name_signed_in(request), wrong=wrong, token=make_token(request))


ROUTES = (
    Route("/sign-in", show_sign_in, name="sign_in"),
    Route("/sign-in", sign_in, methods=["POST"], name="send_sign_in"),
    Route("/sign-out", sign_out, methods=["POST"], name="sign_out"),
    Route("/account", show_account, name="account"),
    Route("/account", change_password, methods=["POST"], name="send_password"),
)
