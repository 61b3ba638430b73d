"""Places: which words name one, which place it is, how precise; and what is no place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.model.values import PlacePrecision
from khabar.text.places.gazetteer import Gazetteer
from khabar.text.places.mentions import PlaceContext, find_demonyms, find_mentions, find_places
from khabar.text.places.usage import Use

GAZETTEER = Gazetteer.load()


def read(text):
    return find_places(text, GAZETTEER)


def first(text):
    return read(text)[0]


PRECISE = [
    ("Shells fell on the town of Kafr Nabel.", "Kafr Nabel", "exact"),
    ("Shells fell near Kafr Nabel.", "near Kafr Nabel", "near"),
    ("Shells fell on the outskirts of Homs.", "the outskirts of Homs", "near"),
    ("Shells fell 12 km (7 miles) south of Raqqa.", "12 km (7 miles) south of Raqqa", "near"),
    ("Shells fell just outside Mosul.", "just outside Mosul", "near"),
    ("Shells fell in Idlib's countryside.", "Idlib's countryside", "near"),
    ("Shells fell in eastern Aleppo.", "eastern Aleppo", "district"),
    ("Shells fell on eastern districts of Aleppo.", "eastern districts of Aleppo", "district"),
    ("Shells fell on the Hanano district.", "Hanano district", "district"),
    ("Shells fell on Sheikh Maqsoud.", "Sheikh Maqsoud", "district"),
    ("Shells fell in Idlib.", "Idlib", "exact"),
    ("Shells fell in the city of Idlib.", "Idlib", "exact"),
    ("Shells fell in Idlib province.", "Idlib province", "province"),
    ("Shells fell in the province of Idlib.", "the province of Idlib", "province"),
    ("Shells fell in the Donetsk region.", "Donetsk region", "province"),
    ("Shells fell in northern Idlib province.", "northern Idlib province", "province"),
    ("Shells fell in Syria.", "Syria", "country"),
    ("Shells fell in northern Syria.", "northern Syria", "region"),
    ("Shells fell in eastern Ghouta.", "eastern Ghouta", "region"),
    ("Shells fell in Sinai.", "Sinai", "region"),
    ("War spread in the Middle East.", "Middle East", "region"),
]


@pytest.mark.parametrize(("text", "words", "precision"), PRECISE)
def test_a_place_is_as_precise_as_its_words_and_no_more(text, words, precision):
    reading = first(text)
    assert (reading.text, reading.value.precision) == (words, precision)


SETTLED = [
    ("Two died in Gainesville, Fla.", "US", "Florida"),
    ("Two died in Gainesville, Texas.", "US", "Texas"),
    ("Two died in Springfield, Ill.", "US", "Illinois"),
    ("Two died in Paris, Texas.", "US", "Texas"),
    ("Two died in Paris.", "FR", "Île-de-France"),
    ("Bombs hit Tripoli, Lebanon.", "LB", "North Lebanon"),
    ("Bombs hit Tripoli, Libya.", "LY", "Tripoli"),
    ("Bombs hit Durango, Mexico.", "MX", "Durango"),
    ("Bombs hit Durango; the Basque town lies near Bilbao and Guernica.", "ES", "Basque Country"),
    ("Gunmen attacked Beni in North Kivu.", "CD", "North Kivu"),
    ("Rebels took Kafranbel and Saraqib.", "SY", "Idlib"),
    ("GAINESVILLE, Ga. (AP) -- Two died.", "US", "Georgia"),
    ("The road from Toledo to Mora was cut.", "ES", "Castilla-La Mancha"),
    ("Shells fell in the state of Guerrero.", "MX", "Guerrero"),
    ("Floods closed roads in Clark, Powell and Estill counties, Kentucky.", "US", "Kentucky"),
    ("The camp is at Clarksville, located in Arkansas.", "US", "Arkansas"),
    ("Snow fell on Ontario. Roads to Guelph, Kitchener and Sudbury were shut.", "CA", "Ontario"),
    ("A tanker burned in the Red Sea off Yemen.", None, None),
    ("Mexico sent aid. Ships from Mexico City's donors were late.", "MX", None),
]


def test_a_country_that_has_its_name_from_its_capital_is_the_country_behind_it():
    places = [one.value.precision for one in read("A mortar bomb fell in Mexico City, Mexico.")]
    assert places == ["exact", "country"]


def test_a_name_in_a_list_of_states_is_the_state():
    of_states = read("Grain came from Oregon, Idaho and Washington.")
    of_towns = read("Grain came from Boston, Chicago and Washington.")
    assert (of_states[2].value.admin1, of_states[2].value.precision) == ("Washington", "province")
    assert of_towns[2].value.admin1 == "District of Columbia"


def test_towns_inside_longer_names_tell_less_of_where_it_is_than_towns():
    text = "Toledo was calm. The Findlay Quintet played in Mora."
    assert first(text).value.country == "ES"


@pytest.mark.parametrize(("text", "country", "admin1"), SETTLED)
def test_what_contains_a_place_or_stands_beside_it_settles_which_one_it_is(text, country, admin1):
    assert (first(text).value.country, first(text).value.admin1) == (country, admin1)


def test_the_rest_of_the_article_settles_a_name_of_many_places():
    texas = read("A man was shot in Athens. Police in Tyler and Dallas, Texas, said so.")
    greece = read("A man was shot in Athens. Police in Patras and Thessaloniki said so.")
    assert (texas[0].value.admin1, greece[0].value.country) == ("Texas", "GR")


def test_one_name_may_mean_two_places_where_each_is_contained():
    countries = [r.value.country for r in read("Tripoli, Libya, is not Tripoli, Lebanon.")]
    assert countries == ["LY", "LY", "LB", "LB"]


def test_a_place_that_cannot_be_settled_has_no_coordinates():
    place = first("Two people died in San Isidro.").value
    assert (place.lat, place.country, place.precision) == (None, None, PlacePrecision.UNKNOWN)


def test_the_publisher_helps_to_settle():
    text = "A man was shot in Cambridge."
    place = find_places(text, GAZETTEER, PlaceContext(country="GB"))[0].value
    assert place.country == "GB"


@pytest.mark.parametrize("spelling", ["Kafr Nabel", "Kafranbel", "Kafr Nubl", "Kafr-Nabl", "KAFRANBEL"])
def test_spellings_of_one_town_are_one_place(spelling):
    place = first(f"Bombs fell on {spelling} in Idlib, Syria.").value
    assert (place.geonames, place.admin1, place.country) == (168661, "Idlib", "SY")


def test_an_arabic_name_in_an_unknown_spelling_is_found_in_the_countries_of_the_article():
    found = {
        r.text: r.value.admin1
        for r in read("Shells fell in Tell Refaat and near Jeesr al-Shoghoor, Syria.")
    }
    assert found["near Jeesr al-Shoghoor"] == "Idlib"
    assert "near Jeesr al-Shoghoor" not in {
        r.text for r in read("Shells fell near Jeesr al-Shoghoor, Peru.")
    }


def test_outer_names_of_a_chain_are_places_of_their_own():
    readings = read("Bombs fell on Kafr Nabel, Idlib, Syria.")
    assert [(r.text, r.rule) for r in readings] == [
        ("Kafr Nabel", "chain"),
        ("Idlib", "chain"),
        ("Syria", "gazetteer"),
    ]


METONYMS = [
    ("Moscow denied the strike.", "metonym"),
    ("Ankara said four soldiers died.", "metonym"),
    ("They held talks with Washington.", "metonym"),
    ("Talks with Tehran failed.", "metonym"),
    ("The rebels are backed by Riyadh.", "metonym"),
    ("It rejected claims by Ankara.", "metonym"),
    ("A pro-Damascus militia advanced.", "metonym"),
    ("Russia has repeatedly denied it.", "metonym"),
    ("Syria's foreign ministry protested.", "metonym"),
    ("US forces withdrew.", "metonym"),
    ("Thousands marched in Moscow.", "gazetteer"),
    ("Officials in Moscow denied it.", "gazetteer"),
    ("A bomb exploded near Ankara.", "gazetteer"),
    ("Troops entered Syria.", "gazetteer"),
    ("He flew to the US and returned.", "gazetteer"),
]


@pytest.mark.parametrize(("text", "rule"), METONYMS)
def test_a_capital_that_speaks_is_a_government_and_one_that_things_happen_in_is_a_place(text, rule):
    assert first(text).rule == rule


NO_PLACES = [
    "Jack London was shot.",
    "Mr. Washington said so.",
    "Gen. Suleiman spoke to reporters.",
    "Michael Jordan left the court.",
    "The Aleppo Media Center counted the dead.",
    "The Washington Post and the New York Times reported it.",
    "He studied at the University of Damascus.",
    "Turkish soldiers and three Syrians died; South Korean sailors left.",
    "Police said Sunday was quiet.",
    "Reading is good. Most of the men said so.",
    "They said May was the worst month.",
    "It cost US$3 million.",
    "SANA said the army advanced.",
    "The Free Army left, Assad said.",
    "Tell us what he said.",
    "POLICE SAID MOST OF THE MEN LEFT ON SUNDAY.",
    "",
    "\n\n",
]


@pytest.mark.parametrize("text", NO_PLACES)
def test_persons_institutions_adjectives_and_common_words_are_no_places(text):
    assert read(text) == ()


def test_a_name_inside_an_institution_is_a_mention_of_its_own_use():
    mentions = find_mentions("The Aleppo Media Center counted the dead.", GAZETTEER)
    assert [mention.use for mention in mentions] == [Use.PART]


def test_a_surname_stays_a_person_later_in_the_article():
    text = "Police arrested Anna Benton on Monday. Benton was released on Tuesday."
    assert read(text) == ()


def test_towns_that_are_common_words_are_places_where_the_words_say_so():
    names = [r.value.name for r in read("A fire burned in Nice, France, and one in Reading, England.")]
    assert names == ["Nice", "France", "Reading", "England"]


def test_texts_in_capitals_are_read():
    text = "SAN SALVADOR, 3 JAN 90 -- TWO DIED IN SAN MIGUEL DEPARTMENT, EL SALVADOR, NEAR SAN VICENTE."
    assert [(r.text, r.value.country) for r in read(text)] == [
        ("SAN SALVADOR", "SV"),
        ("SAN MIGUEL DEPARTMENT", "SV"),
        ("EL SALVADOR", "SV"),
        ("NEAR SAN VICENTE", "SV"),
    ]


def test_demonyms_are_found_with_their_country():
    found = find_demonyms("Turkish jets hit Syrians and South Korean sailors.", GAZETTEER)
    assert [(r.text, r.value) for r in found] == [
        ("Turkish", "TR"),
        ("Syrians", "SY"),
        ("South Korean", "KR"),
    ]


PIECES = st.sampled_from(
    [
        "near",
        "Idlib",
        "Kafr Nabel",
        ",",
        "province",
        "Moscow",
        "said",
        "in",
        "al-",
        "Bab",
        "U.S.",
        "ÉVORA",
        "\n",
        "12 km",
    ]
)
MARKS = st.sampled_from(
    ["south of", "Mr.", "London", "😀", "Fla", ".", "$", "the", "(", ")", "’s", "Springfield"]
)


@given(st.lists(PIECES | MARKS | st.text(max_size=5), max_size=25).map(" ".join))
def test_every_reading_quotes_its_words_and_none_is_finer_than_a_point(text):
    readings = read(text)
    assert readings == read(text)
    for reading in readings:
        assert reading.text == text[reading.span.start : reading.span.end]
        known = reading.value.lat is not None
        assert known == (reading.value.precision is not PlacePrecision.UNKNOWN)
        assert known == (reading.value.lon is not None)
        if known:
            assert -90 <= reading.value.lat <= 90
            assert -180 <= reading.value.lon <= 180


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text):
    read(text)


def test_a_name_in_decomposed_letters_keeps_its_last_accent():
    text = unicodedata.normalize("NFD", "A bomb fell near Castelló on Monday.")
    assert all(
        not unicodedata.combining(text[found.span.end]) for found in find_places(text, Gazetteer.load())
    )
