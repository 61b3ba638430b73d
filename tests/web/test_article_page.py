import json
import re
from dataclasses import replace
from html import unescape

import pytest
import shelf
from starlette.testclient import TestClient

from khabar.model.documents import Dropped
from khabar.record.store import Record
from khabar.record.writer import add
from khabar.web.app import Face, build_app

TAGS = re.compile(r"<a class=\"ref\".*?</a>|<[^>]*>")
# in every text that a page can have: markup, turned writing, signs that HTML eats
ODD = "<b>&amp;\"'</b> \u202eabc\u2066 \r \x00 \U0001f54a e\u0301 \u05e9\u05dc\u05d5\u05dd"


@pytest.fixture(scope="module")
def odd_report():
    report = shelf.build_reports(seed=5, number=1)[0]
    text = f"{report.article.text}\n{ODD} \ud800"
    article = replace(
        report.article,
        text=text,
        title=ODD,
        publisher=ODD,
        author=ODD,
        url=f"javascript:alert(1)//{ODD}",
        dropped=(Dropped(text=ODD, reason="navigation", at=0),),
    )
    return replace(report, article=article)


@pytest.fixture(scope="module")
def two_versions():
    """Two texts that one address gave."""
    return shelf.build_reports(seed=3, number=2)


@pytest.fixture(scope="module")
def odd_face(odd_report, two_versions, tmp_path_factory):
    place = tmp_path_factory.mktemp("odd") / "odd.db"
    with Record.open(place, create=True) as record:
        taken = replace(shelf.take(shelf.build_reports(seed=5, number=1)[0]), outcome=odd_report)
        add(record, [taken, *(shelf.take(one, 7) for one in two_versions)], reader="by hand")
        yield TestClient(build_app(Face(record=record, version="0")), base_url="http://127.0.0.1")


@pytest.fixture
def guernica(face):
    """The address of an article of the demonstration with several claims."""
    page = face.get("/", params={"kind": "air_strike", "place": "Guernica"}).text
    event = re.search(r"/events/[0-9a-f]{16}", page)[0]
    return re.search(r"/articles/[0-9a-f]{16}", face.get(event).text)[0]


def list_paragraphs(page):
    """The paragraphs of the text with their offsets, as a reader of the page has them."""
    found = re.findall(r'<(p|h3) dir="auto" data-at="(\d+)">(.*?)</\1>\n', page, re.DOTALL)
    return [(int(at), unescape(TAGS.sub("", inside))) for _, at, inside in found]


def test_an_article_is_shown_whole_with_its_claims_in_place(face, guernica):
    lines = [json.loads(line) for line in face.get(f"{guernica}.json").text.splitlines()]
    page = face.get(guernica).text
    paragraphs = list_paragraphs(page)
    assert "\n".join(text for _, text in paragraphs) == lines[0]["text"]
    for line in lines:
        if line["type"] == "claim":
            start, end = line["span"]
            assert f'id="c={start}-{end}"' in page


def test_a_paragraph_says_where_in_the_text_it_begins(face, guernica):
    text = json.loads(face.get(f"{guernica}.json").text.splitlines()[0])["text"]
    for at, paragraph in list_paragraphs(face.get(guernica).text):
        assert text[at : at + len(paragraph)] == paragraph


def test_a_claim_leads_to_its_event(face, guernica):
    lines = [json.loads(line) for line in face.get(f"{guernica}.json").text.splitlines()]
    page = face.get(guernica).text
    assert all(f'href="/events/{line["id"]}"' in page for line in lines if line["type"] == "event")


def test_a_capture_is_a_download_that_no_browser_shows(face, guernica):
    answer = face.get(f"{guernica}/capture")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<html" in answer.text


def test_the_first_signs_of_an_id_lead_to_the_article_and_its_capture(face, guernica):
    for ending in ("", ".json", "/capture"):
        answer = face.get(f"{guernica[:-4]}{ending}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (301, guernica + ending)


def test_what_is_no_article_is_not_found(face):
    event = re.search(r"/events/([0-9a-f]{16})", face.get("/").text)[1]
    assert face.get(f"/articles/{event}").status_code == 404
    assert face.get("/articles/0123456789abcdef").status_code == 404


def test_page_text_stays_text_whatever_it_holds(odd_face, odd_report):
    page = odd_face.get(f"/articles/{odd_report.article.id}").text
    assert "<b>&" not in page
    assert 'href="javascript' not in page
    last = list_paragraphs(page)[-1][1]
    assert last.startswith("<b>&amp;\"'</b> ")
    assert last.endswith(" ?")


def test_an_event_of_an_odd_article_is_shown(odd_face, odd_report):
    for claim in odd_report.claims:
        answer = odd_face.get(f"/events/{claim.id}")
        assert answer.status_code == 200
        assert "<b>&" not in answer.text


def test_versions_of_a_page_lead_to_one_another(odd_face, two_versions):
    for one in two_versions:
        page = odd_face.get(f"/articles/{one.article.id}").text
        assert "Versions of this page" in page
        assert all(f"/articles/{other.article.id}" in page for other in two_versions)
        assert page.count('aria-current="true"') == 1
