"""The rows that `docs/adding.md` shows are rows that khabar takes."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from khabar import vocab
from khabar.errors import DataError

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src" / "khabar" / "data"
GUIDE = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n# data/(\w+\.toml)\n(.*?)```", GUIDE, flags=re.DOTALL)
ROWS = [(name, rows) for name, rows in EXAMPLES if name != "places.toml"]


def copy_data(folder: Path, rows: list[tuple[str, str]]) -> Path:
    for path in DATA.glob("*.toml"):
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
        "reporting.toml",
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
    assert [cue.stance.value for cue in words.cues_by_first["gainsay"]] == ["denies"]
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
