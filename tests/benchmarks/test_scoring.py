"""Scores come from the gold folder's own scorer, and adapters never see the gold."""

import json
import sys

import pytest

from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.rows import Sample
from benchmarks.accuracy.scoring import Score, score

SCORER = """
import json, sys
def rows(file): return [json.loads(line) for line in open(file)]
if sys.argv[1] == "--strip":
    for row in rows(sys.argv[2]):
        del row["gold"]
        print(json.dumps(row))
else:
    pairs = list(zip(rows(sys.argv[2]), rows(sys.argv[3])))
    right = sum(g["gold"]["label"] == p["label"] and g["id"] == p["id"] for g, p in pairs)
    print(json.dumps({"main_25": {"accuracy": right / len(pairs), "n": len(pairs)}}))
"""
TEXTS = (
    ("Police arrested 40 students in Bilbao.", "ARREST"),
    ("Warplanes bombed a market in Durango, killing six people.", "AIR_STRIKE"),
    ("Police arrested two reporters in Bilbao.", "PEACE_PROTEST"),
)


@pytest.fixture
def gold(tmp_path):
    (tmp_path / "score.py").write_text(SCORER)
    (tmp_path / "event_type").mkdir()
    rows = [
        {
            "id": f"r{n}",
            "title": None,
            "text": text,
            "published": None,
            "publisher": None,
            "gold": {"label": label},
        }
        for n, (text, label) in enumerate(TEXTS)
    ]
    dev = tmp_path / "event_type" / "dev.jsonl"
    dev.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def test_a_set_is_stripped_predicted_and_scored(gold):
    (found,) = score("event_type", gold, Sample(jobs=1))
    assert found == Score(set="event_type", metric="main_25", value=pytest.approx(2 / 3), answers=3)


def test_a_step_reads_each_nth_row(gold):
    (found,) = score("event_type", gold, Sample(step=2, jobs=1))
    assert (found.value, found.answers) == (0.5, 2)


def test_the_command_prints_a_table_with_the_pinned_floor(gold, monkeypatch, capsys):
    command = ["accuracy", "run", "event_type", "--gold", str(gold), "--jobs", "1"]
    monkeypatch.setattr(sys, "argv", command)
    main()
    head, row = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["set", "metric", "now"]
    assert row.split()[:3] == ["event_type", "main_25", "0.667"]
