"""No name of a private person is served by a face for everybody, on any address that it leads to."""

import re
from dataclasses import replace

import pytest
import shelf
from starlette.testclient import TestClient

from khabar.model.claims import Actor, ActorClass, Certainty, Party, Role, Source, Stance
from khabar.model.documents import Dropped, Related
from khabar.model.values import Place, PlacePrecision, Reading, Span
from khabar.record.store import Record
from khabar.record.writer import add
from khabar.web.app import Face, build_app
from khabar.web.harm import draw_curtain

LINKS = re.compile(r'(?:href|action)="(/[^"#]*)')
MOST = 40
FILES = (
    "/events.csv",
    "/events.geojson",
    "/events.json",
    "/events.parquet",
    "/map.json",
    "/places",
    "/search?q=report",
    "/search?q=wept",
    "/",
)
SECRETS = ("ruiz", "etxandi", "calle mayor", "elm street")


def name_private(number, report):
    """A report that names a private person, and where she lived, wherever a report can."""
    ending = f"\nAna Ruiz {number}, of 14 Calle Mayor, wept. Jon Etxandi was killed, Ruiz said."
    text = report.article.text + ending
    article = replace(
        report.article,
        text=text,
        title="Ana Ruiz saw the raid",
        author="Jon Etxandi",
        url=f"https://paper.example/{number}/ana-ruiz-saw-it",
        related=(Related(title="Jon Etxandi is buried", published=None),),
        dropped=(Dropped(text="Read more of Ana Ruiz", reason="related", at=0),),
    )
    claims = tuple(tell_of(claim, text) for claim in report.claims)
    return replace(report, article=article, claims=claims)


def tell_of(claim, text):
    start = text.index(claim.quote)

    def read(words, value):
        at = text.index(words)
        return Reading(value=value, span=Span(at, at + len(words)), text=words, rule="by_hand")

    target = Party(name="Jon Etxandi", actor_class=ActorClass.CIVILIANS)
    speaker = Party(name="Ana Ruiz", actor_class=ActorClass.RESIDENTS)
    street = Place(
        name="Elm Street",
        admin1="Navarre",
        country="ES",
        lat=42.8166,
        lon=-1.6432,
        precision=PlacePrecision.EXACT,
        geonames=None,
    )
    return replace(
        claim,
        span=Span(start, start + len(claim.quote)),
        actors=(Actor(role=Role.TARGET, who=read("Jon Etxandi", target), certainty=Certainty.STATED),),
        sources=(Source(who=read("Ruiz said", speaker), stance=Stance.DENIES, cue=None),),
        place=read("Calle Mayor", street),
    )


@pytest.fixture(scope="module")
def public_face(tmp_path_factory):
    place = tmp_path_factory.mktemp("public") / "public.db"
    reports = [name_private(number, one) for number, one in enumerate(shelf.build_reports(11, 6))]
    with Record.open(place, create=True) as record:
        add(record, [shelf.take(one, number) for number, one in enumerate(reports)], reader="by hand")
        face = Face(record=record, version="0", curtain=draw_curtain(record))
        yield TestClient(build_app(face), base_url="http://127.0.0.1")


def test_no_page_and_no_file_names_a_private_person(public_face):
    waiting, seen = [*FILES], {}
    while waiting and len(seen) < MOST:
        address = waiting.pop(0).replace("&amp;", "&")
        if address in seen or address.startswith("/static"):
            continue
        answer = public_face.get(address)
        seen[address] = answer.content.lower()
        if "html" in answer.headers["content-type"]:
            found = LINKS.findall(answer.text)
            waiting += [link for link in found if "?" not in link]
    assert any("/events/" in address for address in seen)
    assert any("/articles/" in address for address in seen)
    told = {name: address for address, told in seen.items() for name in SECRETS if name.encode() in told}
    assert told == {}
    assert any(b"[name withheld]" in told for told in seen.values())
    assert any(b"[address withheld]" in told for told in seen.values())


def test_a_face_for_everybody_gives_no_capture(public_face):
    page = public_face.get("/").text
    event = re.search(r"/events/[0-9a-f]{16}", page)[0]
    article = re.search(r"/articles/[0-9a-f]{16}", public_face.get(event).text)[0]
    assert public_face.get(f"{article}/capture").status_code == 403
    assert "/capture" not in public_face.get(article).text


@pytest.mark.parametrize(
    "asked",
    [{"text": "jon etxandi"}, {"actor": "Jon Etxandi"}, {"source": "ana ruiz"}, {"actor": "etx"}],
)
def test_a_face_for_everybody_looks_up_no_private_person(public_face, asked):
    assert public_face.get("/", params=asked).status_code == 400


def test_a_face_for_everybody_tells_of_no_house(public_face):
    assert public_face.get("/", params={"within": "42.8166,-1.6432,0.1"}).status_code == 400


@pytest.mark.parametrize("asked", ["", "?zoom=14&box=-1.65,42.8,-1.64,42.82", "?within=42.8,-1.6,50"])
def test_a_face_for_everybody_has_no_mark_for_a_house(public_face, asked):
    told = public_face.get(f"/map.json{asked}").json()
    assert (told["cells"], told.get("box")) == ([], None)


@pytest.mark.parametrize("file", ["csv", "geojson", "json"])
def test_circles_do_not_tell_a_face_for_everybody_where_a_house_is(public_face, file):
    whole = public_face.get(f"/events.{file}").text
    found = public_face.get(f"/events.{file}", params={"within": "42.8,-1.6,50"}).text
    ids = set(re.findall(r"\b[0-9a-f]{16}\b", whole))
    assert ids
    assert not any(id_ in found for id_ in ids)


def test_a_face_for_everybody_tells_of_no_address(public_face):
    assert public_face.get("/", params={"place": "elm street"}).status_code == 400


def test_places_finer_than_a_town_are_counted_with_the_province_around_them(public_face):
    page = public_face.get("/places").text
    assert "Navarre" in page
    assert "withheld" not in page


@pytest.mark.parametrize("words", ["ruiz", "Etxandi", "wept ruiz", "ana", "mayor"])
def test_a_face_for_everybody_answers_a_withheld_word_as_one_that_no_report_has(public_face, words):
    def ask(path, name, text):
        answer = public_face.get(path, params={name: text})
        said = answer.text.replace(text, "").replace(text.replace(" ", "+"), "")
        return answer.status_code, said.replace("all of these words", "this word")

    for path, name in (("/", "text"), ("/events.csv", "text"), ("/map.json", "text"), ("/search", "q")):
        assert ask(path, name, words) == ask(path, name, "zurbano")
    assert ask("/", "text", "wept") != ask("/", "text", "zurbano")


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/", {"text": "rui*"}), ("/events.csv", {"text": "r*"}), ("/search", {"q": "rui*"})],
)
def test_a_face_for_everybody_lets_nobody_guess_a_name_by_its_letters(public_face, path, asked):
    assert public_face.get(path, params=asked).status_code == 400
