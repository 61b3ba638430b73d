"""The gate fails below a floor, and floors fall only with a reason."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.accuracy.floors import FILE, Floor, Lowering, read_floors, write_floors
from benchmarks.accuracy.gate import Lower, find_failures, lower, pin, write_table
from benchmarks.accuracy.scoring import Score, main_scores
from benchmarks.accuracy.sets import SETS, WITHOUT_DEV

PINNED = Floor(set="spain", metric="killed", baseline=0.7, floor=0.8, noise=0.01, target=0.9)
DAY = date(1938, 6, 1)


def scored(value, metric="killed", answers=400):
    return Score(set="spain", metric=metric, value=value, answers=answers)


def wish(reason="the key counts other people", metric="killed"):
    return Lower(set="spain", metric=metric, reason=reason, day=DAY)


def test_a_drop_beyond_the_noise_fails():
    assert list(find_failures([scored(0.7899)], [PINNED]))


@pytest.mark.parametrize("value", [0.79, 0.8, 0.95])
def test_a_drop_within_the_noise_passes(value):
    assert not list(find_failures([scored(value)], [PINNED]))


def test_a_score_without_a_floor_fails():
    assert "no floor" in next(find_failures([scored(0.5, "wounded")], []))


def test_a_metric_that_is_no_longer_measured_fails():
    assert any(
        "got none" in line
        for line in find_failures([scored(0.9)], [PINNED, replace(PINNED, metric="x")])
    )


def test_a_set_that_was_not_run_is_not_missed():
    assert not list(find_failures([scored(0.9)], [PINNED, replace(PINNED, set="italy")]))


def test_pinning_raises_a_floor_and_keeps_the_baseline():
    (floor,) = pin([scored(0.85)], [PINNED])
    assert (floor.floor, floor.baseline) == (0.85, 0.7)


@given(value=st.floats(0, 1))
def test_pinning_never_lowers_a_floor(value):
    (floor,) = pin([scored(value)], [PINNED])
    assert floor.floor >= PINNED.floor


def test_a_new_metric_is_pinned_with_noise_that_shrinks_with_its_answers():
    few, many, none = pin([scored(0.5, "a", 200), scored(0.5, "b", 20_000), scored(0.5, "c", None)], [])
    assert (few.noise, many.noise, none.noise) == (0.0071, 0.0007, 0.003)


def test_lowering_takes_the_present_score_and_keeps_the_reason():
    (floor,) = lower(wish(), [scored(0.75)], [PINNED])
    assert floor.floor == 0.75
    assert floor.lowered == (
        Lowering(day=DAY, before=0.8, after=0.75, reason="the key counts other people"),
    )
    assert not list(find_failures([scored(0.75)], [floor]))


@pytest.mark.parametrize("reason", ["", "  "])
def test_lowering_needs_a_reason(reason):
    with pytest.raises(ValueError, match="--reason"):
        lower(wish(reason), [scored(0.75)], [PINNED])


def test_lowering_an_unknown_metric_is_refused():
    with pytest.raises(ValueError, match="wounded"):
        lower(wish(metric="wounded"), [scored(0.75)], [PINNED])


def test_lowering_cannot_raise():
    with pytest.raises(ValueError, match="below the floor"):
        lower(wish(), [scored(0.8)], [PINNED])


WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
SCORES = st.integers(0, 10_000).map(lambda n: n / 10_000)
FLOORS = st.builds(
    Floor,
    set=st.sampled_from(["a", "b_c"]),
    metric=st.sampled_from(["d", "e_f"]),
    baseline=SCORES,
    floor=SCORES,
    noise=st.sampled_from([0.0, 0.003, 0.01]),
    target=st.none() | SCORES,
    anchor=st.none() | SCORES,
    anchor_by=st.none() | WORDS.map(lambda words: words.replace("\x7f", "")),
    lowered=st.lists(
        st.builds(Lowering, day=st.dates(), before=SCORES, after=SCORES, reason=st.just('the "key"\\')),
        max_size=2,
    ).map(tuple),
)


@given(floors=st.lists(FLOORS, max_size=5, unique_by=lambda floor: (floor.set, floor.metric)))
def test_floors_are_read_back_as_they_were_written(tmp_path_factory, floors):
    file = tmp_path_factory.mktemp("floors") / "floors.toml"
    write_floors(floors, file)
    assert set(read_floors(file)) == set(floors)


def test_an_unknown_key_of_the_file_is_named(tmp_path):
    file = tmp_path / "floors.toml"
    file.write_text("[spain.killed]\nbaseline = 0.1\nfloor = 0.1\nnoise = 0.0\nflour = 1\n")
    with pytest.raises(ValueError, match="flour"):
        read_floors(file)


def test_a_score_above_one_is_no_floor():
    with pytest.raises(ValueError, match="0 to 1"):
        replace(PINNED, floor=1.1)


def test_the_file_pins_every_set_that_can_be_scored():
    assert {floor.set for floor in read_floors(FILE)} >= set(SETS) - WITHOUT_DEV


def test_the_table_shows_floor_target_and_change_and_marks_what_fails():
    head, row = write_table([scored(0.75)], [PINNED])
    assert head.split() == ["set", "metric", "now", "floor", "target", "others", "change"]
    assert row.split() == ["spain", "killed", "0.750", "0.800", "0.900", "-", "+0.050", "<"]


def test_the_figure_of_a_metric_is_its_accuracy_or_f1_and_keeps_how_many_were_scored():
    printed = {
        "deaths": {"accuracy": 0.5, "n": 10},
        "span": {"p": 0.1, "r": 1.0, "f1": 0.2, "tp": 1, "predicted": 10, "gold": 1},
        "label": {"weighted_f1": 0.3, "macro_f1": 0.2, "accuracy": 0.4, "n": 5},
        "empty": {"accuracy": None, "n": 0},
        "f1": 0.9,
        "p": 0.8,
        "n": 3,
    }
    found = [(one.metric, one.value, one.answers) for one in main_scores("spain", printed)]
    assert found == [("deaths", 0.5, 10), ("span", 0.2, 1), ("label", 0.3, 5), ("f1", 0.9, None)]
