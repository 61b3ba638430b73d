"""The country that a text is about."""

import pytest

from khabar import vocab
from khabar.text.names import find_groups
from khabar.text.places.gazetteer import Gazetteer
from khabar.text.places.homeland import find_homeland
from khabar.text.places.mentions import find_places

GAZETTEER = Gazetteer.load()

TEXTS = [
    ("OVIEDO, 3 JAN 37 -- THE MAYOR SPOKE OF A RAID.", "ES", "dateline"),
    ("LISBON (PORTUGAL), 3 JAN 37 -- THE SPANISH ENVOY SPOKE OF A RAID.", "PT", "dateline"),
    (
        "LISBON, 3 JAN 37 -- THE SPANISH ENVOY SPOKE OF SPAIN. IN SPAIN, HE SAID, MADRID IS QUIET, "
        "BILBAO IS NOT, AND VALENCIA IS FULL.",
        "ES",
        "homeland",
    ),
]


def find(text):
    return find_homeland(text, find_places(text, GAZETTEER), GAZETTEER)


@pytest.mark.parametrize(("text", "country", "rule"), TEXTS)
def test_a_text_is_about_the_country_that_most_of_its_names_point_to(text, country, rule):
    found = find(text)
    assert (found.value, found.rule) == (country, rule)
    assert found.span.cut(text) == found.text


def test_a_text_without_names_is_about_no_country():
    assert find("Six men were shot in the market.") is None


def test_armed_groups_point_to_the_country_that_they_belong_to():
    text = "The envoy of Portugal spoke of the FARC. The FARC, he said, shot a miller."
    groups = find_groups(text, vocab.load())
    found = find_homeland(text, find_places(text, GAZETTEER), GAZETTEER, groups)
    assert (found.value, found.text) == ("CO", "FARC")
