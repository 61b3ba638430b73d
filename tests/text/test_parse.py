"""Words of a parsed sentence: where they stand in the article, whatever characters are around them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar import vocab
from khabar.model.documents import Sentence
from khabar.model.values import Span
from khabar.text.parse import parse

TEXTS = [
    "Gunmen killed four men near Gao.",
    "🔴 Gunmen killed 4️⃣ men near Gao 💔.",
    "Cafe\u0301 owners in Bogota\u0301 were killed.",
    "GUNMEN KILLED FOUR MEN NEAR GAO.",
    "İSTANBUL'DA GUNMEN KILLED FOUR MEN.",
    "STRASSE: GUNMEN KILLED FOUR MEN IN GROẞ.",
    "“Gunmen killed four men,” the prefect said.",
    "The ﬁghters ﬂed.",
    "Four   men\u00a0were\u2009killed.",
    "Brig. Gen. Suleiman said four men were killed.",
    "حلب: four men were killed.",
    "Four men\u200b were killed.",
    ".",
]


def sentence(text, start=0):
    return Sentence(index=0, paragraph=0, span=Span(start, start + len(text)), text=text)


def without_space(text):
    return "".join(text.split())


def parse_one(text, start=0):
    (parsed,) = parse([sentence(text, start)], vocab.load())
    return parsed.tokens


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("start", [0, 1, 1000])
def test_words_are_cut_from_the_article_at_their_offsets(text, start):
    article = "x" * start + text
    tokens = parse_one(text, start)
    assert all(article[token.start : token.end] == token.text for token in tokens)
    assert [token.i for token in tokens] == list(range(len(tokens)))


@pytest.mark.parametrize("text", TEXTS)
def test_only_white_space_lies_between_words(text):
    assert without_space("".join(token.text for token in parse_one(text))) == without_space(text)


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_has_a_head_in_the_sentence(text):
    tokens = parse_one(text)
    assert all(0 <= token.head < len(tokens) for token in tokens)
    assert any(token.head == token.i for token in tokens)


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("Gunmen killed four men.", "killed", "kill"),
        ("Four men were slain.", "slain", "slay"),
        ("Two women fled.", "women", "woman"),
        ("The army has withdrawn.", "withdrawn", "withdraw"),
        ("Troops shot dead two men.", "shot", "shoot"),
        ("GUNMEN KILLED FOUR MEN.", "KILLED", "kill"),
        ("He was taken hostage.", "taken", "take"),
    ],
)
def test_forms_have_the_lemma_of_the_vocabulary(text, word, lemma):
    assert [token.lemma for token in parse_one(text) if token.text == word] == [lemma]


def test_upper_case_copy_is_parsed_as_lower_case_is_and_keeps_its_letters():
    shouted = parse_one("GUNMEN KILLED FOUR MEN.")
    assert [token.text for token in shouted] == ["GUNMEN", "KILLED", "FOUR", "MEN", "."]
    assert [token.dep for token in shouted] == [t.dep for t in parse_one("gunmen killed four men.")]


def test_a_title_with_a_stop_is_one_word():
    assert "Brig." in [token.text for token in parse_one("Brig. Gen. Suleiman spoke.")]


def test_sentences_come_back_in_their_order():
    texts = [f"Shells killed {number} men." for number in range(100)]
    parsed = tuple(parse([sentence(text) for text in texts], vocab.load()))
    assert [one.sentence.text for one in parsed] == texts


def test_nothing_to_parse_gives_nothing():
    assert tuple(parse([], vocab.load())) == ()


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
@settings(max_examples=20, deadline=None)
def test_a_sentence_is_parsed_alike_whatever_is_parsed_with_it(texts):
    together = tuple(parse([sentence(text) for text in texts], vocab.load()))
    assert [parsed.tokens for parsed in together] == [parse_one(text) for text in texts]


@given(st.text(min_size=1, max_size=60).filter(str.strip))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_the_offsets(text):
    assert all(text[token.start : token.end] == token.text for token in parse_one(text))
