import pytest
from argon2 import PasswordHasher
from people import CHEAP, PASSWORD, find_token, open_door, send, sign_in
from sqlalchemy import select

from khabar.errors import RecordError
from khabar.record.people import accounts, tables
from khabar.record.people.passwords import hash_password
from khabar.web.people import access

ANA = "Ana reviewer"


def list_rows(record, table):
    with record.reading() as connection:
        return connection.execute(select(table)).all()


def test_whoever_signs_in_is_named_on_each_page_until_they_sign_out(door):
    browser = door.enter("reviewer")
    assert ANA in browser.get("/").text
    assert send(browser, "/sign-out", page="/account").headers["location"] == "/"
    assert ANA not in browser.get("/").text
    assert list_rows(door.record, tables.session) == []


def test_a_session_is_known_by_its_token_which_is_not_kept(door):
    browser = door.enter("reader")
    token = browser.cookies["khabar_session"]
    kept = list_rows(door.record, tables.session)
    assert len(kept) == 1
    assert token not in str(kept)
    assert PASSWORD not in str(list_rows(door.record, tables.account))


def test_a_cookie_is_hidden_from_scripts_and_other_sites_and_goes_over_https_only(door):
    door.enter("reader")
    for scheme, name, secure in (
        ("http", "khabar_session", False),
        ("https", "__Host-khabar_session", True),
    ):
        browser = door.knock(scheme=scheme)
        cookie = sign_in(browser, "Ana reader").headers["set-cookie"]
        assert cookie.startswith(f"{name}=")
        assert ("Secure" in cookie) is secure
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie


def test_a_session_that_somebody_else_chose_is_not_taken_up(door):
    door.enter("reader")
    browser = door.knock()
    browser.cookies.set("khabar_session", "chosen-by-somebody-else")
    answer = sign_in(browser, "Ana reader")
    assert "chosen-by-somebody-else" not in answer.headers["set-cookie"]
    first = door.enter("reader")
    old = first.cookies["khabar_session"]
    sign_in_again = first.post(
        "/sign-in",
        data={
            "token": find_token(first.get("/account").text),
            "name": "Ana reader",
            "password": PASSWORD,
        },
    )
    assert sign_in_again.status_code == 303
    assert first.cookies["khabar_session"] != old
    stale = door.knock()
    stale.cookies.set("khabar_session", old)
    assert "Sign in" in stale.get("/").text


@pytest.mark.parametrize("name", [ANA, "Nobody at all", ""])
def test_a_wrong_password_and_an_unknown_name_are_told_alike(door, name):
    door.enter("reviewer")
    answer = sign_in(door.knock(), name, "another password")
    assert answer.status_code == 401
    assert "The name or the password is not right." in answer.text


def test_an_unknown_name_costs_as_much_as_a_known_one(door, monkeypatch):
    door.enter("reviewer")
    asked = []
    real = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher, "verify", lambda self, kept, given: asked.append(kept) or real(self, kept, given)
    )
    sign_in(door.knock(), ANA, "another password")
    sign_in(door.knock(), "Nobody at all", "another password")
    assert len(asked) == 2
    assert [kept.split("$")[1:4] for kept in asked[:1]] == [kept.split("$")[1:4] for kept in asked[1:]]


def test_who_is_disabled_is_out_at_once_and_cannot_come_back(door):
    browser = door.enter("reviewer")
    accounts.set_disabled(door.record, ANA, is_disabled=True)
    assert browser.get("/account").status_code == 303
    assert sign_in(door.knock(), ANA).status_code == 401


@pytest.mark.parametrize("change", ["role", "password"])
def test_sessions_end_with_the_role_or_password_that_they_began_with(door, change):
    browser = door.enter("reviewer")
    if change == "role":
        accounts.set_role(door.record, ANA, accounts.Role.READER)
    else:
        accounts.set_password(door.record, ANA, hash_password("another password", CHEAP))
    assert browser.get("/account").status_code == 303


@pytest.mark.parametrize(("pauses", "is_in"), [([1.9] * 5, True), ([2.4], False), ([1.9] * 7, False)])
def test_a_session_ends_when_nobody_uses_it_and_in_the_evening(door, pauses, is_in):
    browser = door.enter("reader")
    for hours in pauses:
        door.clock.pass_by(hours=hours)
        answer = browser.get("/account")
    assert (answer.status_code == 200) is is_in


def test_passwords_are_guessed_at_slowly_and_the_right_one_waits_too(door):
    door.enter("reviewer")
    statuses = [sign_in(door.knock(f"192.0.2.{n}"), ANA, f"wrong {n}").status_code for n in range(11)]
    assert statuses == [401] * 10 + [429]
    refused = sign_in(door.knock("192.0.2.99"), ANA)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "30"
    door.clock.pass_by(seconds=31)
    assert sign_in(door.knock("192.0.2.99"), ANA).status_code == 303


def test_one_address_cannot_try_many_names(door):
    browser = door.knock("2001:db8::1")
    statuses = [sign_in(browser, f"name {n}").status_code for n in range(31)]
    assert statuses == [401] * 30 + [429]
    assert sign_in(door.knock("2001:db8::2"), "name").status_code == 429
    assert sign_in(door.knock("2001:db8:0:1::1"), "name").status_code == 401


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\tevil",
        "evil.example",
        "///evil.example",
        "/\r\nset-cookie: a=b",
        "\\\\evil.example",
    ],
)
def test_signing_in_leads_to_no_other_site(door, address):
    door.enter("reader")
    answer = sign_in(door.knock(), "Ana reader", next=address)
    assert answer.headers["location"] == "/"


def test_signing_in_leads_to_the_page_that_was_wanted(door):
    door.enter("reader")
    browser = door.knock()
    away = browser.get("/account?a=1")
    assert away.headers["location"] == "/sign-in?next=/account%3Fa%3D1"
    assert 'value="/account?a=1"' in browser.get(away.headers["location"]).text
    assert sign_in(browser, "Ana reader", next="/account?a=1").headers["location"] == "/account?a=1"


def test_a_hash_by_older_parameters_is_made_anew_when_its_password_is_given(door):
    older = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    accounts.add_account(door.record, "Old Hand", accounts.Role.READER, hash_password(PASSWORD, older))
    browser = door.knock()
    assert sign_in(browser, "Old Hand").status_code == 303
    kept = accounts.find_known(door.record, "Old Hand").password
    assert not CHEAP.check_needs_rehash(kept)
    assert browser.get("/account").status_code == 200


def test_people_change_their_own_password_and_are_out_everywhere(door):
    browser, other = door.enter("reader"), door.enter("reader")
    fields = {"password": PASSWORD, "new": "a new password", "again": "a new password"}
    for wrong in ({"password": "not it"}, {"new": "short", "again": "short"}, {"again": "another one"}):
        assert send(browser, "/account", fields | wrong).status_code == 400
    assert send(browser, "/account", fields).status_code == 303
    assert other.get("/account").status_code == 303
    assert sign_in(door.knock(), "Ana reader", "a new password").status_code == 303


def test_a_face_for_members_shows_nothing_to_others(demo_record, tmp_path):
    with open_door(demo_record, tmp_path, signed_in_only=True) as door:
        assert door.knock().get("/").headers["location"] == "/sign-in?next=/"
        assert door.knock().get("/sign-in").status_code == 200
        assert door.enter("reader").get("/").status_code == 200


def test_pages_of_people_are_kept_by_no_cache(door):
    browser = door.enter("reader")
    assert browser.get("/").headers["cache-control"] == "private, no-store"
    assert "cookie" in browser.get("/").headers["vary"].lower()
    assert "private" not in door.knock().get("/").headers.get("cache-control", "")


def test_an_admin_changes_what_others_may_do_but_not_their_own_role(door):
    admin, ben = door.enter("admin"), door.enter("reader", "Ben")
    assert send(admin, "/accounts", {"name": "Ben", "role": "reviewer"}).status_code == 303
    assert ben.get("/account").status_code == 303  # has to sign in again
    assert door.enter("reader", "Ben").get("/review").status_code == 200
    assert send(admin, "/accounts", {"name": "Ben", "act": "disable"}).status_code == 303
    assert "may not sign in" in admin.get("/accounts").text
    assert sign_in(door.knock(), "Ben").status_code == 401
    send(admin, "/accounts", {"name": "Ben", "act": "enable"})
    assert sign_in(door.knock(), "Ben").status_code == 303
    for fields in ({"name": "Ana admin", "role": "reader"}, {"name": "Ben", "role": "king"}):
        assert send(admin, "/accounts", fields).status_code == 400
    assert send(admin, "/accounts", {"name": "Nobody", "role": "reader"}).status_code == 400


def test_a_page_is_shown_where_the_record_cannot_note_who_saw_it(door, monkeypatch):
    def fail(*_):
        raise RecordError("the record is locked")

    browser = door.enter("reader")
    door.clock.pass_by(hours=1)
    monkeypatch.setattr(access, "note_seen", fail)
    assert "Ana reader" in browser.get("/about").text
