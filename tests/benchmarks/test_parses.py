"""Parses kept between runs are the parses that would be made."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from benchmarks.accuracy.parses import keep
from khabar.text import parse
from khabar import pipeline
from khabar.model.documents import Hints
from khabar.pages import capture
from khabar.settings import Settings

if sys.argv[2] == "without a model":
    parse.load = lambda: sys.exit("asked for the model")
if sys.argv[1]:
    keep(Path(sys.argv[1]))
TEXT = "Shells hit the market on Monday. At least 12 died, the council said.\\n\\nTHE ARMY DENIED IT."
page = capture.build_page("bytes", TEXT.encode())
print(pipeline.read_article(page, Hints(), Settings(), lambda: None))
"""


def read(file: Path | str, how: str = "") -> str:
    command = [sys.executable, "-c", PROGRAM, str(file), how]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def fresh() -> str:
    return read("")


def test_kept_parses_are_read_like_fresh_ones(fresh, tmp_path):
    assert "killed" in fresh
    assert read(tmp_path / "parses.db") == fresh
    assert read(tmp_path / "parses.db", "without a model") == fresh
