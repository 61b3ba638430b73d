"""What people do in a real browser: signing in, reviewing by keys, commenting, moderating."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from people import CHEAP, PASSWORD
from serving_face import serve
from test_hostile_texts import LISTEN, STRANGE
from vectors import VECTORS
from windows import watch

from khabar.record.comments.writing import Draft, State, keep_comment
from khabar.record.looking.filters import Filter
from khabar.record.looking.views import find_events
from khabar.record.people.accounts import Role, add_account
from khabar.record.people.passwords import hash_password
from khabar.record.store import Record
from khabar.web.people.house import House
from khabar.web.people.throttle import read_clock

REVIEWER, ADMIN = "Ana", "Zoe"
PAGES = (
    "/sign-in",
    "/account",
    "/accounts",
    "/review",
    "/review?sort=same",
    "/review?sort=place",
    "/review?sort=speaker",
    "/review/agreement",
    "/moderation",
    "/moderation?state=shown",
    "/moderation/log",
)


@pytest.fixture(scope="module")
def desk(demo_record, tmp_path_factory):
    """A record with two accounts and hostile comments, its address, and an event that has them."""
    place = tmp_path_factory.mktemp("people") / "people.db"
    shutil.copy(demo_record, place)
    with Record.open(place, create=False) as record:
        for name, role in ((REVIEWER, Role.REVIEWER), (ADMIN, Role.ADMIN)):
            add_account(record, name, role, hash_password(PASSWORD, CHEAP))
        event = next(iter(find_events(record, Filter(kind="air_strike"))))
        for start in range(0, len(VECTORS), 10):
            words = "\n".join(VECTORS[start : start + 10])[:1900]
            draft = Draft(
                sort="event", about=event.id, name=VECTORS[start][:60], text=words, sender="0" * 16
            )
            keep_comment(record, draft, read_clock(), state=State.SHOWN if start else State.WAITING)
    with serve(place, House(hasher=CHEAP, puzzle_bits=10)) as address:
        yield address, event.id


def enter(page, address, name=ADMIN):
    page.goto(f"{address}/sign-in")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")


@pytest.fixture
def window(chromium, desk):
    """A window on the desk; what it complains of fails the test."""
    context = chromium.new_context(base_url=desk[0])
    opened = watch(context, desk[0])
    yield opened.page
    context.close()
    assert opened.complaints == []


@pytest.mark.parametrize("look", ["wide and light", "narrow and dark"])
def test_everybody_can_use_the_pages_of_people(chromium, desk, look):
    address, event = desk
    is_wide = look.startswith("wide")
    context = chromium.new_context(
        base_url=address,
        viewport={"width": 1440 if is_wide else 320, "height": 900},
        color_scheme="light" if is_wide else "dark",
        reduced_motion="reduce",
    )
    page = context.new_page()
    enter(page, address)
    for path in (*PAGES, f"/comments/write?about={event}"):
        page.goto(address + path)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], path
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, path
        assert page.locator("h1").count() == 1, path
    context.close()


def test_questions_are_answered_and_undone_by_keys_alone(window, desk):
    enter(window, desk[0], REVIEWER)
    window.goto("/review?sort=same")
    first = window.locator("[name=question]").input_value()
    window.keyboard.press("ArrowRight")
    window.wait_for_url("**after=1**")
    assert window.locator("[name=question]").input_value() != first
    window.keyboard.press("ArrowLeft")
    window.wait_for_url("**after=0**")
    window.keyboard.press("r")
    window.keyboard.type("not yet")
    window.keyboard.press("Enter")  # sends nothing
    window.keyboard.press("Escape")
    assert window.locator("[name=reason]").input_value() == "not yet"
    window.keyboard.press("n")
    window.wait_for_url("**done=**")
    assert window.locator("[name=question]").input_value() != first
    window.keyboard.press("z")
    window.wait_for_url(f"**/review/{first}")
    assert window.locator("[name=question]").input_value() == first


def test_a_place_is_picked_on_the_map(window, desk):
    enter(window, desk[0], REVIEWER)
    window.goto("/review?sort=place")
    window.locator("#pick canvas").first.wait_for()
    window.locator("#pick").click(position={"x": 100, "y": 150})
    assert -90 <= float(window.locator("[name=lat]").input_value()) <= 90
    window.locator("[name=candidate]").first.check()
    picked = window.locator("[name=lat]").input_value()
    assert picked == f"{float(window.locator('[name=candidate]').first.get_attribute('data-lat')):.4f}"
    window.locator("h1").click()
    window.keyboard.press("2")
    assert window.locator("[name=candidate]").nth(1).is_checked()
    for key in ("e", "ArrowRight", "Enter"):
        window.keyboard.press(key)
    assert window.locator("[name=candidate]:checked").count() == 0
    assert window.locator("[name=lat]").input_value() != picked
    window.locator("[name=lat]").blur()
    window.locator("main h1").click()
    window.keyboard.press("n")
    window.wait_for_url("**done=**")


def test_a_browser_solves_the_puzzle_of_a_comment_and_its_writer_takes_it_back(window, desk):
    window.goto(f"/events/{desk[1]}")
    window.get_by_text("Your comment as a visitor").click()
    window.wait_for_url("**/comments/write?**")  # and its script
    window.fill("#text", "The number is that of the first day. مرحبا 🙂")
    window.keyboard.press("Tab")
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    window.wait_for_url("**key=**")
    assert "Thank you" in window.locator("main").inner_text()
    assert window.locator("#text").input_value() == "The number is that of the first day. مرحبا 🙂"
    window.get_by_text("Withdraw it").click()
    window.wait_for_url("**key=**")
    window.get_by_text("You have withdrawn it").wait_for()


def test_review_and_comments_work_without_scripts(chromium, desk):
    context = chromium.new_context(base_url=desk[0], java_script_enabled=False)
    page = context.new_page()
    enter(page, desk[0], REVIEWER)
    page.goto("/review?sort=news")
    page.locator("button[value=yes]").click()
    page.wait_for_url("**done=**")
    page.locator(".done button").click()
    page.wait_for_url("**/review/*")
    page.goto(f"/comments/write?about={desk[1]}")
    page.fill("#text", "Sent in haste.")
    page.locator("button.main").click()
    assert "wait " in page.locator("[role=alert]").inner_text()
    assert page.locator("#text").input_value() == "Sent in haste."
    context.close()


def test_what_visitors_write_is_shown_and_never_obeyed(chromium, desk):
    address, event = desk
    context = chromium.new_context(bypass_csp=True, base_url=address)
    context.add_init_script(LISTEN)
    page = context.new_page()
    enter(page, address)
    for path in (f"/events/{event}", "/moderation", "/moderation?state=shown", "/moderation/log"):
        page.goto(path)
        assert page.evaluate(STRANGE) == []
        assert page.evaluate("window.hits") == []
    page.goto("/moderation?state=waiting")
    page.check("input[name=comment] >> nth=0")
    page.get_by_role("button", name="Ask reviewers").click()
    page.wait_for_url("**done=1")
    page.goto("/review")
    assert page.evaluate(STRANGE) == []
    assert page.evaluate("window.hits") == []
    assert "<script>hit()</script>" in page.locator("blockquote").inner_text()
    context.close()
