"""The invented war and texts of the benchmark: right, repeatable, and with a known truth."""

import subprocess
import sys
from collections import Counter

import pytest

from benchmarks.reconcile.copying import find_copies
from benchmarks.reconcile.partition import score_b_cubed
from benchmarks.reconcile.press import report_war
from benchmarks.reconcile.telling import read_portions, read_statements
from benchmarks.reconcile.texts import Change, compose_library
from benchmarks.reconcile.world import wage_war
from khabar.model.claims import Scope
from khabar.reconcile.copies.finding import compare_copies, find_credit, sign

CLAIMS = 4_000


@pytest.fixture(scope="module")
def told():
    return tuple(report_war(wage_war(CLAIMS, seed=1), seed=1))


def find_readings(claim):
    yield from (reading for reading in (claim.place, claim.when) if reading)
    yield from (figure.count for figure in claim.figures)
    yield from (actor.who for actor in claim.actors)
    yield from (reading for source in claim.sources for reading in (source.who, source.cue))


def test_war_is_told_in_about_as_many_claims_as_wanted(told):
    assert 0.9 * CLAIMS < sum(len(one.report.claims) for one in told) < 1.2 * CLAIMS


def test_same_seed_gives_the_same_war(told):
    again = report_war(wage_war(CLAIMS, seed=1), seed=1)
    assert all(one == other for one, other in zip(told, again, strict=True))


def test_each_value_stands_where_its_span_says(told):
    for one in told:
        text = one.report.article.text
        for claim in one.report.claims:
            assert claim.quote == claim.span.cut(text)
            assert all(reading.text == reading.span.cut(text) for reading in find_readings(claim))


def test_claims_have_ids_of_their_own_and_a_truth_each(told):
    ids = Counter(claim.id for one in told for claim in one.report.claims)
    assert max(ids.values()) == 1
    assert all(len(one.truths) == len(one.report.claims) for one in told)


def test_war_has_copies_parts_older_events_and_totals(told):
    claims = [claim for one in told for claim in one.report.claims]
    assert {Scope.BACKGROUND, Scope.CUMULATIVE, Scope.INCIDENT} == {claim.scope for claim in claims}
    assert any(claim.part_of for claim in claims)
    assert Counter(one.telling.wire for one in told if one.telling.wire).most_common(1)[0][1] > 5


def test_a_war_told_by_two_processes_is_the_same_war(tmp_path):
    program = "import pathlib, sys; from benchmarks.reconcile.telling import tell_war"
    program += "; tell_war(300, 1, pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", program, tmp_path], check=True)
    portions = list(read_portions(tmp_path))
    told = list(report_war(wage_war(300, seed=1), seed=1))
    statements = [one for report in told for one in report.statements()]
    assert list(read_statements(tmp_path)) == statements
    assert [one.claim for portion in portions for one in portion.mentions] == [
        statement.claim.id for statement in statements
    ]
    assert sum(portion.articles for portion in portions) == len(told)
    assert sum(len(portion.truths) for portion in portions) == len(statements)


def test_reports_come_in_the_order_of_their_days(told):
    days = [one.telling.told for one in told]
    assert days == sorted(days)


def test_copies_of_a_wire_are_known_for_copies(told):
    wires = {}
    for one in told:
        if one.telling.wire:
            wires.setdefault(one.telling.wire, []).append(one.report)
    first, second, *_ = next(reports for reports in wires.values() if len(reports) > 5)
    texts = sign(first.article.text), sign(second.article.text)
    assert compare_copies(*texts, find_credit(first), find_credit(second))


def test_partition_like_the_truth_scores_one():
    truths = {"a": 1, "b": 1, "c": 2}
    best = score_b_cubed([("a", "b"), ("c",)], truths)
    assert (best.precision, best.recall, best.f1) == (1, 1, 1)
    alone = score_b_cubed([], truths)
    assert (alone.precision, round(alone.recall, 3)) == (1, 0.667)
    assert score_b_cubed([("a", "b", "c")], truths).precision == pytest.approx(5 / 9)


def test_library_plants_copies_of_each_sort_and_khabar_finds_them():
    library = compose_library(400, seed=1)
    found = find_copies([sign(text) for text in library.texts])
    assert {pair.change for pair in library.planted} == set(Change)
    assert found.pairs == {(pair.original, pair.copy) for pair in library.planted}


def test_changed_words_leave_texts_about_as_alike_as_the_aim_is_set_for():
    planted = compose_library(400, seed=2).planted
    assert any(0.78 < pair.jaccard < 0.85 for pair in planted if pair.change is Change.WORDS)
