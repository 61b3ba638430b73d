import io
import re
from dataclasses import replace
from datetime import date

import pytest
from happenings import ARTICLE, RAID, SHOWING

from khabar.export import show_text
from khabar.record.finding import Found, Sort


def draw(showing):
    stream = io.BytesIO()
    show_text.write(showing, stream)
    return stream.getvalue().decode("utf-8")


@pytest.fixture(autouse=True)
def _width(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def drawn():
    return draw(SHOWING)


def list_lines(drawn, head):
    """The lines under a head, until the next one, with single spaces."""
    part = drawn.split(f"\n{head}\n", 1)[1].split("\n\n", 1)[0]
    return [re.sub(r" +", " ", line).strip() for line in part.splitlines()]


def test_it_begins_with_what_happened_where_and_when(drawn):
    lines = drawn.splitlines()
    assert lines[0].strip() == "Air strike, Granollers, Catalonia, ES, 1938-05-31"
    told = "told 1938-06-01 to 1938-06-04"
    assert lines[1].strip() == f"contested · 2 independent sources · 1 report · {told}"
    assert lines[2].strip() == "figures by the rule reliable"
    assert lines[3].strip() == f"id {RAID.id}"


def test_accounts_of_a_figure_stand_side_by_side_with_who_gives_and_who_denies_them(drawn):
    lines = list_lines(drawn, "Killed 31 (≥ 12) contested")
    doctor = next(line for line in lines if line.startswith("≥ 12"))
    assert doctor == "≥ 12 a hospital doctor Valley Wire 1938-06-01 General Headquarters"
    mayor = " ".join(lines[lines.index(doctor) + 1 :])
    assert mayor.startswith("31 Mayor Puig Valley Wire 1938-06-01 to 1938-06-04, replaced since")


def test_the_toll_is_told_over_time(drawn):
    assert "over time: 1938-06-01 ≥ 12; 1938-06-04 31 (≥ 12)" in drawn


def test_groups_stand_under_those_they_are_part_of(drawn):
    assert "5 children a nurse" in " ".join(list_lines(drawn, "Of whom killed 5 children"))


def test_actors_are_told_with_who_says_so_and_who_denies_it(drawn):
    lines = list_lines(drawn, "Who")
    assert "perpetrator General Headquarters (accused) Mayor Puig General Headquarters" in lines


def test_each_quote_stands_under_its_paper_with_who_said_it(drawn):
    said = " ".join(list_lines(drawn, "What was said"))
    assert said.startswith("Valley Wire (North Press), 1938-06-01, a copy of one text, replaced")
    assert "https://valley-wire.example/bridge" in said
    assert "“At least 12 people were killed" in said
    assert "said by a hospital doctor" in said
    assert "denied by General Headquarters" in said


def test_each_link_has_its_reasons_the_weightiest_first(drawn):
    (line,) = list_lines(drawn, "Why one event")
    assert line == "c1 c2 both at Granollers (+2.0); both on 31 May 1938 (+0.5)"


def test_decisions_parts_and_doubtful_neighbours_are_listed(drawn):
    assert list_lines(drawn, "Its parts")[0].startswith("- fedcba98 Air strike, Granollers")
    assert list_lines(drawn, "Decisions") == [
        "- 3 2026-05-01 12:30 rosa split c1c1c1c1 from c2, c3: another day",
        "- 4 2026-05-01 12:30 rosa undo 3",
    ]
    near = " ".join(list_lines(drawn, "Nearby"))
    assert near.startswith(
        "- 00112233 Air strike (suspected, cumulative), place not known, day not known"
    )
    assert "unsure: both at Granollers (+2.0)" in near


def test_what_is_disputed_is_said_in_a_sentence(drawn):
    assert list_lines(drawn, "Disputed") == ["- killed: 12 or more; 31�[2J"]


def test_an_event_that_was_another_says_what_became_of_it():
    found = Found(id="99" * 8, sort=Sort.EVENT, event=RAID.id)
    assert f"event {found.id} is now {RAID.id}" in draw(replace(SHOWING, found=found))


def test_a_claim_says_in_which_event_it_is():
    found = Found(id="c2c2c2c2", sort=Sort.CLAIM, event=RAID.id)
    assert "claim c2c2c2c2 is in this event" in draw(replace(SHOWING, found=found))


def test_the_day_as_of_which_it_stands_is_told():
    drawn = draw(replace(SHOWING, as_of=date(1938, 6, 2)))
    assert "figures by the rule reliable, as of 1938-06-02" in drawn


def test_what_there_is_not_has_no_head():
    bare = replace(
        SHOWING,
        event=replace(RAID, actors=(), figures=(), disputes=()),
        links=(),
        decisions=(),
        parts=(),
        near=(),
    )
    drawn = draw(bare)
    for head in ("Who", "Disputed", "Its parts", "Part of", "Why one event", "Decisions", "Nearby"):
        assert f"\n{head}\n" not in drawn


def test_a_part_names_its_whole():
    assert list_lines(draw(replace(SHOWING, whole=RAID)), "Part of")[0].startswith("- 01234567 Air")


def test_an_article_shows_its_claims_and_the_events_they_are_in():
    drawn = draw(ARTICLE)
    assert "Shells hit Granollers bridge" in drawn.splitlines()[0]
    assert "2 claims" in drawn
    assert "01234567" in drawn
    assert list_lines(drawn, "Mainly about")[0].startswith("- 01234567 Air strike, Granollers")


@pytest.mark.parametrize("showing", [SHOWING, ARTICLE], ids=["event", "article"])
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(monkeypatch, width, showing):
    monkeypatch.setenv("COLUMNS", str(width))
    assert max(map(len, draw(showing).splitlines())) <= width


@pytest.mark.parametrize("showing", [SHOWING, ARTICLE], ids=["event", "article"])
def test_words_of_pages_do_not_command_the_terminal(showing):
    assert "\x1b" not in draw(showing)
