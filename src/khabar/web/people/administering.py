"""The page of admins: who has an account, and what each may do."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.errors import UsageError
from khabar.record.people.accounts import Role, list_accounts, set_disabled, set_role
from khabar.web.people.forms import find_form, make_token
from khabar.web.people.who import find_record, name_signed_in
from khabar.web.rendering import render


def show_accounts(request: Request) -> Response:
    """All accounts, each with a form to change it."""
    accounts = list_accounts(find_record(request))
    return render(
        request, "people/accounts.html", accounts=accounts, roles=tuple(Role), token=make_token(request)
    )


def send_account(request: Request) -> Response:
    """The accounts again, after one was changed; whoever was signed in with it has to sign in anew."""
    form, record = find_form(request), find_record(request)
    name = form.get("name")
    if name == name_signed_in(request).name:
        raise HTTPException(400, "Nobody changes their own role: ask another admin, or use the shell.")
    if form.get("act") in {"disable", "enable"}:
        set_disabled(record, name, is_disabled=form.get("act") == "disable")
    elif form.get("role") in set(Role):
        set_role(record, name, Role(form.get("role")))
    else:
        raise UsageError(f"expected one of {', '.join(Role)}, got {form.get('role')!r}")
    return RedirectResponse("/accounts", 303)


ROUTES = (
    Route("/accounts", show_accounts, name="accounts"),
    Route("/accounts", send_account, methods=["POST"], name="send_account"),
)
