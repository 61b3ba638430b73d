"""Every page that visitors read: wide and narrow, light and dark, with a keyboard, without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from windows import watch

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 320, "height": 640}
PAGES = {
    "all events": "/",
    "some events": "/?kind=air_strike&place=Guernica&rule=latest",
    "no events": "/?text=nobody%20ever%20wrote%20this",
    "a fault": "/?since=yesterday",
    "nothing": "/nowhere",
    "places": "/places",
    "an event": "/events/{event}",
    "an event by another rule": "/events/{event}?rule=latest&as_of=1937-05-01",
    "an article": "/articles/{article}",
    "a search": "/search?q=guernica",
    "about": "/about",
    "signing in": "/sign-in",
}
OF_MEMBERS = {
    "the account": "/account",
    "a question": "/review",
    "agreement": "/review/agreement",
}
ALL = {**PAGES, **OF_MEMBERS}


@pytest.fixture(scope="module")
def windows(chromium, demo_address, signed_in):
    """Windows of a visitor, a member, somebody without scripts: one is as dear as three pages."""
    options = {
        "visitor": {},
        "member": {"storage_state": signed_in},
        "plain": {"java_script_enabled": False},
    }
    contexts = {
        who: chromium.new_context(base_url=demo_address, **more) for who, more in options.items()
    }
    yield {who: watch(context, demo_address) for who, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture
def look(windows, demo_ids):
    """Opens a page, as a member where it is for members; what it complains of fails the test."""

    def open_page(path, who="visitor", screen="wide and light"):
        window = windows["member" if path in OF_MEMBERS.values() else who]
        set_screen(window.page, screen)
        return window.open(path.format(**demo_ids))

    yield open_page
    complaints = [complaint for window in windows.values() for complaint in window.complaints]
    for window in windows.values():
        window.complaints.clear()
    assert complaints == []


def set_screen(page, screen):
    is_wide = screen.startswith("wide")
    page.set_viewport_size(WIDE if is_wide else NARROW)
    page.emulate_media(
        color_scheme="light" if is_wide else "dark",
        reduced_motion="no-preference" if is_wide else "reduce",
    )


@pytest.mark.parametrize("screen", ["wide and light", "narrow and dark"])
@pytest.mark.parametrize("path", ALL.values(), ids=ALL)
def test_everybody_can_use_it(look, path, screen):
    page = look(path, screen=screen)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert (
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    )
    assert page.locator("h1").count() == 1
    assert page.title().endswith("khabar")


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_it_can_be_read_without_scripts(look, path):
    with_scripts, without = look(path), look(path, who="plain")
    assert without.locator("h1").inner_text() == with_scripts.locator("h1").inner_text()
    for links in ("main a[href^='/events/']", "main a[href^='/articles/']"):
        assert without.locator(links).count() >= with_scripts.locator(links).count()


@pytest.mark.parametrize("path", ALL.values(), ids=ALL)
def test_a_keyboard_gets_to_what_it_says_and_sees_where_it_is(look, path):
    page = look(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none" or page.evaluate("document.activeElement === document.body")
