"""Offsets mean the same in the browser as in Python, whatever the script: code points."""

import pytest
import shelf
from hostile_record import build_article, build_claim
from serving_face import serve

from khabar.model.reports import Report
from khabar.record.store import Record
from khabar.record.writer import add

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"  # one sign to the eye, five code points
MARKED = "Ta\u0301rrenz"  # a letter and a mark that combine
PERSON, TOWN = (
    "\u0634\u062e\u0635\u0627",
    "\u0627\u0644\u0645\u062f\u064a\u0646\u0629",
)  # from right to left
GOTHIC, FLAG = "\U00010330\U00010331", "\U0001f1ea\U0001f1f8"
LINES = (
    f"The raid {FAMILY} fell on {MARKED} \U0001f4a5, killing 12 people.",
    f"12 {PERSON} \U0001f54a {TOWN} at the bridge.",
    f"{GOTHIC} and e\u0301\u0323 stand before the last words {FLAG}.",
)
TEXT = "\n".join(LINES)
WORDS = (
    *(
        "12 people",
        "\U0001f4a5, killing",
        MARKED,
        f"{PERSON} \U0001f54a",
        "at the bridge",
        f"{FAMILY} fell",
    ),
    *(f"{GOTHIC[1]} and e\u0301", f"words {FLAG}."),
)
SHOWN = """() => {
  const [range] = CSS.highlights.get("asked");
  const words = range.cloneContents();
  words.querySelectorAll(".ref").forEach((number) => number.remove());
  return words.textContent;
}"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The address of the article."""
    article = build_article(TEXT, "Valley Wire")
    claims = (build_claim(article, LINES[0], "Tárrenz"),)
    place = tmp_path_factory.mktemp("scripts") / "scripts.db"
    with Record.open(place, create=True) as record:
        add(record, [shelf.take(Report(article=article, claims=claims))], "1")
    with serve(place) as address:
        yield f"{address}/articles/{article.id}"


@pytest.mark.parametrize("words", WORDS)
def test_a_span_of_the_article_is_shown_in_the_browser(chromium, written, words):
    start = TEXT.index(words)
    page = chromium.new_page()
    page.goto(f"{written}#c={start}-{start + len(words)}")
    page.wait_for_function("CSS.highlights.has('asked')")
    assert page.evaluate(SHOWN) == words
    page.close()
