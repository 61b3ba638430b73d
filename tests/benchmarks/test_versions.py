"""What two versions read differently is counted, and named by id."""

import json
import sys

import pytest

from benchmarks.accuracy import snapshots
from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.rows import Sample
from benchmarks.accuracy.versions import compare, write_report

ONE = Sample(jobs=1)
FIGURE = {"measure": "killed", "low": 4, "high": 4}
RAID = {
    "quote": "Four people were killed.",
    "kind": "air_strike",
    **dict.fromkeys(("place", "when", "part_of")),
    "actors": [],
    "sources": [],
    "figures": [FIGURE],
    "modality": "happened",
    "scope": "incident",
}


def snapshot(*claims, row="r1"):
    return [{"set": "spain", "id": row, "claims": list(claims)}]


def test_the_same_claims_differ_in_nothing():
    found = compare(snapshot(RAID, RAID), snapshot(RAID, RAID))
    assert not found.changes
    assert not found.fields
    assert not +found.by_measure


def test_a_claim_gained_and_one_lost_are_counted_by_set_kind_and_measure():
    siege = {**RAID, "kind": "siege", "figures": []}
    found = compare(snapshot(RAID), snapshot(siege))
    assert found.by_kind == {("+", "siege"): 1, ("-", "air_strike"): 1}
    assert found.by_set == {("+", "spain"): 1, ("-", "spain"): 1}
    assert found.by_measure == {("-", "killed"): 1}


def test_a_second_claim_of_the_same_words_is_one_gained():
    found = compare(snapshot(RAID), snapshot(RAID, RAID))
    assert [change.sign for change in found.changes] == ["+"]


def test_a_changed_figure_is_a_change_of_the_claim_and_no_claim_gained():
    other = {**RAID, "figures": [{**FIGURE, "low": 5, "high": 5}]}
    found = compare(snapshot(RAID), snapshot(other))
    assert not found.changes
    assert found.fields == {"figures": 1}
    assert found.by_measure == {("+", "killed"): 1, ("-", "killed"): 1}


def test_a_text_that_only_one_version_has_counts():
    found = compare(snapshot(RAID), snapshot(RAID) + snapshot(RAID, row="r2"))
    assert [(change.sign, change.row) for change in found.changes] == [("+", "r2")]


def test_the_report_names_ids_and_shows_quotes_only_when_asked():
    found = compare(snapshot(), snapshot(RAID))
    quiet, loud = ("\n".join(write_report(found, 5, show=show)) for show in (False, True))
    assert "+ spain r1 air_strike" in quiet
    assert RAID["quote"] not in quiet
    assert RAID["quote"] in loud


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    """A gold folder of one invented text in each of two forms."""
    folder = tmp_path_factory.mktemp("gold")
    text = (
        "GRANOLLERS, 1 JUN 38 (NORTH PRESS) -- [TEXT] AN AIR RAID ON\n"
        "GRANOLLERS KILLED FOUR PEOPLE ON MONDAY, AND 30 PEOPLE WERE\n"
        "WOUNDED, THE MAYOR SAID. FIRES BURNT ALL NIGHT IN THE STREETS\n"
        "AROUND THE MARKET, AND TRAINS WERE HELD BACK UNTIL MORNING."
    )
    row = {"id": "r1", "title": None, "text": text, "published": "1938-06-01", "publisher": None}
    for name in ("muc4", "pitf_wad"):
        (folder / name).mkdir()
        (folder / name / "dev.jsonl").write_text(json.dumps(row) + "\n")
    return folder


def test_a_snapshot_holds_the_claims_of_every_dev_text(gold, tmp_path):
    out = tmp_path / "snapshot.jsonl"
    snapshots.take(out, gold, ONE)
    wrapped, _ = snapshots.load(out)
    assert wrapped["set"] == "muc4"
    assert {figure["measure"] for claim in wrapped["claims"] for figure in claim["figures"]} == {
        "killed",
        "wounded",
    }


@pytest.mark.no_cover
def test_a_revision_is_read_by_its_own_sources_and_a_file_is_taken_as_it_is(gold, tmp_path):
    head = snapshots.resolve("HEAD", gold, tmp_path, ONE)
    assert len(list(snapshots.load(head))) == 2
    assert snapshots.resolve(str(head), gold, tmp_path, ONE) == head


def test_the_command_compares_two_files(gold, tmp_path, monkeypatch, capsys):
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_text(json.dumps(snapshot()[0]) + "\n")
    new.write_text(json.dumps(snapshot(RAID)[0]) + "\n")
    monkeypatch.setattr(sys, "argv", ["accuracy", "diff", str(old), str(new), "--gold", str(gold)])
    main()
    assert capsys.readouterr().out.startswith("claims: 0 before, 1 after\n")
