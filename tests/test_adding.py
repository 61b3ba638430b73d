"""The rows that `docs/adding.md` shows are rows that khabar takes."""

import importlib.util
import io
import re
import shutil
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from khabar import vocab
from khabar.claims import Context, find_claims
from khabar.errors import DataError
from khabar.model.claims import Claim, Rejected
from khabar.model.documents import Article, Hints, Page, ParsedSentence, Sentence
from khabar.model.reports import Report
from khabar.model.values import Span
from khabar.pages import read_page
from khabar.reconcile.comparing.compare import compare
from khabar.settings import Settings
from khabar.text.numbers.quantities import find_quantities
from tests.reconcile.invented import claim, figure
from tests.reconcile.test_linking import article

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src" / "khabar" / "data"
GUIDE = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n# data/(\w+\.toml)\n(.*?)```", GUIDE, flags=re.DOTALL)
SNIPPETS = dict(re.findall(r"```python\n# (an? \w+)\n(.*?)```", GUIDE, flags=re.DOTALL))
ROWS = [(name, rows) for name, rows in EXAMPLES if name != "places.toml"]


def copy_data(folder: Path, rows: list[tuple[str, str]]) -> Path:
    for path in (*DATA.glob("*.toml"), *DATA.glob("*.txt")):
        shutil.copy(path, folder)
    for name, text in rows:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\n" + text)
    return folder


def test_the_guide_shows_a_row_for_each_file_that_people_add_to() -> None:
    assert [name for name, _ in EXAMPLES] == [
        "kinds.toml",
        "triggers.toml",
        "actors.toml",
        "people.toml",
        "causes.toml",
        "reporting.toml",
        "attributions.toml",
        "interactions.toml",
        "places.toml",
        "publishers.toml",
    ]


def test_the_rows_of_the_guide_are_taken_and_can_be_looked_up(tmp_path: Path) -> None:
    words = vocab.read_folder(copy_data(tmp_path, ROWS))
    assert words.kinds["naval_attack"].parent == "attack"
    assert [trigger.kind for trigger in words.triggers_by_first["torpedo"]] == ["naval_attack"]
    assert [actor.name for actor in words.find_actors("the Biscay council")] == [
        "Provincial Council of Biscay"
    ]
    assert words.people["stevedore"].who == "people"
    assert words.causes_by_word["clearance"].id == "eviction"
    assert [cue.stance.value for cue in words.cues_by_first["pour"]] == ["doubts"]
    assert "on" in vocab.read_tellings(tmp_path, words)["dined"][0].prepositions
    lapse = vocab.read_interactions(tmp_path, words).verbs["lets"]
    assert any(verb.rest == ("lapse",) and verb.on == {"ties"} for verb in lapse)
    assert "Rivertown Mercury" in {house.name for house in words.publishers}


def test_a_row_of_the_guide_that_is_already_there_is_refused_with_its_file(tmp_path: Path) -> None:
    twice = [(name, rows) for name, rows in ROWS if name in ("kinds.toml", "triggers.toml")]
    torpedo = twice[-1]
    with pytest.raises(DataError, match=r"^triggers\.toml: .*torpedo"):
        vocab.read_folder(copy_data(tmp_path, [*twice, torpedo]))


def test_the_place_of_the_guide_has_the_keys_of_the_places_that_ship() -> None:
    shown = tomllib.loads(dict(EXAMPLES)["places.toml"])["place"]
    ship = tomllib.loads((DATA / "places.toml").read_text(encoding="utf-8"))["place"]
    known = {key for place in ship for key in place}
    assert {key for place in shown for key in place} <= known
    assert {place["kind"] for place in shown} <= {place["kind"] for place in ship}


def run_snippet(name: str, folder: Path) -> ModuleType:
    path = folder / f"{name.replace(' ', '_')}_of_the_guide.py"
    path.write_text(SNIPPETS[name], encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # dataclasses look their module up there
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, path.stem, module)
        spec.loader.exec_module(module)
    return module


def read_hills(folder: Path, text: str) -> Article:
    content = f"# A town in the hills\n\n{text}\n".encode()
    page = Page(source="hills.md", content=content, content_type="text/markdown", sha256="0" * 64)
    return read_page(page, Hints(), Settings(), readers=run_snippet("a reader", folder).MINE)


def build_context(article: Article) -> Context:
    return Context(
        article=article,
        vocab=vocab.load(),
        mentions=(),
        places=(),
        times=(),
        quantities=find_quantities(article.text, Span(0, len(article.text))),
        actors=(),
    )


def find_listed(folder: Path, text: str) -> tuple[Claim, ...]:
    article = read_hills(folder, text)
    sentence = Sentence(index=0, paragraph=0, span=Span(0, len(article.text)), text=article.text)
    parsed = ParsedSentence(sentence=sentence, tokens=())
    extractor = run_snippet("an extractor", folder).MINE[-1]
    return find_claims([parsed], build_context(article), (extractor,))


def test_the_reader_of_the_guide_accounts_for_each_word(tmp_path: Path) -> None:
    article = read_hills(tmp_path, "Two shells fell.\n\nNobody was hurt.")
    kept = len(article.text.split()) + sum(len(drop.text.split()) for drop in article.dropped)
    assert article.text == "Two shells fell.\nNobody was hurt."
    assert kept == article.words_in


def test_the_extractor_of_the_guide_finds_a_listed_toll_and_nothing_in_prose(tmp_path: Path) -> None:
    (claim,) = find_listed(tmp_path, "Killed: 12")
    assert [(figure.measure, figure.count.value.low) for figure in claim.figures] == [("killed", 12)]
    assert find_listed(tmp_path, "The army killed 12 people") == ()


def test_the_exporter_of_the_guide_writes_a_line_for_each_claim_and_rejection(tmp_path: Path) -> None:
    exporter = run_snippet("an exporter", tmp_path).MINE[-1]
    article = read_hills(tmp_path, "Killed: 12")
    report = Report(article=article, claims=find_listed(tmp_path, "Killed: 12"))
    stream = io.BytesIO()
    exporter.write([report, Rejected(source="a.txt", reason="empty", detail="0 bytes")], stream)
    assert stream.getvalue() == b"toll\tKilled: 12\nrejected\ta.txt: empty\n"


def test_the_feature_of_the_guide_is_one_more_reason_of_a_link(tmp_path: Path) -> None:
    features = run_snippet("a feature", tmp_path).MINE
    left, right = (
        article(name, claim(name, figure("9", measure="wounded")))[0] for name in ("early", "late")
    )
    assert [reason.why for reason in compare(left, right, features).reasons][-1] == "both count wounded"
    assert "wounded" not in {reason.feature for reason in compare(left, right).reasons}


def test_the_connector_of_the_guide_names_addresses(tmp_path: Path) -> None:
    connector = run_snippet("a connector", tmp_path).MINE[-1]
    assert connector.build_address({"key": "a b"}) == "https://harbour.example/reports?key=a+b"
    answer = b'{"reports": [{"link": "https://harbour.example/1"}, {"link": "ftp://x"}]}'
    assert [found.address for found in connector.read(answer)] == ["https://harbour.example/1"]
