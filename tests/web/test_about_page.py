import pytest
from starlette.testclient import TestClient

from khabar.record.looking.stock import count_books
from khabar.record.store import Record
from khabar.web.app import Face, build_app
from khabar.web.harm import draw_curtain


def test_the_books_and_the_sources_are_told(face, demo_record):
    page = face.get("/about").text
    with Record.open(demo_record, create=False) as record:
        stock = count_books(record)
    for number in (stock.pages.captures, stock.words.taken, stock.claims, stock.events):
        assert f"<td>{number:,}</td>" in page
    assert "Meridian Courier" in page
    assert "This face shows all" in page


@pytest.mark.parametrize("path", ["/about", "/"])
def test_how_to_object_is_one_link_away(face, path):
    assert 'href="/about"' in face.get(path).text


def test_a_face_for_everybody_says_what_it_withholds_and_where_to_object(demo_record):
    with Record.open(demo_record, create=False) as record:
        house = Face(
            record=record, version="0", curtain=draw_curtain(record), contact="<desk@paper.example>"
        )
        page = TestClient(build_app(house)).get("/about").text
    assert "This face is one for everybody" in page
    assert "&lt;desk@paper.example&gt;" in page
