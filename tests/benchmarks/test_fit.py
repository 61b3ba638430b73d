"""Weights are fitted on known events: what speaks for one event gets a weight above 0."""

import math

import numpy as np
import pytest

from benchmarks.reconcile.fit import Known, fit, list_pairs, solve
from benchmarks.reconcile.press import report_war
from benchmarks.reconcile.world import wage_war
from khabar.reconcile.digests.mentions import describe


@pytest.fixture(scope="module")
def known():
    told = report_war(wage_war(400, seed=1), seed=1)
    return [
        Known(event=str(one.truths[0]), mention=describe(one.report)[0]) for one in told if one.truths
    ]


def test_log_odds_are_those_of_the_table():
    """Of those without the mark one in four is true, of those with it three in four."""
    marks = np.array([0, 0, 0, 0, 1, 1, 1, 1] * 50)
    truth = np.array([1, 0, 0, 0, 1, 1, 1, 0] * 50, dtype=float)
    chosen = np.stack([np.ones(len(marks)), marks], axis=1)
    intercept, weight = solve(chosen, truth, penalty=1e-6)
    assert intercept == pytest.approx(-math.log(3), abs=1e-3)
    assert weight == pytest.approx(2 * math.log(3), abs=1e-3)


def test_a_pair_that_shares_several_things_is_listed_once(known):
    pairs = [(id(one), id(other)) for one, other in list_pairs(known)]
    assert len(pairs) == len(set(pairs))
    assert pairs


def test_the_same_day_speaks_for_and_another_day_against(known):
    _, levels = fit(list_pairs(known))
    day = {level.used: level.fitted for level in levels if level.feature == "day"}
    assert day[3.5] > 0 > day[-7.0]
    assert all(level.true <= level.pairs for level in levels)
