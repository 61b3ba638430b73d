"""The gazetteer: spellings, what it knows, and that its own tables are sound."""

import csv
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import DataError
from khabar.text.places import gazetteer as module
from khabar.text.places.folding import fold, sound
from khabar.text.places.gazetteer import Gazetteer, Kind
from khabar.text.places.mentions import country_of_demonym

GAZETTEER = Gazetteer.load()

FOLDED = [
    ("Ma`arrat an-Nu`mān", "maarrat an numan"),
    ("St. Petersburg", "saint petersburg"),
    ("Nagorno-Karabakh", "nagorno karabakh"),
    ("Côte d’Ivoire", "cote divoire"),
    ("Şırnak", "sirnak"),
    ("Ożarów", "ozarow"),
    ("U.S.", "us"),
    ("  New   York ", "new york"),
    ("Хама", ""),
    ("", ""),
]

SAME_SOUND = [
    ("Deir el-Zour", "Dayr az Zawr"),
    ("Hodeidah", "Al Ḩudaydah"),
    ("Qamishli", "Al Qāmishlī"),
    ("Jisr al-Shughour", "Jisr ash Shughur"),
]

KNOWN = [
    ("Kafranbel", "SY", "Idlib", Kind.CITY),
    ("Kafr Nubl", "SY", "Idlib", Kind.CITY),
    ("KAFR NABEL", "SY", "Idlib", Kind.CITY),
    ("Kiev", "UA", "Kyiv", Kind.CITY),
    ("Deir Ezzor", "SY", "Deir ez-Zor", Kind.CITY),
    ("Sheikh Maqsoud", "SY", "Aleppo", Kind.DISTRICT),
    ("Guernica", "ES", "Basque Country", Kind.CITY),
    ("Maungdaw", "MM", "Rakhine", Kind.CITY),
    ("Fla.", "US", "Florida", Kind.ADMIN1),
    ("DR Congo", "CD", None, Kind.COUNTRY),
    ("Ivory Coast", "CI", None, Kind.COUNTRY),
    ("Burma", "MM", None, Kind.COUNTRY),
    ("U.K.", "GB", None, Kind.COUNTRY),
    ("Donbas", "UA", None, Kind.REGION),
]

DEMONYMS = [
    ("Turkish", "TR"),
    ("Turks", "TR"),
    ("Syrians", "SY"),
    ("South Korean", "KR"),
    ("Dutch", "NL"),
    ("french", "FR"),
    ("Turkey", None),
    ("table", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "folded"), FOLDED)
def test_spellings_of_a_name_fold_to_one_key(name, folded):
    assert fold(name) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more_and_leaves_plain_letters(name):
    folded = fold(name)
    assert folded.isascii()
    assert folded == folded.strip().lower()
    assert fold(folded) == folded


@pytest.mark.parametrize(("left", "right"), SAME_SOUND)
def test_romanisations_of_one_arabic_name_sound_alike(left, right):
    assert sound(left) == sound(right)


@pytest.mark.parametrize(("left", "right"), [("Homs", "Hama"), ("Raqqa", "Daraa"), ("Basra", "Busra")])
def test_different_arabic_names_sound_different(left, right):
    assert sound(left) != sound(right)


@pytest.mark.parametrize(("name", "country", "admin1", "kind"), KNOWN)
def test_places_are_known_by_the_names_that_reports_use(name, country, admin1, kind):
    found = {(entry.country, entry.admin1, entry.kind) for entry in GAZETTEER.look_up(name)}
    assert (country, admin1, kind) in found


def test_a_name_that_nobody_bears_is_not_known():
    assert GAZETTEER.look_up("Qwertzuiop") == ()
    assert GAZETTEER.look_up("") == ()
    assert not GAZETTEER.knows("qwertzuiop")


def test_one_place_in_both_files_is_found_once():
    towns = [entry for entry in GAZETTEER.look_up("Kafranbel") if entry.country == "SY"]
    assert [entry.geonames for entry in towns] == [168661]


def test_an_arabic_name_is_found_by_its_sound():
    assert "Ar Rastan" in {entry.name for entry in GAZETTEER.look_up_sound("Rastan")}


def test_capitals_are_marked():
    assert [entry.country for entry in GAZETTEER.look_up("Damascus") if entry.capital] == ["SY"]
    assert not any(entry.capital for entry in GAZETTEER.look_up("Aleppo"))


@pytest.mark.parametrize(("word", "country"), DEMONYMS)
def test_adjectives_and_peoples_tell_their_country(word, country):
    assert country_of_demonym(word) == country


def test_the_gazetteer_is_loaded_once():
    assert Gazetteer.load() is Gazetteer.load()


def read_countries():
    text = (files("khabar") / "data/gazetteer/countries.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_country_stands_once_and_inside_the_world():
    rows = read_countries()
    assert len({row["iso2"] for row in rows}) == len(rows)
    for row in rows:
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180


def test_no_two_countries_share_a_demonym():
    demonyms = [word for row in read_countries() for word in row["demonyms"].split("|") if word]
    assert sorted(set(demonyms)) == sorted(demonyms)


def test_every_extra_place_has_a_known_country_and_its_admin1_is_spelt_as_in_the_gazetteer():
    text = (files("khabar") / "data/places.toml").read_text("utf-8")
    countries = {row["iso2"] for row in read_countries()}
    for row in tomllib.loads(text)["place"]:
        assert row.get("country", "SY") in countries, row
        if "geonames" in row:
            assert row["geonames"] > 0, row


def test_a_wrong_row_of_extras_is_refused_with_its_place():
    with pytest.raises(DataError, match=r"here: expected name, kind .*city.* and at"):
        module._read_extra({"name": "Nowhere", "kind": "hamlet", "at": "1, 2"}, "here")
    with pytest.raises(DataError, match="here"):
        module._read_extra({"name": "Nowhere", "kind": "city", "at": "north"}, "here")
