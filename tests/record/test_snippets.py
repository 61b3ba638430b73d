from hypothesis import given
from hypothesis import strategies as st

from khabar.record.looking.conditions import read_phrases
from khabar.record.looking.snippets import cut_snippet, list_words
from khabar.record.words import fold

LETTERS = st.sampled_from("aAbé e\u0301ñ_-.,\n\u0645\u0646 ß½ﬁ\U0001f54a\U0001d400ıİ\u200d\u0130Ⅷ9")


@given(st.text(LETTERS, max_size=60))
def test_words_are_those_of_the_index(text):
    assert " ".join(word.text for word in list_words(text)) == fold(text)


@given(st.text(LETTERS, max_size=60))
def test_a_word_is_what_lies_at_its_place(text):
    for word in list_words(text):
        assert word.text in fold(text[word.start : word.end])


@given(st.text(LETTERS, max_size=600), st.text(LETTERS, max_size=4))
def test_a_snippet_is_a_part_of_the_text(text, asked):
    pieces = cut_snippet(text, read_phrases(asked))
    inside = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert inside in text
    assert not pieces or any(piece.is_found for piece in pieces)


def test_what_is_found_far_inside_is_shown_with_the_words_around():
    text = "one two three. " * 100 + "The old mill fell. " + "four five. " * 100
    pieces = cut_snippet(text, read_phrases('"old mill"'))
    assert [piece.text for piece in pieces if piece.is_found] == ["old mill"]
    assert len("".join(piece.text for piece in pieces)) < 400


def test_an_open_word_is_marked_to_its_end():
    pieces = cut_snippet("Bombers bombed Bilbao.", read_phrases("bomb*"))
    assert [piece.text for piece in pieces if piece.is_found] == ["Bombers", "bombed"]
