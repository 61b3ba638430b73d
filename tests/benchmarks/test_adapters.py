"""Adapters give what khabar reads in the form that each set's scorer takes."""

import json
import sys

import pytest

from benchmarks.accuracy import (
    displacement,
    event_location,
    event_type,
    muc4,
    plover,
    polnear,
)
from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.countries import iso3
from benchmarks.accuracy.rows import Sample
from benchmarks.accuracy.sets import SETS, predict
from khabar import vocab as vocabulary


def row(text, **more):
    base = {"id": "r1", "title": None, "text": text, "published": "1989-11-16", "publisher": None}
    return {**base, **more}


def cut(text, spans):
    return [text[start:end] for start, end in spans]


def test_a_claim_of_violence_is_a_template_with_its_victims_and_doers():
    text = (
        "SAN SALVADOR, 16 NOV 89 (NORTH PRESS) -- [TEXT] THE FMLN KIDNAPPED\n"
        "A MAYOR NEAR SANTA ANA YESTERDAY. TALKS ON THE BUDGET WENT ON IN\n"
        "THE CAPITAL AS PLANNED. A BOMB KILLED THREE PEOPLE AND WOUNDED\n"
        "SEVEN OTHER PEOPLE IN AREQUIPA, PERU, TODAY, POLICE SAID."
    )
    kidnapping, bombing = muc4.predict(row(text))["templates"]
    assert kidnapping["type"] == "KIDNAPPING"
    assert kidnapping["perp_org"][0]["names"][:2] == [
        "Farabundo Marti National Liberation Front",
        "FMLN",
    ]
    assert kidnapping["perp_individual"] == []
    assert kidnapping["date"] == {"from": "1989-11-15", "to": "1989-11-15"}
    assert bombing["location"] == "Peru: Arequipa"
    assert [(v["number"], v["effect"]) for v in bombing["hum_tgt"]] == [(3, "DEATH"), (7, "INJURY")]


@pytest.mark.parametrize(
    ("doer", "bodies", "persons"),
    [
        ("FMLN rebels", 1, ["FMLN rebels"]),
        ("The army", 1, []),
        ("Two hooded men", 0, ["Two hooded men"]),
        ("Carlos Puig", 0, ["Carlos Puig"]),
        ("A group of farmers", 0, ["group of farmers"]),
    ],
)
def test_members_of_a_body_are_persons_and_a_body_told_by_its_noun_is_one(doer, bodies, persons):
    (template,) = muc4.predict(row(f"{doer} shot dead two councillors in Ayacucho."))["templates"]
    assert (len(template["perp_org"]), template["perp_individual"]) == (bodies, persons)


def test_each_one_of_those_whose_names_spell_out_a_count_is_a_victim_of_his_own():
    text = "Soldiers killed two reporters, Carlos Puig and Pere Roig, near Ayacucho."
    (template,) = muc4.predict(row(text))["templates"]
    assert [(v["names"], v["number"]) for v in template["hum_tgt"]] == [
        (["Carlos Puig"], 1),
        (["Pere Roig"], 1),
    ]


def test_a_claim_without_a_day_is_on_or_before_the_report():
    text = "Gunmen shot dead two councillors in the town of Ayacucho, residents said."
    (template,) = muc4.predict(row(text))["templates"]
    assert template["date"] == {"from": None, "to": "1989-11-16"}


def test_what_is_only_threatened_is_no_template():
    assert muc4.predict(row("The rebels threatened to bomb the bridge at Tocache."))["templates"] == []


def test_a_page_that_is_no_report_has_no_template():
    assert muc4.predict(row("* * *"))["templates"] == []


def test_every_kind_of_violence_has_a_type_of_incident():
    kinds = vocabulary.load().kinds
    violent = {kind for kind in kinds if "attack" in {kind, kinds[kind].parent}} | {"abduction", "toll"}
    assert violent <= set(muc4._TYPES)


def test_speaker_word_and_what_is_told_are_an_attribution():
    text = "The budget is sound. Senator Ruth Alvarez said the new bridge will open in May."
    (told,) = polnear.predict(row(text))["attributions"]
    assert cut(text, told["source"]) == ["Senator Ruth Alvarez"]
    assert cut(text, told["cue"]) == ["said"]
    assert cut(text, told["content"]) == ["the new bridge will open in May"]


def test_the_place_of_a_verb_is_the_name_in_its_own_clause():
    text = "Troops shelled Belchite on Monday while crowds marched in Valencia."
    at = text.index("marched")
    found = event_location.predict(row(text, verb=[at, at + len("marched")]))
    assert cut(text, found["locations"]) == ["Valencia"]


def test_a_verb_without_a_place_has_none():
    text = "Troops shelled the bridge."
    assert event_location.predict(row(text, verb=[7, 14]))["locations"] == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Warplanes bombed a market in Durango, killing six people.", "AIR_STRIKE"),
        ("Police arrested 40 students in Bilbao.", "ARREST"),
        ("The army recaptured the town of Teruel from the rebels.", "GOV_REGAINS_TERIT"),
        ("Rebels seized the town of Teruel.", "NON_STATE_ACTOR_OVERTAKES_TER"),
        ("Government troops withdrew from the village.", "CHANGE_TO_GROUP_ACT"),
        ("The orchestra played until late.", "OTHER"),
    ],
)
def test_the_kind_of_the_first_claim_is_the_label(text, label):
    assert event_type.predict(row(text))["label"] == label


def test_the_first_figure_of_people_who_had_to_move_is_the_answer():
    text = "Shelling forced 4,500 people from their homes in Teruel, Spain. Six soldiers were killed."
    found = displacement.predict(row(text))
    assert (found["quantity"], found["term"], found["unit"]) == (4500, "Forced to Flee", "People")
    assert (found["location"], found["country"]) == ("Teruel", "ESP")


def test_a_text_without_such_a_figure_has_no_answer():
    found = displacement.predict(row("Six soldiers were killed."))
    assert found["quantity"] is found["term"] is found["unit"] is None


def test_event_class_and_sides_are_those_of_the_first_claim():
    found = plover.predict(row("The army arrested two reporters in Bilbao."))
    assert found["event"] == "COERCE"
    assert found["source"] == ["army"]
    assert found["target"] == ["two reporters"]


def test_both_sides_of_a_clash_are_sources():
    found = plover.predict(row("Rebels clashed with government troops near Teruel."))
    assert found["event"] == "FIGHT"
    assert len(found["source"]) == 2


def test_every_country_of_the_vocabulary_has_a_code_of_three_letters():
    codes = [iso3(country.code) for country in vocabulary.load().countries]
    assert all(code and len(code) == 3 for code in codes)


def test_no_country_has_no_code_and_an_unknown_one_raises():
    assert iso3(None) is None
    with pytest.raises(KeyError):
        iso3("ZZ")


def test_rows_with_their_gold_are_refused(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({**row("Nothing."), "gold": {}}) + "\n")
    with pytest.raises(SystemExit, match="blind"):
        list(predict("pitf_wad", file, tmp_path, Sample()))


def test_the_command_prints_a_prediction_for_every_row_in_order(tmp_path, monkeypatch, capsys):
    file = tmp_path / "rows.jsonl"
    rows = [{**row("Police arrested 40 students."), "id": f"r{n}"} for n in range(3)]
    file.write_text("".join(json.dumps(one) + "\n" for one in rows))
    monkeypatch.setattr(sys, "argv", ["accuracy", "predict", "event_type", str(file), "--jobs", "1"])
    main()
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["id"], one["label"]) for one in found] == [(f"r{n}", "ARREST") for n in range(3)]


def test_all_twelve_sets_are_known():
    assert len(SETS) == 12
