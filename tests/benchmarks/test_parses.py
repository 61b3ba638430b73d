"""Parses kept between runs are the parses that would be made."""

import pytest

from benchmarks.accuracy.parses import keep
from khabar import pipeline
from khabar.model.documents import Hints
from khabar.pages import capture
from khabar.settings import Settings
from khabar.text import parse

TEXT = "Shells hit the market on Monday. At least 12 died, the council said.\n\nTHE ARMY DENIED IT."


def read():
    page = capture.build_page("bytes", TEXT.encode())
    return pipeline.read_article(page, Hints(), Settings())


def refuse():
    pytest.fail("asked for the model")


def test_kept_parses_are_read_like_fresh_ones(tmp_path, monkeypatch):
    fresh = read()
    assert any(figure.measure == "killed" for claim in fresh.claims for figure in claim.figures)
    monkeypatch.setattr(parse, "load", parse.load)  # `keep` puts another in its place for good
    keep(tmp_path / "parses.db")
    assert read() == fresh
    monkeypatch.setattr(parse, "load", refuse)
    keep(tmp_path / "parses.db")
    assert read() == fresh
