import io
from dataclasses import replace

import pytest
from happenings import ESCAPE, KILLED, PART, RAID, RUMOUR, STATEMENTS

from khabar.export import claim_table, event_table
from khabar.export.event_phrases import phrase_actors, phrase_kind, phrase_support, phrase_tally
from khabar.model.claims import Role


@pytest.fixture(autouse=True)
def _width(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")


def draw(*events, write=event_table.write):
    stream = io.BytesIO()
    write(events, stream)
    return stream.getvalue().decode("utf-8")


def find_row(drawn, id_):
    return next(line for line in drawn.splitlines() if line.startswith(id_[:8]))


def test_an_event_is_one_row_with_what_where_when_and_how_many():
    row = find_row(draw(RAID), RAID.id)
    for cell in ("air strike", "1938-05-31", "Granollers, Catalonia,", "killed 31 (≥ 12)"):
        assert cell in row
    assert "contested: 2" in row


def test_a_part_hangs_under_its_whole():
    assert "└ air strike" in find_row(draw(RAID, PART), PART.id)


def test_what_is_not_known_is_empty_and_what_is_doubtful_is_said():
    row = find_row(draw(RUMOUR), RUMOUR.id)
    assert row.split() == ["00112233", "air", "strike", "(suspected,", "single", "source"]


def test_events_are_counted():
    assert draw(RAID, PART).splitlines()[-1] == "2 events"


def test_bounds_are_told_in_the_fewest_signs():
    assert phrase_tally(KILLED) == "killed 31 (≥ 12) contested"
    assert phrase_tally(KILLED.of_whom[0]) == "killed 5 children"


def test_who_did_it_stands_before_whom_it_was_done_to():
    drawn = phrase_actors(RAID)
    assert drawn.startswith("General Headquarters (accused) denied by General Headquarters → market")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("They", ""),
        ("At least 336 people", ""),
        ("two children", "→ two children"),
        ("people", "→ people"),
    ],
)
def test_pronouns_and_counts_of_people_are_no_actors_of_a_table(words, shown):
    target = next(actor for actor in RAID.actors if actor.role is Role.TARGET)
    nobody = replace(target, text=words, who=replace(target.who, name=None))
    assert phrase_actors(replace(RAID, actors=(nobody,))) == shown


def test_a_running_total_says_so():
    assert phrase_kind(RUMOUR) == "air strike (suspected, cumulative)"


def test_support_counts_sources_and_reports_where_there_are_several():
    assert phrase_support(RAID) == "contested: 2 sources in 1 report"
    assert phrase_support(RUMOUR) == "single source"


@pytest.mark.parametrize("write", [event_table.write, claim_table.write])
@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(monkeypatch, width, write):
    monkeypatch.setenv("COLUMNS", str(width))
    rows = STATEMENTS if write is claim_table.write else (RAID, PART, RUMOUR)
    assert max(map(len, draw(*rows, write=write).splitlines())) <= width


@pytest.mark.parametrize("width", [20, 60, 80, 120, 200])
def test_ids_are_never_broken(monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    assert find_row(draw(RAID), RAID.id)


@pytest.mark.parametrize(
    ("write", "rows"),
    [(event_table.write, (RUMOUR, PART)), (claim_table.write, STATEMENTS)],
    ids=["events", "claims"],
)
@pytest.mark.parametrize("width", [30, 60, 80, 119, 120])
def test_no_word_is_broken_on_any_terminal(monkeypatch, width, write, rows):
    monkeypatch.setenv("COLUMNS", str(width))
    drawn = list_words(draw(*rows, write=write))
    monkeypatch.setenv("COLUMNS", "900")
    assert list_words(draw(*rows, write=write)) == drawn


def list_words(drawn):
    """The words below the heads of a table, each once."""
    return set(drawn.split("─\n", 1)[1].split())


def test_a_pipe_gets_no_commands_to_the_terminal():
    assert ESCAPE in RAID.actors[1].text
    assert "\x1b" not in draw(RAID)


def test_a_claim_is_told_by_its_paper_and_day(monkeypatch):
    monkeypatch.setenv("COLUMNS", "900")
    drawn = draw(*STATEMENTS, write=claim_table.write)
    assert "Valley Wire (North Press), 1938-06-01, a copy of one text" in drawn
    assert drawn.splitlines()[-1] == "2 claims"
