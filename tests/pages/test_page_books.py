"""The books of a page balance: every visible word is in the text or among what was dropped."""

from hypothesis import given
from hypothesis import strategies as st
from page_readings import read_markup, read_text, words_out

from khabar.errors import InputError
from khabar.pages.furniture import REASONS

SENTENCE = (
    "Shells fell on the ferry quay of Port Selm before dawn, the harbour master said on Wednesday."
)
JUNK = (
    "Read more: Advertisement By Mara Lind 9 March 1994 ----AFP said.----AFP © All rights reserved"
    " GMT 18:12 2009 Friday ,12 June Source: Northern Wire (Reporting by Tom; Editing by Ida)"
    " shells fell quay. – - |"
)
WORDS = st.sampled_from(JUNK.split(" "))
PHRASES = st.lists(WORDS, max_size=14).map(" ".join)
LINES = st.one_of(PHRASES, st.just(SENTENCE), st.just(""), st.text(max_size=30))
TAGS = st.sampled_from(
    ("p", "div", "span", "b", "a", "h1", "h2", "li", "td", "nav", "aside", "br", "form", "noscript")
)
CLASSES = st.sampled_from(
    ("", "related", "byline", "comments", "share", "ad-slot", "sr-only", "story-body")
)


@st.composite
def fragments(draw: st.DrawFn) -> str:
    parts: list[str] = []
    for _ in range(draw(st.integers(0, 12))):
        tag, names = draw(TAGS), draw(CLASSES)
        parts.append(f"<{tag} class='{names}'>{draw(LINES).replace('<', ' ')}")
        if draw(st.booleans()):
            parts.append(f"</{tag}>")
    return "".join(parts)


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_no_word_of_a_plain_text_is_lost_or_doubled(text: str) -> None:
    article = read_text(f"{text}\n{SENTENCE}\n")
    assert article.words_in == words_out(article)
    assert {dropped.reason for dropped in article.dropped} <= set(REASONS)


@given(fragments())
def test_no_word_of_a_page_is_lost_or_doubled(fragment: str) -> None:
    try:
        article = read_markup(f"<html><body>{fragment}<p>{SENTENCE}</p></body></html>")
    except InputError:
        return
    assert article.words_in == words_out(article)


@given(fragments())
def test_headings_are_lines_of_the_text(fragment: str) -> None:
    try:
        article = read_markup(
            f"<body>{fragment}<p>{SENTENCE}</p><h2>The quay</h2><p>{SENTENCE} Again.</p>"
        )
    except InputError:
        return
    lines = article.text.split("\n")
    assert all(span.cut(article.text) in lines for span in article.headings)
    assert all(0 <= dropped.at <= len(article.text) for dropped in article.dropped)


@given(st.lists(st.text("ab ", min_size=1, max_size=9), min_size=1, max_size=9))
def test_the_count_is_that_of_the_words_put_in(texts: list[str]) -> None:
    body = "".join(f"<p>{text}</p>" for text in texts)
    article = read_markup(f"<body>{body}<p>{SENTENCE}</p></body>")
    assert article.words_in == len(" ".join((*texts, SENTENCE)).split())
