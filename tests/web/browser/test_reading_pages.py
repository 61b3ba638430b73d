"""What scripts add to the page of an article, and to the map for those who use keys."""

WIDE = {"width": 1440, "height": 900}


def test_a_reading_is_shown_where_a_keyboard_is_and_enter_leads_to_its_event(open_window, demo_ids):
    page = open_window(viewport=WIDE).open(f"/articles/{demo_ids['article']}")
    page.locator("#text .ref").first.focus()
    assert page.locator("#reading").is_visible()
    assert page.locator("#reading dt").count() > 0
    page.keyboard.press("Escape")
    assert not page.locator("#reading").is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/*")


def test_keys_alone_open_the_marks_of_the_map(open_window):
    page = open_window(viewport=WIDE).open("/?place=Durango")
    page.locator("#map[aria-busy=false]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.leaflet-popup-content') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "map"
