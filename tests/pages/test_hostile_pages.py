"""Pages built to break a reader: each is read or refused in bounded time."""

import time

import pytest
from page_readings import read_markup, read_text, words_out

from khabar.errors import BudgetError, InputError

SENTENCE = (
    "Shells fell on the ferry quay of Port Selm before dawn, the harbour master said on Wednesday."
)


@pytest.mark.parametrize("depth", [300, 5_000])
@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "div class='related'"])
def test_deep_nesting_loses_nothing(depth: int, tag: str) -> None:
    name = tag.split(maxsplit=1)[0]
    article = read_markup(
        f"<{tag}>" * depth + f"<p>{SENTENCE}</p>" + f"</{name}>" * depth + "<p>The end of it.</p>"
    )
    assert SENTENCE in article.text
    assert article.words_in == words_out(article) == len(SENTENCE.split()) + 4


@pytest.mark.parametrize("attribute", ['a{0}="x"', "a{0}", 'a{0}=">"'])
def test_a_tag_of_very_many_attributes_keeps_the_words_of_the_page(attribute: str) -> None:
    tag = " ".join(attribute.format(number) for number in range(300_000))
    started = time.process_time()
    article = read_markup(f"<body><div {tag}><p>{SENTENCE}</p></div></body>")
    assert article.text == SENTENCE
    assert time.process_time() - started < 5


def test_a_long_tag_is_found_behind_its_quotes_on_a_small_page_too() -> None:
    tag = " ".join(f"a{number}" + '="<>"' * (number % 1_000 == 0) for number in range(40_000))
    started = time.process_time()
    assert read_markup(f"<body><div {tag}><p>{SENTENCE}</p></div></body>").text == SENTENCE
    assert time.process_time() - started < 2


def test_a_page_of_too_many_tags_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(BudgetError) as caught:
        read_markup(f"<p>{SENTENCE}</p>" + "<br>" * 300_000)
    assert caught.value.reason == "too_large"


def test_a_page_too_deep_to_parse_in_time_is_refused() -> None:
    with pytest.raises(BudgetError) as caught:
        read_markup("<div>" * 100_000 + SENTENCE)
    assert caught.value.reason == "too_deep"


@pytest.mark.parametrize(
    "markup",
    [
        "<" * 200_000,
        "<!--" * 100_000,
        "<![CDATA[" * 50_000,
        "<p a='" + "x " * 200_000,
        "&amp;" * 100_000,
    ],
)
def test_broken_markup_without_words_is_no_report(markup: str) -> None:
    with pytest.raises(InputError):
        read_markup(markup)


def test_nul_bytes_and_lone_surrogates_do_not_reach_the_text() -> None:
    for article in (read_text(f"\x00{SENTENCE} \ud800"), read_markup(f"<p>\x00{SENTENCE} &#xD800;</p>")):
        assert SENTENCE in article.text
        assert "\x00" not in article.text
        article.text.encode("utf-8")


def test_page_text_stays_text() -> None:
    article = read_markup(f"<p>{SENTENCE} &lt;script&gt;alert(1)&lt;/script&gt;</p>")
    assert article.text.endswith("<script>alert(1)</script>")
