"""Which sentences deserve a parser: those with a word of the vocabulary, in any of its forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar import vocab
from khabar.model.documents import Sentence
from khabar.model.values import Span
from khabar.text.scan import choose, lower_keeping_offsets

STRONG = [
    "Gunmen killed four men.",
    "Four men were KILLED.",
    "The killing of four men was told.",
    "A car bomb went off.",
    "An air-strike hit the bridge.",
    "Airstrikes hit the bridge.",
    "The town was shelled.",
    "Shelling was heard.",
    "Police arrested the students.",
    "Thousands fled.",
    "The men were abducted.",
    "Troops withdrew.",
    "The city is besieged by the army.",
    "“Killed,” he said.",
    "Four killed—and nine hurt.",
]
NONE = [
    "",
    "The harvest was good.",
    "The skilled workers came.",
    "The painkiller helped.",
    "The battlements are old.",
    "A diet of bread and cheese.",
    "Bombay is on the sea.",
    "He is well known for his overkillings1.",
]
WEAK = ["He threatened to leave.", "They returned home on foot.", "She warned of rain."]


def choose_from(*texts):
    sentences = [
        Sentence(index=at, paragraph=at, span=Span(0, len(text)), text=text)
        for at, text in enumerate(texts)
    ]
    return [sentence.text for sentence in choose(sentences, vocab.load())]


@pytest.mark.parametrize("text", STRONG)
def test_a_word_of_violence_or_flight_in_any_form_is_chosen(text):
    assert choose_from(text) == [text]


@pytest.mark.parametrize("text", NONE)
def test_words_that_only_contain_such_a_word_are_not_chosen(text):
    assert choose_from(text) == []


@pytest.mark.parametrize("text", WEAK)
def test_a_weak_word_alone_is_not_chosen(text):
    assert choose_from(text) == []


@pytest.mark.parametrize("text", WEAK)
def test_a_weak_word_beside_a_conflict_is_chosen(text):
    assert choose_from("Gunmen killed four men.", text, "A car bomb went off.")[1] == text


def test_the_order_of_the_text_is_kept():
    texts = ["Two died.", "The sun rose.", "Three were wounded.", "Four fled."]
    assert choose_from(*texts) == [texts[0], texts[2], texts[3]]


def test_no_sentence_gives_no_sentence():
    assert choose_from() == []


@given(st.text(max_size=60))
def test_lower_case_keeps_every_offset(text):
    assert len(lower_keeping_offsets(text)) == len(text)


@given(st.lists(st.sampled_from([*STRONG, *NONE, *WEAK]) | st.text(max_size=40), max_size=6))
def test_what_is_chosen_is_part_of_the_text_in_its_order(texts):
    chosen = iter(choose_from(*texts))
    wanted = next(chosen, None)
    for text in texts:
        if text == wanted:
            wanted = next(chosen, None)
    assert wanted is None


@pytest.mark.parametrize("text", STRONG)
@pytest.mark.parametrize("around", ["🔴 {}", "{} 🔴", "İ {}", "({})", "ﬁnally: {}"])
def test_characters_around_a_word_do_not_hide_it(text, around):
    assert choose_from(around.format(text)) == [around.format(text)]


COMMON = ["The striker attacked the goal.", "The two clubs battle for the cup.", "Her film bombed."]


@pytest.mark.parametrize("text", COMMON)
def test_a_word_of_sport_and_business_alone_is_not_chosen(text):
    assert choose_from(text, "The rain stopped.") == []


@pytest.mark.parametrize(
    "text", ["Gunmen attacked the bank.", "Aircraft bombed the port.", "Rebels battle for the bridge."]
)
def test_such_a_word_beside_an_armed_noun_is_chosen(text):
    assert choose_from(text) == [text]


def test_such_a_word_beside_a_sentence_with_an_armed_noun_is_chosen():
    assert choose_from("The market was attacked.", "The army came late.") == ["The market was attacked."]


@pytest.mark.parametrize(
    "text", ["Dockers went on strike.", "Shares rallied in Lagos.", "A panic attack."]
)
def test_a_phrase_with_another_meaning_hides_the_word_inside_it(text):
    assert choose_from(text, "The army came late.") == []


def test_a_denial_is_chosen_beside_one_strong_sentence():
    denial = "The minister rejected the allegation."
    assert choose_from(denial) == []
    assert choose_from("Gunmen killed four men.", denial)[1:] == [denial]


def test_a_crowd_at_a_match_makes_no_sport_worth_parsing():
    assert choose_from("A crowd of 29,510 came to the ground.", "Their attack looked quiet.") == []
