"""What pages of strangers say is shown and never obeyed, even by a browser that ignores the policy."""

import sqlite3
from urllib.parse import quote

import hostile_record
import pytest
from serving_face import serve
from vectors import VECTORS

from khabar.record.store import Record
from khabar.record.writer import add

AT_ONCE = 20
IN_ONE_ADDRESS = 50
LISTEN = (
    "window.hits = []; window.hit = () => window.hits.push(document.title); window.alert = window.hit;"
)
# what no page of khabar has, whoever's words are on it
STRANGE = """
[...document.querySelectorAll("*")].filter((element) =>
  [...element.attributes].some(({name, value}) =>
    name.startsWith("on") || name === "srcdoc" ||
    (["href", "src", "action", "formaction", "xlink:href"].includes(name) &&
      !/^(https?:|\\/|#|\\?|[a-z0-9._-]+(\\?|#|$))/.test(value))
  ) || ["IFRAME", "OBJECT", "EMBED", "BASE", "PLAINTEXT", "MATH"].includes(element.tagName) ||
  (element.tagName === "SCRIPT" && !element.src.startsWith(`${location.origin}/static/`))
).map((element) => element.outerHTML.slice(0, 300))
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The address of a record full of attempts, and the paths of pages that show them."""
    place = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with Record.open(place, create=True) as record:
        add(record, hostile_record.take_all(VECTORS, AT_ONCE), "1")
    rows = sqlite3.connect(place)
    events = rows.execute(
        "SELECT event FROM event_claim WHERE claim IN (SELECT min(claim) FROM mention GROUP BY article)"
    ).fetchall()
    articles = rows.execute("SELECT article FROM telling").fetchall()
    rows.close()
    with serve(place) as address:
        yield (
            address,
            [f"/events/{id_}" for (id_,) in events],
            [f"/articles/{id_}" for (id_,) in articles],
        )


def look(page, address, path):
    page.goto(address + path)
    assert page.evaluate(STRANGE) == []
    assert page.evaluate("window.hits") == []


@pytest.fixture
def obedient(chromium):
    """A browser that obeys no policy: what escapes a template runs."""
    context = chromium.new_context(bypass_csp=True)
    context.add_init_script(LISTEN)
    yield context.new_page()
    context.close()


def test_there_are_many_ways():
    assert len(VECTORS) >= 150


def test_lists_show_them_as_text(obedient, hostile):
    address, _, _ = hostile
    seen = ""
    for page in range(1, 6):
        look(obedient, address, f"/?page={page}")
        seen += obedient.locator("main").inner_text()
    assert "<script>hit()</script>" in seen


def test_what_an_address_says_is_shown_as_text(obedient, hostile):
    address, _, _ = hostile
    for start in range(0, len(VECTORS), IN_ONE_ADDRESS):
        words = quote(" ".join(VECTORS[start : start + IN_ONE_ADDRESS]))
        for path in (f"/?text={words}", f"/?place={words}", f"/?kind={words}", f"/{words}"):
            look(obedient, address, path)


def test_pages_of_events_show_them_as_text(obedient, hostile):
    address, events, _ = hostile
    for path in events:
        look(obedient, address, path)
        assert obedient.locator("main").inner_text().count("hit()") > 0


def test_pages_of_articles_show_them_as_text(obedient, hostile):
    address, _, articles = hostile
    for path in articles:
        look(obedient, address, path)
        assert obedient.locator("main").inner_text().count("hit()") >= AT_ONCE
