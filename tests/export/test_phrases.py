from dataclasses import replace
from datetime import date

import pytest
from sample import BRIDGE

from khabar.export.phrases import (
    phrase_actor,
    phrase_count,
    phrase_figure,
    phrase_place,
    phrase_source,
    phrase_status,
    phrase_when,
    show,
)
from khabar.model.claims import Modality, Scope
from khabar.model.values import (
    Period,
    PlacePrecision,
    Qualifier,
    Quantity,
    Reading,
    Span,
    TimePrecision,
)


def read(value, text="words"):
    return Reading(value=value, span=Span(0, len(text)), text=text, rule="by_hand")


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "phrase"),
    [
        (4, 4, Qualifier.EXACTLY, "4"),
        (46, None, Qualifier.AT_LEAST, "≥ 46"),
        (300_000, None, Qualifier.MORE_THAN, "> 300,000"),
        (None, 7, Qualifier.AT_MOST, "≤ 7"),
        (None, 7, Qualifier.UP_TO, "≤ 7"),
        (None, 200_000, Qualifier.AS_MANY_AS, "≤ 200,000"),
        (30, 30, Qualifier.ABOUT, "≈ 30"),
        (30, 30, Qualifier.NEARLY, "≈ 30"),
        (10, 15, Qualifier.BETWEEN, "10–15"),  # a range takes an en dash
        (24, None, Qualifier.VAGUE, "“several dozen” (≥ 24)"),
        (0, 0, Qualifier.EXACTLY, "0"),
        (2.5, 2.5, Qualifier.EXACTLY, "2.5"),
    ],
)
def test_a_count_shows_its_bounds(low, high, qualifier, phrase):
    assert (
        phrase_count(read(Quantity(low=low, high=high, qualifier=qualifier), "several dozen")) == phrase
    )


def test_a_percentage_says_so():
    share = Quantity(low=50.0, high=None, qualifier=Qualifier.MORE_THAN, percent=True)
    assert phrase_count(read(share)) == "> 50 %"


def test_a_figure_says_what_and_who_is_counted():
    figure = BRIDGE.figures[0]
    assert phrase_figure(figure) == "killed ≥ 12 people"
    assert phrase_figure(replace(figure, who=None)) == "killed ≥ 12"
    assert phrase_figure(replace(figure, who=None, unit="households")) == "killed ≥ 12 households"


@pytest.mark.parametrize(
    ("start", "end", "precision", "phrase"),
    [
        (date(2016, 12, 4), date(2016, 12, 4), TimePrecision.DAY, "2016-12-04"),
        (date(2016, 11, 1), date(2016, 11, 30), TimePrecision.MONTH, "2016-11"),
        (date(2016, 1, 1), date(2016, 12, 31), TimePrecision.YEAR, "2016"),
        (date(2011, 1, 1), date(2016, 12, 5), TimePrecision.RANGE, "2011-01-01 to 2016-12-05"),
        (date(2016, 1, 15), date(2016, 3, 1), TimePrecision.MONTH, "2016-01-15 to 2016-03-01"),
        (date(2011, 1, 1), None, TimePrecision.RANGE, "since 2011-01-01"),
        (None, date(2011, 1, 1), TimePrecision.RANGE, "until 2011-01-01"),
        (None, None, TimePrecision.RELATIVE, "“last month”"),
    ],
)
def test_days_are_no_finer_than_they_were_said(start, end, precision, phrase):
    assert phrase_when(read(Period(start=start, end=end, precision=precision), "last month")) == phrase


def test_a_place_is_no_finer_than_it_was_said():
    near = BRIDGE.place
    exact = replace(near, value=replace(near.value, precision=PlacePrecision.EXACT))
    assert phrase_place(near) == "the bridge at Granollers, Catalonia, ES"
    assert phrase_place(exact) == "Granollers, Catalonia, ES"


def test_a_denial_is_put_as_one():
    assert phrase_source(BRIDGE.sources[1]) == "denied by General Headquarters"


def test_an_accused_actor_is_not_stated():
    assert phrase_actor(BRIDGE.actors[0]) == "Headquarters (accused)"
    assert phrase_actor(BRIDGE.actors[1]) == "people"


@pytest.mark.parametrize(
    ("kind", "modality", "scope", "phrase"),
    [
        ("shelling", Modality.HAPPENED, Scope.INCIDENT, ""),
        ("shelling", Modality.NOT_HAPPENED, Scope.INCIDENT, "not happened"),
        ("shelling", Modality.SUSPECTED, Scope.BACKGROUND, "suspected, background"),
        ("threat", Modality.THREATENED, Scope.INCIDENT, ""),
        ("offer", Modality.OFFERED, Scope.INCIDENT, ""),
        ("offer", Modality.DENIED, Scope.INCIDENT, "denied"),
    ],
)
def test_only_what_is_unusual_is_said(kind, modality, scope, phrase):
    assert phrase_status(replace(BRIDGE, kind=kind, modality=modality, scope=scope)) == phrase


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J\x1b]0;gone\x07", "�[2J�]0;gone�"),
        ("a\nb\tc\r\nd", "a b c d"),
        ("\u202egnp.exe", "�gnp.exe"),
        ("\x9b31m", "�31m"),
        ("\ud800", "�"),
        ("Alepp\u00f3 \u062d\u0644\u0628", "Alepp\u00f3 \u062d\u0644\u0628"),
    ],
)
def test_nothing_reaches_a_terminal_that_it_would_obey(hostile, shown):
    assert show(hostile) == shown
