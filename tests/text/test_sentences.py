"""Where sentences end: at stops, not at abbreviations; never across a line; never in a heading."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import WIRE

from khabar.model.values import Span
from khabar.text.sentences import split


def make_article(text, headings=()):
    return replace(WIRE, text=text, headings=headings)


def cut(text, headings=()):
    return [sentence.text for sentence in split(make_article(text, headings))]


# text, its sentences
TWO_SENTENCES = [
    "The port burned. Ships left.",
    "Did the port burn? Ships left.",
    "The port burned! Ships left.",
    "The port burned... Ships left.",
    "“The port burned.” Ships left.",
    '"The port burned." Ships left.',
    "(The port burned.) Ships left.",
    "The port burned. “Ships left.”",
    "The port burned. (Ships left.)",
    "The port burned in 1937. Ships left.",
    "The port burned on 31 May. Ships left.",
    "The port of Almeria burned.  Ships left.",
    "The port burned. 19 people died.",
    "The port burned. Ölschiffe left.",
    "Порт горел. Корабли ушли.",
]
ONE_SENTENCE = [
    "Gen. Emilio Mola led them.",
    "Lt. Col. Beorlegui was wounded.",
    "Brig. Gen. Suleiman spoke.",
    "Dr. Bethune treated the wounded.",
    "Mr. Eden asked Mr. Chamberlain.",
    "The U.S. Navy sent a cruiser.",
    "The U.N. Security Council met.",
    "J. B. S. Haldane saw the raid.",
    "The ship left on Nov. 12 for Malta.",
    "It fell at 4.30 p.m. GMT on Tuesday.",
    "St. Jean de Luz took them in.",
    "About 3.5 million pesetas were lost.",
    "The trawlers, e.g. Guipuzcoa, fought on.",
    "No. 7 battery fired.",
    "It is written in khabar.example.org about it.",
    "The crew (all 20 of them) drowned.",
    "He asked why. . .",
    "the port burned. ships left",
]


@pytest.mark.parametrize("text", TWO_SENTENCES)
def test_a_stop_before_a_capital_or_a_number_ends_a_sentence(text):
    assert len(cut(text)) == 2


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_an_abbreviation_ends_no_sentence(text):
    assert cut(text) == [text]


def test_closing_quotes_belong_to_the_sentence_that_they_close():
    assert cut("“It burned.” He wept.") == ["“It burned.”", "He wept."]


def test_a_stamp_between_sentences_is_none_and_parts_them():
    text = "Raid kills nine in Durango AFP Friday 23 Apr 1937 At least nine people died on Friday."
    assert cut(text) == [
        "Raid kills nine in Durango",
        "At least nine people died on Friday.",
    ]


def test_an_agency_that_is_told_something_is_no_stamp():
    text = "The mayor told Reuters on Friday that nine people died."
    assert cut(text) == [text]


def test_a_sentence_never_crosses_a_line():
    assert cut("The port\nburned all night") == ["The port", "burned all night"]


def test_headings_are_no_sentences():
    text = "First line.\nA HEADING\nLast line."
    assert cut(text, (Span(12, 21),)) == ["First line.", "Last line."]


def test_paragraphs_are_counted_with_headings_and_empty_lines():
    text = "One.\n\nA HEADING\nTwo. Three."
    article = make_article(text, (Span(6, 15),))
    assert [(s.index, s.paragraph) for s in split(article)] == [(0, 0), (1, 3), (2, 3)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \n"])
def test_nothing_has_no_sentences(text):
    assert cut(text) == []


def test_a_text_without_stops_is_cut_at_spaces():
    pieces = cut("smoke " * 2000)
    assert all(len(piece) <= 1500 for piece in pieces)
    assert " ".join(pieces).split() == ["smoke"] * 2000


def test_a_word_without_end_is_cut_too():
    assert "".join(cut("a" * 4000)) == "a" * 4000


@given(st.text(alphabet='aB é.!?\n"”’(1 \u0301🔴', max_size=200))
def test_sentences_are_cut_from_the_text_in_order_and_lose_only_white_space(text):
    found = split(make_article(text))
    assert all(s.span.cut(text) == s.text == s.text.strip() for s in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert "".join("".join(s.text for s in found).split()) == "".join(text.split())


@given(st.text(max_size=200))
def test_no_text_breaks_the_splitting(text):
    assert all(sentence.text for sentence in split(make_article(text)))
