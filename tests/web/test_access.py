"""Who gets where: each route of the face, asked by each role."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from people import find_token, send
from starlette.routing import Mount, Route

from khabar.web.app import ROUTES
from khabar.web.people.access import LEAST, find_least, guard

ROLES = ("visitor", "reader", "reviewer", "moderator", "admin")
# What the issue asks for, written down a second time: a route that only the program knows fails here.
FOR_READERS = {"account", "send_password"}
FOR_REVIEWERS = {"review", "question", "send_answer", "send_undo", "agreement"}
FOR_MODERATORS = {"moderation", "send_acts", "moderation_log"}
FOR_ADMINS = {"accounts", "send_account"}


def expect(name):
    for place, names in enumerate((FOR_READERS, FOR_REVIEWERS, FOR_MODERATORS, FOR_ADMINS), 1):
        if name in names:
            return ROLES[place:]
    return ROLES


@pytest.fixture
def browsers(door):
    return {role: door.knock() if role == "visitor" else door.enter(role) for role in ROLES}


def fill(route):
    """An address of the route; what it names is in no record."""
    return route.path_format.format(**dict.fromkeys(route.param_convertors, "0"))


def test_what_changes_something_has_its_least_role_and_no_role_is_for_a_route_that_is_not():
    names = [route.name for route in ROUTES]
    changing = {route.name for route in ROUTES if "GET" not in route.methods}
    assert changing <= set(LEAST) <= set(names)
    assert len(set(names)) == len(names)


def test_all_that_is_served_stands_behind_the_gate(door):
    served = [route for route in door.app.routes if not isinstance(route, Mount)]
    assert [route.name for route in served] == [route.name for route in ROUTES]
    assert {route.endpoint.__module__ for route in served} == {"khabar.web.people.access"}
    assert [route.path for route in door.app.routes if isinstance(route, Mount)] == [
        "/static/shared",
        "/static",
    ]


def test_each_route_opens_for_those_whose_role_it_is_and_for_nobody_else(browsers):
    for route in ROUTES:
        open_to = expect(route.name)
        for role, browser in browsers.items():
            is_in = is_let_in(browser, route, role)
            assert is_in is (role in open_to), f"{route.name} for a {role}"


def is_let_in(browser, route, role):
    if "GET" in route.methods:
        answer = browser.get(fill(route))
        refused = answer.status_code == 403 or "/sign-in?" in answer.headers.get("location", "")
        return not refused
    if route.name in {"sign_out", "send_sign_in"}:
        return browser.post(fill(route)).status_code == 403  # for want of a token: whoever asks
    page = "/sign-in" if role == "visitor" else "/account"
    token = find_token(browser.get(page).text)
    return browser.post(fill(route), data={"token": token}).status_code != 403


def test_a_route_that_changes_something_has_to_say_for_whom_it_is():
    def change(_request):
        return None

    with pytest.raises(LookupError, match="expected the least role for change"):
        guard(Route("/change", change, methods=["POST"], name="change"))
    assert find_least(Route("/look", change, name="look")) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://[::1"},
        {"origin": "http://khabar.example.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_what_another_site_sends_is_refused(door, headers):
    browser = door.enter("reader")
    answer = send(browser, "/sign-out", page="/account", headers=headers)
    assert answer.status_code == 403
    assert browser.get("/account").status_code == 200


@pytest.mark.parametrize(
    "headers", [{"origin": "http://khabar.example"}, {"sec-fetch-site": "same-origin"}]
)
def test_what_this_site_sends_is_taken(door, headers):
    browser = door.enter("reader")
    assert send(browser, "/sign-out", page="/account", headers=headers).status_code == 303


def test_a_form_needs_the_token_of_its_own_session(door):
    browser, other = door.enter("reader"), door.enter("reviewer")
    visitor = door.knock()
    tokens = ["", "0" * 64, "é", find_token(other.get("/account").text)]
    tokens.append(find_token(visitor.get("/sign-in").text))
    for token in tokens:
        assert browser.post("/sign-out", data={"token": token}).status_code == 403
    assert browser.get("/account").status_code == 200


def test_a_visitors_form_needs_the_cookie_that_came_with_it(door):
    visitor, stranger = door.knock(), door.knock()
    token = find_token(visitor.get("/sign-in").text)
    for browser in (stranger, door.knock()):
        assert browser.post("/sign-in", data={"token": token, "name": "a"}).status_code == 403
    stranger.get("/sign-in")
    assert stranger.post("/sign-in", data={"token": token, "name": "a"}).status_code == 403
    assert visitor.post("/sign-in", data={"token": token, "name": "a"}).status_code == 401


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("a=" + "b" * 70_000, "application/x-www-form-urlencoded", 413),
        ("&".join(f"a{n}=b" for n in range(600)), "application/x-www-form-urlencoded", 400),
        ("é=1", "application/x-www-form-urlencoded", 400),
        ("{}", "application/json", 415),
        ("a=1", "multipart/form-data; boundary=x", 415),
    ],
)
def test_what_is_no_form_or_too_large_is_refused(door, body, kind, status):
    answer = door.knock().post("/sign-in", content=body.encode(), headers={"content-type": kind})
    assert answer.status_code == status


def test_a_form_that_breaks_off_is_no_fault_of_khabar(door):
    statuses = []

    async def receive():
        return {"type": "http.disconnect"}

    async def send_back(message):
        statuses.append(message.get("status"))

    scope = {"type": "http", "method": "POST", "path": "/sign-in", "query_string": b"", "headers": []}
    # not here: the browser of another test may run a loop of this thread
    with ThreadPoolExecutor() as apart:
        apart.submit(asyncio.run, door.app(scope, receive, send_back)).result()
    assert statuses[0] == 400


def test_one_address_cannot_send_without_end(door):
    browser = door.knock()
    statuses = [browser.post("/sign-out").status_code for _ in range(102)]
    assert statuses[:100] == [403] * 100
    assert statuses[-1] == 429


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd",
        "/static//etc/passwd",
        "/static/css/../../app.py",
        "/static/css/%00",
        "/static/..\\app.py",
        "/static/",
        "/static/css",
    ],
)
def test_only_files_that_are_meant_for_it_leave_the_house(door, path):
    answer = door.knock().get(path)
    assert answer.status_code in {404, 405}
    assert "import" not in answer.text
