"""Where each event happened: the table `event_places.toml`, the weights, what holds of any text."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from claim_words import make_article

import khabar
from khabar.claims.event_places.weighing import load_weights, read_weights

TABLE = tomllib.loads((Path(__file__).parent / "event_places.toml").read_text("utf-8"))
CASES = {case["name"]: case for case in TABLE["case"]}


def write(event, text):
    names = [
        f"{one.place.text} ({one.place.value.country})" if one.place.value.country else one.place.text
        for one in event.places
    ]
    return f"{event.words.cut(text)}: {', '.join(names)}"


@pytest.mark.parametrize("name", CASES)
def test_each_verb_has_its_places(name):
    article = make_article(CASES[name]["text"])
    assert [write(event, article.text) for event in khabar.event_places(article)] == CASES[name][
        "places"
    ]


def test_one_may_ask_about_a_noun():
    text = "Clashes in Huesca went on while Teruel slept."
    article = make_article(text)
    (event,) = khabar.event_places(article, words=[khabar.Span(0, 7)])
    assert write(event, article.text) == "Clashes: Huesca (ES)"


def test_places_are_in_order_share_no_words_and_say_what_read_them():
    text = " ".join(case["text"] for case in TABLE["case"])
    for event in khabar.event_places(make_article(text)):
        assert all(one.place.span.end <= other.place.span.start for one, other in pairwise(event.places))
        assert {one.place.rule for one in event.places} == {"model:event_places"}
        assert all(0 < one.likelihood <= 1 for one in event.places)


def test_a_name_of_no_gazetteer_has_neither_country_nor_coordinates():
    (event,) = khabar.event_places(
        make_article("Gunmen killed four shepherds in the village of Valdemorgal.")
    )
    (place,) = (one.place.value for one in event.places)
    assert (place.name, place.country, place.lat) == ("Valdemorgal", None, None)
    assert place.precision is khabar.PlacePrecision.UNKNOWN


def test_no_weight_stands_on_a_name_or_a_number():
    weights = load_weights()
    signs = [sign for sign in (*weights.first, *weights.second) if not sign.startswith("tags=")]
    known = {"NAME", "NUMBER", "SPACE", "EDGE", "SITE", "ROOT"}
    kinds = {"COUNTRY", "ADMIN1", "ADMIN2", "CITY", "REGION", "DISTRICT"}
    uses = {"LOCATION", "METONYM", "PERSON", "PART", "WORD", "True", "False"}
    words = {word for sign in signs for part in sign.split("=", 1)[1:] for word in part.split()}
    capital = {word for word in words if word[:1].isupper() and word.isalpha()}
    assert {word for word in capital if not word.isupper()} <= {"True", "False"}
    assert {word for word in capital if len(word) > 3} <= known | kinds | uses


def test_a_broken_line_of_weights_is_named():
    with pytest.raises(khabar.DataError, match="line 2: expected 1 or 2"):
        read_weights("1\t0.5\tbase\n3\t0.5\tbase\n")
