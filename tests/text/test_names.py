"""Names of known actors in running text: spelt as in print, whole words, the longest of several."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar import vocab
from khabar.model.claims import ActorClass
from khabar.text.names import find_actors

# text, the words found, one of the names they stand for
FOUND = [
    ("Fighters of Boko Haram came.", "Boko Haram", "Boko Haram"),
    ("Boko Haram's fighters came.", "Boko Haram", "Boko Haram"),
    ("The Syrian Observatory for Human Rights counted.", None, "Syrian Observatory for Human Rights"),
    ("“Hezbollah” was painted there.", "Hezbollah", "Hezbollah"),
    ("Hezbollah-held villages burned.", "Hezbollah", "Hezbollah"),
    ("Anti-aircraft guns of Hezbollah, it said.", "Hezbollah", "Hezbollah"),
    ("Moscow said so.", "Moscow", "Government of Russia"),
    ("Reuters reported.", "Reuters", "Reuters"),
    ("🔴 Hamas", "Hamas", "Hamas"),
    ("MEN OF THE SPANISH REPUBLIC AND HEZBOLLAH CAME.", "HEZBOLLAH", "Hezbollah"),
    ("TROOPS OF THE SYRIAN ARAB ARMY CAME.", "SYRIAN ARAB ARMY", "Armed forces of Syria"),
    ("THE IRA CAME.", "IRA", "Provisional Irish Republican Army"),
    ("The WHO said so.", "WHO", "World Health Organization"),
]
NOT_FOUND = [
    "",
    "The moss grew.",
    "HEZBOLLAHI is no name.",
    "Bokoharamists is no name.",
    "pro-Hezbollah papers",
    "hamas",
    "The reuters of old.",
    "THE MEN WHO CAME, AND WHAT IS LEFT OF THE GUARDIAN WALL.",
    "THEY LET US GO.",
]


def names_in(text):
    return [{entry.name for entry in reading.value} for reading in find_actors(text, vocab.load())]


@pytest.mark.parametrize(("text", "words", "name"), FOUND)
def test_known_names_are_found(text, words, name):
    readings = find_actors(text, vocab.load())
    assert any(name in {entry.name for entry in reading.value} for reading in readings)
    assert words is None or words in [reading.text for reading in readings]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_parts_of_words_and_words_spelt_otherwise_are_no_names(text):
    assert names_in(text) == []


def test_the_longest_of_several_names_is_taken():
    (reading,) = find_actors("The Islamic State of Iraq and the Levant came.", vocab.load())
    assert reading.text.endswith("Islamic State of Iraq and the Levant")


def test_both_apostrophes_spell_the_same_name():
    text = "The Lord's Resistance Army came."
    plain, curly = names_in(text), names_in(text.replace("'", "’"))
    assert plain == curly != []


def test_a_capital_stands_for_its_government():
    (reading,) = find_actors("Damascus denied it.", vocab.load())
    assert ActorClass.STATE in {entry.actor_class for entry in reading.value}


@given(st.lists(st.sampled_from([text for text, *_ in FOUND]) | st.text(max_size=20)).map(" ".join))
def test_readings_are_cut_from_the_text_in_order_and_do_not_overlap(text):
    readings = find_actors(text, vocab.load())
    assert all(reading.span.cut(text) == reading.text for reading in readings)
    assert all(a.span.end <= b.span.start for a, b in pairwise(readings))
