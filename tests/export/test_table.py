import io
from dataclasses import replace

import pytest
from sample import BRIDGE, REPORT, WIRE

from khabar.export.exporters import EXPORTERS
from khabar.export.json_lines import write as write_json_lines
from khabar.export.table import write
from khabar.model.claims import Rejected
from khabar.model.codec import from_line
from khabar.model.reports import Report

GONE = Rejected(source="gone.txt", reason="missing", detail="no such file")


@pytest.fixture(autouse=True)
def _width(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")


def draw(*outcomes):
    stream = io.BytesIO()
    write(outcomes, stream)
    return stream.getvalue().decode("utf-8")


def test_a_claim_is_one_row_with_its_bounds_place_and_speakers():
    drawn = draw(REPORT)
    assert "Shells hit Granollers bridge" in drawn
    assert "Valley Wire · North Press · 1938-06-01 · 2 claims" in drawn
    row = next(line for line in drawn.splitlines() if line.startswith("shelling"))
    assert "1938-05-30" in row
    assert "killed ≥ 12" in row
    assert "said by a hospital" in row
    assert "denied by General" in drawn


def test_a_part_hangs_under_its_whole():
    assert "└ threat" in draw(REPORT)


@pytest.mark.parametrize("width", ["30", "60", "80", "200"])
def test_no_line_is_wider_than_asked(monkeypatch, width):
    monkeypatch.setenv("COLUMNS", width)
    assert max(len(line) for line in draw(REPORT).splitlines()) <= int(width)


class Gone(io.BytesIO):
    """A pipe that nobody reads any more."""

    def write(self, _bytes):
        raise BrokenPipeError


def test_a_reader_that_goes_away_is_left_to_the_command_line():
    with pytest.raises(BrokenPipeError):
        write([REPORT], Gone())


def test_a_pipe_gets_no_colour():
    assert "\x1b" not in draw(REPORT)


def test_page_text_is_neither_markup_nor_command():
    hostile = "[red]\x1b[31m[/link]:smile:"
    claim = replace(BRIDGE, kind="[bold]x[/bold]")
    drawn = draw(Report(article=replace(WIRE, title=hostile), claims=(claim,)))
    assert "[red]�[31m[/link]:smile:" in drawn
    assert "[bold]x[/bold]" in drawn


def test_an_article_without_claims_is_named_without_a_table():
    drawn = draw(Report(article=replace(WIRE, title=None, publisher=None, published=None), claims=()))
    assert "(no title)" in drawn
    assert "no publisher · North Press · no day of publication · 0 claims" in drawn
    assert "said by" not in drawn


def test_rejections_are_left_to_the_caller():
    assert draw(GONE) == ""


def test_json_lines_hold_everything_in_order():
    stream = io.BytesIO()
    write_json_lines((REPORT, GONE), stream)
    kinds = [from_line(line)["type"] for line in stream.getvalue().splitlines()]
    assert kinds == ["article", "claim", "claim", "rejected", "rejected"]


def test_each_exporter_has_a_name_and_a_line_of_help():
    assert len({exporter.name for exporter in EXPORTERS}) == len(EXPORTERS)
    assert all(exporter.help for exporter in EXPORTERS)


def test_each_exporter_takes_the_same_outcomes():
    for exporter in EXPORTERS:
        stream = io.BytesIO()
        exporter.write((REPORT, GONE), stream)
        assert stream.getvalue()
