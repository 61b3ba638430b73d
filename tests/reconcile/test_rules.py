"""The rules choose as the methodology says: its worked example is read from the page and worked."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from invented import actor, bounds, find, tell

from khabar.errors import UsageError
from khabar.model.bounds import Bounds
from khabar.model.events import About, Status
from khabar.reconcile.merging.merge import build_event
from khabar.reconcile.merging.rules import RELIABLE, RULES, Voice, find_rule

METHODOLOGY = (Path(__file__).parents[2] / "docs/methodology.md").read_text("utf-8")
DAY = date(1938, 6, 1)


def section(marker):
    """The rows of the table after a comment in the methodology, without its head."""
    text = METHODOLOGY.split(f"<!-- checked: {marker} -->\n", 1)[1].split("<!-- end -->", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in text.strip().splitlines()]
    return [tuple(cell.strip() for cell in row) for row in rows[2:]]


def example():
    """The articles of the worked example; headquarters are blamed for the raid."""
    for place, (day, who, says) in enumerate(section("rule accounts")):
        words = re.sub(r"(\d+) to (\d+)", r"\1-\2", says)
        told = date(1938, 6, int(day.split()[0]))
        for statement in tell(f"a{place}", words, by=who, told=told):
            blamed = replace(statement.claim, actors=(actor("Headquarters"),))
            yield replace(statement, claim=blamed)


def number(cell):
    return None if cell == "-" else float(cell)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_chooses_what_the_methodology_shows(rule):
    shown = {name.strip("`"): tuple(map(number, cells)) for name, *cells in section("rule results")}
    assert list(shown) == [rule.name for rule in RULES]
    assert bounds(find(build_event(tuple(example()), rule=rule))) == shown[rule.name]


def test_the_methodology_says_what_each_rule_chooses_and_after_whom():
    assert section("rules") == [(f"`{rule.name}`", rule.help, rule.source) for rule in RULES]


def test_the_methodology_says_what_each_status_and_dispute_is():
    assert [word for word in (*Status, *About) if f"\n| `{word}` |" not in METHODOLOGY] == []


def test_the_first_rule_is_the_default():
    assert build_event(tuple(example())).figures[0].rule == RELIABLE.name == RULES[0].name


def test_an_unknown_rule_is_refused_with_the_names_of_all():
    assert find_rule("majority").name == "majority"
    with pytest.raises(
        UsageError, match="reliable, conservative, min_max, latest, majority; got 'best'"
    ):
        find_rule("best")


def voice(teller, low, high=None, day=0, **fields):
    return Voice(teller=teller, day=DAY + timedelta(day), low=low, high=high, **fields)


def choose(name, *voices):
    found = find_rule(name).choose(voices)
    return (found.low, found.best, found.high)


OPEN_ENDS = [
    ((46, None), (46, 46, None)),  # at least 46
    ((None, 20), (None, None, 20)),  # up to 20: how many is not known
    ((30, 50), (30, 30, 50)),
    ((24, None), (24, 24, None)),  # dozens
    ((0, 0), (0, 0, 0)),
]


@pytest.mark.parametrize(("said", "expected"), OPEN_ENDS)
@pytest.mark.parametrize("rule", ["reliable", "conservative", "latest", "majority"])
def test_open_ends_stay_open(rule, said, expected):
    assert choose(rule, voice("a", *said)) == expected


def test_a_high_below_another_low_is_no_high():
    assert choose("reliable", voice("a", 12, 12), voice("b", 20, None)) == (12, 12, None)


def test_those_told_of_one_by_one_lower_no_total():
    singles = [voice(name, 1, 1, complete=False) for name in "bcd"]
    for rule in RULES:
        assert rule.choose((voice("a", 40, 40), *singles)) == Bounds(low=40, best=40, high=40)


def test_a_count_without_open_end_is_taken_of_two_as_often_told():
    assert choose("reliable", voice("a", 12, 12), voice("b", 15, None)) == (12, 12, None)


def test_the_suspected_counts_only_where_nothing_is_told():
    suspected = voice("b", 60, None, firm=False)
    assert choose("reliable", voice("a", 12, 12), suspected) == (12, 12, 12)
    assert choose("reliable", suspected) == (60, 60, None)


def test_a_side_of_the_event_counts_only_where_nobody_else_does_whichever_side():
    side = voice("b", 2, 2, apart=False)
    assert choose("reliable", voice("a", 12, 12), side) == (12, 12, 12)
    assert choose("majority", voice("a", 12, 12), side, voice("d", 2, 2)) == (2, 2, 12)
    assert choose("reliable", side) == (2, 2, 2)
